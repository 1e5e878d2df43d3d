// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Scenarios: procedure as text that a secretary can read, played at a table. tests/scenarios/README.md
// explains the language.
#pragma once

#include "table.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::table {

/// A line of a scenario that did not come out as it says.
class Mismatch : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// One scenario as it is played, line by line.
class Play {
public:
  /// Plays one line. Throws Mismatch.
  void line(std::string_view text);
  /// What holds at the end of every scenario: the log replays to the same root, the record can be written and
  /// read, and no act was refused without the scenario saying so. Throws Mismatch.
  void end();

private:
  using Words = std::vector<std::string>;
  using Told = Result<void>;
  struct Phrase;

  static std::vector<Phrase> const& phrases();
  Told statement(Words const& words);
  void outcome(std::string const& text);
  void expect_outcome(Words const& words);
  void clients();
  Table& table();
  deliberation::Case const& here();
  CaseId case_named(std::string const& name) const;
  std::vector<deliberation::SessionFinding> findings_of_line();
  Told told(Result<std::uint64_t> const& result);
  Told act(PersonId const& person, SessionActBody body) { return told(table().act(person, std::move(body))); }
  Told vote(std::string const& person, std::string const& option);
  Told need_roll();
  Told open_ballot(Duration time);
  Told consensus(std::optional<PersonId> candidate, Duration time);
  Told elect(deliberation::Office office, std::optional<CaseId> for_case);
  Told certify(PersonId const& person, std::uint64_t size, crypto::Hash const& root);
  void open_if_needed();
  void same(std::string const& what, std::string const& expected, std::string const& found) const;

  Setup setup_;
  std::unique_ptr<Table> table_;
  std::optional<CaseId> case_;
  std::size_t line_begins_ = 0;  ///< number of entries before this line
  bool paused_ = false;
  std::optional<Refusal> refused_;
};

/// "90s", "10m", "2h", "3d".
Duration duration_of(std::string const& text);

}  // namespace conclave::table
