// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raw_socket.hpp"
#include "server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conclave::gateway::test {
namespace {

using testing::HasSubstr;

template <class Call>
std::string failure(Call call) {
  try {
    call();
  } catch (ClientError const& error) {
    return error.what();
  }
  return "";
}

TEST(client, says_where_nobody_listens) {
  Server server;
  auto const settings = server.client();
  server.gateway->stop(0ms);
  auto const message = failure([&] { Client::connect(server.pool, settings); });
  EXPECT_THAT(message, HasSubstr("cannot connect to 127.0.0.1:" + std::to_string(settings.port)));
}

TEST(client, says_which_name_it_cannot_find) {
  ClientPool pool;
  ClientSettings settings;
  settings.host = "no such host";
  settings.port = 1;
  settings.tls = false;
  EXPECT_THAT(failure([&] { Client::connect(pool, settings); }), HasSubstr("cannot find no such host"));
}

TEST(client, under_tls_must_be_told_whom_to_trust) {
  Server server;
  auto settings = server.client();
  settings.trusted_certificate.clear();
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }),
              HasSubstr("either a trusted certificate"));
  settings.trusted_certificate = "/nowhere.pem";
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }), HasSubstr("/nowhere.pem"));
}

TEST(client, gives_up_when_connecting_takes_too_long) {
  // A server that never answers the request for the upgrade: its health handler is not asked, but its TLS
  // handshake waits for a peer that speaks plain text.
  Server server;
  auto settings = server.client();
  settings.tls = false;
  settings.trusted_certificate.clear();
  settings.timeout = 1ms;
  EXPECT_NE(failure([&] { Client::connect(server.pool, settings); }), "");
  EXPECT_NE(failure([&] { http_get(server.pool, settings, "/"); }), "");
}

TEST(client, returns_nothing_when_nothing_comes_in_time) {
  Server server;
  auto client = server.connect();
  EXPECT_EQ(client.receive(1ms), std::nullopt);
  EXPECT_TRUE(client.open());
}

TEST(client, hands_out_what_came_before_the_end) {
  Server server(over_tls(), [](Recorder& handler) {
    handler.on_opened = [](auto const& connection) {
      connection->send(text("one"));
      connection->send(text("two"));
      connection->close(CloseCode::normal, "that is all");
    };
  });
  auto client = server.connect();
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(client.receive(patience), "one");
  EXPECT_EQ(client.receive(patience), "two");
  EXPECT_THAT(failure([&] { client.receive(patience); }), HasSubstr("that is all"));
  EXPECT_FALSE(client.open());
  EXPECT_THROW(client.send("x"), ConnectionClosed);
  client.close();
}

TEST(client, stops_reading_when_too_much_is_unread_and_goes_on_when_there_is_room) {
  Server server(over_tls(), [](Recorder& handler) {
    handler.on_opened = [](auto const& connection) {
      for (int i = 0; i < 50; ++i)
        connection->send(text(std::to_string(i)));
    };
  });
  auto settings = server.client();
  settings.max_unread_messages = 2;
  auto client = Client::connect(server.pool, settings);
  for (int i = 0; i < 50; ++i)
    ASSERT_EQ(client.receive(patience), std::to_string(i));
}

TEST(client, closes_while_much_is_unread) {
  Server server(over_tls(), [](Recorder& handler) {
    handler.on_opened = [](auto const& connection) {
      for (int i = 0; i < 50; ++i)
        connection->send(text(std::to_string(i)));
    };
  });
  auto settings = server.client();
  settings.max_unread_messages = 2;
  auto client = Client::connect(server.pool, settings);
  client.close(1000, "enough");
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1000);
}

TEST(client, may_be_moved_and_drops_its_connection_when_it_goes) {
  Server server;
  {
    auto first = server.connect();
    Client second = std::move(first);
    second.send("moved");
    EXPECT_EQ(second.receive(patience), "moved");
    second = server.connect();
    ASSERT_TRUE(server.handler.wait_for_endings(1));
  }
  ASSERT_TRUE(server.handler.wait_for_endings(2));
}

TEST(client, is_dropped_when_its_pool_goes) {
  Server server;
  auto pool = std::make_unique<ClientPool>();
  auto client = Client::connect(*pool, server.client());
  pool.reset();
  EXPECT_EQ(code_at_end(client), 1006);
  ASSERT_TRUE(server.handler.wait_for_endings(1));
}

}  // namespace
}  // namespace conclave::gateway::test
