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

TEST(tls, carries_messages_both_ways) {
  Server server;
  auto client = server.connect();
  client.send("hello");
  EXPECT_EQ(client.receive(patience), "hello");
  client.send("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35");
  EXPECT_EQ(client.receive(patience), "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35");
  EXPECT_EQ(server.handler.messages().size(), 2U);
}

TEST(tls, carries_a_message_of_the_greatest_size) {
  Server server;
  auto client = server.connect();
  std::string const large(256 * 1024, 'x');
  client.send(large);
  EXPECT_EQ(client.receive(patience), large);
}

TEST(tls, of_version_1_2_is_refused) {
  Server server;
  auto settings = server.client();
  settings.only_tls_1_2 = true;
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }), HasSubstr("no TLS with"));
  EXPECT_TRUE(server.book.wait_for("tls_handshake_failed"));
  EXPECT_EQ(server.gateway->stats().failed_handshakes, 1U);
}

TEST(tls, of_version_1_2_can_be_allowed) {
  auto settings = over_tls();
  settings.allow_tls_1_2 = true;
  Server server(settings);
  auto old = server.client();
  old.only_tls_1_2 = true;
  auto client = Client::connect(server.pool, old);
  client.send("old");
  EXPECT_EQ(client.receive(patience), "old");
  auto modern = server.connect();
  modern.send("new");
  EXPECT_EQ(modern.receive(patience), "new");
}

TEST(tls, trusts_a_pinned_fingerprint_and_no_other) {
  Server server;
  auto settings = server.client();
  settings.trusted_certificate.clear();
  settings.fingerprint = certificate().fingerprint;
  EXPECT_TRUE(Client::connect(server.pool, settings).open());
  settings.fingerprint[5] = settings.fingerprint[5] == '0' ? '1' : '0';
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }), HasSubstr("not trusted"));
  settings.fingerprint = "abc";
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }), HasSubstr("64 hexadecimal"));
}

TEST(tls, does_not_trust_another_certificate) {
  Server server;
  TemporaryFolder const other;
  auto settings = server.client();
  settings.trusted_certificate = ensure_certificate(other.path()).certificate;
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }), HasSubstr("certificate"));
}

TEST(tls, checks_the_host_name) {
  TemporaryFolder const folder;
  auto const made = ensure_certificate(folder.path(), {"jury.example", "192.0.2.1"});
  auto settings = over_tls();
  settings.tls = TlsFiles{made.certificate, made.key};
  Server server(settings);
  auto to_address = server.client();
  to_address.trusted_certificate = made.certificate;
  EXPECT_THAT(failure([&] { Client::connect(server.pool, to_address); }), HasSubstr("IP address mismatch"));
  to_address.host = "localhost";
  EXPECT_THAT(failure([&] { Client::connect(server.pool, to_address); }), HasSubstr("hostname mismatch"));
}

TEST(tls, is_reached_by_name_too) {
  Server server;
  auto settings = server.client();
  settings.host = "localhost";
  EXPECT_TRUE(Client::connect(server.pool, settings).open());
}

TEST(tls, ends_with_a_peer_that_speaks_something_else) {
  Server server;
  RawSocket http(server.gateway->port());
  http.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(http.read_to_end(), testing::Not(HasSubstr("HTTP/1.1 200")));
  RawSocket garbage(server.gateway->port());
  garbage.send(std::string(2000, '\x17'));
  garbage.read_to_end();
  auto client = server.connect();
  client.send("still here");
  EXPECT_EQ(client.receive(patience), "still here");
}

TEST(tls, handshake_that_stands_still_is_timed_out) {
  auto settings = over_tls();
  settings.handshake_timeout = 50ms;
  Server server(settings);
  RawSocket silent(server.gateway->port());
  EXPECT_EQ(silent.read_to_end(), "");
  RawSocket half(server.gateway->port());
  half.send(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));  // the beginning of a ClientHello
  EXPECT_EQ(half.read_to_end(), "");
}

TEST(tls, client_gives_up_on_a_server_that_does_not_answer) {
  Server server(over_plain_http());
  auto settings = server.client();
  settings.tls = true;
  settings.trusted_certificate = certificate().certificate;
  EXPECT_THAT(failure([&] { Client::connect(server.pool, settings); }), HasSubstr("no TLS with"));
}

}  // namespace
}  // namespace conclave::gateway::test
