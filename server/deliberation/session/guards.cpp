// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation::clauses {

Result<Juror const*> seated_juror(SessionState const& state, PersonId const& person) {
  auto const found = state.jurors.find(person);
  if (found == state.jurors.end()) return refuse(Reason::not_seated, "/author", "no juror of this session");
  if (!found->second.seated) return refuse(Reason::not_seated, "/author", found->second.why_unseated);
  return &found->second;
}

Result<void> takes_part(SessionState const& state, Case const& a_case, PersonId const& person) {
  if (auto const juror = seated_juror(state, person); !juror) return juror.error();
  Case const* governing = &a_case;
  if (a_case.election) {
    if (!a_case.election->for_case) return {};
    governing = &*state.cases.at(*a_case.election->for_case);
  }
  auto const found = governing->standings.find(person);
  auto const standing = found == governing->standings.end() ? Standing::undeclared : found->second.standing;
  switch (standing) {
  case Standing::cleared:
    return {};
  case Standing::undeclared:
    return refuse(Reason::not_declared, "/author", "declare on conflicts of interest in this case first");
  case Standing::suspended:
    return refuse(Reason::recused, "/author", "suspended: the Director's request to recuse is unanswered");
  case Standing::recused:
    return refuse(Reason::recused, "/author", "recused from this case");
  }
  broken("a standing without a rule");
}

Result<void> presides(SessionState const& state, Case const& a_case, PersonId const& person) {
  auto const who = presiding(state, a_case);
  if (who == person) return {};
  return refuse(Reason::not_presiding, "/author",
                who ? who->str() + " presides over this case"
                    : "nobody presides over this case: an acting chairperson must be elected");
}

Result<void> secretariat_member(SessionState const& state, PersonId const& person, Timestamp now) {
  auto const& entries = state.roster->entries;
  auto const found = entries.find(person);
  if (found == entries.end() || found->second.role != Role::secretariat) {
    return refuse(Reason::not_entitled, "/author", "only the secretariat may do this");
  }
  if (now < found->second.mandate_from || now >= found->second.mandate_to) {
    return refuse(Reason::not_entitled, "/author", "the time of office has not begun or has ended");
  }
  return {};
}

Result<void> is_director(SessionState const& state, PersonId const& person) {
  if (state.roster->director.person == person) return {};
  return refuse(Reason::not_entitled, "/author", "only the Director may do this");
}

Result<void> answers(SessionAct const& act, Anchor const& anchor) {
  if (act.header.answers != anchor.hash) {
    return refuse(Reason::stale_answer, "/answers", "the act does not answer the entry that is open");
  }
  if (act.header.seen.size <= anchor.position) {
    return refuse(Reason::stale_answer, "/seen/size",
                  "the act was signed before its author saw what it answers");
  }
  return {};
}

std::string phase_in_words(Case const& a_case) {
  struct Words {
    std::string operator()(Waiting const&) const { return "not open"; }
    std::string operator()(Deliberating const&) const { return "under deliberation"; }
    std::string operator()(Calling const&) const { return "in a call for consensus"; }
    std::string operator()(Balloting const&) const { return "in a ballot"; }
    std::string operator()(Decided const&) const { return "decided"; }
  };
  return std::visit(Words{}, a_case.phase);
}

template <class Phase>
Result<Phase const*> in_phase(Case const& a_case) {
  if (auto const* phase = std::get_if<Phase>(&a_case.phase)) return phase;
  return refuse(Reason::wrong_phase, "/body/case",
                "case " + a_case.item.case_id.str() + " is " + phase_in_words(a_case));
}
template Result<Waiting const*> in_phase<Waiting>(Case const&);
template Result<Deliberating const*> in_phase<Deliberating>(Case const&);
template Result<Calling const*> in_phase<Calling>(Case const&);
template Result<Balloting const*> in_phase<Balloting>(Case const&);

