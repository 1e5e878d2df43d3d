// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What every vault owes, and that SQLite's is durable.
#include "temporary_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace conclave::store {
namespace {

using identity::VaultRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Vaults : public ::testing::TestWithParam<bool> {
protected:
  TemporaryFolder folder;
  std::unique_ptr<Store> store = GetParam() ? open_sqlite(folder.file()) : make_memory_store();
  identity::Vault& vault = store->vault();
};

INSTANTIATE_TEST_SUITE_P(Stores, Vaults, ::testing::Values(false, true),
                         [](auto const& tested) { return tested.param ? "sqlite" : "memory"; });

TEST_P(Vaults, a_record_is_read_as_it_was_written_last) {
  EXPECT_EQ(vault.get("contact", "amina"), std::nullopt);
  vault.put("contact", "amina", "{\"a\":1}");
  vault.put("contact", "amina", "{\"a\":2}");
  EXPECT_EQ(vault.get("contact", "amina"), "{\"a\":2}");
  EXPECT_EQ(vault.get("contact", "bo"), std::nullopt);
  EXPECT_EQ(vault.get("invitation", "amina"), std::nullopt);
}

TEST_P(Vaults, records_are_listed_by_kind_in_bytewise_order) {
  vault.put("contact", "b", "2");
  vault.put("contact", "a", "1");
  vault.put("contacts", "c", "3");
  EXPECT_THAT(vault.list("contact"), ElementsAre(VaultRecord{"a", "1"}, VaultRecord{"b", "2"}));
  EXPECT_THAT(vault.list("conta"), IsEmpty());
}

TEST_P(Vaults, a_swap_happens_only_over_what_was_expected) {
  EXPECT_FALSE(vault.compare_and_swap("k", "i", "old", "new"));
  EXPECT_TRUE(vault.compare_and_swap("k", "i", std::nullopt, "first"));
  EXPECT_FALSE(vault.compare_and_swap("k", "i", std::nullopt, "second"));
  EXPECT_FALSE(vault.compare_and_swap("k", "i", "old", "new"));
  EXPECT_EQ(vault.get("k", "i"), "first");
  EXPECT_TRUE(vault.compare_and_swap("k", "i", "first", "second"));
  EXPECT_EQ(vault.get("k", "i"), "second");
}

TEST_P(Vaults, a_record_is_consumed_once) {
  vault.put("k", "i", "json");
  EXPECT_EQ(vault.consume("k", "i"), "json");
  EXPECT_EQ(vault.consume("k", "i"), std::nullopt);
  EXPECT_EQ(vault.get("k", "i"), std::nullopt);
}

TEST_P(Vaults, of_many_who_consume_or_swap_at_once_one_succeeds) {
  vault.put("k", "taken", "json");
  vault.put("k", "swapped", "json");
  std::atomic<int> taken = 0;
  std::atomic<int> swapped = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      if (vault.consume("k", "taken")) ++taken;
      if (vault.compare_and_swap("k", "swapped", "json", std::to_string(i))) ++swapped;
    });
  }
  for (auto& thread : threads)
    thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(swapped, 1);
}

TEST_P(Vaults, a_record_without_kind_or_id_is_a_mistake_of_ours) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(vault.put("", "i", "json"), "has a kind and an id");
  EXPECT_DEATH(vault.put("k", "", "json"), "has a kind and an id");
}

TEST(SqliteVault, keeps_its_records_beyond_the_process_and_forgets_consumed_ones) {
  TemporaryFolder const folder;
  {
    auto const store = open_sqlite(folder.file());
    store->vault().put("k", "kept", "1");
    store->vault().put("k", "taken", "2");
    ASSERT_EQ(store->vault().consume("k", "taken"), "2");
    store->mark_alive(Timestamp{42});
  }
  auto const store = open_sqlite(folder.file());
  EXPECT_THAT(store->vault().list("k"), ElementsAre(VaultRecord{"kept", "1"}));
  EXPECT_EQ(store->last_alive(), Timestamp{42});
}

}  // namespace
}  // namespace conclave::store
