// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A damaged file is named: by opening it where its pages no longer fit together, else by reading, which says
// which entry. Nothing is repaired.
#include "temporary_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace conclave::store {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

LogId const jury = LogId::of("session-7");

void write_bytes(std::filesystem::path const& file, std::string const& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

class Damage : public ::testing::Test {
protected:
  Damage() {
    auto const store = open_sqlite(folder.file());
    static_cast<void>(append_some(*store, jury, 0, 40, 900));
    store->vault().put("contact", "amina", "{\"email\":\"amina@example.org\"}");
  }

  /// Flips one bit in the only occurrence of the text.
  void damage(std::string const& text) {
    std::string bytes = bytes_of(folder.file());
    auto const at = bytes.find(text);
    ASSERT_NE(at, std::string::npos);
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    write_bytes(folder.file(), bytes);
  }

  /// What reading everything says, or opening; empty when all is well.
  std::string complaint() {
    try {
      auto const store = open_sqlite(folder.file(), {.access = Access::read});
      static_cast<void>(store->logs());
      static_cast<void>(store->checkpoint(jury));
      auto const entries = store->read(jury, 0, 1'000);
      auto const records = store->vault().list("contact");
      if (entries != entries_at(jury, 0, 40, 900)) return "read wrong entries without a word";
      if (records.size() != 1) return "read wrong records without a word";
      return {};
    } catch (StoreError const& error) {
      EXPECT_TRUE(error.fault() == Fault::damaged || error.fault() == Fault::no_store ||
                  error.fault() == Fault::other_version || error.fault() == Fault::io)
          << error.what();
      EXPECT_THAT(error.what(), HasSubstr(folder.file().string()));
      return error.what();
    }
  }

  TemporaryFolder folder;
};

TEST_F(Damage, is_not_seen_where_there_is_none) {
  EXPECT_EQ(complaint(), "");
}

TEST_F(Damage, of_an_entry_is_named) {
  damage("session-7/17xxx");
  EXPECT_THAT(complaint(), AllOf(HasSubstr("log session-7, entry 17"), HasSubstr("not what was written")));
}

TEST_F(Damage, of_openings_is_named) {
  damage("opening of session-7/23");
  EXPECT_THAT(complaint(), AllOf(HasSubstr("log session-7, entry 23"), HasSubstr("openings")));
}

TEST_F(Damage, of_a_checkpoint_is_named) {
  damage("head of session-7 at 40");
  EXPECT_THAT(complaint(), AllOf(HasSubstr("log session-7"), HasSubstr("checkpoint")));
}

TEST_F(Damage, of_a_vault_record_is_named_without_what_it_holds) {
  damage("amina@example.org");
  EXPECT_THAT(complaint(), HasSubstr("a record of the kind contact is not what was written"));
  EXPECT_THAT(complaint(), ::testing::Not(HasSubstr("example.org")));
}

TEST_F(Damage, of_the_structure_is_named_by_opening_and_left_as_it_is) {
  std::string bytes = bytes_of(folder.file());
  bytes.replace(4'096UL * 5, 64, std::string(64, '\x5a'));
  write_bytes(folder.file(), bytes);
  try {
    auto const store = open_sqlite(folder.file());
    FAIL() << "opened a damaged file";
  } catch (StoreError const& error) {
    EXPECT_EQ(error.fault(), Fault::damaged) << error.what();
    EXPECT_THAT(error.what(), HasSubstr("Nothing was changed or repaired"));
  }
  EXPECT_EQ(bytes_of(folder.file()), bytes);
}

TEST_F(Damage, by_cutting_the_file_short_is_named) {
  std::string const bytes = bytes_of(folder.file());
  write_bytes(folder.file(), bytes.substr(0, bytes.size() - 4'096));
  EXPECT_NE(complaint(), "");
}

// Any flipped bit either changes nothing that is read (unused bytes of a page, header fields that only
// inform) or is complained of; it never yields another entry without a word.
TEST_F(Damage, anywhere_never_yields_other_entries_without_a_word) {
  std::string const whole = bytes_of(folder.file());
  std::size_t noticed = 0;
  std::size_t tried = 0;
  for (std::size_t at = 13; at < whole.size(); at += 199, ++tried) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    write_bytes(folder.file(), bytes);
    std::string const said = complaint();
    EXPECT_THAT(said, ::testing::Not(HasSubstr("without a word"))) << "byte " << at;
    if (!said.empty()) ++noticed;
  }
  EXPECT_GT(noticed * 3, tried) << "much of the file is entries, and damage to entries is noticed";
}

/// A write-ahead log as a killed server leaves it: ten appends, none moved into the main file yet.
class LogDamage : public Damage {
protected:
  LogDamage() {
    auto const store = open_sqlite(folder.file());
    for (std::uint64_t position = 40; position < 50; ++position)
      static_cast<void>(append_some(*store, jury, position, 1, 900));
    left = folder.path() / "left.sqlite";
    std::filesystem::copy_file(folder.file(), left);
    std::filesystem::copy_file(folder.file().string() + "-wal", log());
  }

  std::filesystem::path log() const { return left.string() + "-wal"; }

  std::uint64_t size_found(Access access) { return open_sqlite(left, {.access = access})->size(jury); }

  std::filesystem::path left;
};

TEST_F(LogDamage, is_not_seen_where_there_is_none) {
  EXPECT_EQ(size_found(Access::serve), 50U);
}

TEST_F(LogDamage, of_what_was_acknowledged_is_named_and_left_as_it_is) {
  std::string const whole = bytes_of(log());
  // Everywhere but in the last transaction: the header, a page, a frame's salt, a frame's checksum.
  for (std::size_t const at : {5UL, 17UL, 32UL + 24 + 100, 32UL + 24 + 4'096 + 9, 32UL + 24 + 4'096 + 17}) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    write_bytes(log(), bytes);
    for (Access const access : {Access::serve, Access::read}) {
      try {
        ADD_FAILURE() << "byte " << at << ": found " << size_found(access) << " entries without a word";
      } catch (StoreError const& error) {
        EXPECT_EQ(error.fault(), Fault::damaged);
        EXPECT_THAT(error.what(), AllOf(HasSubstr(log().string()), HasSubstr("damaged at byte")));
      }
    }
    EXPECT_EQ(bytes_of(log()), bytes);
  }
}

TEST_F(LogDamage, is_not_what_a_power_cut_leaves) {
  std::string const whole = bytes_of(log());
  constexpr std::size_t frame = 24 + 4'096;
  for (std::size_t const cut :
       {whole.size() - 1, whole.size() - frame, whole.size() - frame - 100, 32UL, 31UL, 0UL}) {
    write_bytes(log(), whole.substr(0, cut));
    EXPECT_LT(size_found(Access::read), 50U) << cut;
  }
  // The last transaction lost a page that was not synced, and not its end.
  std::string torn = whole;
  torn.replace(whole.size() - 2 * frame, frame, std::string(frame, '\0'));
  write_bytes(log(), torn);
  EXPECT_EQ(size_found(Access::read), 49U);
}

}  // namespace
}  // namespace conclave::store
