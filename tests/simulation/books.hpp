// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The books kept on the side: who is out of which case, who meant what, and what the counts must be, by the
// plainest reading of the rules. They follow the log entry by entry and know nothing of how the law decides.
#pragma once

#include <table.hpp>

#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace conclave::simulation {

/// Something that must never be was so.
class Broken : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

class Books {
public:
  explicit Books(table::Table const& table);

  /// What a voter is about to cast.
  void meant(PersonId const& voter, RoundId const& round, OptionId const& option) {
    meant_[{round, voter}] = option;
  }

  /// Follows the log to its end, as a reader without the table's memory does (proofs aside, which the
  /// verifier checks at the end). Throws Broken.
  void follow();

  /// The state that the reader has come to.
  deliberation::SessionState const& state() const noexcept { return reader_.state(); }
  /// Recused or suspended from what governs the case.
  bool out_of(CaseId const& id, PersonId const& person) const;
  std::size_t outcomes() const noexcept { return outcomes_; }
  std::set<std::string> const& kinds() const noexcept { return kinds_; }

private:
  struct ActBooking;
  struct FindingBooking;
  struct BookedRound {
    CaseId case_id;
    std::set<PersonId> electorate;
    std::vector<deliberation::OptionMessage> options;
    std::map<PersonId, OptionId> votes;  ///< the last ballot of each
    bool open = true;
    bool closed = false;
  };
  struct BookedCall {
    std::map<PersonId, deliberation::Position> answers;
  };

  void read(record::Entry const& entry);
  void act(deliberation::SessionAct const& act);
  void finding(deliberation::SessionFinding const& finding);
  void outcome(deliberation::RoundOutcome const& outcome);
  std::optional<OptionId> majority(BookedRound const& round) const;
  std::optional<CaseId> concerned(deliberation::SessionActBody const& body) const;
  CaseId governing(CaseId const& id) const;
  [[noreturn]] void broken(std::string const& what) const;
  void must(bool holds, std::string const& what) const {
    if (!holds) broken(what);
  }

  table::Table const& table_;
  table::Table::Session reader_;
  std::map<CaseId, CaseId> acting_for_;
  std::map<CaseId, std::set<PersonId>> recused_;
  std::map<CaseId, std::set<PersonId>> suspended_;
  std::map<KeyId, CaseId> keys_;
  std::map<RoundId, BookedRound> rounds_;
  std::map<CaseId, RoundId> last_round_;
  std::map<CaseId, BookedCall> calls_;
  std::map<std::pair<RoundId, PersonId>, OptionId> meant_;
  std::size_t outcomes_ = 0;
  std::set<std::string> kinds_;
};

/// Everything that a state says, as text: two states that differ have different texts.
std::string text_of(deliberation::SessionState const& state);

}  // namespace conclave::simulation
