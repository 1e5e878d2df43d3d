// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "keys.hpp"
#include "vectors.hpp"

#include <conclave/record/envelope.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::record {
namespace {

namespace json = boost::json;

TEST(Envelope, PassesTheVectors) {
  auto const amina = amina_key();
  for_each_vector("envelope.json", [&](json::object const& context, json::value const& input,
                                       json::object const& expect) {
    if (str(context, "of") == "pae") {
      std::string const type = str(input.as_object(), "payload_type");
      std::string const payload = str(input.as_object(), "payload");
      EXPECT_EQ(pae(type, payload), str(expect, "pae"));
      auto const envelope = sign(type, payload, amina);
      EXPECT_EQ(str(encode(act_hash(envelope))), str(expect, "act_hash"));
      EXPECT_EQ(str(encode(envelope.signature)), str(expect, "signature"));
      return;
    }
    auto const envelope = decode<Envelope>(input);
    if (expect.contains("refused")) {
      ASSERT_FALSE(envelope);
      EXPECT_EQ(to_string(envelope.error().reason), str(expect, "refused")) << describe(envelope.error());
      EXPECT_EQ(envelope.error().where, str(expect, "where"));
      return;
    }
    ASSERT_TRUE(envelope) << describe(envelope.error());
    EXPECT_EQ(encode_text(envelope.value()), canonical(input));
    auto const key = decode<crypto::PublicKey>(context.at("key")).value();
    EXPECT_EQ(verify(envelope.value(), key), expect.at("verifies").as_bool());
  });
}

TEST(Envelope, IsSignedUnderTheKeyThatItNames) {
  auto const amina = amina_key();
  auto const envelope = sign(act_type, R"({"a":1})", amina);
  EXPECT_EQ(envelope.payload_type, "application/vnd.conclave.act+json");
  EXPECT_EQ(envelope.payload, R"({"a":1})");
  EXPECT_EQ(author_key(envelope).value(), amina.public_key());
  EXPECT_TRUE(verify(envelope, amina.public_key()));
  EXPECT_FALSE(verify(envelope, bo_key().public_key()));

  Envelope nameless = envelope;
  nameless.keyid = "amina";
  EXPECT_FALSE(verify(nameless, amina.public_key()));
  EXPECT_EQ(author_key(nameless).error().where, "/keyid");
}

TEST(Envelope, BoundsItsPayload) {
  auto const amina = amina_key();
  EXPECT_TRUE(decode<Envelope>(encode(sign("t", std::string(largest_payload, 'a'), amina))));
  auto const refused =
      decode<Envelope>(encode(sign("t", std::string(largest_payload + 1, 'a'), amina)), "/envelope");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::out_of_range);
  EXPECT_EQ(refused.error().where, "/envelope/payload");
}

RC_GTEST_PROP(EnvelopeProperty, KeepsTheExactBytes, (std::string const& payload)) {
  auto const envelope = sign(act_type, payload, amina_key());
  auto const read = decode<Envelope>(encode(envelope));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read.value() == envelope);
  RC_ASSERT(verify(read.value(), amina_key().public_key()));
}

RC_GTEST_PROP(EnvelopeProperty, TheEncodingTellsTypeAndPayloadApart,
              (std::string const& a, std::string const& b, std::string const& c, std::string const& d)) {
  RC_ASSERT(((pae(a, b) == pae(c, d)) == (a == c && b == d)));
  RC_ASSERT((pae(a + b, c) != pae(a, b + c) || b.empty()));
}

}  // namespace
}  // namespace conclave::record
