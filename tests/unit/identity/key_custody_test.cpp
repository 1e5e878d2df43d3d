// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seeded.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/identity/key_custody.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conclave::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Secret = std::array<std::uint8_t, 32>;

Secret secret_of(std::uint8_t byte) {
  Secret secret{};
  secret.fill(byte);
  return secret;
}

class KeyCustodyTest : public ::testing::Test {
protected:
  Forgetful forgetful;
  KeyCustody custody{forgetful.vault};
  PersonId const amina = PersonId::of("amina");
  Secret const right = secret_of(1);
  Secret const wrong = secret_of(2);
  WrappedKey const key{R"({"kdf":"argon2id","ops":3,"mem":134217728,"salt":"00ff"})",
                       crypto::Bytes(72, 0xab)};
};

TEST_F(KeyCustodyTest, a_wrapping_is_handed_out_to_whoever_shows_the_secret) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  EXPECT_EQ(custody.release(amina, "passphrase", right, noon).value(), key);
}

TEST_F(KeyCustodyTest, the_parameters_are_told_to_anybody_and_the_blob_is_not) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  WrappedKey const passkey{"{}", crypto::Bytes(72, 0xcd)};
  ASSERT_TRUE(custody.keep(amina, "passkey-1", passkey, right));
  EXPECT_THAT(custody.wrappings(amina),
              ElementsAre(Wrapping{"passkey-1", "{}"}, Wrapping{"passphrase", key.kdf}));
  EXPECT_THAT(custody.wrappings(PersonId::of("bo")), IsEmpty());
}

TEST_F(KeyCustodyTest, a_wrong_secret_a_stranger_and_an_unknown_name_get_the_same_refusal) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  auto const refused = custody.release(amina, "passphrase", wrong, noon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::not_entitled);
  EXPECT_EQ(custody.release(PersonId::of("bo"), "passphrase", right, noon).error(), refused.error());
  EXPECT_EQ(custody.release(amina, "passkey-1", right, noon).error(), refused.error());
  // One flipped bit, at either end.
  for (std::size_t const at : {0U, 31U}) {
    Secret almost = right;
    almost[at] ^= 0x80;
    EXPECT_FALSE(custody.release(amina, "passphrase", almost, noon));
  }
}

TEST_F(KeyCustodyTest, the_vault_does_not_hold_the_secret) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  for (VaultRecord const& kept : forgetful.vault.list("wrapped_keys")) {
    EXPECT_THAT(kept.json, Not(HasSubstr(crypto::to_hex(right))));
    EXPECT_THAT(kept.json, Not(HasSubstr(crypto::to_base64(right))));
  }
}

TEST_F(KeyCustodyTest, guesses_are_limited_even_for_the_right_secret_and_over_all_wrappings) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  ASSERT_TRUE(custody.keep(amina, "passkey-1", key, right));
  EXPECT_FALSE(custody.release(amina, "passphrase", wrong, noon));
  EXPECT_FALSE(custody.release(amina, "passkey-1", wrong, noon));
  EXPECT_FALSE(custody.release(amina, "passphrase", wrong, noon));
  EXPECT_EQ(custody.release(amina, "passphrase", right, noon).error().reason, Reason::too_fast);
  EXPECT_TRUE(custody.release(amina, "passphrase", right, noon + second));
  // Success has forgotten the failures.
  EXPECT_EQ(custody.release(amina, "passphrase", wrong, noon + second).error().reason, Reason::not_entitled);
}

TEST_F(KeyCustodyTest, a_day_of_guessing_gets_ten_tries_an_hour) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  int judged = 0;
  for (Timestamp now = noon; now < noon + Duration{24 * hour.ms}; now = now + Duration{10 * second.ms})
    judged += custody.release(amina, "passphrase", wrong, now).error().reason == Reason::not_entitled ? 1 : 0;
  EXPECT_LE(judged, 24 * 10);
  EXPECT_GT(judged, 24);
}

TEST_F(KeyCustodyTest, guessing_at_people_who_do_not_exist_leaves_nothing_in_the_vault) {
  for (int i = 0; i < 10; ++i)
    EXPECT_FALSE(custody.release(PersonId::of("nobody-" + std::to_string(i)), "passphrase", right, noon));
  EXPECT_FALSE(custody.forget(PersonId::of("nobody"), "passphrase"));
  EXPECT_THAT(forgetful.vault.list("attempts"), IsEmpty());
  EXPECT_THAT(forgetful.vault.list("wrapped_keys"), IsEmpty());
}

TEST_F(KeyCustodyTest, a_new_wrapping_takes_the_place_of_the_one_of_its_name) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  WrappedKey const renewed{key.kdf, crypto::Bytes(72, 0xef)};
  ASSERT_TRUE(custody.keep(amina, "passphrase", renewed, wrong));
  EXPECT_FALSE(custody.release(amina, "passphrase", right, noon));
  EXPECT_EQ(custody.release(amina, "passphrase", wrong, noon).value(), renewed);
}

TEST_F(KeyCustodyTest, a_wrapping_can_be_forgotten) {
  ASSERT_TRUE(custody.keep(amina, "passphrase", key, right));
  EXPECT_FALSE(custody.forget(amina, "passkey-1"));
  EXPECT_TRUE(custody.forget(amina, "passphrase"));
  EXPECT_FALSE(custody.forget(amina, "passphrase"));
  EXPECT_THAT(custody.wrappings(amina), IsEmpty());
  EXPECT_FALSE(custody.release(amina, "passphrase", right, noon));
}

TEST_F(KeyCustodyTest, what_is_out_of_bounds_is_refused_and_kept_nowhere) {
  auto const reason = [&](std::string const& name, WrappedKey const& bad) {
    return custody.keep(amina, name, bad, right).error().reason;
  };
  EXPECT_EQ(reason("Pass phrase", key), Reason::bad_identifier);
  EXPECT_EQ(reason("p", {"", key.blob}), Reason::out_of_range);
  EXPECT_EQ(reason("p", {std::string(1'001, 'x'), key.blob}), Reason::out_of_range);
  EXPECT_EQ(reason("p", {"\xff", key.blob}), Reason::bad_encoding);
  EXPECT_EQ(reason("p", {"{}", {}}), Reason::out_of_range);
  EXPECT_EQ(reason("p", {"{}", crypto::Bytes(1'025, 0)}), Reason::out_of_range);
  EXPECT_THAT(forgetful.vault.list("wrapped_keys"), IsEmpty());
}

TEST_F(KeyCustodyTest, the_largest_wrappings_are_kept_and_a_seventeenth_is_refused) {
  WrappedKey const large{std::string(1'000, '"'), crypto::Bytes(1'024, 0)};
  for (int i = 0; i < 16; ++i)
    ASSERT_TRUE(custody.keep(amina, "passkey-" + std::to_string(i), large, right));
  EXPECT_EQ(custody.keep(amina, "passkey-16", large, right).error().reason, Reason::out_of_range);
  EXPECT_EQ(custody.wrappings(amina).size(), 16U);
  EXPECT_EQ(custody.release(amina, "passkey-15", right, noon).value(), large);
}

}  // namespace
}  // namespace conclave::identity
