// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One random session at a table: jurors who come and go, a presiding person who moves the cases on, a
// Director who interferes, and people who try what they may not. Everything follows from the seed.
#pragma once

#include "any.hpp"
#include "books.hpp"
#include "chance.hpp"

#include <table.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::simulation {

/// What happened in one session or in many.
struct Tally {
  std::size_t sessions = 0;
  std::size_t entries = 0;
  std::size_t refused = 0;  ///< acts of all sorts that were refused and changed nothing
  std::size_t hostile = 0;  ///< acts among them that no law could let pass
  std::size_t outcomes = 0;
  std::size_t certified = 0;
  std::set<std::string> kinds;  ///< of acts and findings that stand in the logs

  Tally& operator+=(Tally const& other);
};

class Session {
public:
  explicit Session(std::uint64_t seed);

  /// Runs it to its end and verifies its record. Throws Broken.
  Tally run();

private:
  enum class Expect { anything, acceptance, refusal };

  /// Hands in an act and checks all that must hold after it. True if it was accepted.
  bool attempt(table::Outgoing outgoing, Expect expect, std::string_view what);
  bool attempt(PersonId const& person, table::SessionIntent intent, Expect expect = Expect::anything,
               std::string_view what = "a plausible act");
  bool attempt(PersonId const& person, table::SessionActBody body, std::optional<crypto::Hash> answers = {}) {
    return attempt(person, table::SessionIntent{std::move(body), answers, {}});
  }
  template <class Make>
  void attempt_with_text(PersonId const& person, std::string_view text, Make make);

  // --- moving on (session.cpp) ---
  void progress();
  void advance(CaseId const& id);
  void advance(CaseId const& id, deliberation::Waiting const& phase);
  void advance(CaseId const& id, deliberation::Deliberating const& phase);
  void advance(CaseId const& id, deliberation::Calling const& phase);
  void advance(CaseId const& id, deliberation::Balloting const& phase);
  void advance(CaseId const& id, deliberation::Decided const& phase);
  void cast_some(deliberation::Round const& round);
  void some_declare(CaseId const& id);
  void seek_consensus(CaseId const& id);
  void go_to_ballot(CaseId const& id);
  void help_ceremony(CaseId const& id, KeyId const& key);
  std::size_t duties(std::size_t at_most);
  bool ballot_step(PersonId const& person);
  bool declared(CaseId const& id, PersonId const& person) const;
  void pass_time();
  void disturb();
  void change_people();
  void finish();
  void verify_record();

  // --- what must not pass (hostile.cpp) ---
  void attack();
  void flip_a_byte();
  void replay_an_act();
  void speak_as_another();
  void act_while_recused();
  bool cheat(table::SessionIntent& intent);
  void break_a_duty();
  void break_a_ballot();
  void try_anything();
  std::optional<std::pair<PersonId, table::SessionIntent>> next_of_somebody();
  Known known();

  deliberation::SessionState const& state() const { return table_.state(); }
  deliberation::Case const& a_case(CaseId const& id) const { return *state().cases.at(id); }
  PersonId anybody() { return chance_.one_of(table_.jurors()); }
  std::optional<PersonId> random_entitled(CaseId const& id);
  bool sits() const { return std::holds_alternative<deliberation::Sitting>(state().phase); }

  Chance chance_;
  table::Table table_;
  Books books_;
  Tally tally_;
  std::vector<record::Opening> texts_;  ///< of the commitments in arbitrary acts
  std::map<std::pair<RoundId, PersonId>, OptionId> chosen_;
  /// Jurors in whose name something stands in the log that their client did not do: it may be refused now.
  std::set<PersonId> misled_;
  std::set<PersonId> left_;                            ///< appointments that were ended
  std::vector<deliberation::SignedExcerpt> excerpts_;  ///< signed by the Director, not in the session yet
  std::size_t late_ = 0;
};

}  // namespace conclave::simulation
