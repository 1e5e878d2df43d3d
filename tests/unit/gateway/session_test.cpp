// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raw_socket.hpp"
#include "server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace conclave::gateway::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// --- limits ---

TEST(session, closes_with_1009_when_a_message_is_too_large) {
  auto settings = over_tls();
  settings.max_message_bytes = 1000;
  Server server(settings);
  auto client = server.connect();
  client.send(std::string(1000, 'a'));
  EXPECT_EQ(client.receive(patience), std::string(1000, 'a'));
  client.send(std::string(1001, 'a'));
  EXPECT_EQ(code_at_end(client), 1009);
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1009);
  EXPECT_EQ(server.handler.messages().size(), 1U);
}

TEST(session, tells_1009_to_a_peer_that_goes_on_sending) {
  auto settings = over_tls();
  settings.max_message_bytes = 1000;
  Server server(settings);
  auto client = server.connect();
  client.send(std::string(1024 * 1024, 'a'));
  EXPECT_EQ(code_at_end(client), 1009);
}

TEST(session, drops_a_slow_reader_while_others_go_on) {
  auto settings = over_tls();
  settings.max_queued_messages = 8;
  settings.close_timeout = patience;
  Server server(settings, [](Recorder& handler) { handler.on_received = [](auto const&, auto const&) {}; });
  auto slow_settings = server.client();
  slow_settings.max_unread_messages = 1;
  auto slow = Client::connect(server.pool, slow_settings);
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  auto quick = server.connect();
  ASSERT_TRUE(server.handler.wait_for_connections(2));
  auto const connections = server.handler.connections();

  // The quick one reads each message before the next is sent, so only the slow one's queue can grow.
  auto const large = text(std::string(1024 * 1024, 'x'));
  std::size_t sent = 0;
  while (server.gateway->stats().slow_readers == 0) {
    ASSERT_LT(sent, 1000U);
    connections[0]->send(large);
    connections[1]->send(large);
    ++sent;
    ASSERT_TRUE(quick.receive(patience));
  }
  ASSERT_TRUE(server.book.wait_for("slow_reader_dropped"));
  EXPECT_EQ(code_at_end(slow), 1013);
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].first, connections[0]->id());
  EXPECT_EQ(server.handler.endings()[0].second.code, 1013);
  quick.send("still here");
  ASSERT_TRUE(server.handler.wait_for_messages(1));
  EXPECT_EQ(server.gateway->stats().connections, 1U);
}

TEST(session, drops_a_reader_that_has_stopped_altogether) {
  auto settings = over_tls();
  settings.max_queued_bytes = 4 * 1024 * 1024;
  settings.close_timeout = 50ms;
  Server server(settings);
  auto stuck_settings = server.client();
  stuck_settings.max_unread_messages = 1;
  auto stuck = Client::connect(server.pool, stuck_settings);
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  auto const connection = server.handler.connections()[0];
  auto const large = text(std::string(1024 * 1024, 'x'));
  for (int i = 0; i < 100 && server.gateway->stats().slow_readers == 0; ++i)
    connection->send(large);
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1013);
}

TEST(session, drops_a_reader_whose_message_does_not_get_through_in_time) {
  auto settings = over_tls();
  settings.write_timeout = 50ms;
  settings.max_queued_bytes = 64 * 1024 * 1024;
  Server server(settings);
  auto stuck_settings = server.client();
  stuck_settings.max_unread_messages = 1;
  auto stuck = Client::connect(server.pool, stuck_settings);
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  auto const connection = server.handler.connections()[0];
  connection->send(text("first"));
  connection->send(text(std::string(32 * 1024 * 1024, 'x')));
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1006);
}

