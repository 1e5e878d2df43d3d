// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The commands as scripts use them: exit codes, and what they print.
#include "town.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace conclave::test {
namespace {

TEST(Commands, init_is_refused_where_it_was_done_before) {
  TemporaryFolder const folder;
  auto const data = (folder.path() / "var").string();
  auto const first = run_conclave({"init", "--data", data});
  EXPECT_EQ(first.exit_code, 0);
  EXPECT_NE(first.text.find("/#invite="), std::string::npos);
  EXPECT_EQ(run_conclave({"init", "--data", data}).exit_code, 1);
}

TEST(Commands, R_B1_a_docket_is_previewed_and_its_faults_are_named_by_line_and_column) {
  auto const good =
      run_conclave({"import", std::string(CONCLAVE_SOURCE_DIR) + "/data/gnlc-2022-intake.csv", "--check"});
  EXPECT_EQ(good.exit_code, 0) << good.text;
  EXPECT_NE(good.text.find("46 cases"), std::string::npos) << good.text;
  TemporaryFolder const folder;
  auto const file = folder.path() / "bad.csv";
  std::ofstream(file) << "region,city,country\nAfrica,Bouake\n";
  auto const bad = run_conclave({"import", file.string(), "--check"});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_NE(bad.text.find("line 2, column"), std::string::npos) << bad.text;
}

TEST(Commands, wrong_arguments_and_wrong_options_exit_with_2) {
  EXPECT_EQ(run_conclave({"serve", "--no-such-option"}).exit_code, 2);
  EXPECT_EQ(run_conclave({}).exit_code, 2);
  TemporaryFolder const folder;
  auto const file = folder.path() / "conclave.toml";
  std::ofstream(file) << "[server]\nprot = 1\n";
  auto const refused = run_conclave({"serve", "--config", file.string()});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.text.find("line 2, column 1"), std::string::npos) << refused.text;
}

TEST(Commands, R_F3_a_record_is_exported_beside_the_running_server_and_verified) {
  Town town;
  town.found();
  town.seat_everybody();
  town.open_session();
  auto const data = town.data.string();
  auto const file = (town.folder.path() / "s1.conclave").string();
  auto const exported = run_conclave({"export", "s1", "--data", data, "--out", file});
  EXPECT_EQ(exported.exit_code, 0) << exported.text;
  auto const verified = run_conclave({"verify", file});
  EXPECT_EQ(verified.exit_code, 0) << verified.text;
  EXPECT_EQ(run_conclave({"export", "s9", "--data", data, "--out", file}).exit_code, 1);

  auto const examined = run_conclave({"doctor", "--data", data});
  EXPECT_EQ(examined.exit_code, 0) << examined.text;
  auto const invited = run_conclave({"invite", "amina", "--data", data});
  EXPECT_EQ(invited.exit_code, 0) << invited.text;
  EXPECT_EQ(run_conclave({"invite", "nobody", "--data", data}).exit_code, 1);
  auto const key = crypto::to_hex(town.someone("stranger").key.public_key().bytes());
  EXPECT_EQ(run_conclave({"replace-director", "eve", "Eve", key, "--data", data}).exit_code, 4);
  ASSERT_EQ(town.server.stop(), 0);
  EXPECT_EQ(run_conclave({"replace-director", "eve", "Eve", key, "--data", data}).exit_code, 0);
  EXPECT_EQ(run_conclave({"doctor", "--data", data}).exit_code, 0);
}

}  // namespace
}  // namespace conclave::test
