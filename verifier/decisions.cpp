// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "decisions.hpp"

#include <conclave/record/codec.hpp>

namespace conclave::verifier {
namespace {

using namespace deliberation;

std::string name_of_person(SessionState const& state, PersonId const& person) {
  auto const found = state.roster->entries.find(person);
  if (found != state.roster->entries.end()) return found->second.name;
  auto const juror = state.jurors.find(person);
  return juror == state.jurors.end() ? person.str() : juror->second.entry.name;
}

std::string round_in_words(SessionState const& state, Round const& round) {
  struct Words {
    SessionState const& state;
    Round const& round;
    std::string operator()(Casting const&) const { return "still open"; }
    std::string operator()(Counting const&) const { return "closed, not opened yet"; }
    std::string operator()(Cancelled const& phase) const {
      return "cancelled unopened (" + std::string(record::name_of(phase.cause)) + ")";
    }
    std::string operator()(Void const& phase) const {
      return "void (" + std::string(record::name_of(phase.cause)) + ")";
    }
    std::string operator()(Concluded const& phase) const {
      std::string words;
      for (auto const& count : phase.counts) {
        if (!words.empty()) words += ", ";
        auto const& option = count.option.str();
        words +=
            (round.candidates.empty() || option == "abstain" ? option
                                                             : name_of_person(state, PersonId::of(option))) +
            " " + std::to_string(count.votes);
      }
      return words + (phase.majority ? "" : ": no majority");
    }
  };
  return "round " + std::to_string(round.number) + (round.tie_break ? ", among the tied" : "") + ": " +
         std::visit(Words{state, round}, round.phase);
}

}  // namespace

std::vector<DecisionLine> decisions_of(SessionState const& state) {
  std::vector<DecisionLine> out;
  for (auto const& id : state.agenda) {
    Case const& a_case = *state.cases.at(id);
    auto const* decided = std::get_if<Decided>(&a_case.phase);
    bool const untouched = std::holds_alternative<Waiting>(a_case.phase) && a_case.rounds.empty() &&
                           a_case.failed_calls == 0 && a_case.standings.empty();
    if (untouched) continue;
    DecisionLine line;
    line.case_id = id.str();
    line.title = a_case.item.title;
    line.motion = a_case.motion;
    line.decision = decided == nullptr ? "undecided" : std::string(record::name_of(decided->decision));
    if (decided != nullptr) line.by = record::name_of(decided->by);
    if (decided != nullptr && decided->elected) line.elected = name_of_person(state, *decided->elected);
    for (auto const& round : a_case.rounds)
      line.rounds.push_back(round_in_words(state, *state.rounds.at(round)));
    for (auto const& [person, standing] : a_case.standings) {
      if (standing.standing == Standing::recused) {
        line.recused.push_back(name_of_person(state, person) + (standing.asked_by_director
                                                                    ? ", on the Director's request"
                                                                    : ", by declaration"));
      } else if (standing.standing == Standing::suspended) {
        line.recused.push_back(name_of_person(state, person) + ", suspended on the Director's request");
      }
    }
    out.push_back(std::move(line));
  }
  return out;
}

std::string certification_in_words(SessionState const& state) {
  auto const names = [&](std::vector<PersonId> const& people) {
    std::string words;
    for (auto const& person : people)
      words += (words.empty() ? "" : ", ") + name_of_person(state, person);
    return words;
  };
  struct Words {
    decltype(names) const& list;
    SessionState const& state;
    std::string operator()(Unopened const&) const { return "not opened"; }
    std::string operator()(Sitting const&) const { return "not certified: the session is still open"; }
    std::string operator()(Closed const& phase) const {
      return phase.certifiers.empty() ? "not certified yet"
                                      : "certified by " + list(phase.certifiers) + ", not complete yet";
    }
    std::string operator()(Certified const& phase) const {
      return "certified by " + list(phase.certifiers) +
             (phase.countersigner ? ", countersigned by " + name_of_person(state, *phase.countersigner) : "");
    }
  };
  return std::visit(Words{names, state}, state.phase);
}

}  // namespace conclave::verifier
