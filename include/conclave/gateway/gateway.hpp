// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The server's transport: text messages over WebSocket over TLS, a health page and static files.
// It knows nothing of juries. Every network operation has a deadline and every buffer a bound.
#pragma once

#include <conclave/gateway/log.hpp>

#include <any>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::gateway {

/// The gateway cannot be started as it was asked to; the message says why and what to change.
class GatewayError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// PEM files: the certificate with its chain, and its private key.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

struct GatewaySettings {
  std::string address = "127.0.0.1";  ///< an IPv4 or IPv6 address, not a name
  std::uint16_t port = 8443;          ///< 0: any free port; Gateway::port() tells which

  /// Without: plain HTTP, which is refused unless the address is a loopback address.
  std::optional<TlsFiles> tls;
  bool allow_tls_1_2 = false;  ///< TLS 1.3 alone otherwise; 1.2 with forward-secret AEAD suites only

  std::size_t max_message_bytes = 256UL * 1024;  ///< of one message received; a larger one closes with 1009
  std::size_t max_connections = 1024;            ///< in all; one more is accepted and dropped at once
  std::size_t max_connections_per_address = 64;  ///< per IPv4 address or IPv6 /64 network

  /// What one connection may send over time, and at once. The message that exceeds it is not delivered and
  /// closes the connection with 1008, so that a client never wonders which of its messages were heard.
  double messages_per_second = 50;
  std::size_t message_burst = 200;

  /// What may wait to be sent to one connection. A reader slower than this is dropped with 1013.
  std::size_t max_queued_messages = 1024;
  std::size_t max_queued_bytes = 8UL * 1024 * 1024;

  std::chrono::milliseconds handshake_timeout{10'000};  ///< for TLS handshake and request together
  std::chrono::milliseconds idle_timeout{60'000};       ///< of silence, in the middle of which a ping is sent
  std::chrono::milliseconds write_timeout{20'000};      ///< for one message; static files get more, by size
  std::chrono::milliseconds close_timeout{5'000};  ///< from the decision to close to the end of the socket

  /// Folder served for GET, read whole when the gateway starts; at most 64 MiB. Links that lead out are left
  /// out.
  std::optional<std::filesystem::path> static_root;

  /// Origins ("https://jury.example") from whose pages a browser may open a WebSocket. Empty: only the
  /// server's own pages, Origin being the scheme and the Host of the request. A request without Origin is
  /// from no browser.
  std::vector<std::string> allowed_origins;

  unsigned threads = 2;  ///< at least 1; each connection lives on one of them
};

/// Codes of RFC 6455, section 7.4.1, that the gateway and its handler use.
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported = 1003,  ///< not text
  abnormal = 1006,     ///< never sent: the connection ended without a closing handshake
  bad_text = 1007,     ///< not UTF-8
  policy = 1008,       ///< rate exceeded, not signed in
  too_big = 1009,
  internal_error = 1011,
  try_again_later = 1013,  ///< slow reader: resume from your last position
};

/// How a connection ended.
struct Ending {
  std::uint16_t code = 1006;  ///< as in CloseCode, or another that the peer has sent
  std::string reason;         ///< ours or the peer's, at most 123 bytes; may be empty
};

/// One WebSocket. Every function but state() may be called from any thread, also after the connection has
/// ended.
class Connection {
public:
  Connection() = default;
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;
  virtual ~Connection() = default;

  /// Unique in this process, from 1.
  virtual std::uint64_t id() const noexcept = 0;

  /// Address and port of the other end: "192.0.2.7:49152", "[2001:db8::1]:49152".
  virtual std::string const& remote() const noexcept = 0;

  /// Queues a text message (UTF-8) and returns at once. Messages are sent in the order of the calls. When the
  /// queue is full, the connection is dropped with 1013; when it is closing, the message is let go.
  virtual void send(std::shared_ptr<std::string const> message) = 0;

  /// Sends what is queued, then closes. The reason is cut to 123 bytes. Only the first call counts.
  virtual void close(CloseCode code, std::string_view reason) = 0;

  /// A slot for the handler. Only within the handler's calls for this very connection.
  std::any& state() noexcept { return state_; }

private:
  std::any state_;
};

/// Who receives. Calls for one connection come in order and never at the same time; calls for different
/// connections may come at the same time, on the gateway's threads. They must not wait for anything: other
/// connections share the thread. A call that throws is logged and closes its connection with 1011.
class Handler {
public:
  Handler() = default;
  Handler(Handler const&) = delete;
  Handler& operator=(Handler const&) = delete;
  virtual ~Handler() = default;

  /// The first call for a connection: the WebSocket stands.
  virtual void opened(std::shared_ptr<Connection> connection) = 0;

  /// A whole text message, valid UTF-8, of at most max_message_bytes. None follow once close() has been
  /// called.
  virtual void received(std::shared_ptr<Connection> const& connection, std::string message) = 0;

  /// The last call for a connection, exactly once for each that was opened.
  virtual void closed(std::shared_ptr<Connection> const& connection, Ending const& ending) = 0;

  /// The answer to GET /healthz: JSON text. May be called from several threads at once.
  virtual std::string health() = 0;
};

struct GatewayStats {
  std::uint64_t connections = 0;        ///< WebSockets open now
  std::uint64_t sockets = 0;            ///< TCP connections open now, those in handshakes included
  std::uint64_t accepted = 0;           ///< TCP connections since the start
  std::uint64_t refused = 0;            ///< of them: over a limit of connections
  std::uint64_t failed_handshakes = 0;  ///< of them: no TLS, or too late
  std::uint64_t requests = 0;           ///< HTTP requests answered, upgrades not counted
  std::uint64_t messages_received = 0;  ///< and delivered
  std::uint64_t messages_sent = 0;
  std::uint64_t rate_exceeded = 0;  ///< connections closed for it
  std::uint64_t slow_readers = 0;   ///< connections dropped for it
};

class Gateway {
public:
  /// Checks the settings, reads certificate and static files. Throws GatewayError.
  /// The handler must outlive the gateway.
  Gateway(GatewaySettings settings, Handler& handler, LogSink log);

  /// Stops without waiting, when stop() has not been called.
  ~Gateway();

  Gateway(Gateway const&) = delete;
  Gateway& operator=(Gateway const&) = delete;

  /// Binds, listens and starts the threads. Throws GatewayError. Once only.
  void start();

  /// The port it listens on; known after start().
  std::uint16_t port() const noexcept;

  /// Accepts no more, closes every connection with 1001 after what is queued for it, and drops those that are
  /// not done when the time is up. On return the threads have ended and every closed() has been called. May
  /// be called more than once; never from within the handler.
  void stop(std::chrono::milliseconds deadline);

  GatewayStats stats() const;

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace conclave::gateway
