// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What every store owes, whatever it keeps its logs on.
#include "temporary_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace conclave::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Kind {
  std::string name;
  std::unique_ptr<Store> (*make)(TemporaryFolder const& folder);
};

void PrintTo(Kind const& kind, std::ostream* out) {
  *out << kind.name;
}

class Contract : public ::testing::TestWithParam<Kind> {
protected:
  TemporaryFolder folder;
  std::unique_ptr<Store> store = GetParam().make(folder);
  LogId const jury = LogId::of("session-7");
  LogId const other = LogId::of("register");
};

INSTANTIATE_TEST_SUITE_P(
    Stores, Contract,
    ::testing::Values(Kind{"memory", [](TemporaryFolder const&) { return make_memory_store(); }},
                      Kind{"sqlite",
                           [](TemporaryFolder const& folder) { return open_sqlite(folder.file()); }}),
    [](auto const& tested) { return tested.param.name; });

TEST_P(Contract, a_log_that_nobody_began_is_empty) {
  EXPECT_THAT(store->logs(), IsEmpty());
  EXPECT_EQ(store->size(jury), 0U);
  EXPECT_THAT(store->read(jury, 0, 10), IsEmpty());
  EXPECT_EQ(store->checkpoint(jury), std::nullopt);
}

TEST_P(Contract, what_was_appended_is_read_as_it_was_written) {
  EXPECT_EQ(append_some(*store, jury, 0, 3), AppendOutcome(Appended{3}));
  EXPECT_EQ(append_some(*store, jury, 3), AppendOutcome(Appended{4}));
  EXPECT_EQ(store->size(jury), 4U);
  EXPECT_EQ(store->read(jury, 0, 100), entries_at(jury, 0, 4));
  EXPECT_EQ(store->checkpoint(jury), checkpoint_at(jury, 4));
}

TEST_P(Contract, any_bytes_come_back) {
  std::string const odd("\0\xff\xc3\x28{}\n\0", 8);
  StoredEntry const entry{0, odd, odd};
  ASSERT_TRUE(succeeded(store->append_now(jury, 0, {entry}, odd)));
  EXPECT_THAT(store->read(jury, 0, 1), ElementsAre(entry));
  EXPECT_EQ(store->checkpoint(jury), odd);
}

TEST_P(Contract, a_large_entry_comes_back) {
  StoredEntry const entry{0, std::string(3'000'000, 'a'), std::string(1'000'000, 'b')};
  ASSERT_TRUE(succeeded(store->append_now(jury, 0, {entry}, "head")));
  EXPECT_THAT(store->read(jury, 0, 1), ElementsAre(entry));
}

TEST_P(Contract, reading_is_bounded_by_start_limit_and_end) {
  ASSERT_TRUE(succeeded(append_some(*store, jury, 0, 10)));
  EXPECT_EQ(store->read(jury, 4, 3), entries_at(jury, 4, 3));
  EXPECT_EQ(store->read(jury, 8, 100), entries_at(jury, 8, 2));
  EXPECT_EQ(store->read(jury, 9, std::numeric_limits<std::size_t>::max()), entries_at(jury, 9, 1));
  EXPECT_THAT(store->read(jury, 3, 0), IsEmpty());
  EXPECT_THAT(store->read(jury, 10, 1), IsEmpty());
  EXPECT_THAT(store->read(jury, std::numeric_limits<std::uint64_t>::max(), 1), IsEmpty());
}

TEST_P(Contract, an_append_that_expects_another_size_is_a_conflict_and_writes_nothing) {
  EXPECT_EQ(append_some(*store, jury, 5), AppendOutcome(Conflict{0}));
  EXPECT_THAT(store->logs(), IsEmpty());
  ASSERT_TRUE(succeeded(append_some(*store, jury, 0, 2)));
  for (std::uint64_t const expected : {0U, 1U, 3U})
    EXPECT_EQ(append_some(*store, jury, expected), AppendOutcome(Conflict{2}));
  EXPECT_EQ(store->read(jury, 0, 100), entries_at(jury, 0, 2));
  EXPECT_EQ(store->checkpoint(jury), checkpoint_at(jury, 2));
}

TEST_P(Contract, logs_are_apart_and_listed_by_name) {
  ASSERT_TRUE(succeeded(append_some(*store, jury, 0, 2)));
  ASSERT_TRUE(succeeded(append_some(*store, other, 0)));
  ASSERT_TRUE(succeeded(append_some(*store, jury, 2)));
  EXPECT_THAT(store->logs(), ElementsAre(other, jury));
  EXPECT_EQ(store->read(jury, 0, 100), entries_at(jury, 0, 3));
  EXPECT_EQ(store->read(other, 0, 100), entries_at(other, 0, 1));
  EXPECT_EQ(store->checkpoint(other), checkpoint_at(other, 1));
}

TEST_P(Contract, appends_that_wait_together_are_judged_one_by_one_in_their_order) {
  std::vector<std::promise<AppendOutcome>> promises(5);
  auto const submit = [&](std::size_t number, LogId const& log, std::uint64_t expected) {
    store->append(
        log, expected, entries_at(log, expected, 1), checkpoint_at(log, expected + 1),
        [&promises, number](AppendOutcome outcome) { promises[number].set_value(std::move(outcome)); });
  };
  submit(0, jury, 0);
  submit(1, jury, 0);   // somebody who had not seen the first
  submit(2, other, 0);  // not harmed by it
  submit(3, jury, 1);   // follows the first
  submit(4, other, 7);
  std::vector<AppendOutcome> outcomes;
  for (auto& promise : promises)
    outcomes.push_back(promise.get_future().get());
  EXPECT_THAT(outcomes, ElementsAre(Appended{1}, Conflict{1}, Appended{1}, Appended{2}, Conflict{1}));
}

TEST_P(Contract, the_mark_of_life_is_the_last_one_set) {
  EXPECT_EQ(store->last_alive(), std::nullopt);
  store->mark_alive(Timestamp{1'700'000'000'000});
  store->mark_alive(Timestamp{1'700'000'005'000});
  EXPECT_EQ(store->last_alive(), Timestamp{1'700'000'005'000});
}

TEST_P(Contract, an_append_that_breaks_its_own_rules_is_a_mistake_of_ours) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(static_cast<void>(store->append_now(jury, 0, {}, "head")), "an append has entries");
  EXPECT_DEATH(static_cast<void>(store->append_now(jury, 0, entries_at(jury, 1, 1), "head")),
               "positions follow");
  EXPECT_DEATH(static_cast<void>(store->append_now(jury, 0, {StoredEntry{0, "", ""}}, "head")), "has a text");
  EXPECT_DEATH(static_cast<void>(store->append_now(jury, 0, entries_at(jury, 0, 1), "")), "has a checkpoint");
}

TEST(Outcome, is_described_in_words) {
  EXPECT_EQ(describe(Appended{7}), "appended, size 7");
  EXPECT_EQ(describe(Conflict{5}), "conflict, actual size 5");
  EXPECT_EQ(describe(Failed{"disk full"}), "failed: disk full");
}

}  // namespace
}  // namespace conclave::store
