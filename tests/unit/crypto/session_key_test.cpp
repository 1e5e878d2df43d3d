// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "jury.hpp"

#include <sodium.h>

namespace conclave::crypto {
namespace {

TEST(SealedBoxes, open_for_their_addressee_alone) {
  SeededRandomness randomness(seed_of(1));
  auto const key = SessionKey::generate(randomness);
  auto const other = SessionKey::generate(randomness);
  Bytes const text{1, 2, 3};
  auto const box = seal(text, key.public_key(), randomness);
  EXPECT_EQ(box.size(), text.size() + seal_overhead);
  EXPECT_TRUE(open(box, key).value().same_as(text));
  EXPECT_EQ(verdict(open(box, other)), "does_not_open");
}

TEST(SealedBoxes, altered_or_cut_do_not_open) {
  SeededRandomness randomness(seed_of(1));
  auto const key = SessionKey::generate(randomness);
  auto const box = seal(Bytes{1, 2, 3}, key.public_key(), randomness);
  for (std::size_t i = 0; i < box.size(); ++i) {
    auto changed = box;
    changed[i] ^= 1;
    EXPECT_EQ(verdict(open(changed, key)), "does_not_open") << i;
  }
  EXPECT_EQ(verdict(open(ByteView(box).first(box.size() - 1), key)), "does_not_open");
  EXPECT_EQ(verdict(open(ByteView(box).first(47), key)), "wrong_length");
}

TEST(SealedBoxes, are_those_of_libsodium_both_ways) {
  SeededRandomness randomness(seed_of(1));
  auto const key = SessionKey::generate(randomness);
  Bytes const text{'t', 'e', 'x', 't'};
  auto const ours = seal(text, key.public_key(), randomness);
  Bytes opened(text.size());
  auto const secret = key.export_secret();
  ASSERT_EQ(crypto_box_seal_open(opened.data(), ours.data(), ours.size(), key.public_key().bytes().data(),
                                 secret.view().data()),
            0);
  EXPECT_EQ(opened, text);
  Bytes theirs(text.size() + crypto_box_SEALBYTES);
  ASSERT_EQ(crypto_box_seal(theirs.data(), text.data(), text.size(), key.public_key().bytes().data()), 0);
  EXPECT_TRUE(open(theirs, key).value().same_as(text));
}

TEST(SessionKeys, come_back_from_their_bytes) {
  SeededRandomness randomness(seed_of(1));
  auto const key = SessionKey::generate(randomness);
  auto const secret = key.export_secret();
  EXPECT_EQ(SessionKey::from_secret(secret.view().first<32>()).public_key(), key.public_key());
  EXPECT_EQ(SessionPublicKey::decode(key.public_key().bytes()).value(), key.public_key());
}

TEST(SessionKeys, of_small_order_or_not_canonical_are_refused) {
  auto const judged = [](char const* encoding) {
    return verdict(SessionPublicKey::decode(from_hex(encoding).value()));
  };
  EXPECT_EQ(judged("0000000000000000000000000000000000000000000000000000000000000000"), "small_order");
  EXPECT_EQ(judged("0100000000000000000000000000000000000000000000000000000000000000"), "small_order");
  EXPECT_EQ(judged("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"), "small_order");
  EXPECT_EQ(judged("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"), "small_order");
  EXPECT_EQ(judged("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), "small_order");
  EXPECT_EQ(judged("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), "not_canonical");
  EXPECT_EQ(judged("0900000000000000000000000000000000000000000000000000000000000080"), "not_canonical");
  EXPECT_EQ(judged("0900000000000000000000000000000000000000000000000000000000000000"), "accepted");
  EXPECT_EQ(verdict(SessionPublicKey::decode(Bytes(31, 9))), "wrong_length");
}

TEST(Randomness, that_is_seeded_repeats_and_never_repeats_itself) {
  SeededRandomness one(seed_of(1));
  SeededRandomness same(seed_of(1));
  SeededRandomness other(seed_of(2));
  std::array<std::uint8_t, 32> a{};
  std::array<std::uint8_t, 32> b{};
  one.fill(a);
  same.fill(b);
  EXPECT_EQ(a, b);
  other.fill(b);
  EXPECT_NE(a, b);
  one.fill(b);
  EXPECT_NE(a, b);
}

TEST(Secrets, move_and_compare) {
  SeededRandomness randomness(seed_of(1));
  auto bytes = SecretBytes::random(16, randomness);
  auto const same = bytes.copy();
  auto const moved = std::move(bytes);
  EXPECT_TRUE(moved.same_as(same.view()));
  EXPECT_FALSE(moved.same_as(same.view().first(15)));
  auto x = SecretScalar::random(randomness);
  auto const copy = x.copy();
  auto const y = std::move(x);
  EXPECT_TRUE(y.same_as(copy));
  EXPECT_FALSE(y.is_zero());
  EXPECT_TRUE((y - copy).is_zero());
  EXPECT_TRUE(SecretScalar::import(y.export_bytes().view()).value().same_as(y));
  EXPECT_TRUE(SecretScalar::select(SecretScalar(), y, 1).same_as(y));
  EXPECT_TRUE(SecretScalar::select(SecretScalar(), y, 0).is_zero());
}

TEST(Secrets, more_than_one_page_of_scalars) {
  std::vector<SecretScalar> many;
  for (std::uint32_t i = 0; i < 1000; ++i)
    many.push_back(SecretScalar::of_number(i));
  for (std::uint32_t i = 0; i < 1000; ++i)
    EXPECT_EQ(many[i].reveal(), Scalar::from_u64(i));
  many.clear();
  // What is taken anew is zero, whatever it held.
  for (int i = 0; i < 1000; ++i) {
    many.emplace_back();
    EXPECT_TRUE(many.back().is_zero());
  }
}

}  // namespace
}  // namespace conclave::crypto
