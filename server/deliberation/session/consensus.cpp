// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation::clauses {
namespace {

/// The motion that a call must name.
Result<Hash> standing_motion(Case const& a_case, CallConsensus const& call) {
  if (!a_case.election) {
    if (call.candidate) return refuse(Reason::unknown_member, "/body/candidate", "this case is no election");
    return motion_hash(a_case.motion);
  }
  if (!call.candidate)
    return refuse(Reason::missing_member, "/body/candidate", "consensus on which candidate?");
  auto const& candidates = a_case.election->candidates;
  if (std::find(candidates.begin(), candidates.end(), *call.candidate) == candidates.end()) {
    return refuse(Reason::unknown_candidate, "/body/candidate", call.candidate->str() + " was not nominated");
  }
  return candidate_hash(*call.candidate);
}

}  // namespace

// --- roll call (R-D3) ---

Result<void> check(SessionState const& state, SessionAct const& act, CallRoll const& call, Timestamp) {
  auto const a_case = find_case(state, call.case_id);
  if (!a_case) return a_case.error();
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  auto const phase = in_phase<Deliberating>(**a_case);
  if (!phase) return phase.error();
  if ((*phase)->ceremony) {
    return refuse(Reason::wrong_phase, "/body/case", "a key ceremony is running on the roll that was called");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, CallRoll const& call, Step const& step) {
  std::get<Deliberating>(state.cases.at(call.case_id).edit().phase).roll = RollCall{anchor(step), {}, false};
}

Result<void> check(SessionState const& state, SessionAct const& act, AnswerRollCall const& answer,
                   Timestamp) {
  auto const a_case = find_case(state, answer.case_id);
  if (!a_case) return a_case.error();
  auto const phase = in_phase<Deliberating>(**a_case);
  if (!phase) return phase.error();
  if (!(*phase)->roll) return refuse(Reason::no_roll_call, "/body/case", "no roll call is open");
  if (auto const part = takes_part(state, **a_case, act.header.author); !part) return part.error();
  if (auto const answered = answers(act, (*phase)->roll->call); !answered) return answered.error();
  if ((*phase)->roll->present.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/case", "answered already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, AnswerRollCall const& answer, Step const&) {
  auto& phase = std::get<Deliberating>(state.cases.at(answer.case_id).edit().phase);
  phase.roll->present.insert(act.header.author);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&,
                AnswerRollCall const& answer, Timestamp) {
  Case const& a_case = *after.cases.at(answer.case_id);
  auto const& roll = *std::get<Deliberating>(a_case.phase).roll;
  auto const m = seated_for(after, a_case);
  auto const needed = quorum(*after.rules, m);
  if (roll.quorum_found || roll.present.size() < needed) return {};
  return {QuorumReached{answer.case_id, static_cast<std::uint32_t>(roll.present.size()), needed, m}};
}

void apply(SessionState& state, QuorumReached const& reached, Step const&) {
  std::get<Deliberating>(state.cases.at(reached.case_id).edit().phase).roll->quorum_found = true;
}

// --- call for consensus (R-E1) ---

Result<void> check(SessionState const& state, SessionAct const& act, CallConsensus const& call,
                   Timestamp now) {
  auto const a_case = find_case(state, call.case_id);
  if (!a_case) return a_case.error();
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  auto const phase = in_phase<Deliberating>(**a_case);
  if (!phase) return phase.error();
  if ((*phase)->ceremony) {
    return refuse(Reason::wrong_phase, "/body/case", "a key ceremony is running");
  }
  auto const motion = standing_motion(**a_case, call);
  if (!motion) return motion.error();
  if (*motion != call.motion) return refuse(Reason::unknown_motion, "/body/motion", "another motion stands");
  if (!(*phase)->roll) return refuse(Reason::no_roll_call, "/body/case", "call the roll first");
  auto const needed = quorum(*state.rules, seated_for(state, **a_case));
  if ((*phase)->roll->present.size() < needed) {
    return refuse(Reason::no_quorum, "/body/case",
                  std::to_string((*phase)->roll->present.size()) + " answered the roll call, " +
                      std::to_string(needed) + " are needed");
  }
  if (call.deadline < now + state.rules->consensus.shortest_answer_time) {
    return refuse(Reason::too_early, "/body/deadline", "the rules give more time to answer");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, CallConsensus const& call, Step const& step) {
  state.cases.at(call.case_id).edit().phase =
      Calling{anchor(step), call.motion, call.candidate, call.deadline, {}};
}

Result<void> check(SessionState const& state, SessionAct const& act, AnswerConsensus const& answer,
                   Timestamp) {
  auto const a_case = find_case(state, answer.case_id);
  if (!a_case) return a_case.error();
  auto const phase = in_phase<Calling>(**a_case);
  if (!phase) return phase.error();
  if (auto const part = takes_part(state, **a_case, act.header.author); !part) return part.error();
  if (auto const answered = answers(act, (*phase)->call); !answered) return answered.error();
  if (answer.position == Position::object && !answer.reason) {
    return refuse(Reason::missing_member, "/body/reason", "an objection gives its reasons");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, AnswerConsensus const& answer, Step const&) {
  auto& calling = std::get<Calling>(state.cases.at(answer.case_id).edit().phase);
  calling.answers[act.header.author] = {answer.position, answer.reason};
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&,
                AnswerConsensus const& answer, Timestamp) {
  Case const& a_case = *after.cases.at(answer.case_id);
  auto const& calling = std::get<Calling>(a_case.phase);
  auto const expected = entitled(after, a_case);
  bool const all = std::all_of(expected.begin(), expected.end(),
                               [&](PersonId const& person) { return calling.answers.contains(person); });
  return all ? conclude_call(after, a_case, calling) : Findings{};
}

Findings conclude_call(SessionState const& state, Case const& a_case, Calling const& calling) {
  std::uint32_t agreed = 0;
  std::uint32_t aside = 0;
  std::vector<PersonId> objectors;
  for (auto const& [person, answer] : calling.answers) {
    switch (answer.position) {
    case Position::agree:
      ++agreed;
      break;
    case Position::stand_aside:
      ++aside;
      break;
    case Position::object:
      objectors.push_back(person);
      break;
    }
  }
  auto const needed = quorum(*state.rules, seated_for(state, a_case));
  auto const& id = a_case.item.case_id;
  // Silence never adopts: without a quorum of answers the call has failed.
  if (!objectors.empty() || agreed + aside < needed) {
    return {ConsensusFailed{id, calling.motion, std::move(objectors),
                            static_cast<std::uint32_t>(calling.answers.size())}};
  }
  CaseDecided decided{id, Decision::adopted, DecidedBy::consensus, std::nullopt, std::nullopt};
  if (calling.candidate) {
    decided.decision = Decision::elected;
    decided.elected = calling.candidate;
  }
  return {ConsensusReached{id, calling.motion, agreed, aside}, decided};
}

void apply(SessionState& state, ConsensusReached const& reached, Step const&) {
  state.cases.at(reached.case_id).edit().phase = Deliberating{};
}

void apply(SessionState& state, ConsensusFailed const& failed, Step const&) {
  auto& a_case = state.cases.at(failed.case_id).edit();
  ++a_case.failed_calls;
  a_case.phase = Deliberating{};
}

void apply(SessionState& state, CallCancelled const& cancelled, Step const&) {
  state.cases.at(cancelled.case_id).edit().phase = Deliberating{};
}

// --- a secret ballot asked for (R-E4) ---

Result<void> check(SessionState const& state, SessionAct const& act, RequestBallot const& request,
                   Timestamp) {
  auto const a_case = find_case(state, request.case_id);
  if (!a_case) return a_case.error();
  if (auto const phase = in_phase<Deliberating>(**a_case); !phase) return phase.error();
  if (auto const part = takes_part(state, **a_case, act.header.author); !part) return part.error();
  if ((*a_case)->ballot_requests.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/case", "asked for already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, RequestBallot const& request, Step const&) {
  state.cases.at(request.case_id).edit().ballot_requests.insert(act.header.author);
}

}  // namespace conclave::deliberation::clauses