TEST(session, closes_with_1008_at_the_first_message_over_the_rate_and_does_not_deliver_it) {
  auto settings = over_tls();
  settings.message_burst = 4;  // the request for the upgrade is the first of them
  settings.messages_per_second = 0.001;
  Server server(settings);
  auto client = server.connect();
  for (auto const* const message : {"1", "2", "3", "4"})
    client.send(message);
  EXPECT_EQ(code_at_end(client), 1008);
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_THAT(server.handler.messages(), ElementsAre("1", "2", "3"));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1008);
  EXPECT_EQ(server.gateway->stats().rate_exceeded, 1U);
}

TEST(session, counts_pings_like_messages) {
  auto settings = over_plain_http();
  settings.message_burst = 3;
  settings.messages_per_second = 0.001;
  Server server(settings);
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  socket.read_until("\r\n\r\n");
  for (int i = 0; i < 5; ++i)
    socket.send(frame(0x89, "ping"));
  socket.read_until("too many pings");
}

TEST(session, refuses_connections_over_the_limit) {
  auto settings = over_tls();
  settings.max_connections = 2;
  Server server(settings);
  auto first = server.connect();
  {
    auto second = server.connect();
    EXPECT_THROW(server.connect(), ClientError);
    EXPECT_EQ(server.gateway->stats().refused, 1U);
    second.close();
  }
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  // closed() is told a moment before the place is given back.
  while (server.gateway->stats().sockets > 1)
    std::this_thread::yield();
  EXPECT_TRUE(server.connect().open());
  EXPECT_TRUE(first.open());
}

TEST(session, refuses_connections_over_the_limit_of_one_address) {
  auto settings = over_tls();
  settings.max_connections_per_address = 1;
  Server server(settings);
  auto first = server.connect();
  EXPECT_THROW(server.connect(), ClientError);
}

// --- what is accepted ---

TEST(session, checks_the_origin_of_browsers) {
  Server server;
  auto settings = server.client();
  settings.origin = "https://evil.example";
  EXPECT_THROW(Client::connect(server.pool, settings), ClientError);
  EXPECT_TRUE(server.book.wait_for("origin_refused"));
  settings.origin = "https://127.0.0.1:" + std::to_string(server.gateway->port());
  EXPECT_TRUE(Client::connect(server.pool, settings).open());
}

TEST(session, lets_in_listed_origins_only) {
  auto listed = over_tls();
  listed.allowed_origins = {"https://jury.example"};
  Server server(listed);
  auto settings = server.client();
  settings.origin = "https://jury.example";
  EXPECT_TRUE(Client::connect(server.pool, settings).open());
  settings.origin = "https://127.0.0.1:" + std::to_string(server.gateway->port());
  EXPECT_THROW(Client::connect(server.pool, settings), ClientError);
}

TEST(session, is_opened_at_ws_alone) {
  Server server;
  auto settings = server.client();
  settings.target = "/healthz";
  EXPECT_THROW(Client::connect(server.pool, settings), ClientError);
  settings.target = "/ws/";
  EXPECT_THROW(Client::connect(server.pool, settings), ClientError);
}

TEST(session, is_refused_with_words_when_the_upgrade_is_malformed) {
  Server server(over_plain_http());
  RawSocket old(server.gateway->port());
  old.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: "
           "websocket\r\nSec-WebSocket-Version: 8\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_THAT(old.read_to_end(), StartsWith("HTTP/1.1 426"));
  RawSocket keyless(server.gateway->port());
  keyless.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
               "Sec-WebSocket-Version: 13\r\n\r\n");
  EXPECT_THAT(keyless.read_to_end(), StartsWith("HTTP/1.1 400"));
  EXPECT_TRUE(server.handler.connections().empty());
}

TEST(session, takes_text_alone) {
  Server server(over_plain_http());
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  EXPECT_THAT(socket.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 101"));
  socket.send(frame(0x82, "binary"));
  socket.read_until("messages are text");
  ASSERT_TRUE(server.handler.messages().empty());
}

TEST(session, closes_when_text_is_not_utf8) {
  auto settings = over_plain_http();
  settings.close_timeout = 50ms;  // the peer does not close by itself
  Server server(settings);
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  socket.read_until("\r\n\r\n");
  socket.send(frame(0x81, "\xff\xfe"));
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1007);
  EXPECT_TRUE(server.handler.messages().empty());
}

