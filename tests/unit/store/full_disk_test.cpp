// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The world fails: the disk is full, or writing ends in an error. Then nothing is acknowledged, and when
// there is room again the store goes on.
#include "temporary_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <future>

#include <sys/resource.h>

namespace conclave::store {
namespace {

using ::testing::HasSubstr;

LogId const jury = LogId::of("session-7");
LogId const other = LogId::of("session-8");

/// No file of this process grows beyond so many bytes while this lives: writes fail as on a failing disk.
class FileSizeLimit {
public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(FileSizeLimit const&) = delete;
  FileSizeLimit& operator=(FileSizeLimit const&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST(FullDisk, fails_the_append_and_a_larger_one_recovers) {
  TemporaryFolder const folder;
  std::uint64_t size = 0;
  {
    auto const store = open_sqlite(folder.file(), {.access = Access::serve, .most_pages = 60});
    AppendOutcome outcome;
    while (succeeded(outcome = append_some(*store, jury, size, 1, 4'000)))
      ++size;
    ASSERT_TRUE(failed(outcome)) << describe(outcome);
    EXPECT_THAT(std::get<Failed>(outcome).message, HasSubstr(folder.file().string()));
    EXPECT_THAT(std::get<Failed>(outcome).message, HasSubstr("full"));
    EXPECT_GT(size, 10U);
    // Reads as before, and goes on refusing.
    EXPECT_EQ(store->size(jury), size);
    EXPECT_EQ(store->checkpoint(jury), checkpoint_at(jury, size));
    EXPECT_TRUE(failed(append_some(*store, jury, size, 1, 4'000)));
  }
  auto const store = open_sqlite(folder.file());
  EXPECT_EQ(store->read(jury, 0, 1'000), entries_at(jury, 0, size, 4'000));
  EXPECT_EQ(append_some(*store, jury, size), AppendOutcome(Appended{size + 1}));
}

TEST(FullDisk, acknowledges_nothing_of_the_group_that_it_met) {
  TemporaryFolder const folder;
  auto const store = open_sqlite(folder.file(), {.access = Access::serve, .most_pages = 60});
  // The first holds the writer up, so that the others form one group: a small one and one without room.
  std::array<std::promise<AppendOutcome>, 2> outcomes;
  std::promise<void> entered;
  std::promise<void> submitted;
  store->append(LogId::of("first"), 0, entries_at(LogId::of("first"), 0, 1), "head",
                [&](AppendOutcome const& outcome) {
                  EXPECT_TRUE(succeeded(outcome));
                  entered.set_value();
                  submitted.get_future().wait();
                });
  entered.get_future().wait();
  store->append(other, 0, entries_at(other, 0, 1), "head",
                [&](AppendOutcome outcome) { outcomes[0].set_value(std::move(outcome)); });
  store->append(jury, 0, entries_at(jury, 0, 1, 1'000'000), "head",
                [&](AppendOutcome outcome) { outcomes[1].set_value(std::move(outcome)); });
  submitted.set_value();
  EXPECT_TRUE(failed(outcomes[0].get_future().get()));
  EXPECT_TRUE(failed(outcomes[1].get_future().get()));
  EXPECT_EQ(store->size(other), 0U);
  EXPECT_TRUE(succeeded(append_some(*store, other, 0)));
}

TEST(FullDisk, that_fails_in_the_middle_of_a_write_is_survived_by_the_running_store) {
  TemporaryFolder const folder;
  auto const store = open_sqlite(folder.file());
  ASSERT_TRUE(succeeded(append_some(*store, jury, 0, 3)));
  {
    FileSizeLimit const limit(40'000);
    auto const outcome = append_some(*store, jury, 3, 1, 500'000);
    ASSERT_TRUE(failed(outcome)) << describe(outcome);
    EXPECT_THROW(store->vault().put("k", "i", std::string(500'000, 'x')), StoreError);
    EXPECT_EQ(store->size(jury), 3U);
  }
  EXPECT_EQ(append_some(*store, jury, 3), AppendOutcome(Appended{4}));
  EXPECT_EQ(store->read(jury, 0, 10), entries_at(jury, 0, 4));
  EXPECT_EQ(store->vault().get("k", "i"), std::nullopt);
}

}  // namespace
}  // namespace conclave::store
