// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How names are compared (R-A2).
#include <conclave/deliberation/register/people.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace conclave::deliberation {

static void PrintTo(Match match, std::ostream* out) {
  *out << (match == Match::exact ? "exact" : match == Match::near ? "near" : "none");
}

namespace {

struct Pair {
  std::string a;
  std::string b;
  Match match;
};

class NamesTest : public ::testing::TestWithParam<Pair> {};

TEST_P(NamesTest, R_A2_compares_as_expected_both_ways) {
  auto const& [a, b, match] = GetParam();
  EXPECT_EQ(match_names(a, b), match) << a << " / " << b;
  EXPECT_EQ(match_names(b, a), match) << b << " / " << a;
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, NamesTest,
    ::testing::Values(
        Pair{"Amina Diallo", "amina  DIALLO", Match::exact},
        Pair{"Zoë", "Zoe\u0308", Match::exact},                   // composed and not
        Pair{"Ａｍｉｎａ Diallo", "Amina Diallo", Match::exact},  // full-width letters
        Pair{"Groß", "GROSS", Match::exact},
        Pair{"Ami\u200bna Diallo", "Amina Diallo", Match::exact},  // a space that nobody sees
        Pair{"김민수", "김민수", Match::exact}, Pair{"Zoë Müller", "Zoe Muller", Match::near},
        Pair{"Müller, Hans", "Hans Müller", Match::near}, Pair{"Hans Mueller", "Hans Muller", Match::near},
        Pair{"Łukasz Nowak", "Lukasz Nowak", Match::near}, Pair{"Søren Kjær", "Soren Kjaer", Match::near},
        Pair{"Conor O'Brien", "Conor OBrien", Match::near}, Pair{"김 민수", "김민수", Match::near},
        Pair{"Maria Elena Lopez", "Maria Lopez", Match::near},
        Pair{"Amnia Diallo", "Amina Diallo", Match::near},  // two letters swapped
        Pair{"Amina Diallo", "Bo Lindqvist", Match::none},
        Pair{"Maria", "Maria Lopez", Match::none},  // one word is not enough
        Pair{"Kim Min", "Kim Jin Ho", Match::none}, Pair{"김민수", "김민지", Match::none},
        Pair{"Li", "Lu", Match::none}, Pair{"", "", Match::exact}, Pair{"", "Amina", Match::none}));

TEST(EmailsTest, R_A2_addresses_match_folded_and_empty_ones_never) {
  EXPECT_EQ(match_emails("Amina@Example.org ", "amina@example.ORG"), Match::exact);
  EXPECT_EQ(match_emails("amina@example.org", "anina@example.org"), Match::none);
  EXPECT_EQ(match_emails("", ""), Match::none);
  EXPECT_EQ(match_emails(" ", ""), Match::none);
}

}  // namespace
}  // namespace conclave::deliberation
