// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

namespace conclave::deliberation::clauses {
namespace {

/// The case, if it still takes declarations and recusals: not an election, not decided.
Result<Case const*> contested_case(SessionState const& state, CaseId const& id) {
  auto const found = find_case(state, id);
  if (!found) return found.error();
  if ((*found)->election) {
    return refuse(Reason::wrong_phase, "/body/case", "an election is open to every juror");
  }
  if (std::holds_alternative<Decided>((*found)->phase)) {
    return refuse(Reason::wrong_phase, "/body/case", "the case is decided");
  }
  return *found;
}

CaseStanding standing_in(Case const& a_case, PersonId const& person) {
  auto const found = a_case.standings.find(person);
  return found == a_case.standings.end() ? CaseStanding{} : found->second;
}

CaseStanding& edit_standing(SessionState& state, CaseId const& id, PersonId const& person) {
  return state.cases.at(id).edit().standings[person];
}

void set_recused(SessionState& state, CaseId const& id, PersonId const& person, Timestamp time) {
  auto& standing = edit_standing(state, id, person);
  standing.standing = Standing::recused;
  standing.since = time;
  // Whoever leaves the case leaves what rests on it, in the election of its acting chairperson too.
  std::vector<CaseId> concerned{id};
  for (auto const& [other, a_case] : state.cases) {
    bool const open = !std::holds_alternative<Decided>(a_case->phase);
    if (open && a_case->election && a_case->election->for_case == id) concerned.push_back(other);
  }
  for (auto const& each : concerned)
    step_back(state, each, person);
}

/// Everything that rested on the juror being entitled: in the case, and in an acting chairperson's election
/// for it.
Findings leaves(SessionState const& after, CaseId const& id, PersonId const& person, CancelCause cause) {
  Findings out;
  for (auto const& [other, a_case] : after.cases) {
    bool const concerned = other == id || (a_case->election && a_case->election->for_case == id);
    if (!concerned) continue;
    auto ended = unsettle(after, *a_case, person, AbortCause::electorate_changed, cause);
    out.insert(out.end(), ended.begin(), ended.end());
  }
  return out;
}

}  // namespace

// --- declare_conflict ---

Result<void> check(SessionState const& state, SessionAct const& act, DeclareConflict const& declared,
                   Timestamp) {
  if (auto const juror = seated_juror(state, act.header.author); !juror) return juror.error();
  auto const a_case = contested_case(state, declared.case_id);
  if (!a_case) return a_case.error();
  switch (standing_in(**a_case, act.header.author).standing) {
  case Standing::undeclared:
    break;
  case Standing::cleared:
    return refuse(Reason::already_done, "/body/case", "declared already; to leave the case now, recuse");
  case Standing::suspended:
  case Standing::recused:
    return refuse(Reason::recused, "/body/case", "out of this case already");
  }
  if (declared.conflict == Conflict::none && declared.reason) {
    return refuse(Reason::unknown_member, "/body/reason", "no conflict needs no reason");
  }
  if (declared.conflict != Conflict::none && !declared.reason) {
    return refuse(Reason::missing_member, "/body/reason", "a conflict is declared with its reason");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, DeclareConflict const& declared, Step const& step) {
  auto& standing = edit_standing(state, declared.case_id, act.header.author);
  standing.conflict = declared.conflict;
  standing.standing = Standing::cleared;
  if (declared.conflict != Conflict::none) set_recused(state, declared.case_id, act.header.author, step.time);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const& act,
                DeclareConflict const& declared, Timestamp) {
  if (declared.conflict == Conflict::none) return {};
  return leaves(after, declared.case_id, act.header.author, CancelCause::recusal);
}

// --- recuse ---

Result<void> check(SessionState const& state, SessionAct const& act, Recuse const& recuse, Timestamp) {
  if (auto const juror = seated_juror(state, act.header.author); !juror) return juror.error();
  auto const a_case = contested_case(state, recuse.case_id);
  if (!a_case) return a_case.error();
  if (standing_in(**a_case, act.header.author).standing == Standing::recused) {
    return refuse(Reason::already_done, "/body/case", "recused already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, Recuse const& recuse, Step const& step) {
  set_recused(state, recuse.case_id, act.header.author, step.time);
}

Findings follow(SessionState const& before, SessionState const& after, SessionAct const& act,
                Recuse const& recuse, Timestamp) {
  if (standing_in(*before.cases.at(recuse.case_id), act.header.author).standing == Standing::suspended)
    return {};
  return leaves(after, recuse.case_id, act.header.author, CancelCause::recusal);
}

// --- request_recusal and its answers (R-C3) ---

Result<void> check(SessionState const& state, SessionAct const& act, RequestRecusal const& request,
                   Timestamp) {
  if (auto const entitled = is_director(state, act.header.author); !entitled) return entitled.error();
  auto const a_case = contested_case(state, request.case_id);
  if (!a_case) return a_case.error();
  if (auto const juror = seated_juror(state, request.person); !juror) {
    return refuse(Reason::unknown_person, "/body/person", "no seated juror of this name");
  }
  switch (standing_in(**a_case, request.person).standing) {
  case Standing::undeclared:
  case Standing::cleared:
    return {};
  case Standing::suspended:
    return refuse(Reason::already_done, "/body/person", "asked already");
  case Standing::recused:
    return refuse(Reason::already_done, "/body/person", "recused already");
  }
  broken("a standing without a rule");
}

void apply(SessionState& state, SessionAct const&, RequestRecusal const& request, Step const& step) {
  auto const before = standing_in(*state.cases.at(request.case_id), request.person).standing;
  set_recused(state, request.case_id, request.person, step.time);
  auto& standing = edit_standing(state, request.case_id, request.person);
  standing.before_request = before;
  standing.standing = Standing::suspended;
  standing.asked_by_director = true;
  standing.accepted.reset();
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&,
                RequestRecusal const& request, Timestamp) {
  return leaves(after, request.case_id, request.person, CancelCause::recusal_requested);
}

Result<void> check(SessionState const& state, SessionAct const& act, AnswerRecusalRequest const& answer,
                   Timestamp) {
  if (auto const juror = seated_juror(state, act.header.author); !juror) return juror.error();
  auto const a_case = contested_case(state, answer.case_id);
  if (!a_case) return a_case.error();
  auto const standing = standing_in(**a_case, act.header.author);
  if (standing.standing != Standing::suspended) {
    return refuse(Reason::wrong_phase, "/body/case", "no request of the Director is waiting for an answer");
  }
  if (standing.accepted.has_value()) return refuse(Reason::already_done, "/body/case", "answered already");
  return {};
}

void apply(SessionState& state, SessionAct const& act, AnswerRecusalRequest const& answer, Step const& step) {
  auto& standing = edit_standing(state, answer.case_id, act.header.author);
  standing.accepted = answer.accepted;
  // A contested request leaves the juror out, but nobody is recused against their will: m stays as it is.
  if (answer.accepted) set_recused(state, answer.case_id, act.header.author, step.time);
}

Findings follow(SessionState const&, SessionState const&, SessionAct const&, AnswerRecusalRequest const&,
                Timestamp) {
  return {};  // the request itself has ended what was open
}

Result<void> check(SessionState const& state, SessionAct const& act, WithdrawRecusalRequest const& withdrawn,
                   Timestamp) {
  if (auto const entitled = is_director(state, act.header.author); !entitled) return entitled.error();
  auto const a_case = contested_case(state, withdrawn.case_id);
  if (!a_case) return a_case.error();
  if (standing_in(**a_case, withdrawn.person).standing != Standing::suspended) {
    return refuse(Reason::wrong_phase, "/body/person", "no request to this juror is open");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, WithdrawRecusalRequest const& withdrawn, Step const&) {
  auto& standing = edit_standing(state, withdrawn.case_id, withdrawn.person);
  standing.standing = standing.before_request;
  standing.asked_by_director = false;
  standing.accepted.reset();
  standing.since.reset();
}

Findings follow(SessionState const&, SessionState const&, SessionAct const&, WithdrawRecusalRequest const&,
                Timestamp) {
  return {};
}

}  // namespace conclave::deliberation::clauses
