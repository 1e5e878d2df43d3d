// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// R-H3: what was acknowledged is on disk after a power cut. In the moment of each acknowledgement, before
// anything else is written, everything that was not synced is thrown away.
#include "power_cut.hpp"
#include "temporary_store.hpp"

#include <gtest/gtest.h>

#include <future>

namespace conclave::store {
namespace {

LogId const jury = LogId::of("session-7");
LogId const other = LogId::of("register");

TEST(PowerCutTest, at_any_acknowledgement_loses_nothing_that_was_acknowledged_R_H3) {
  TemporaryFolder const folder;
  PowerCut const power;
  auto const store = open_sqlite(folder.file());
  for (std::uint64_t position = 0; position < 10; ++position) {
    // Two large ones, after which the write-ahead log is emptied into the main file and begins anew.
    std::size_t const padding = position == 2 || position == 4 ? 9'000'000 : 500;
    auto const left = folder.path() / ("cut-" + std::to_string(position) + ".sqlite");
    std::promise<AppendOutcome> acknowledged;
    store->append(jury, position, entries_at(jury, position, 1, padding), checkpoint_at(jury, position + 1),
                  [&](AppendOutcome outcome) {
                    power.leave(folder.file(), left);
                    acknowledged.set_value(std::move(outcome));
                  });
    ASSERT_EQ(acknowledged.get_future().get(), AppendOutcome(Appended{position + 1}));
    auto const found = open_sqlite(left);
    ASSERT_EQ(found->size(jury), position + 1);
    ASSERT_EQ(found->read(jury, position, 1), entries_at(jury, position, 1, padding));
    ASSERT_EQ(found->checkpoint(jury), checkpoint_at(jury, position + 1));
    ASSERT_EQ(found->read(jury, 0, 1'000).size(), position + 1);
    std::filesystem::remove(left);
  }
}

TEST(PowerCutTest, loses_no_change_of_the_vault_and_no_mark_R_H3) {
  TemporaryFolder const folder;
  PowerCut const power;
  auto const store = open_sqlite(folder.file());
  store->vault().put("invitation", "a", "1");
  store->vault().put("invitation", "b", "2");
  ASSERT_TRUE(store->vault().consume("invitation", "a"));
  store->mark_alive(Timestamp{42});
  power.leave(folder.file(), folder.path() / "cut.sqlite");
  auto const found = open_sqlite(folder.path() / "cut.sqlite");
  EXPECT_EQ(found->vault().get("invitation", "a"), std::nullopt);
  EXPECT_EQ(found->vault().get("invitation", "b"), "2");
  EXPECT_EQ(found->last_alive(), Timestamp{42});
}

// That the simulation throws away what was not synced: without it the tests above would prove nothing.
TEST(PowerCutTest, is_one) {
  TemporaryFolder const folder;
  PowerCut const power;
  auto const store = open_sqlite(folder.file());
  ASSERT_TRUE(succeeded(append_some(*store, other, 0)));
  power.leave(folder.file(), folder.path() / "before.sqlite");
  ASSERT_TRUE(succeeded(append_some(*store, other, 1)));
  auto const found = open_sqlite(folder.path() / "before.sqlite");
  EXPECT_EQ(found->size(other), 1U);
}

}  // namespace
}  // namespace conclave::store
