// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Shorthand for tests of what a session refuses.
#pragma once

#include <table.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::table {

using namespace deliberation;

inline PersonId who(std::string_view name) {
  return PersonId::of(name);
}
inline CaseId const case_1 = CaseId::of("case-1");

template <class T>
void expect_refused(Result<T> const& result, Reason reason) {
  ASSERT_FALSE(result) << "accepted, though it should be refused with " << to_string(reason);
  EXPECT_EQ(to_string(result.error().reason), to_string(reason)) << describe(result.error());
}

template <class T>
void expect_accepted(Result<T> const& result) {
  EXPECT_TRUE(result) << describe(result.error());
}

/// Amina in the chair, case 1 open, everybody declared, one failed call: ready for a ballot.
class SessionTest : public ::testing::Test {
protected:
  explicit SessionTest(conclave::table::Setup setup = {}) : table(std::move(setup)) {
    table.run_duties();
    table.elect(Office::chairperson, who("amina"));
    expect_accepted(table.open_case(case_1));
    table.all_declare(case_1);
    expect_accepted(table.call_roll(case_1));
    table.run_duties();
    expect_accepted(table.call_consensus(case_1));
    for (auto const& juror : table.jurors())
      expect_accepted(table.answer(juror, case_1, Position::object, "let us vote"));
  }
  void TearDown() override {
    auto const replays = table.replays();
    EXPECT_TRUE(replays) << describe(replays.error());
  }

  void call_roll() {
    expect_accepted(table.call_roll(case_1));
    table.run_duties();
  }
  void open_round() {
    table.prepare_ballot(case_1);
    expect_accepted(table.open_round(case_1));
  }
  Round const& round() const { return table.round(case_1); }
  void choose(std::string_view juror, std::string_view option) {
    table.juror(who(juror)).choose(round().id, OptionId::of(option));
  }
  SessionIntent step(std::string_view juror) {
    return table.juror(who(juror)).ballot_step(table.state()).value();
  }
  void all_cast(std::string_view option = "for") {
    for (auto const& juror : round().electorate)
      choose(juror.str(), option);
    table.run_ballots();
  }
  Ceremony const& ceremony() const {
    auto const& phase = std::get<Deliberating>(table.state().cases.at(case_1)->phase);
    return *table.state().ceremonies.at(phase.ceremony.value());
  }
  /// Everybody's duties, but for acts of this kind.
  template <class Body>
  void until() {
    for (bool busy = true; busy;) {
      busy = false;
      for (auto const& juror : table.jurors()) {
        auto intent = table.juror(juror).duty(table.state());
        if (!intent || std::holds_alternative<Body>(intent->body)) continue;
        expect_accepted(table.act(juror, std::move(*intent)));
        busy = true;
      }
    }
  }
  template <class Body>
  Body duty(std::string_view juror) {
    return std::get<Body>(table.juror(who(juror)).duty(table.state()).value().body);
  }

  Table table;
};

}  // namespace conclave::table
