// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Opening a file: what is refused, in which words, and who may have it open at the same time.
#include "temporary_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlite3.h>

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

namespace conclave::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

LogId const jury = LogId::of("session-7");

/// The fault with which opening ends; the message must name the file.
Fault fault_of_opening(fs::path const& file, Access access, std::string const& says = "") {
  try {
    auto const store = open_sqlite(file, {.access = access});
  } catch (StoreError const& error) {
    EXPECT_THAT(error.what(), HasSubstr(file.string()));
    EXPECT_THAT(error.what(), HasSubstr(says));
    return error.fault();
  }
  ADD_FAILURE() << "opened " << file;
  return Fault::io;
}

void run_sql(fs::path const& file, char const* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

TEST(Opening, makes_a_store_that_only_its_owner_reads) {
  TemporaryFolder const folder;
  auto const store = open_sqlite(folder.file());
  ASSERT_TRUE(succeeded(append_some(*store, jury, 0)));
  for (fs::directory_entry const& made : fs::directory_iterator(folder.path())) {
    struct stat status {};
    ASSERT_EQ(stat(made.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << made.path();
  }
}

TEST(Opening, finds_everything_again) {
  TemporaryFolder const folder;
  ASSERT_TRUE(succeeded(append_some(*open_sqlite(folder.file()), jury, 0, 3)));
  auto const store = open_sqlite(folder.file());
  EXPECT_EQ(store->read(jury, 0, 10), entries_at(jury, 0, 3));
  EXPECT_EQ(store->checkpoint(jury), checkpoint_at(jury, 3));
}

TEST(Opening, finishes_at_its_end_what_was_appended_before) {
  TemporaryFolder const folder;
  std::size_t done = 0;
  {
    auto const store = open_sqlite(folder.file());
    for (std::uint64_t position = 0; position < 200; ++position)
      store->append(jury, position, entries_at(jury, position, 1), checkpoint_at(jury, position + 1),
                    [&done](AppendOutcome const& outcome) { done += succeeded(outcome) ? 1U : 0U; });
  }
  EXPECT_EQ(done, 200U);
  EXPECT_EQ(open_sqlite(folder.file())->read(jury, 0, 1'000), entries_at(jury, 0, 200));
}

TEST(Opening, leaves_one_file_and_the_lock_behind_when_it_ends_in_order) {
  TemporaryFolder const folder;
  ASSERT_TRUE(succeeded(append_some(*open_sqlite(folder.file()), jury, 0)));
  EXPECT_FALSE(fs::exists(folder.file().string() + "-wal"));
  EXPECT_FALSE(fs::exists(folder.file().string() + ".new"));
}

TEST(Opening, says_when_there_is_no_file_to_read_and_makes_none) {
  TemporaryFolder const folder;
  EXPECT_EQ(fault_of_opening(folder.file(), Access::read, "does not exist"), Fault::missing);
  EXPECT_EQ(fault_of_opening(folder.file(), Access::beside, "does not exist"), Fault::missing);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Opening, says_when_there_is_no_folder) {
  TemporaryFolder const folder;
  EXPECT_EQ(fault_of_opening(folder.path() / "nowhere" / "conclave.sqlite", Access::serve, "No such file"),
            Fault::io);
}

TEST(Opening, refuses_what_is_no_database) {
  TemporaryFolder const folder;
  std::ofstream(folder.file()) << std::string(10'000, 'x');
  for (Access const access : {Access::serve, Access::beside, Access::read})
    EXPECT_EQ(fault_of_opening(folder.file(), access, "not a database"), Fault::no_store);
  EXPECT_EQ(fs::file_size(folder.file()), 10'000U);
}

TEST(Opening, refuses_the_database_of_another_program_and_an_empty_file) {
  TemporaryFolder const folder;
  run_sql(folder.file(), "CREATE TABLE other (x)");
  EXPECT_EQ(fault_of_opening(folder.file(), Access::serve, "no Conclave store"), Fault::no_store);
  fs::path const empty = folder.path() / "empty";
  std::ofstream(empty).flush();
  EXPECT_EQ(fault_of_opening(empty, Access::serve, "no Conclave store"), Fault::no_store);
  EXPECT_EQ(fs::file_size(empty), 0U);
}

TEST(Opening, refuses_a_store_of_another_version_and_names_both) {
  TemporaryFolder const folder;
  open_sqlite(folder.file()).reset();
  run_sql(folder.file(), "UPDATE marks SET value = 9 WHERE name = 'schema_version'");
  EXPECT_EQ(
      fault_of_opening(folder.file(), Access::serve, "schema version 9, and this program knows version 1"),
      Fault::other_version);
  run_sql(folder.file(), "DELETE FROM marks");
  EXPECT_EQ(fault_of_opening(folder.file(), Access::serve, "names no schema version"), Fault::damaged);
}

TEST(Opening, refuses_a_second_server_and_names_the_first) {
  TemporaryFolder const folder;
  {
    auto const first = open_sqlite(folder.file());
    EXPECT_EQ(fault_of_opening(folder.file(), Access::serve, "served by process " + std::to_string(getpid())),
              Fault::locked);
  }
  EXPECT_NO_THROW(open_sqlite(folder.file()));
}

TEST(Opening, reads_beside_a_running_server_and_sees_what_it_appends) {
  TemporaryFolder const folder;
  auto const server = open_sqlite(folder.file());
  ASSERT_TRUE(succeeded(append_some(*server, jury, 0)));
  auto const reader = open_sqlite(folder.file(), {.access = Access::read});
  EXPECT_EQ(reader->size(jury), 1U);
  ASSERT_TRUE(succeeded(append_some(*server, jury, 1)));
  EXPECT_EQ(reader->read(jury, 0, 10), entries_at(jury, 0, 2));
}

TEST(Opening, for_reading_writes_nothing) {
  TemporaryFolder const folder;
  ASSERT_TRUE(succeeded(append_some(*open_sqlite(folder.file()), jury, 0)));
  auto const reader = open_sqlite(folder.file(), {.access = Access::read});
  EXPECT_EQ(append_some(*reader, jury, 1),
            AppendOutcome(Failed{folder.file().string() + " is open for reading only"}));
  EXPECT_THROW(reader->mark_alive(Timestamp{1}), StoreError);
  EXPECT_THROW(reader->vault().put("k", "i", "json"), StoreError);
  EXPECT_EQ(reader->vault().get("k", "i"), std::nullopt);
  EXPECT_EQ(reader->read(jury, 0, 10), entries_at(jury, 0, 1));
}

}  // namespace
}  // namespace conclave::store
