// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/ids.hpp>
#include <conclave/record/refusal.hpp>

#include <gtest/gtest.h>

#include <set>

namespace conclave {
namespace {

TEST(Refusal, EveryReasonHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Reason::unavailable); ++i) {
    std::string_view const name = to_string(static_cast<Reason>(i));
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos) << name;
  }
  EXPECT_EQ(to_string(Reason::malformed_json), "malformed_json");
  EXPECT_EQ(to_string(Reason::near_match_of_barred), "near_match_of_barred");
  EXPECT_EQ(to_string(Reason::unavailable), "unavailable");
}

TEST(Refusal, DescribeSaysReasonPlaceAndDetail) {
  EXPECT_EQ(describe(refuse(Reason::bad_counter, "/counter", "expected 4, found 7")),
            "bad_counter at /counter: expected 4, found 7");
  EXPECT_EQ(describe(refuse(Reason::too_late)), "too_late");
  EXPECT_EQ(describe(refuse(Reason::too_late, "/round")), "too_late at /round");
  EXPECT_EQ(describe(refuse(Reason::too_late, {}, "since noon")), "too_late: since noon");
}

TEST(RefusalDeathTest, TakingAValueThatIsNotThereAborts) {
  Result<int> const refused = refuse(Reason::bad_counter, "/counter", "expected 4, found 7");
  EXPECT_DEATH((void)refused.value(), "bad_counter at /counter: expected 4, found 7");
}

TEST(RefusalDeathTest, AnIdOfTheProgramsOwnMustBeOne) {
  EXPECT_EQ(CaseId::of("case-1").str(), "case-1");
  EXPECT_DEATH((void)CaseId::of("Case 1"), "bad_identifier");
}

}  // namespace
}  // namespace conclave
