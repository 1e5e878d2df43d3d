// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "keys.hpp"
#include "vectors.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/entry.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::record {
namespace {

namespace json = boost::json;

Entry some_entry() {
  return {3, Timestamp{1'700'000'000'000}, sign(act_type, R"({"kind":"call_consensus"})", amina_key()), {}};
}

void flip(std::string& text, std::size_t bit) {
  text[bit / 8] = static_cast<char>(text[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
}

TEST(Entry, PassesTheVectors) {
  for_each_vector(
      "entry.json", [](json::object const&, json::value const& input, json::object const& expect) {
        auto const entry = decode<Entry>(input);
        if (expect.contains("refused")) {
          ASSERT_FALSE(entry);
          EXPECT_EQ(to_string(entry.error().reason), str(expect, "refused")) << describe(entry.error());
          EXPECT_EQ(entry.error().where, str(expect, "where"));
          return;
        }
        ASSERT_TRUE(entry) << describe(entry.error());
        EXPECT_EQ(crypto::to_hex(leaf_data(entry.value())), str(expect, "leaf_data"));
        EXPECT_EQ(str(encode(leaf_hash(entry.value()))), str(expect, "leaf_hash"));
        EXPECT_EQ(encode_text(entry.value()), canonical(input));
      });
}

TEST(Entry, EveryBitOfTheEnvelopeIsInTheLeaf) {
  Entry const entry = some_entry();
  crypto::Hash const leaf = leaf_hash(entry);
  for (std::size_t bit = 0; bit < entry.envelope.payload.size() * 8; ++bit) {
    Entry other = entry;
    flip(other.envelope.payload, bit);
    ASSERT_NE(leaf_hash(other), leaf) << "bit " << bit << " of the payload";
  }
  for (std::size_t bit = 0; bit < entry.envelope.payload_type.size() * 8; ++bit) {
    Entry other = entry;
    flip(other.envelope.payload_type, bit);
    ASSERT_NE(leaf_hash(other), leaf) << "bit " << bit << " of the payload's type";
  }
  for (std::size_t bit = 0; bit < 64 * 8; ++bit) {
    Entry other = entry;
    auto& byte = other.envelope.signature.bytes[bit / 8];
    byte = static_cast<std::uint8_t>(byte ^ (1U << (bit % 8)));
    ASSERT_NE(leaf_hash(other), leaf) << "bit " << bit << " of the signature";
  }
}

TEST(Entry, PositionAndTimeAreInTheLeaf) {
  Entry const entry = some_entry();
  for (std::size_t bit = 0; bit < 52; ++bit) {
    Entry moved = entry;
    moved.position ^= std::uint64_t{1} << bit;
    ASSERT_NE(leaf_hash(moved), leaf_hash(entry)) << "bit " << bit << " of the position";
    Entry later = entry;
    later.time.ms ^= std::int64_t{1} << bit;
    ASSERT_NE(leaf_hash(later), leaf_hash(entry)) << "bit " << bit << " of the time";
  }
}

// R-F4: what was said can be left out of a published record without touching the tree.
TEST(Entry, OpeningsAreNotInTheLeaf) {
  Entry entry = some_entry();
  crypto::Hash const leaf = leaf_hash(entry);
  entry.openings.push_back({{}, "no budget for adult learning"});
  EXPECT_EQ(leaf_hash(entry), leaf);
}

RC_GTEST_PROP(EntryProperty, IsReadBackAsItWasWritten,
              (std::uint32_t position, std::uint32_t time, std::string const& payload)) {
  Entry const entry{position, Timestamp{time}, sign(finding_type, payload, amina_key()), {{{}, "text"}}};
  auto const read = decode_text<Entry>(encode_text(entry));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read.value() == entry);
  RC_ASSERT(leaf_hash(read.value()) == leaf_hash(entry));
}

}  // namespace
}  // namespace conclave::record
