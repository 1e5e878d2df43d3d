// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The options of config/conclave.toml, and no others.
#pragma once

#include <conclave/record/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::server {

struct Configuration {
  struct Server {
    std::string name = "localhost";
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;
    std::filesystem::path data = "var";
    std::vector<std::string> origins;
    std::filesystem::path static_files;
    std::filesystem::path rules = "config/rules/gnlc-membership-jury.toml";
  } server;
  struct Tls {
    std::filesystem::path certificate;
    std::filesystem::path key;
    bool allow_tls_1_2 = false;
  } tls;
  struct Limits {
    std::size_t max_message_bytes = 262'144;
    std::size_t max_connections = 1'024;
    std::size_t max_connections_per_address = 64;
    std::size_t messages_per_second = 50;
    std::size_t message_burst = 200;
    std::size_t max_queued_messages = 1'024;
    std::int64_t handshake_seconds = 10;
    std::int64_t sign_in_seconds = 30;
    std::int64_t idle_seconds = 60;
    std::int64_t clock_skew_seconds = 120;
    std::int64_t shutdown_seconds = 10;
  } limits;
  struct Log {
    std::string level = "info";
    std::filesystem::path file;
  } log;
  struct Crypto {
    std::size_t threads = 0;  ///< 0: one per processor
  } crypto;
};

/// Reads a configuration. Errors: malformed_import, unknown_member, wrong_type, out_of_range; `where` is
/// "FILE, line 3, column 7", `detail` names the option.
Result<Configuration> load_configuration(std::string_view toml_text, std::string_view file_name);

}  // namespace conclave::server
