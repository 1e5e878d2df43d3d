// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "shared.hpp"

#include "tls.hpp"

#include <boost/asio/ssl/context.hpp>

namespace conclave::gateway {

namespace {

void check(GatewaySettings const& settings) {
  boost::system::error_code error;
  auto const address = boost::asio::ip::make_address(settings.address, error);
  if (error)
    throw GatewayError("\"" + settings.address +
                       "\" is not an IP address to listen on; for this machine alone use 127.0.0.1");
  if (!settings.tls && !address.is_loopback())
    throw GatewayError(
        "plain HTTP is not served on " + settings.address +
        ", where others could read along: name a TLS certificate and key, or listen on 127.0.0.1");

  auto const at_least_one = [](auto value, char const* what) {
    if (!(value >= decltype(value)(1))) throw GatewayError(std::string(what) + " must be at least 1");
  };
  at_least_one(settings.threads, "the number of threads");
  at_least_one(settings.max_message_bytes, "the greatest size of a message");
  at_least_one(settings.max_connections, "the number of connections");
  at_least_one(settings.max_connections_per_address, "the number of connections from one address");
  at_least_one(settings.message_burst, "the burst of messages");
  at_least_one(settings.max_queued_messages, "the number of queued messages");
  at_least_one(settings.max_queued_bytes, "the size of the queue");
  if (!(settings.messages_per_second > 0)) throw GatewayError("the rate of messages must be greater than 0");
  at_least_one(settings.handshake_timeout.count(), "the handshake timeout in milliseconds");
  at_least_one(settings.idle_timeout.count(), "the idle timeout in milliseconds");
  at_least_one(settings.write_timeout.count(), "the write timeout in milliseconds");
  at_least_one(settings.close_timeout.count(), "the close timeout in milliseconds");
}

}  // namespace

Shared::Shared(GatewaySettings given, Handler& whom, LogSink where)
    : settings(std::move(given)), handler(whom), log(std::move(where)) {
  check(settings);
  if (!log) log = [](Severity, std::string_view, LogFields const&) {};
  if (settings.tls) tls = server_tls(*settings.tls, settings.allow_tls_1_2);
  if (settings.static_root) files = StaticFiles(*settings.static_root);
  admission = std::make_shared<Admission>(settings.max_connections, settings.max_connections_per_address);
}

}  // namespace conclave::gateway
