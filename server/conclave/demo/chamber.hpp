// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The session as the story tells it: one function for each thing that a jury does, from the roll call to the
// result.
#pragma once

#include "stage.hpp"

#include <string>
#include <vector>

namespace conclave::server::demo {

using Votes = std::map<std::string, std::string>;

class Chamber {
public:
  Chamber(Stage& stage, Transcript& transcript, LogId log)
      : stage_(stage), transcript_(transcript), log_(std::move(log)) {}

  LogId const& log() const noexcept { return log_; }
  deliberation::SessionState const& state() const { return stage_.state(); }
  deliberation::Case const& case_of(CaseId const& id) const { return *state().cases.at(id); }
  std::string name(PersonId const& person) const;

  /// Whoever presides over the case does this.
  template <class Body>
  void preside(CaseId const& id, Body const& body) {
    auto const who = deliberation::presiding(state(), case_of(id));
    if (!who) throw WentWrong("nobody presides over " + id.str());
    stage_.await_entry(stage_.act(who->str(), log_, body));
  }
  template <class Body>
  void juror(std::string const& who, Body const& body, std::map<std::string, std::string> texts = {},
             std::optional<crypto::Hash> answers = std::nullopt) {
    stage_.await_entry(stage_.act(who, log_, body, std::move(texts), answers));
  }

  /// Everybody seated but the given declares no conflict.
  void declare_all(CaseId const& id, std::vector<std::string> const& but = {});
  /// Calls the roll; the clients of everybody who takes part answer. Waits for `expected` answers.
  void roll_call(CaseId const& id, std::size_t expected);
  /// Calls for consensus; who is named objects with that reason, everybody else agrees. True if adopted.
  bool consensus(CaseId const& id, Votes const& objections, std::optional<PersonId> candidate = std::nullopt);
  /// Opens a key ceremony among everybody who answered the roll, and waits until the key is live.
  KeyId ceremony(CaseId const& id, std::string const& key);
  void open_ceremony(CaseId const& id, std::string const& key);
  void await_live(CaseId const& id, KeyId const& key);
  /// Opens the next round of the case.
  RoundId open_round(CaseId const& id, std::int64_t milliseconds = 60'000);
  void vote(RoundId const& round, Votes const& votes);
  void await_ballots(RoundId const& round, std::vector<std::string> const& voters);
  /// Closes the round, waits for agreement and opening, and tells the counts.
  void close_and_open(CaseId const& id, RoundId const& round);
  void say_round(RoundId const& round);
  void say_decision(CaseId const& id);
  void expect(bool as_told, std::string const& what) const;

private:
  Stage& stage_;
  Transcript& transcript_;
  LogId log_;
};

}  // namespace conclave::server::demo
