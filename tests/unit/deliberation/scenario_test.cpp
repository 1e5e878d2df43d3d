// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Plays every file of tests/scenarios. Their names begin with the requirement that they prove.
#include <play.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace conclave::table {
namespace {

std::filesystem::path folder() {
  return std::filesystem::path(CONCLAVE_SOURCE_DIR) / "tests" / "scenarios";
}

std::vector<std::string> scenarios() {
  std::vector<std::string> names;
  for (auto const& file : std::filesystem::directory_iterator(folder())) {
    if (file.path().extension() == ".txt") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Scenario : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenario, ComesOutAsItSays) {
  auto const path = folder() / (GetParam() + ".txt");
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  Play play;
  int number = 0;
  try {
    for (std::string text; std::getline(file, text);) {
      ++number;
      play.line(text);
    }
    play.end();
  } catch (Mismatch const& mismatch) {
    ADD_FAILURE_AT(path.c_str(), number) << mismatch.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Scenario, ::testing::ValuesIn(scenarios()),
                         [](auto const& scenario) { return scenario.param; });

}  // namespace
}  // namespace conclave::table
