// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace conclave::gateway::test {

/// A TCP connection to 127.0.0.1 that says whatever a test wants.
class RawSocket {
public:
  explicit RawSocket(std::uint16_t port);
  RawSocket(RawSocket const&) = delete;
  RawSocket& operator=(RawSocket const&) = delete;
  ~RawSocket();

  void send(std::string const& bytes);
  /// Everything until the other end closes or resets; throws when it does neither.
  std::string read_to_end();
  /// Until `mark` has come.
  std::string read_until(std::string const& mark);

private:
  bool read_some(std::string& into);
  int descriptor_;
};

/// The request that opens a WebSocket at /ws.
std::string upgrade_request(std::string const& more_headers = {});

/// One frame from a client: its first byte (0x81: a whole text, 0x82: binary, 0x88: close, 0x89: ping),
/// masked with zeros, which leaves the payload readable.
std::string frame(unsigned char first, std::string const& payload);

}  // namespace conclave::gateway::test
