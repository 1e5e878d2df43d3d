// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raw_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace conclave::gateway::test {

RawSocket::RawSocket(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  timeval const patience{20, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<sockaddr const*>(&to), sizeof to) != 0)
    throw std::runtime_error("cannot connect");
}

RawSocket::~RawSocket() {
  ::close(descriptor_);
}

void RawSocket::send(std::string const& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    auto const sent = ::send(descriptor_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (sent < 0) return;  // the other end has closed, and what it said before is still to be read
    done += static_cast<std::size_t>(sent);
  }
}

bool RawSocket::read_some(std::string& into) {
  std::array<char, 4096> block{};
  auto const count = ::recv(descriptor_, block.data(), block.size(), 0);
  if (count < 0 && errno == EAGAIN) throw std::runtime_error("the server does not close");
  if (count <= 0) return false;
  into.append(block.data(), static_cast<std::size_t>(count));
  return true;
}

std::string RawSocket::read_to_end() {
  std::string all;
  while (read_some(all)) {
  }
  return all;
}

std::string RawSocket::read_until(std::string const& mark) {
  std::string all;
  while (all.find(mark) == std::string::npos)
    if (!read_some(all)) throw std::runtime_error("closed before \"" + mark + "\": " + all);
  return all;
}

std::string upgrade_request(std::string const& more_headers) {
  return "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
         more_headers + "\r\n";
}

std::string frame(unsigned char first, std::string const& payload) {
  std::string bytes(1, static_cast<char>(first));
  if (payload.size() < 126) {
    bytes += static_cast<char>(0x80U | payload.size());
  } else {
    bytes += static_cast<char>(0x80U | 126U);
    bytes += static_cast<char>(payload.size() >> 8U);
    bytes += static_cast<char>(payload.size() & 0xFFU);
  }
  return bytes + std::string(4, '\0') + payload;
}

}  // namespace conclave::gateway::test
