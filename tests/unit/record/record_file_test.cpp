// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "keys.hpp"
#include "vectors.hpp"

#include <conclave/record/merkle.hpp>
#include <conclave/record/record_file.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::record {
namespace {

namespace json = boost::json;

/// Five entries, each with a text that stands beside it.
RecordFile some_record() {
  LogId const log = LogId::of("session-7");
  std::vector<Entry> entries;
  MerkleTree tree;
  for (std::uint64_t i = 0; i < 5; ++i) {
    Opening const opening{crypto::sha256({}), "statement " + std::to_string(i)};
    std::string const payload = canonical({{"text", encode(commitment_of(opening))}});
    entries.push_back(
        {i, Timestamp{1000 + static_cast<std::int64_t>(i)}, sign(act_type, payload, amina_key()), {opening}});
    tree.append(leaf_hash(entries.back()));
  }
  auto const server = server_key();
  return {{log, Openings::kept, {"jury.example/session-7", server.public_key()}},
          std::move(entries),
          SignedHead::make({log, tree.size(), tree.root()}, "jury.example", server),
          {sign(act_type, R"({"kind":"certify"})", bo_key())}};
}

TEST(RecordFile, PassesTheVectors) {
  for_each_vector("record.json",
                  [](json::object const&, json::value const& input, json::object const& expect) {
                    std::string const text = str(input.as_object(), "text");
                    auto const reading = read_record(text);
                    auto const record = parse_record(text);
                    if (expect.contains("refused")) {
                      ASSERT_FALSE(reading);
                      EXPECT_EQ(to_string(reading.error().reason), str(expect, "refused"));
                      EXPECT_EQ(reading.error().where, str(expect, "where")) << describe(reading.error());
                      EXPECT_FALSE(record);
                      return;
                    }
                    ASSERT_TRUE(reading) << describe(reading.error());
                    json::array found;
                    for (Refusal const& fault : faults(reading.value())) {
                      found.push_back({{"reason", to_string(fault.reason).data()}, {"where", fault.where}});
                    }
                    EXPECT_EQ(canonical(found), canonical(expect.at("faults")));
                    ASSERT_EQ(record.has_value(), found.empty());
                    if (record)
                      EXPECT_EQ(write_record(record.value()), text);
                    else
                      EXPECT_EQ(record.error().where, str(found.at(0).as_object(), "where"));
                  });
}

TEST(RecordFile, IsReadBackAsItWasWritten) {
  RecordFile const record = some_record();
  std::string const text = write_record(record);
  EXPECT_EQ(write_record(record), text);
  auto const read = parse_record(text);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read.value(), record);
}

// R-F4: the published form leaves out what was said, and still verifies.
TEST(RecordFile, ThePublishedFormHoldsWithoutItsOpenings) {
  RecordFile record = some_record();
  record.header.openings = Openings::left_out;
  std::string const text = write_record(record);
  EXPECT_EQ(text.find("statement"), std::string::npos);
  auto const read = parse_record(text);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read.value().head, record.head);
  for (Entry const& entry : read.value().entries)
    EXPECT_TRUE(entry.openings.empty());
}

TEST(RecordFile, NamesEveryDamagedEntry) {
  std::string text = write_record(some_record());
  for (std::string const position : {"1", "3"}) {
    text[text.find("\"position\":" + position) + 8] = 'x';
  }
  auto const reading = read_record(text);
  ASSERT_TRUE(reading) << describe(reading.error());
  std::vector<std::string> where;
  for (Refusal const& fault : faults(reading.value()))
    where.push_back(fault.where);
  EXPECT_EQ(where, (std::vector<std::string>{"entry 1/positiox", "entry 3/positiox"}));
  EXPECT_TRUE(reading.value().entries[2]);
}

TEST(RecordFile, CutAnywhereItIsNoLongerARecordThatHolds) {
  std::string const text = write_record(some_record());
  for (std::size_t size = 0; size < text.size(); size += 7) {
    EXPECT_FALSE(parse_record(std::string_view(text).substr(0, size))) << size;
  }
  EXPECT_FALSE(parse_record(std::string_view(text).substr(0, text.size() - 1)));
  EXPECT_FALSE(parse_record(text + "\n"));
  EXPECT_FALSE(parse_record(text + text));
}

RC_GTEST_PROP(RecordFileProperty, ABitChangedAnywhereIsNoticed, ()) {
  static std::string const text = write_record(some_record());
  std::string changed = text;
  auto const bit = *rc::gen::inRange<std::size_t>(0, text.size() * 8);
  changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
  RC_ASSERT(!parse_record(changed).has_value());
}

}  // namespace
}  // namespace conclave::record
