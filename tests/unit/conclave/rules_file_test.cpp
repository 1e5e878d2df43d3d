// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rules_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace conclave {
namespace {

using deliberation::Rules;

std::string file(std::string const& name) {
  std::ifstream stream(std::string(CONCLAVE_SOURCE_DIR) + "/config/rules/" + name);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The rules of the concept note with one text in them exchanged.
std::string with(std::string const& from, std::string const& to) {
  auto text = file("gnlc-membership-jury.toml");
  auto const at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string line_of(std::string const& text, std::string const& what) {
  auto const before = text.substr(0, text.find(what));
  return std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
}

void expect_refused(std::string const& text, Reason reason, std::string const& where,
                    std::string const& words) {
  auto const rules = load_rules(text, "rules.toml");
  ASSERT_FALSE(rules);
  EXPECT_EQ(to_string(rules.error().reason), to_string(reason)) << describe(rules.error());
  EXPECT_EQ(rules.error().where.substr(0, where.size()), where) << describe(rules.error());
  EXPECT_NE(rules.error().detail.find(words), std::string::npos) << describe(rules.error());
}

TEST(RulesFileTest, R_A1_D3_E1_E4_the_concept_notes_rules_are_as_it_says) {
  auto const rules = load_rules(file("gnlc-membership-jury.toml"), "gnlc").value();
  EXPECT_EQ(rules.body, "Membership jury of the UNESCO Global Network of Learning Cities");
  EXPECT_EQ(rules.mandate.term_years, 6U);
  EXPECT_EQ(rules.working_language, "en");
  EXPECT_EQ(rules.quorum.minimum, 3U);
  EXPECT_EQ(rules.consensus.failed_calls_before_ballot, 1U);
  EXPECT_EQ(rules.ballot.basis, deliberation::MajorityBasis::votes_cast);
  EXPECT_EQ(rules.ballot.rounds_at_most, 0U);
  EXPECT_TRUE(rules.election.last_drops_out);
  EXPECT_EQ(rules.time.chair_absence.ms, 600'000);
  EXPECT_EQ(rules.time.ceremony_step.ms, 30'000);
  EXPECT_EQ(rules.admissibility.endorsed_per_country, 3U);
  EXPECT_EQ(rules.admissibility.checks.size(), 7U);
}

TEST(RulesFileTest, the_demonstration_differs_from_it_in_times_alone) {
  auto rules = load_rules(file("demonstration.toml"), "demonstration").value();
  EXPECT_EQ(rules.time.chair_absence.ms, 10'000);
  EXPECT_EQ(rules.time.ceremony_step.ms, 2'000);
  EXPECT_EQ(rules.consensus.shortest_answer_time.ms, 1'000);
  EXPECT_EQ(rules.ballot.shortest_voting_time.ms, 1'000);
  auto const real = load_rules(file("gnlc-membership-jury.toml"), "gnlc").value();
  rules.time = real.time;
  rules.consensus.shortest_answer_time = real.consensus.shortest_answer_time;
  rules.ballot.shortest_voting_time = real.ballot.shortest_voting_time;
  EXPECT_EQ(record::encode_text(rules), record::encode_text(real));
}

TEST(RulesFileTest, another_body_has_other_rules) {
  auto const rules = load_rules(file("award-jury.toml"), "award").value();
  EXPECT_EQ(rules.mandate.term_years, 3U);
  EXPECT_EQ(rules.quorum.numerator, 2U);
  EXPECT_TRUE(rules.ballot.always_secret);
  EXPECT_EQ(rules.certification.certifiers, 2U);
  EXPECT_EQ(rules.admissibility.endorsed_per_country, 0U);
}

TEST(RulesFileTest, what_is_loaded_survives_being_frozen_as_json) {
  auto const rules = load_rules(file("gnlc-membership-jury.toml"), "gnlc").value();
  auto const text = record::encode_text(rules);
  EXPECT_EQ(record::encode_text(record::decode_text<Rules>(text).value()), text);
}

TEST(RulesFileTest, what_is_no_toml_is_refused_with_its_place) {
  expect_refused("body = \"x\nquorum", Reason::malformed_import, "rules.toml, line 1", "");
  expect_refused("a = 1\na = 2\n", Reason::malformed_import, "rules.toml, line 2", "");
  expect_refused("\xff", Reason::malformed_import, "rules.toml, line 1", "");
}

TEST(RulesFileTest, an_option_that_does_not_exist_is_named) {
  auto const text = with("minimum = 3", "minimum = 3\nmaximum = 9");
  expect_refused(text, Reason::unknown_member, "rules.toml, line " + line_of(text, "maximum"),
                 "quorum.maximum: there is no such option");
  auto const table = with("[time]", "[colour]\nred = 1\n[time]");
  expect_refused(table, Reason::unknown_member, "rules.toml, line " + line_of(table, "[colour]"),
                 "colour: there is no such option");
}

TEST(RulesFileTest, an_option_that_is_missing_is_named) {
  auto const text = with("numerator = 1\n", "");
  expect_refused(text, Reason::missing_member, "rules.toml, line " + line_of(text, "[quorum]"),
                 "quorum.numerator: this option is missing");
  expect_refused("", Reason::missing_member, "rules.toml, line 1", "body: this option is missing");
}

TEST(RulesFileTest, values_of_another_type_or_range_are_refused_at_their_line) {
  auto const refused = [](std::string const& from, std::string const& to, Reason reason,
                          std::string const& words) {
    auto const text = with(from, to);
    expect_refused(text, reason, "rules.toml, line " + line_of(text, to), words);
  };
  refused("term_years = 6", "term_years = \"six\"", Reason::wrong_type, "mandate.term_years");
  refused("term_years = 6", "term_years = 6.5", Reason::wrong_type, "a fraction");
  refused("term_years = 6", "term_years = -6", Reason::out_of_range, "mandate.term_years");
  refused("term_years = 6", "term_years = 9223372036854775807", Reason::out_of_range, "mandate.term_years");
  refused("term_years = 6", "term_years = 0", Reason::out_of_range, "1 to 100 years");
  refused("term_years = 6", "term_years = 2024-03-01", Reason::wrong_type, "a date");
  refused("countersigned = true", "countersigned = 1", Reason::wrong_type, "certification.countersigned");
  refused("minimum = 3", "minimum = 2", Reason::out_of_range, "quorum.minimum: never under three");
  refused("id = \"form-complete\"", "id = \"member-state\"  # again", Reason::out_of_range, "stands twice");
  auto const basis = with("basis = \"votes_cast\"", "basis = \"votes\"");
  EXPECT_FALSE(load_rules(basis, "rules.toml"));
}

TEST(RulesFileTest, times_are_text_with_a_unit) {
  auto const load = [](std::string const& value) {
    return load_rules(with("chair_absence = \"10m\"", "chair_absence = " + value), "rules.toml");
  };
  EXPECT_EQ(load("\"500ms\"").value().time.chair_absence.ms, 500);
  EXPECT_EQ(load("\"30s\"").value().time.chair_absence.ms, 30'000);
  EXPECT_EQ(load("\"72h\"").value().time.chair_absence.ms, 259'200'000);
  EXPECT_EQ(load("\"2d\"").value().time.chair_absence.ms, 172'800'000);
  for (auto const& bad : {"600", "\"\"", "\"m\"", "\"10\"", "\"-1s\"", "\"1.5h\"", "\"10 m\"",
                          "\"99999999999999999999s\"", "\"9007199254740991d\"", "true", "[1]"}) {
    auto const rules = load(bad);
    ASSERT_FALSE(rules) << bad;
    EXPECT_NE(rules.error().detail.find("time.chair_absence"), std::string::npos) << describe(rules.error());
  }
  EXPECT_FALSE(load("\"0s\""));
}

}  // namespace
}  // namespace conclave
