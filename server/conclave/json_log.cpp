// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "json_log.hpp"

#include <conclave/record/json.hpp>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <ctime>
#include <utility>

namespace conclave::server {
namespace {

spdlog::level::level_enum level_of(Severity severity) {
  switch (severity) {
  case Severity::debug:
    return spdlog::level::debug;
  case Severity::info:
    return spdlog::level::info;
  case Severity::warning:
    return spdlog::level::warn;
  case Severity::error:
    return spdlog::level::err;
  case Severity::critical:
    return spdlog::level::critical;
  }
  return spdlog::level::critical;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
  case Severity::debug:
    return "debug";
  case Severity::info:
    return "info";
  case Severity::warning:
    return "warn";
  case Severity::error:
    return "error";
  case Severity::critical:
    return "critical";
  }
  return "critical";
}

Severity severity_of(gateway::Severity severity) {
  switch (severity) {
  case gateway::Severity::trace:
  case gateway::Severity::debug:
    return Severity::debug;
  case gateway::Severity::info:
    return Severity::info;
  case gateway::Severity::warn:
    return Severity::warning;
  case gateway::Severity::error:
    return Severity::error;
  }
  return Severity::error;
}

std::string iso_time(std::int64_t ms) {
  std::time_t const seconds = static_cast<std::time_t>(ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, ms % 1000);
}

}  // namespace

std::string log_line(std::string_view level, std::string_view event, Fields const& fields,
                     std::int64_t now_ms) {
  boost::json::object line;
  line["event"] = event;
  line["level"] = level;
  line["time"] = iso_time(now_ms);
  for (auto const& [name, value] : fields) {
    // Canonical JSON escapes every control character, line feeds among them.
    if (!line.contains(name)) line[name] = record::is_utf8(value) ? std::string_view(value) : "(no UTF-8)";
  }
  return record::canonical(line);
}

class JsonLog::Impl {
public:
  explicit Impl(spdlog::sink_ptr sink) : logger("conclave", std::move(sink)) {}
  spdlog::logger logger;
};

JsonLog::JsonLog(std::string const& level, std::filesystem::path const& file) {
  spdlog::sink_ptr sink;
  if (file.empty()) {
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  } else {
    sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
  }
  impl_ = std::make_unique<Impl>(std::move(sink));
  impl_->logger.set_pattern("%v");
  impl_->logger.set_level(spdlog::level::from_str(level));
  impl_->logger.flush_on(spdlog::level::info);
}

JsonLog::~JsonLog() = default;

void JsonLog::write(Severity severity, std::string_view event, Fields const& fields) {
  auto const level = level_of(severity);
  if (!impl_->logger.should_log(level)) return;
  auto const now = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  auto const line = log_line(name_of(severity), event, fields, now.count());
  impl_->logger.log(level, spdlog::string_view_t(line));
}

Report JsonLog::report() {
  return [this](Severity severity, std::string_view event, Fields const& fields) {
    write(severity, event, fields);
  };
}

gateway::LogSink JsonLog::gateway_sink() {
  return [this](gateway::Severity severity, std::string_view event, gateway::LogFields const& fields) {
    write(severity_of(severity), event, fields);
  };
}

}  // namespace conclave::server
