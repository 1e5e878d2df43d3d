// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "jury.hpp"

namespace conclave::crypto {
namespace {

TEST(FieldsOfAHash, are_counted_and_have_lengths) {
  EXPECT_EQ(to_hex(F()), "00000000");
  EXPECT_EQ(to_hex(F("ab", std::uint32_t{258})), "02000000"
                                                 "02000000"
                                                 "6162"
                                                 "04000000"
                                                 "02010000");
  EXPECT_EQ(to_hex(Fields().add_u64(1).bytes()), "01000000"
                                                 "08000000"
                                                 "0100000000000000");
  EXPECT_EQ(to_hex(F(Fields().add("a"), Bytes{})), "02000000"
                                                   "09000000"
                                                   "01000000"
                                                   "01000000"
                                                   "61"
                                                   "00000000");
}

TEST(FieldsOfAHash, differ_where_joined_texts_would_not) {
  EXPECT_NE(F("a", "bc"), F("ab", "c"));
  EXPECT_NE(F("abc"), F("ab", "c"));
  EXPECT_NE(F("abc", ""), F("abc"));
}

TEST(FieldsOfAHash, a_ciphertext_is_one_field_of_64_bytes) {
  Ciphertext const c{G(), G() + G()};
  EXPECT_EQ(to_hex(F(c)), "0100000040000000" + to_hex(G().bytes()) + to_hex((G() + G()).bytes()));
}

TEST(FieldsOfAHash, count_past_255) {
  Fields fields;
  for (int i = 0; i < 300; ++i)
    fields.add("");
  EXPECT_EQ(to_hex(ByteView(fields.bytes()).first(4)), "2c010000");
}

TEST(Hashes, are_those_of_the_standards) {
  // FIPS 180-4 and RFC 7693, for "abc"
  Bytes const abc{'a', 'b', 'c'};
  EXPECT_EQ(to_hex(sha256(abc).bytes), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha512(abc)), "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                 "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(to_hex(blake2b_256(abc).bytes),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST(Hashes, in_pieces_as_in_one) {
  Bytes bytes(1000);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(i & 0xffU);
  Sha256 hash;
  for (std::size_t at = 0; at < bytes.size(); at += 125)
    hash.update(ByteView(bytes).subspan(at, 125));
  EXPECT_EQ(hash.finish(), sha256(bytes));
}

TEST(Hashes, into_scalars_reduce_64_bytes) {
  EXPECT_EQ(h2s("tag", "x"), Scalar::reduce(sha512(F("conclave-v1", "tag", "x"))));
  EXPECT_EQ(hb("tag", "x"), blake2b_256(F("conclave-v1", "tag", "x")));
  EXPECT_NE(h2s("tag", "x"), h2s("gat", "x"));
}

}  // namespace
}  // namespace conclave::crypto
