// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Rules that contradict themselves.
#include "register_test.hpp"

#include <functional>
#include <string>

namespace conclave::deliberation {
namespace {

struct Contradiction {
  std::string where;
  std::function<void(Rules&)> make;
};

class ContradictionTest : public ::testing::TestWithParam<Contradiction> {};

TEST_P(ContradictionTest, is_refused_with_its_pointer) {
  auto rules = jury_rules();
  ASSERT_TRUE(check_rules(rules));
  GetParam().make(rules);
  auto const sound = check_rules(rules);
  ASSERT_FALSE(sound);
  EXPECT_EQ(sound.error().where, GetParam().where);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ContradictionTest,
    ::testing::Values(
        Contradiction{"/body", [](Rules& r) { r.body = ""; }},
        Contradiction{"/barred_list", [](Rules& r) { r.barred_list = "\x01"; }},
        Contradiction{"/working_language", [](Rules& r) { r.working_language = "English language"; }},
        Contradiction{"/working_language", [](Rules& r) { r.working_language = "en--us"; }},
        Contradiction{"/motion_pattern", [](Rules& r) { r.motion_pattern = "Admit them"; }},
        Contradiction{"/mandate/term_years", [](Rules& r) { r.mandate.term_years = 0; }},
        Contradiction{"/mandate/term_years", [](Rules& r) { r.mandate.term_years = 101; }},
        Contradiction{"/quorum/denominator", [](Rules& r) { r.quorum.denominator = 0; }},
        Contradiction{"/quorum/numerator", [](Rules& r) { r.quorum.numerator = 2; }},
        Contradiction{"/quorum/numerator",
                      [](Rules& r) {
                        r.quorum = {1, 3, 3};
                      }},
        Contradiction{"/quorum/minimum", [](Rules& r) { r.quorum.minimum = 2; }},
        Contradiction{"/consensus/shortest_answer_time",
                      [](Rules& r) { r.consensus.shortest_answer_time = {}; }},
        Contradiction{"/ballot/shortest_voting_time", [](Rules& r) { r.ballot.shortest_voting_time = {}; }},
        Contradiction{"/ballot/requests_for_ballot", [](Rules& r) { r.ballot.requests_for_ballot = 0; }},
        Contradiction{"/time/ceremony_step", [](Rules& r) { r.time.ceremony_step = {}; }},
        Contradiction{"/time/chair_absence", [](Rules& r) { r.time.chair_absence = {}; }},
        Contradiction{"/certification/certifiers", [](Rules& r) { r.certification.certifiers = 0; }},
        Contradiction{"/admissibility/checks/1/id",
                      [](Rules& r) { r.admissibility.checks[1].id = r.admissibility.checks[0].id; }},
        Contradiction{"/admissibility/checks/0/id", [](Rules& r) { r.admissibility.checks[0].id = "Form"; }},
        Contradiction{"/admissibility/checks/0/id",
                      [](Rules& r) { r.admissibility.checks[0].id = "endorsement-cap"; }},
        Contradiction{"/admissibility/checks/0/label",
                      [](Rules& r) { r.admissibility.checks[0].label = ""; }}));

TEST(RulesTest, R_D3_a_quorum_of_two_thirds_is_sound) {
  auto rules = jury_rules();
  rules.quorum = {2, 3, 5};
  EXPECT_TRUE(check_rules(rules));
}

}  // namespace
}  // namespace conclave::deliberation
