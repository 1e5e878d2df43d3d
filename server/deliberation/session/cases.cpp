// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation::clauses {
namespace {

/// The office has nobody in it, and nobody is being elected to it already.
Result<void> office_is_free(SessionState const& state, OpenElection const& open) {
  if (open.office == Office::chairperson && state.chairperson) {
    return refuse(Reason::already_done, "/body/office", state.chairperson->str() + " is chairperson");
  }
  if (open.office == Office::vice_chairperson && state.vice_chairperson) {
    return refuse(Reason::already_done, "/body/office",
                  state.vice_chairperson->str() + " is vice-chairperson");
  }
  for (auto const& [id, a_case] : state.cases) {
    if (!a_case->election || std::holds_alternative<Decided>(a_case->phase)) continue;
    if (a_case->election->office == open.office && a_case->election->for_case == open.for_case) {
      return refuse(Reason::already_done, "/body/office", "the election " + id.str() + " is not decided yet");
    }
  }
  return {};
}

Result<Case const*> open_election_case(SessionState const& state, CaseId const& id) {
  auto const found = find_case(state, id);
  if (!found) return found.error();
  if (!(*found)->election) return refuse(Reason::wrong_phase, "/body/case", "this case is no election");
  if (auto const phase = in_phase<Deliberating>(**found); !phase) return phase.error();
  return *found;
}

bool contains(std::vector<PersonId> const& people, PersonId const& person) {
  return std::find(people.begin(), people.end(), person) != people.end();
}

}  // namespace

// --- elections ---

Result<void> check(SessionState const& state, SessionAct const& act, OpenElection const& open, Timestamp) {
  if (state.cases.contains(open.case_id))
    return refuse(Reason::out_of_range, "/body/case", "the id is taken");
  if (auto const free = office_is_free(state, open); !free) return free.error();
  auto const& author = act.header.author;
  switch (open.office) {
  case Office::chairperson:
    if (open.for_case)
      return refuse(Reason::unknown_member, "/body/for_case", "the chair is not for one case");
    if (author == state.opened_by) return {};
    return refuse(Reason::not_presiding, "/author",
                  state.opened_by.str() + " opens the election of the chair");
  case Office::vice_chairperson:
    if (open.for_case)
      return refuse(Reason::unknown_member, "/body/for_case", "the office is not for one case");
    if (presiding(state) == author) return {};
    return refuse(Reason::not_presiding, "/author", "whoever presides opens this election");
  case Office::acting: {
    if (!open.for_case) return refuse(Reason::missing_member, "/body/for_case", "for which case?");
    auto const a_case = find_case(state, *open.for_case);
    if (!a_case) return refuse(Reason::unknown_case, "/body/for_case", open.for_case->str());
    if ((*a_case)->election || std::holds_alternative<Decided>((*a_case)->phase)) {
      return refuse(Reason::wrong_phase, "/body/for_case", "nobody needs to preside over this case");
    }
    if (!state.chairperson) return refuse(Reason::too_early, "/body/office", "elect the chairperson first");
    if (auto const who = presiding(state, **a_case)) {
      return refuse(Reason::already_done, "/body/office", who->str() + " presides over this case");
    }
    if (author == state.opened_by) return {};
    return refuse(Reason::not_presiding, "/author", state.opened_by.str() + " opens this election");
  }
  }
  broken("an office without a rule");
}

void apply(SessionState& state, SessionAct const&, OpenElection const& open, Step const& step) {
  Case a_case;
  a_case.item.case_id = open.case_id;
  a_case.item.kind = CaseKind::election;
  switch (open.office) {
  case Office::chairperson:
    a_case.item.title = "Election of the chairperson";
    break;
  case Office::vice_chairperson:
    a_case.item.title = "Election of the vice-chairperson";
    break;
  case Office::acting:
    a_case.item.title = "Election of the acting chairperson for " + open.for_case->str();
    break;
  }
  a_case.election = Election{open.office, open.for_case, {}, {}};
  a_case.motion_put = anchor(step);
  a_case.phase = Deliberating{};
  state.agenda.push_back(open.case_id);
  state.cases.emplace(open.case_id, Shared<Case>(std::move(a_case)));
}

