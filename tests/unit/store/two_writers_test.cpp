// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A store is not the only writer: two handles on one file, as two processes have them.
#include "temporary_store.hpp"

#include <gtest/gtest.h>

#include <array>
#include <future>
#include <thread>

namespace conclave::store {
namespace {

LogId const jury = LogId::of("session-7");
LogId const other = LogId::of("session-8");

class TwoWriters : public ::testing::Test {
protected:
  TemporaryFolder folder;
  std::unique_ptr<Store> server = open_sqlite(folder.file());
  std::unique_ptr<Store> command = open_sqlite(folder.file(), {.access = Access::beside});
};

TEST_F(TwoWriters, see_each_others_appends_and_conflict_over_a_position) {
  ASSERT_TRUE(succeeded(append_some(*server, jury, 0)));
  EXPECT_EQ(command->size(jury), 1U);
  EXPECT_EQ(append_some(*command, jury, 0), AppendOutcome(Conflict{1}));
  EXPECT_EQ(append_some(*command, jury, 1), AppendOutcome(Appended{2}));
  EXPECT_EQ(server->size(jury), 2U);
  EXPECT_EQ(append_some(*server, jury, 1), AppendOutcome(Conflict{2}));
  EXPECT_EQ(server->read(jury, 0, 10), entries_at(jury, 0, 2));
}

TEST_F(TwoWriters, that_race_for_every_position_leave_each_to_one_of_them) {
  constexpr std::uint64_t goal = 200;
  auto const race = [](Store& store) {
    std::uint64_t won = 0;
    for (std::uint64_t size = store.size(jury); size < goal;) {
      auto const outcome = append_some(store, jury, size);
      if (auto const* const conflict = std::get_if<Conflict>(&outcome)) {
        EXPECT_NE(conflict->actual_size, size);
        size = conflict->actual_size;
      } else {
        EXPECT_EQ(outcome, AppendOutcome(Appended{size + 1}));
        ++size;
        ++won;
      }
    }
    return won;
  };
  auto theirs = std::async(std::launch::async, [&] { return race(*command); });
  std::uint64_t const ours = race(*server);
  EXPECT_EQ(ours + theirs.get(), goal);
  EXPECT_EQ(server->read(jury, 0, 1'000), entries_at(jury, 0, goal));
}

TEST_F(TwoWriters, conflict_without_harm_to_the_rest_of_the_group) {
  ASSERT_TRUE(succeeded(append_some(*command, jury, 0)));
  std::array<std::promise<AppendOutcome>, 2> outcomes;
  server->append(jury, 0, entries_at(jury, 0, 1), "head",
                 [&](AppendOutcome outcome) { outcomes[0].set_value(std::move(outcome)); });
  server->append(other, 0, entries_at(other, 0, 1), "head",
                 [&](AppendOutcome outcome) { outcomes[1].set_value(std::move(outcome)); });
  EXPECT_EQ(outcomes[0].get_future().get(), AppendOutcome(Conflict{1}));
  EXPECT_EQ(outcomes[1].get_future().get(), AppendOutcome(Appended{1}));
}

TEST_F(TwoWriters, consume_a_record_of_the_vault_once) {
  server->vault().put("k", "i", "json");
  EXPECT_EQ(command->vault().consume("k", "i"), "json");
  EXPECT_EQ(server->vault().consume("k", "i"), std::nullopt);
}

}  // namespace
}  // namespace conclave::store
