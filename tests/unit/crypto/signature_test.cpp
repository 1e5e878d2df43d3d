// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "jury.hpp"

namespace conclave::crypto {
namespace {

/// RFC 8032, section 7.1, tests 1 to 3.
struct Known {
  char const* seed;
  char const* public_key;
  char const* message;
  char const* signature;
};
constexpr std::array known{Known{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                                 "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                                 "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                 "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
                           Known{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                                 "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                                 "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                 "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
                           Known{"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                                 "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                                 "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                 "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"}};

template <std::size_t N>
std::array<std::uint8_t, N> bytes_of_hex(char const* text) {
  auto const bytes = from_hex(text).value();
  std::array<std::uint8_t, N> out{};
  EXPECT_EQ(bytes.size(), N);
  std::copy_n(bytes.begin(), N, out.begin());
  return out;
}

TEST(Signatures, are_those_of_the_standard) {
  for (auto const& each : known) {
    auto const key = IdentityKey::from_seed(bytes_of_hex<32>(each.seed));
    auto const message = from_hex(each.message).value();
    EXPECT_EQ(to_hex(key.public_key().bytes()), each.public_key);
    EXPECT_EQ(to_hex(key.sign(message).bytes), each.signature);
    EXPECT_TRUE(verify(key.public_key(), message, key.sign(message)));
    EXPECT_EQ(to_hex(key.export_seed().view()), each.seed);
  }
}

TEST(Signatures, of_another_key_message_or_with_any_byte_changed_are_refused) {
  SeededRandomness randomness(seed_of(1));
  auto const key = IdentityKey::generate(randomness);
  auto const other = IdentityKey::generate(randomness);
  Bytes const message{1, 2, 3};
  auto const signature = key.sign(message);
  EXPECT_FALSE(verify(other.public_key(), message, signature));
  EXPECT_FALSE(verify(key.public_key(), Bytes{1, 2}, signature));
  EXPECT_FALSE(verify(PublicKey{}, message, signature));
  for (std::size_t i = 0; i < 64; ++i) {
    auto changed = signature;
    changed.bytes[i] ^= 1;
    EXPECT_FALSE(verify(key.public_key(), message, changed)) << i;
  }
}

TEST(Signatures, with_s_plus_l_are_refused) {
  SeededRandomness randomness(seed_of(1));
  auto const key = IdentityKey::generate(randomness);
  auto signature = key.sign({});
  auto const l = bytes_of_hex<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carried = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    unsigned const sum = signature.bytes[32 + i] + l[i] + carried;
    signature.bytes[32 + i] = static_cast<std::uint8_t>(sum & 0xffU);
    carried = sum >> 8U;
  }
  EXPECT_FALSE(verify(key.public_key(), {}, signature));
}

TEST(PublicKeys, of_small_order_or_not_canonical_are_refused) {
  for (auto const* encoding : {
           "0000000000000000000000000000000000000000000000000000000000000000",  // order 4
           "0100000000000000000000000000000000000000000000000000000000000000",  // the identity
           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // order 2
           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",  // order 8
           "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",  // order 8
           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // p
           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // p + 1
           "0200000000000000000000000000000000000000000000000000000000000000",  // not on the curve
       }) {
    EXPECT_FALSE(PublicKey::decode(from_hex(encoding).value())) << encoding;
  }
  EXPECT_EQ(PublicKey::decode(Bytes(31, 1)).error().kind, Fault::wrong_length);
  EXPECT_EQ(PublicKey::decode(Bytes(33, 1)).error().kind, Fault::wrong_length);
}

}  // namespace
}  // namespace conclave::crypto