Result<void> check(SessionState const& state, SessionAct const& act, Nominate const& nominate, Timestamp) {
  auto const a_case = open_election_case(state, nominate.case_id);
  if (!a_case) return a_case.error();
  if (auto const part = takes_part(state, **a_case, act.header.author); !part) return part.error();
  if (auto const part = takes_part(state, **a_case, nominate.candidate); !part) {
    return refuse(Reason::unknown_candidate, "/body/candidate", "a candidate must be a juror who takes part");
  }
  if (nominate.candidate.str() == "abstain") {
    return refuse(Reason::unknown_candidate, "/body/candidate", "the name stands for abstaining on a ballot");
  }
  if ((*a_case)->election->office == Office::vice_chairperson && state.chairperson == nominate.candidate) {
    return refuse(Reason::unknown_candidate, "/body/candidate", "the chairperson cannot be vice-chairperson");
  }
  // Unless too few are left of those who stood.
  if (!(*a_case)->rounds.empty() && (*a_case)->election->candidates.size() >= 2) {
    return refuse(Reason::too_late, "/body/candidate", "a ballot has been held; the candidates stand");
  }
  if (contains((*a_case)->election->candidates, nominate.candidate)) {
    return refuse(Reason::already_done, "/body/candidate", "nominated already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, Nominate const& nominate, Step const&) {
  auto& candidates = state.cases.at(nominate.case_id).edit().election->candidates;
  candidates.insert(std::upper_bound(candidates.begin(), candidates.end(), nominate.candidate),
                    nominate.candidate);
}

Result<void> check(SessionState const& state, SessionAct const& act, DeclineNomination const& decline,
                   Timestamp) {
  auto const a_case = open_election_case(state, decline.case_id);
  if (!a_case) return a_case.error();
  if (!contains((*a_case)->election->candidates, act.header.author)) {
    return refuse(Reason::unknown_candidate, "/author", "not nominated");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, DeclineNomination const& decline, Step const&) {
  auto& election = *state.cases.at(decline.case_id).edit().election;
  std::erase(election.candidates, act.header.author);
  election.tied.clear();
}

// --- cases ---

Result<void> check(SessionState const& state, SessionAct const& act, OpenCase const& open, Timestamp) {
  auto const a_case = find_case(state, open.case_id);
  if (!a_case) return a_case.error();
  if (!state.chairperson && !state.vice_chairperson && !(*a_case)->election) {
    return refuse(Reason::too_early, "/body/case", "the jury elects its chairperson first");
  }
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  if (auto const phase = in_phase<Waiting>(**a_case); !phase) return phase.error();
  return {};
}

void apply(SessionState& state, SessionAct const&, OpenCase const& open, Step const&) {
  state.cases.at(open.case_id).edit().phase = Deliberating{};
}

Result<void> check(SessionState const& state, SessionAct const& act, AmendMotion const& amend, Timestamp) {
  auto const a_case = find_case(state, amend.case_id);
  if (!a_case) return a_case.error();
  if ((*a_case)->election)
    return refuse(Reason::wrong_phase, "/body/case", "an election has no motion to amend");
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  if (auto const phase = in_phase<Deliberating>(**a_case); !phase) return phase.error();
  if (amend.motion.empty()) return refuse(Reason::out_of_range, "/body/motion", "a motion says something");
  if (amend.motion == (*a_case)->motion)
    return refuse(Reason::already_done, "/body/motion", "the motion says so already");
  return {};
}

void apply(SessionState& state, SessionAct const&, AmendMotion const& amend, Step const& step) {
  auto& a_case = state.cases.at(amend.case_id).edit();
  a_case.motion = amend.motion;
  a_case.motion_put = anchor(step);
}

Result<void> check(SessionState const& state, SessionAct const& act, PostponeCase const& postpone,
                   Timestamp) {
  auto const a_case = find_case(state, postpone.case_id);
  if (!a_case) return a_case.error();
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  if (std::holds_alternative<Waiting>((*a_case)->phase) ||
      std::holds_alternative<Decided>((*a_case)->phase)) {
    return refuse(Reason::wrong_phase, "/body/case", "the case is " + phase_in_words(**a_case));
  }
  if (auto const* balloting = std::get_if<Balloting>(&(*a_case)->phase)) {
    if (!std::holds_alternative<Casting>(state.rounds.at(balloting->round)->phase)) {
      return refuse(Reason::result_pending, "/body/case", "the closed round has no result yet");
    }
  }
  return {};
}

void apply(SessionState&, SessionAct const&, PostponeCase const&, Step const&) {
  // What is open ends by the findings that follow; case_postponed then sets the case aside.
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const& act,
                PostponeCase const& postpone, Timestamp) {
  auto out = unsettle(after, *after.cases.at(postpone.case_id), act.header.author,
                      AbortCause::electorate_changed, CancelCause::postponed);
  out.emplace_back(CasePostponed{postpone.case_id});
  return out;
}

void apply(SessionState& state, CasePostponed const& postponed, Step const&) {
  state.cases.at(postponed.case_id).edit().phase = Waiting{};
}

void apply(SessionState& state, CaseDecided const& decided, Step const& step) {
  auto& a_case = state.cases.at(decided.case_id).edit();
  a_case.phase = Decided{decided.decision, decided.by, decided.round, decided.elected, step.position};
  if (!a_case.election || !decided.elected) return;
  switch (a_case.election->office) {
  case Office::chairperson:
    state.chairperson = decided.elected;
    if (state.vice_chairperson == decided.elected) state.vice_chairperson.reset();
    break;
  case Office::vice_chairperson:
    state.vice_chairperson = decided.elected;
    break;
  case Office::acting:
    state.cases.at(*a_case.election->for_case).edit().acting_chairperson = decided.elected;
    break;
  }
}

void apply(SessionState& state, CandidateDropped const& dropped, Step const&) {
  auto& election = *state.cases.at(dropped.case_id).edit().election;
  std::erase(election.candidates, dropped.candidate);
  election.tied.clear();
}

}  // namespace conclave::deliberation::clauses
