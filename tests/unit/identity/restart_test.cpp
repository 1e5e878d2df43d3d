// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// R-H3 for what is kept beside logs: used links stay used and counted guesses stay counted over a restart.
#include "seeded.hpp"

#include <conclave/identity/invitations.hpp>
#include <conclave/identity/key_custody.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace conclave::identity {
namespace {

class Restart : public ::testing::Test {
protected:
  Restart() {
    std::string name = (std::filesystem::temp_directory_path() / "conclave-identity-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    restart();
  }
  ~Restart() override {
    store.reset();
    std::filesystem::remove_all(folder);
  }

  void restart() {
    store.reset();
    store = store::open_sqlite(folder / "conclave.sqlite");
  }

  std::filesystem::path folder;
  std::unique_ptr<store::Store> store;
  PersonId const amina = PersonId::of("amina");
};

TEST_F(Restart, a_link_that_was_used_stays_used_and_another_goes_on_holding_R_A6_R_H3) {
  auto randomness = seeded(3);
  auto const used = Invitations(store->vault()).make(amina, "director", noon, noon + hour, randomness);
  auto const open = Invitations(store->vault()).make(amina, "juror", noon, noon + hour, randomness);
  ASSERT_TRUE(Invitations(store->vault()).redeem(used, noon));
  restart();
  EXPECT_FALSE(Invitations(store->vault()).redeem(used, noon));
  EXPECT_TRUE(Invitations(store->vault()).redeem(open, noon));
}

TEST_F(Restart, gives_nobody_a_fresh_start_at_guessing) {
  std::array<std::uint8_t, 32> right{1};
  std::array<std::uint8_t, 32> wrong{2};
  ASSERT_TRUE(KeyCustody(store->vault()).keep(amina, "passphrase", {"{}", {1, 2, 3}}, right));
  for (int i = 0; i < 3; ++i)
    ASSERT_FALSE(KeyCustody(store->vault()).release(amina, "passphrase", wrong, noon));
  restart();
  EXPECT_EQ(KeyCustody(store->vault()).release(amina, "passphrase", right, noon).error().reason,
            Reason::too_fast);
  EXPECT_TRUE(KeyCustody(store->vault()).release(amina, "passphrase", right, noon + second));
}

TEST_F(Restart, a_record_that_this_program_did_not_write_is_a_failure_and_not_an_answer) {
  store->vault().put("wrapped_keys", "amina", "{\"wrappings\":{},\"more\":1}");
  EXPECT_THROW(static_cast<void>(KeyCustody(store->vault()).wrappings(amina)), std::runtime_error);
}

}  // namespace
}  // namespace conclave::identity