TEST(session, closes_when_frames_are_garbage) {
  auto settings = over_plain_http();
  settings.close_timeout = 50ms;  // the peer does not close by itself
  Server server(settings);
  for (auto const& garbage : {std::string(64, '\xff'), std::string("\x81\x05hello", 7) /* not masked */,
                              frame(0x83, "reserved opcode"), frame(0x09, "a ping in pieces"),
                              std::string(1, '\x81') + std::string(13, '\xff') /* 2^64 bytes */}) {
    auto const before = server.handler.endings().size();
    RawSocket socket(server.gateway->port());
    socket.send(upgrade_request());
    socket.read_until("\r\n\r\n");
    socket.send(garbage);
    ASSERT_TRUE(server.handler.wait_for_endings(before + 1));
    EXPECT_THAT(server.handler.endings()[before].second.code, testing::AnyOf(1002, 1009));
  }
  EXPECT_TRUE(server.handler.messages().empty());
}

TEST(session, takes_a_message_in_fragments) {
  Server server(over_plain_http());
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  socket.read_until("\r\n\r\n");
  socket.send(frame(0x01, "one "));
  socket.send(frame(0x89, "in between"));
  socket.send(frame(0x00, "two "));
  socket.send(frame(0x80, "three"));
  socket.read_until("one two three");
  EXPECT_THAT(server.handler.messages(), ElementsAre("one two three"));
}

// --- how it ends ---

TEST(session, tells_the_handler_how_the_peer_has_closed) {
  Server server;
  auto client = server.connect();
  client.send("last");
  client.close(4001, "done for today");
  EXPECT_FALSE(client.open());
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 4001);
  EXPECT_EQ(server.handler.endings()[0].second.reason, "done for today");
  EXPECT_THAT(server.handler.messages(), ElementsAre("last"));
}

TEST(session, survives_a_client_that_goes_in_the_middle_of_a_frame) {
  Server server(over_plain_http());
  {
    RawSocket socket(server.gateway->port());
    socket.send(upgrade_request());
    socket.read_until("\r\n\r\n");
    socket.send(frame(0x81, std::string(1000, 'x')).substr(0, 500));
  }
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1006);
  EXPECT_TRUE(server.handler.messages().empty());
}

TEST(session, notices_a_client_that_has_vanished) {
  Server server;
  auto client = server.connect();
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  client.abort();
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1006);
  EXPECT_EQ(code_at_end(client), 1006);
}

TEST(session, pings_a_silent_peer_and_drops_it_when_it_does_not_answer) {
  auto settings = over_plain_http();
  settings.idle_timeout = 100ms;
  Server server(settings);
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  socket.read_until("\r\n\r\n");
  EXPECT_EQ(socket.read_to_end().substr(0, 2), std::string("\x89\x00", 2));
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1006);
}

TEST(session, keeps_a_silent_peer_that_answers_pings) {
  auto settings = over_plain_http();
  settings.idle_timeout = 2'000ms;
  Server server(settings);
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  socket.read_until("\r\n\r\n");
  // Two rounds are longer than the time after which silence would have ended it.
  for (int round = 0; round < 3; ++round) {
    socket.read_until(std::string("\x89\x00", 2));
    socket.send(frame(0x8a, ""));
  }
  EXPECT_TRUE(server.handler.endings().empty());
}

