// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// R-C1 to R-C5, R-D3, R-E1, R-E3, R-E4, R-F1: random sessions, each from its seed alone.
#include "session.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

using conclave::simulation::Broken;
using conclave::simulation::Session;
using conclave::simulation::Tally;

std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  auto const* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(Simulation, RandomSessionsHoldEveryLawAndTheirRecordsVerify) {
  auto const first = from_environment("CONCLAVE_SIM_SEED", 1);
  auto const sessions = from_environment("CONCLAVE_SIM_SESSIONS", 60);
  Tally all;
  std::size_t failures = 0;
  for (auto seed = first; seed < first + sessions && failures < 10; ++seed) {
    try {
      all += Session(seed).run();
    } catch (Broken const& broken) {
      ++failures;
      ADD_FAILURE() << "rerun with CONCLAVE_SIM_SEED=" << seed
                    << " CONCLAVE_SIM_SESSIONS=1 conclave_simulation -- " << broken.what();
    }
  }
  std::cout << all.sessions << " sessions, " << all.entries << " entries, " << all.outcomes
            << " rounds counted, " << all.refused << " acts refused (" << all.hostile << " of them hostile), "
            << all.certified << " certified, " << all.kinds.size() << " kinds of acts and findings\n";
  if (std::getenv("CONCLAVE_SIM_KINDS") != nullptr) {
    for (auto const& kind : all.kinds)
      std::cout << kind << ' ';
    std::cout << '\n';
  }
  // A simulation that never gets anywhere would find nothing.
  if (sessions >= 60) {
    EXPECT_GE(all.outcomes, sessions / 4);
    EXPECT_GE(all.certified, sessions / 4);
    EXPECT_GE(all.hostile, sessions * 5);
  }
}

TEST(Simulation, ASeedGivesTheSameSessionAgain) {
  auto const once = Session(7).run();
  auto const again = Session(7).run();
  EXPECT_EQ(once.entries, again.entries);
  EXPECT_EQ(once.refused, again.refused);
  EXPECT_EQ(once.kinds, again.kinds);
}

}  // namespace
