// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One member's client, as a process of its own: keys and logs of its own, a TLS WebSocket to the server, and
// nothing shared with anybody.
#pragma once

#include <cstdint>
#include <string>

namespace conclave::server::demo {

struct SeatSettings {
  std::string person;
  std::string host = "localhost";
  std::uint16_t port = 0;
  std::string certificate;  ///< PEM file to trust
  bool relay = false;       ///< tell every verified entry
};

/// Takes orders from standard input until it ends. Returns the exit code.
int run_seat(SeatSettings const& settings);

}  // namespace conclave::server::demo
