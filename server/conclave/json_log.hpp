// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The server's log: one JSON object per line, whatever strangers put into the fields.
#pragma once

#include "report.hpp"

#include <conclave/gateway/log.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace conclave::server {

/// {"event":…,"level":…,"time":"2026-01-31T12:00:00.000Z", fields …} as one line without its end. A field
/// never takes the place of the first three.
std::string log_line(std::string_view level, std::string_view event, Fields const& fields,
                     std::int64_t now_ms);

/// Any thread may write.
class JsonLog {
public:
  /// `level`: trace, debug, info, warn or error. An empty file: standard error. Throws std::exception when
  /// the file cannot be written.
  JsonLog(std::string const& level, std::filesystem::path const& file);
  ~JsonLog();
  JsonLog(JsonLog const&) = delete;
  JsonLog& operator=(JsonLog const&) = delete;

  void write(Severity severity, std::string_view event, Fields const& fields);
  Report report();
  gateway::LogSink gateway_sink();

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace conclave::server