Result<Round const*> find_round(SessionState const& state, RoundId const& id) {
  auto const found = state.rounds.find(id);
  if (found == state.rounds.end()) return refuse(Reason::unknown_round, "/body/round", id.str());
  return &*found->second;
}

Result<Ceremony const*> find_ceremony(SessionState const& state, KeyId const& id) {
  auto const found = state.ceremonies.find(id);
  if (found == state.ceremonies.end()) return refuse(Reason::unknown_ceremony, "/body/key", id.str());
  return &*found->second;
}

namespace {

bool holds_share(Ceremony const& ceremony, PersonId const& person) {
  return std::binary_search(ceremony.trustees.begin(), ceremony.trustees.end(), person);
}

}  // namespace

void step_back(SessionState& state, CaseId const& id, PersonId const& person) {
  auto& a_case = state.cases.at(id).edit();
  if (auto* deliberating = std::get_if<Deliberating>(&a_case.phase); deliberating && deliberating->roll) {
    deliberating->roll->present.erase(person);
  }
  a_case.ballot_requests.erase(person);
  if (a_case.election) {
    std::erase(a_case.election->candidates, person);
    // A ballot among the tied was to be held among others.
    if (std::erase(a_case.election->tied, person) != 0) a_case.election->tied.clear();
  }
}

Findings unsettle(SessionState const& state, Case const& a_case, PersonId const& person, AbortCause abort,
                  CancelCause cancel) {
  Findings out;
  if (std::holds_alternative<Calling>(a_case.phase)) {
    out.push_back(CallCancelled{a_case.item.case_id, person});
  }
  if (auto const* deliberating = std::get_if<Deliberating>(&a_case.phase);
      deliberating && deliberating->ceremony) {
    auto aborted = abort_ceremony(state, *state.ceremonies.at(*deliberating->ceremony), abort, {});
    aborted.successor
        .reset();  // the electorate changed: the presiding person opens a ceremony for the new one
    aborted.trustees.clear();
    out.push_back(std::move(aborted));
  }
  if (auto const* balloting = std::get_if<Balloting>(&a_case.phase)) {
    Round const& round = *state.rounds.at(balloting->round);
    if (std::holds_alternative<Casting>(round.phase)) out.push_back(RoundCancelled{round.id, cancel, person});
  }
  return out;
}

Findings unsettle_keys(SessionState const& state, PersonId const& person, AbortCause abort,
                       CancelCause cancel, Voters votes) {
  Findings out;
  for (auto const& [id, ceremony] : state.ceremonies) {
    if (!running(*ceremony) || !holds_share(*ceremony, person)) continue;
    auto aborted = abort_ceremony(state, *ceremony, abort, {});
    aborted.successor.reset();
    aborted.trustees.clear();
    out.push_back(std::move(aborted));
  }
  for (auto const& [id, round] : state.rounds) {
    if (!std::holds_alternative<Casting>(round->phase)) continue;
    bool const voter = std::binary_search(round->electorate.begin(), round->electorate.end(), person);
    if (holds_share(*state.ceremonies.at(round->key), person) || (voter && votes == Voters::too)) {
      out.push_back(RoundCancelled{round->id, cancel, person});
    }
  }
  return out;
}

Findings without_repeats(Findings findings) {
  std::vector<std::string> seen;
  std::erase_if(findings, [&](SessionFinding const& finding) {
    auto text = std::string(record::kind_of(finding)) + record::canonical(record::encode_body(finding));
    // Two causes may end the same thing; what it is called is the same, why may differ.
    if (auto const* cancelled = std::get_if<RoundCancelled>(&finding))
      text = "round " + cancelled->round.str();
    if (auto const* aborted = std::get_if<CeremonyAborted>(&finding)) text = "ceremony " + aborted->key.str();
    if (auto const* call = std::get_if<CallCancelled>(&finding)) text = "call " + call->case_id.str();
    if (std::find(seen.begin(), seen.end(), text) != seen.end()) return true;
    seen.push_back(std::move(text));
    return false;
  });
  return findings;
}

}  // namespace conclave::deliberation::clauses
