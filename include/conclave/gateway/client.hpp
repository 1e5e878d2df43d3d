// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A WebSocket client for the simulated jury and for tests: plain blocking calls from any thread.
// Hundreds of clients share the one thread of a ClientPool.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::gateway {

/// It could not connect, or not in time: the message says where and at which step.
class ClientError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The connection has ended.
class ConnectionClosed : public ClientError {
public:
  ConnectionClosed(std::uint16_t code, std::string reason);
  std::uint16_t code() const noexcept { return code_; }  ///< 1006 without a closing handshake
  std::string const& reason() const noexcept { return reason_; }

private:
  std::uint16_t code_;
  std::string reason_;
};

struct ClientSettings {
  std::string host = "localhost";  ///< a name or an address; checked against the certificate
  std::uint16_t port = 0;
  bool tls = true;

  /// Under TLS exactly one of the two: a PEM file whose certificates are trusted (names are checked), or the
  /// SHA-256 fingerprint of the server's certificate, 64 hexadecimal digits (nothing else is checked then).
  std::filesystem::path trusted_certificate;
  std::string fingerprint;
  bool only_tls_1_2 = false;  ///< for tests of the server's refusal

  std::string target = "/ws";
  std::string origin;  ///< the Origin header; empty: none is sent, as befits a program

  std::chrono::milliseconds timeout{10'000};  ///< for connecting in all, and for closing
  std::size_t max_message_bytes = 64UL * 1024 * 1024;
  std::size_t max_unread_messages = 4096;  ///< when so many wait for receive(), the client stops reading
};

/// Owns the thread on which its clients do their work. Clients keep what they need of it alive.
class ClientPool {
public:
  ClientPool();
  ~ClientPool();
  ClientPool(ClientPool const&) = delete;
  ClientPool& operator=(ClientPool const&) = delete;

  class Impl;
  std::shared_ptr<Impl> const& impl() const noexcept { return impl_; }

private:
  std::shared_ptr<Impl> impl_;
};

class Client {
public:
  /// Connects and upgrades to a WebSocket. Throws ClientError.
  static Client connect(ClientPool& pool, ClientSettings const& settings);

  Client(Client const&) = delete;
  Client& operator=(Client const&) = delete;
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();  ///< as abort()

  /// Queues a text message (UTF-8). Throws ConnectionClosed when the connection is known to have ended.
  void send(std::string message);

  /// The next message, or nothing when none came in time. Throws ConnectionClosed once the connection has
  /// ended and every message before that has been received.
  std::optional<std::string> receive(std::chrono::milliseconds timeout);

  /// Sends what is queued, then the closing handshake, and waits for its end or the timeout.
  void close(std::uint16_t code = 1000, std::string_view reason = {});

  /// Drops the TCP connection without a closing handshake, as a crash or a pulled cable would.
  void abort();

  bool open() const;  ///< as far as is known here

private:
  class Impl;
  explicit Client(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

struct HttpResponse {
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The header's value, or nothing; names are compared without regard to case.
  std::optional<std::string> header(std::string_view name) const;
};

/// One HTTP request without a body over a connection of its own. settings.target is not used; `target` is
/// sent as it is, however wrong. Throws ClientError.
HttpResponse http_request(ClientPool& pool, ClientSettings const& settings, std::string const& method,
                          std::string const& target,
                          std::vector<std::pair<std::string, std::string>> const& headers = {});

/// GET of target.
HttpResponse http_get(ClientPool& pool, ClientSettings const& settings, std::string const& target);

}  // namespace conclave::gateway
