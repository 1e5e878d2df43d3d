// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seeded.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/identity/sign_in.hpp>

#include <gtest/gtest.h>

#include <string>

namespace conclave::identity {
namespace {

class SignIn : public ::testing::Test {
protected:
  crypto::SeededRandomness randomness = seeded(1);
  crypto::IdentityKey const amina = crypto::IdentityKey::generate(randomness);
  crypto::IdentityKey const bo = crypto::IdentityKey::generate(randomness);
  SignInChallenge challenge{"jury.example", noon, randomness};

  Result<void> answer_of(crypto::IdentityKey const& key, Timestamp now) {
    return challenge.answer(amina.public_key(), sign_in("jury.example", challenge.nonce(), key), now);
  }
};

TEST_F(SignIn, the_message_is_as_the_protocol_has_it) {
  SignInNonce nonce{};
  for (std::size_t i = 0; i < nonce.size(); ++i)
    nonce[i] = static_cast<std::uint8_t>(i);
  // u32le count, then u32le length and bytes of each field.
  EXPECT_EQ(crypto::to_hex(sign_in_message("localhost", nonce)),
            "04000000"
            "0b000000"
            "636f6e636c6176652d7631"
            "07000000"
            "7369676e2d696e"
            "09000000"
            "6c6f63616c686f7374"
            "20000000"
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
}

TEST_F(SignIn, the_persons_signature_over_the_nonce_is_taken) {
  EXPECT_TRUE(answer_of(amina, noon + second));
}

TEST_F(SignIn, a_nonce_is_good_for_one_answer_right_or_wrong) {
  EXPECT_EQ(answer_of(bo, noon).error().reason, Reason::bad_signature);
  EXPECT_EQ(answer_of(amina, noon).error().reason, Reason::already_done);
  EXPECT_EQ(answer_of(amina, noon).error().reason, Reason::already_done);
}

TEST_F(SignIn, a_nonce_expires_after_a_minute) {
  SignInChallenge late{"jury.example", noon, randomness};
  EXPECT_EQ(late.answer(amina.public_key(), sign_in("jury.example", late.nonce(), amina), noon + minute)
                .error()
                .reason,
            Reason::too_late);
  EXPECT_TRUE(answer_of(amina, Timestamp{(noon + minute).ms - 1}));
}

TEST_F(SignIn, every_connection_has_a_nonce_of_its_own) {
  SignInChallenge const other{"jury.example", noon, randomness};
  EXPECT_NE(other.nonce(), challenge.nonce());
}

TEST_F(SignIn, a_signature_for_another_server_nonce_or_person_does_not_hold) {
  SignInNonce const nonce = challenge.nonce();
  auto const signature = sign_in("jury.example", nonce, amina);
  EXPECT_TRUE(verify_sign_in(amina.public_key(), "jury.example", nonce, signature));
  EXPECT_FALSE(verify_sign_in(amina.public_key(), "jury.example.org", nonce, signature));
  EXPECT_FALSE(verify_sign_in(bo.public_key(), "jury.example", nonce, signature));
  SignInNonce other = nonce;
  other[31] ^= 1;
  EXPECT_FALSE(verify_sign_in(amina.public_key(), "jury.example", other, signature));
  crypto::Signature altered = signature;
  altered.bytes[0] ^= 1;
  EXPECT_FALSE(verify_sign_in(amina.public_key(), "jury.example", nonce, altered));
}

// The bytes of one field cannot pass for those of another.
TEST_F(SignIn, names_and_nonces_do_not_run_into_each_other) {
  EXPECT_NE(sign_in_message("a", SignInNonce{}), sign_in_message(std::string("a\0", 2), SignInNonce{}));
}

}  // namespace
}  // namespace conclave::identity
