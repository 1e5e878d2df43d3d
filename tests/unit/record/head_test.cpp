// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "keys.hpp"
#include "vectors.hpp"

#include <conclave/record/head.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::record {
namespace {

namespace json = boost::json;

Head some_head() {
  return {LogId::of("session-7"), 42, crypto::sha256({})};
}

TEST(SignedHead, PassesTheVectors) {
  for_each_vector("checkpoint.json", [](json::object const& context, json::value const& input,
                                        json::object const& expect) {
    auto const key = VerifierKey::parse(str(context, "verifier_key"));
    if (expect.contains("refused_key")) {
      ASSERT_FALSE(key);
      EXPECT_EQ(to_string(key.error().reason), str(expect, "refused_key"));
      return;
    }
    ASSERT_TRUE(key) << describe(key.error());
    EXPECT_EQ(key.value().to_string(), str(context, "verifier_key"));
    auto const head = SignedHead::parse(str(input.as_object(), "text"));
    auto const verdict = head ? head.value().verify(key.value()) : Result<void>(head.error());
    if (expect.contains("refused")) {
      ASSERT_FALSE(verdict);
      EXPECT_EQ(to_string(verdict.error().reason), str(expect, "refused")) << describe(verdict.error());
      return;
    }
    ASSERT_TRUE(verdict) << describe(verdict.error());
    EXPECT_EQ(head.value().head(), decode<Head>(json::value(expect)).value());
    EXPECT_EQ(head.value().text(), str(input.as_object(), "text"));
  });
}

TEST(SignedHead, IsSignedForItsOriginByTheServersKey) {
  auto const server = server_key();
  auto const made = SignedHead::make(some_head(), "jury.example", server);
  EXPECT_EQ(made.head(), some_head());
  EXPECT_EQ(made.origin(), "jury.example/session-7");
  EXPECT_TRUE(
      made.text().starts_with("jury.example/session-7\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
                              "\xe2\x80\x94 jury.example/session-7 "));
  EXPECT_TRUE(made.verify({"jury.example/session-7", server.public_key()}));

  auto const read = SignedHead::parse(made.text());
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read.value(), made);
  EXPECT_EQ(read.value().head(), made.head());
  EXPECT_EQ(read.value().signatures(), made.signatures());
}

TEST(SignedHead, DoesNotHoldForAnotherKeyOrLog) {
  auto const made = SignedHead::make(some_head(), "jury.example", server_key());
  EXPECT_EQ(made.verify({"jury.example/session-7", witness_key().public_key()}).error().reason,
            Reason::wrong_key);
  EXPECT_EQ(made.verify({"jury.example/session-8", server_key().public_key()}).error().reason,
            Reason::wrong_key);
  EXPECT_EQ(made.verify({"other.example/session-7", server_key().public_key()}).error().reason,
            Reason::wrong_key);
}

TEST(SignedHead, NamesOfServers) {
  EXPECT_TRUE(is_server_name("localhost:8443"));
  EXPECT_TRUE(is_server_name("Jury.example"));
  EXPECT_TRUE(is_server_name(std::string(200, 'a')));
  for (std::string const name : {"", "a b", "a/b", "a+b", "a\nb", "\xc3\xa9"})
    EXPECT_FALSE(is_server_name(name)) << name;
  EXPECT_FALSE(is_server_name(std::string(201, 'a')));
  EXPECT_EQ(origin_of("localhost:8443", register_log()), "localhost:8443/register");
  EXPECT_DEATH((void)origin_of("a b", register_log()), "server name");
}

RC_GTEST_PROP(SignedHeadProperty, ACheckpointWithABitChangedDoesNotVerify, ()) {
  auto const server = server_key();
  VerifierKey const key{"jury.example/session-7", server.public_key()};
  std::string text = SignedHead::make(some_head(), "jury.example", server).text();
  auto const bit = *rc::gen::inRange<std::size_t>(0, text.size() * 8);
  text[bit / 8] = static_cast<char>(text[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
  auto const read = SignedHead::parse(text);
  RC_ASSERT((!read.has_value() || !read.value().verify(key).has_value()));
}

}  // namespace
}  // namespace conclave::record
