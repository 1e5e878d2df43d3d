// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raw_socket.hpp"
#include "server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conclave::gateway::test {
namespace {

using testing::HasSubstr;

std::string refusal(GatewaySettings settings) {
  Recorder handler;
  try {
    Gateway(std::move(settings), handler, {}).start();
  } catch (GatewayError const& error) {
    return error.what();
  }
  return "";
}

TEST(gateway, refuses_plain_http_where_others_could_read_along) {
  for (auto const* const address : {"0.0.0.0", "::", "192.0.2.1"}) {
    auto settings = over_plain_http();
    settings.address = address;
    EXPECT_THAT(refusal(settings), HasSubstr("plain HTTP is not served")) << address;
  }
  EXPECT_EQ(refusal(over_plain_http()), "");
}

TEST(gateway, listens_everywhere_under_tls) {
  auto settings = over_tls();
  settings.address = "0.0.0.0";
  Server server(settings);
  EXPECT_TRUE(server.connect().open());
}

TEST(gateway, refuses_settings_that_make_no_sense) {
  auto settings = over_tls();
  settings.address = "localhost";
  EXPECT_THAT(refusal(settings), HasSubstr("not an IP address"));
  settings = over_tls();
  settings.threads = 0;
  EXPECT_THAT(refusal(settings), HasSubstr("threads"));
  settings = over_tls();
  settings.messages_per_second = 0;
  EXPECT_THAT(refusal(settings), HasSubstr("rate"));
  settings = over_tls();
  settings.idle_timeout = 0ms;
  EXPECT_THAT(refusal(settings), HasSubstr("idle timeout"));
  settings = over_tls();
  settings.static_root = "/nowhere/at/all";
  EXPECT_THAT(refusal(settings), HasSubstr("/nowhere/at/all"));
}

TEST(gateway, names_the_tls_file_that_cannot_be_used) {
  TemporaryFolder const folder;
  auto settings = over_tls();
  settings.tls->certificate = folder.path() / "missing.pem";
  EXPECT_THAT(refusal(settings), HasSubstr("missing.pem"));
  settings = over_tls();
  write_file(folder.path() / "damaged.pem", "nonsense");
  settings.tls->key = folder.path() / "damaged.pem";
  EXPECT_THAT(refusal(settings), HasSubstr("damaged.pem"));
  settings = over_tls();
  settings.tls->key = ensure_certificate(folder.path() / "other").key;
  EXPECT_THAT(refusal(settings), HasSubstr("other/tls-key.pem"));
}

TEST(gateway, says_when_the_port_is_taken) {
  Server server;
  auto settings = over_tls();
  settings.port = server.gateway->port();
  EXPECT_THAT(refusal(settings),
              HasSubstr("cannot listen on 127.0.0.1 port " + std::to_string(settings.port)));
}

TEST(gateway, stops_after_what_is_queued_has_been_delivered) {
  Server server;
  auto client = server.connect();
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  auto const connection = server.handler.connections()[0];
  for (int i = 0; i < 500; ++i)
    connection->send(text(std::to_string(i) + std::string(1000, ' ')));
  server.gateway->stop(patience);
  for (int i = 0; i < 500; ++i) {
    auto const message = client.receive(patience);
    ASSERT_TRUE(message);
    EXPECT_THAT(*message, testing::StartsWith(std::to_string(i) + " "));
  }
  EXPECT_EQ(code_at_end(client), 1001);
  ASSERT_EQ(server.handler.endings().size(), 1U);
  EXPECT_EQ(server.handler.endings()[0].second.code, 1001);
  EXPECT_THROW(server.connect(), ClientError);
}

TEST(gateway, stops_in_time_though_peers_do_not_cooperate) {
  auto settings = over_tls();
  settings.max_queued_bytes = 64 * 1024 * 1024;
  Server server(settings);
  RawSocket silent(server.gateway->port());
  auto stuck_settings = server.client();
  stuck_settings.max_unread_messages = 1;
  auto stuck = Client::connect(server.pool, stuck_settings);
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  server.handler.connections()[0]->send(text("first"));
  server.handler.connections()[0]->send(text(std::string(32 * 1024 * 1024, 'x')));
  auto const before = std::chrono::steady_clock::now();
  server.gateway->stop(50ms);
  EXPECT_LT(std::chrono::steady_clock::now() - before, patience);
  EXPECT_EQ(server.handler.endings().size(), 1U);
  EXPECT_EQ(server.gateway->stats().sockets, 0U);
  EXPECT_EQ(silent.read_to_end(), "");
}

TEST(gateway, may_be_stopped_twice_or_never_or_before_it_has_started) {
  Recorder handler;
  Gateway gateway(over_tls(), handler, {});
  gateway.stop(0ms);
  gateway.start();
  gateway.stop(0ms);
  gateway.stop(0ms);
  Gateway never(over_tls(), handler, {});
  never.start();
}

TEST(gateway, holds_three_hundred_connections_at_once) {
  auto settings = over_tls();
  settings.max_connections_per_address = 1000;
  Server server(settings);
  std::vector<Client> clients;
  for (int i = 0; i < 300; ++i)
    clients.push_back(server.connect());
  for (std::size_t i = 0; i < clients.size(); ++i)
    clients[i].send(std::to_string(i));
  for (std::size_t i = 0; i < clients.size(); ++i)
    EXPECT_EQ(clients[i].receive(patience), std::to_string(i));
  EXPECT_EQ(server.gateway->stats().connections, 300U);
  server.gateway->stop(patience);
  EXPECT_EQ(server.handler.endings().size(), 300U);
}

TEST(gateway, counts_what_it_does) {
  Server server;
  auto client = server.connect();
  client.send("a");
  ASSERT_TRUE(client.receive(patience));
  http_get(server.pool, server.client(), "/healthz");
  client.close();
  server.gateway->stop(patience);
  auto const stats = server.gateway->stats();
  EXPECT_EQ(stats.connections, 0U);
  EXPECT_EQ(stats.sockets, 0U);
  EXPECT_EQ(stats.accepted, 2U);
  EXPECT_EQ(stats.requests, 1U);
  EXPECT_EQ(stats.messages_received, 1U);
  EXPECT_EQ(stats.messages_sent, 1U);
}

TEST(gateway_death, stop_from_within_the_handler_is_our_own_mistake) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_DEATH(
      {
        Gateway* self = nullptr;
        Server server(over_plain_http(),
                      [&](Recorder& handler) { handler.on_opened = [&](auto const&) { self->stop(0ms); }; });
        self = &*server.gateway;
        RawSocket socket(server.gateway->port());
        socket.send(upgrade_request());
        socket.read_to_end();
      },
      "from within its handler");
}

}  // namespace
}  // namespace conclave::gateway::test
