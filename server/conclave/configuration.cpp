// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "configuration.hpp"

#include <conclave/record/head.hpp>

#include <toml++/toml.h>

#include <array>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace conclave::server {
namespace {

/// Takes one option's value; false with `wanted` set when it does not fit.
using Take = std::function<bool(toml::node const& value, std::string& wanted)>;
using Table = std::map<std::string, Take, std::less<>>;

Take text(std::string& out) {
  return [&out](toml::node const& value, std::string& wanted) {
    wanted = "text";
    auto const* found = value.as_string();
    if (found != nullptr) out = found->get();
    return found != nullptr;
  };
}

Take path(std::filesystem::path& out) {
  return [&out](toml::node const& value, std::string& wanted) {
    wanted = "a path, as text";
    auto const* found = value.as_string();
    if (found != nullptr) out = found->get();
    return found != nullptr;
  };
}

Take truth(bool& out) {
  return [&out](toml::node const& value, std::string& wanted) {
    wanted = "true or false";
    auto const* found = value.as_boolean();
    if (found != nullptr) out = found->get();
    return found != nullptr;
  };
}

template <class Number>
Take number(Number& out, std::int64_t least, std::int64_t most) {
  return [&out, least, most](toml::node const& value, std::string& wanted) {
    wanted = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    auto const* found = value.as_integer();
    if (found == nullptr || found->get() < least || found->get() > most) return false;
    out = static_cast<Number>(found->get());
    return true;
  };
}

Take texts(std::vector<std::string>& out) {
  return [&out](toml::node const& value, std::string& wanted) {
    wanted = "a list of texts";
    auto const* found = value.as_array();
    if (found == nullptr) return false;
    out.clear();
    for (auto const& element : *found) {
      auto const* one = element.as_string();
      if (one == nullptr) return false;
      out.push_back(one->get());
    }
    return true;
  };
}

Take server_name(std::string& out) {
  return [&out](toml::node const& value, std::string& wanted) {
    wanted = "a host name: letters, digits, '.', ':', '_' and '-'";
    auto const* found = value.as_string();
    if (found == nullptr || !record::is_server_name(found->get())) return false;
    out = found->get();
    return true;
  };
}

Take level(std::string& out) {
  return [&out](toml::node const& value, std::string& wanted) {
    wanted = "one of trace, debug, info, warn, error";
    static constexpr std::array<std::string_view, 5> levels{"trace", "debug", "info", "warn", "error"};
    auto const* found = value.as_string();
    if (found == nullptr || std::find(levels.begin(), levels.end(), found->get()) == levels.end())
      return false;
    out = found->get();
    return true;
  };
}

std::map<std::string, Table, std::less<>> options_of(Configuration& out) {
  constexpr std::int64_t day = 86'400;
  auto& limits = out.limits;
  return {
      {"server",
       {{"name", server_name(out.server.name)},
        {"address", text(out.server.address)},
        {"port", number(out.server.port, 0, 65'535)},
        {"data", path(out.server.data)},
        {"origins", texts(out.server.origins)},
        {"static", path(out.server.static_files)},
        {"rules", path(out.server.rules)}}},
      {"tls",
       {{"certificate", path(out.tls.certificate)},
        {"key", path(out.tls.key)},
        {"allow_tls_1_2", truth(out.tls.allow_tls_1_2)}}},
      {"limits",
       {{"max_message_bytes", number(limits.max_message_bytes, 65'536, 4'194'304)},
        {"max_connections", number(limits.max_connections, 1, 1'000'000)},
        {"max_connections_per_address", number(limits.max_connections_per_address, 1, 1'000'000)},
        {"messages_per_second", number(limits.messages_per_second, 1, 1'000'000)},
        {"message_burst", number(limits.message_burst, 1, 1'000'000)},
        {"max_queued_messages", number(limits.max_queued_messages, 16, 1'000'000)},
        {"handshake_seconds", number(limits.handshake_seconds, 1, day)},
        {"sign_in_seconds", number(limits.sign_in_seconds, 1, day)},
        {"idle_seconds", number(limits.idle_seconds, 2, day)},
        {"clock_skew_seconds", number(limits.clock_skew_seconds, 1, day)},
        {"shutdown_seconds", number(limits.shutdown_seconds, 1, day)}}},
      {"log", {{"level", level(out.log.level)}, {"file", path(out.log.file)}}},
      {"crypto", {{"threads", number(out.crypto.threads, 0, 256)}}},
  };
}

}  // namespace

Result<Configuration> load_configuration(std::string_view toml_text, std::string_view file_name) {
  auto const wrong = [&](Reason reason, toml::source_position at, std::string detail) {
    return refuse(reason,
                  std::string(file_name) + ", line " + std::to_string(at.line) + ", column " +
                      std::to_string(at.column),
                  std::move(detail));
  };
  toml::table root;
  try {
    root = toml::parse(toml_text, file_name);
  } catch (toml::parse_error const& error) {
    return wrong(Reason::malformed_import, error.source().begin, std::string(error.description()));
  }
  Configuration out;
  auto const options = options_of(out);
  for (auto const& [section, content] : root) {
    auto const known = options.find(section.str());
    if (known == options.end()) {
      return wrong(Reason::unknown_member, section.source().begin,
                   std::string(section.str()) + ": there is no such section");
    }
    auto const* table = content.as_table();
    if (table == nullptr) {
      return wrong(Reason::wrong_type, content.source().begin,
                   std::string(section.str()) + ": a section belongs here");
    }
    for (auto const& [name, value] : *table) {
      auto const option = std::string(section.str()) + '.' + std::string(name.str());
      auto const taking = known->second.find(name.str());
      if (taking == known->second.end()) {
        return wrong(Reason::unknown_member, name.source().begin, option + ": there is no such option");
      }
      std::string wanted;
      if (!taking->second(value, wanted)) {
        return wrong(value.is_integer() ? Reason::out_of_range : Reason::wrong_type, value.source().begin,
                     option + ": " + wanted + " belongs here");
      }
    }
  }
  if (out.tls.certificate.empty() != out.tls.key.empty()) {
    auto const* tls = root.get("tls");
    return wrong(Reason::missing_member, tls != nullptr ? tls->source().begin : toml::source_position{1, 1},
                 "tls: certificate and key are given together, or neither");
  }
  return out;
}

}  // namespace conclave::server
