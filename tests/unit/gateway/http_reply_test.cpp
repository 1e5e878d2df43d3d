// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raw_socket.hpp"
#include "server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conclave::gateway::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class http : public testing::Test {
protected:
  http() { write_file(folder.path() / "index.html", "<p>hello"); }

  GatewaySettings with_files(GatewaySettings settings) const {
    settings.static_root = folder.path();
    return settings;
  }
  // What a server without TLS says to these bytes until it closes.
  static std::string answer(Server& server, std::string const& request) {
    RawSocket socket(server.gateway->port());
    socket.send(request);
    return socket.read_to_end();
  }
  TemporaryFolder folder;
};

TEST_F(http, tells_the_health) {
  Server server(over_tls(),
                [](Recorder& handler) { handler.on_health = [] { return R"({"status":"fine"})"; }; });
  auto const response = http_get(server.pool, server.client(), "/healthz");
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, R"({"status":"fine"})");
  EXPECT_EQ(response.header("content-type"), "application/json");
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
}

TEST_F(http, says_500_when_the_handler_fails) {
  Server server(over_tls(), [](Recorder& handler) {
    handler.on_health = []() -> std::string { throw std::runtime_error("broken"); };
  });
  auto const response = http_get(server.pool, server.client(), "/healthz");
  EXPECT_EQ(response.status, 500U);
  EXPECT_THAT(response.body, Not(HasSubstr("broken")));
}

TEST_F(http, serves_files_and_knows_when_they_have_not_changed) {
  Server server(with_files(over_tls()));
  auto const response = http_get(server.pool, server.client(), "/");
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, "<p>hello");
  EXPECT_EQ(response.header("Content-Type"), "text/html; charset=utf-8");
  ASSERT_TRUE(response.header("ETag"));
  auto const again =
      http_request(server.pool, server.client(), "GET", "/", {{"If-None-Match", *response.header("ETag")}});
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(again.header("ETag"), response.header("ETag"));
}

TEST_F(http, carries_strict_headers_on_every_answer) {
  Server server(with_files(over_tls()));
  for (auto const* const target : {"/", "/healthz", "/nothing", "/ws"}) {
    auto const response = http_get(server.pool, server.client(), target);
    EXPECT_THAT(response.header("Content-Security-Policy").value_or(""), StartsWith("default-src 'self'"))
        << target;
    EXPECT_THAT(response.header("Content-Security-Policy").value_or(""), Not(HasSubstr("unsafe"))) << target;
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer") << target;
    EXPECT_EQ(response.header("Cross-Origin-Opener-Policy"), "same-origin") << target;
    EXPECT_EQ(response.header("Cross-Origin-Resource-Policy"), "same-origin") << target;
    EXPECT_TRUE(response.header("Strict-Transport-Security")) << target;
    EXPECT_FALSE(response.header("Server")) << target;
  }
  Server plain(over_plain_http());
  EXPECT_FALSE(http_get(plain.pool, plain.client(), "/healthz").header("Strict-Transport-Security"));
}

TEST_F(http, answers_everything_else_with_404_or_405) {
  Server server(with_files(over_tls()));
  for (auto const* const target :
       {"/nothing", "/../index.html", "/%2e%2e/etc/passwd", "/healthz/", "/HEALTHZ"})
    EXPECT_EQ(http_get(server.pool, server.client(), target).status, 404U) << target;
  for (auto const* const method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"}) {
    auto const response = http_request(server.pool, server.client(), method, "/healthz");
    EXPECT_EQ(response.status, 405U) << method;
    EXPECT_EQ(response.header("Allow"), "GET") << method;
  }
  EXPECT_EQ(http_get(server.pool, server.client(), "/ws").status, 426U);
}

TEST_F(http, keeps_a_connection_for_several_requests) {
  Server server(with_files(over_plain_http()));
  RawSocket socket(server.gateway->port());
  socket.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(socket.read_until("}"), StartsWith("HTTP/1.1 200"));
  socket.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(socket.read_to_end(), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(server.gateway->stats().requests, 2U);
}

TEST_F(http, limits_what_a_request_may_hold) {
  Server server(over_plain_http());
  EXPECT_THAT(answer(server, "GET /healthz HTTP/1.1\r\nX: " + std::string(20'000, 'x')),
              StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(answer(server, "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(
      answer(server, "GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(answer(server, "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"),
              StartsWith("HTTP/1.1 413"));
}

TEST_F(http, answers_garbage_with_400) {
  Server server(over_plain_http());
  EXPECT_THAT(answer(server, "what is this?\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(answer(server, "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
              StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(answer(server, std::string(100, '\xff')), StartsWith("HTTP/1.1 400"));
}

TEST_F(http, times_out_a_request_that_does_not_come) {
  auto settings = over_plain_http();
  settings.handshake_timeout = 50ms;
  Server server(settings);
  EXPECT_EQ(answer(server, ""), "");
  EXPECT_EQ(answer(server, "GET /healthz HT"), "");
}

TEST_F(http, answers_too_many_requests_with_429) {
  auto settings = over_plain_http();
  settings.message_burst = 2;
  settings.messages_per_second = 0.001;
  Server server(settings);
  std::string const request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  auto const all = answer(server, request + request + request + request);
  EXPECT_THAT(all, HasSubstr("HTTP/1.1 429"));
  EXPECT_EQ(server.gateway->stats().rate_exceeded, 1U);
}

TEST_F(http, does_not_log_what_could_forge_a_line) {
  Server server(over_plain_http());
  answer(server, "GET /a\x80z HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(server.book.text(), HasSubstr("target=/a?z\n"));
}

}  // namespace
}  // namespace conclave::gateway::test
