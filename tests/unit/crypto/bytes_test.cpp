// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/bytes.hpp>

#include <gtest/gtest.h>

namespace conclave::crypto {
namespace {

TEST(Hex, goes_there_and_back) {
  Bytes const bytes{0, 1, 0x9a, 0xff};
  EXPECT_EQ(to_hex(bytes), "00019aff");
  EXPECT_EQ(from_hex("00019aff").value(), bytes);
  EXPECT_TRUE(from_hex("").value().empty());
}

TEST(Hex, refuses_what_is_not_strict) {
  for (auto const* text : {"0", "0g", "AB", " 00", "00 ", "0x00", "00\n"}) {
    EXPECT_EQ(from_hex(text).error().kind, Fault::bad_encoding) << text;
  }
  EXPECT_EQ(from_hex("000g").error().index, 3U);
}

TEST(Base64, goes_there_and_back) {
  EXPECT_EQ(to_base64({}), "");
  EXPECT_EQ(to_base64(Bytes{0xfb, 0xff}), "+/8=");
  EXPECT_EQ(from_base64("+/8=").value(), (Bytes{0xfb, 0xff}));
  EXPECT_EQ(from_base64("AAAA").value(), Bytes(3, 0));
  EXPECT_TRUE(from_base64("").value().empty());
}

TEST(Base64, refuses_what_is_not_canonical) {
  // No padding, too much, spare bits, the other alphabet, spaces, cut off.
  for (auto const* text :
       {"+/8", "+/8==", "+/9=", "-_8=", "+/8= ", " +/8=", "+/\n8=", "A", "AA=A", "====", "AAA=AAAA"}) {
    EXPECT_EQ(from_base64(text).error().kind, Fault::bad_encoding) << text;
  }
}

}  // namespace
}  // namespace conclave::crypto