TEST(session, closes_from_any_thread_after_what_was_sent_before) {
  Server server;
  auto client = server.connect();
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  auto const connection = server.handler.connections()[0];
  for (int i = 0; i < 100; ++i)
    connection->send(text(std::to_string(i)));
  connection->close(CloseCode::policy, "sign in first");
  connection->send(text("too late"));
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(client.receive(patience), std::to_string(i));
  try {
    client.receive(patience);
    FAIL() << "the connection has not ended";
  } catch (ConnectionClosed const& closed) {
    EXPECT_EQ(closed.code(), 1008);
    EXPECT_EQ(closed.reason(), "sign in first");
  }
}

TEST(session, drops_a_peer_that_does_not_answer_the_close) {
  auto settings = over_plain_http();
  settings.close_timeout = 50ms;
  Server server(settings, [](Recorder& handler) {
    handler.on_opened = [](auto const& connection) { connection->close(CloseCode::policy, "go"); };
  });
  RawSocket socket(server.gateway->port());
  socket.send(upgrade_request());
  EXPECT_THAT(socket.read_to_end(), HasSubstr("go"));
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_EQ(server.handler.endings()[0].second.code, 1008);
}

TEST(session, closes_with_1011_when_the_handler_throws) {
  Server server(over_tls(), [](Recorder& handler) {
    handler.on_received = [](auto const&, auto const&) { throw std::runtime_error("a secret detail"); };
  });
  auto client = server.connect();
  client.send("x");
  EXPECT_EQ(code_at_end(client), 1011);
  EXPECT_TRUE(server.book.wait_for("handler_failed"));
  EXPECT_TRUE(server.connect().open());
}

// --- the handle ---

TEST(session, keeps_what_the_handler_has_put_into_it) {
  Server server(over_tls(), [](Recorder& handler) {
    handler.on_opened = [](auto const& connection) { connection->state() = 0; };
    handler.on_received = [](auto const& connection, auto const&) {
      auto& count = std::any_cast<int&>(connection->state());
      connection->send(text(std::to_string(++count)));
    };
  });
  auto one = server.connect();
  auto other = server.connect();
  one.send("");
  EXPECT_EQ(one.receive(patience), "1");
  one.send("");
  EXPECT_EQ(one.receive(patience), "2");
  other.send("");
  EXPECT_EQ(other.receive(patience), "1");
}

TEST(session, sends_what_several_threads_hand_in_whole_and_in_each_ones_order) {
  Server server;
  auto client = server.connect();
  ASSERT_TRUE(server.handler.wait_for_connections(1));
  auto const connection = server.handler.connections()[0];
  constexpr int threads = 4;
  constexpr int each = 100;
  std::vector<std::thread> senders;
  for (int thread = 0; thread < threads; ++thread)
    senders.emplace_back([&connection, thread] {
      for (int i = 0; i < each; ++i)
        connection->send(text(std::to_string(thread) + " " + std::to_string(i)));
    });
  std::vector<int> next(threads);
  for (int i = 0; i < threads * each; ++i) {
    auto const message = client.receive(patience);
    ASSERT_TRUE(message);
    auto const thread = static_cast<std::size_t>(message->front() - '0');
    EXPECT_EQ(message->substr(2), std::to_string(next[thread]++));
  }
  for (auto& sender : senders)
    sender.join();
}

TEST(session, may_be_held_after_the_gateway_is_gone) {
  std::shared_ptr<Connection> connection;
  {
    Server server;
    auto client = server.connect();
    ASSERT_TRUE(server.handler.wait_for_connections(1));
    connection = server.handler.connections()[0];
  }
  connection->send(text("nobody hears"));
  connection->close(CloseCode::normal, "");
  EXPECT_THAT(connection->remote(), StartsWith("127.0.0.1:"));
}

TEST(session, writes_nothing_of_a_message_to_the_log) {
  Server server;
  auto client = server.connect();
  client.send("a very private remark");
  ASSERT_TRUE(client.receive(patience));
  client.close();
  ASSERT_TRUE(server.handler.wait_for_endings(1));
  EXPECT_THAT(server.book.text(), testing::Not(HasSubstr("private")));
}

}  // namespace
}  // namespace conclave::gateway::test
