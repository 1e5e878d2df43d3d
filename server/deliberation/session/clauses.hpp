// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The clauses of the rules of procedure, one overload for each act and finding. For an act X:
//   check(state, act, x, now)   does it hold?
//   apply(state, act, x, step)  the state with it
//   follow(after, act, x, now)  the findings that follow from it, given the state with it
// and for a finding F: apply(state, f, step). A missing overload does not compile; there is no default.
#pragma once

#include <conclave/crypto/ballot.hpp>
#include <conclave/crypto/ceremony.hpp>
#include <conclave/crypto/decryption.hpp>
#include <conclave/deliberation/session/session_law.hpp>

#include <vector>

namespace conclave::deliberation::clauses {

using Findings = std::vector<SessionFinding>;

/// Where in the log an entry stands.
struct Step {
  Timestamp time;
  std::uint64_t position = 0;
  Hash hash{};
  Hash root{};
};

inline Anchor anchor(Step const& step) {
  return {step.hash, step.position, step.time};
}

// opening.cpp: open_session, join_session, change_roster, and seats
Result<void> check(SessionState const&, SessionAct const&, OpenSession const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, JoinSession const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, ChangeRoster const&, Timestamp);
void apply(SessionState&, SessionAct const&, OpenSession const&, Step const&);
void apply(SessionState&, SessionAct const&, JoinSession const&, Step const&);
void apply(SessionState&, SessionAct const&, ChangeRoster const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, OpenSession const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, JoinSession const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, ChangeRoster const&,
                Timestamp);
void apply(SessionState&, SessionOpened const&, Step const&);
void apply(SessionState&, SeatLost const&, Step const&);
void apply(SessionState&, Resumed const&, Step const&);
/// The excerpts of the session with more behind them.
std::vector<SignedExcerpt> extended_roster(SessionState const&, std::vector<SignedExcerpt> const& more);
/// The first seated juror whose mandate has ended at `now` loses the seat, and what rested on it ends.
Findings mandates_ended(SessionState const&, Timestamp now);
/// The findings without those that end the same call, ceremony or round a second time.
Findings without_repeats(Findings);

// conflicts.cpp: declarations and recusals
Result<void> check(SessionState const&, SessionAct const&, DeclareConflict const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Recuse const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, RequestRecusal const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, AnswerRecusalRequest const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, WithdrawRecusalRequest const&, Timestamp);
void apply(SessionState&, SessionAct const&, DeclareConflict const&, Step const&);
void apply(SessionState&, SessionAct const&, Recuse const&, Step const&);
void apply(SessionState&, SessionAct const&, RequestRecusal const&, Step const&);
void apply(SessionState&, SessionAct const&, AnswerRecusalRequest const&, Step const&);
void apply(SessionState&, SessionAct const&, WithdrawRecusalRequest const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, DeclareConflict const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, Recuse const&, Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, RequestRecusal const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&,
                AnswerRecusalRequest const&, Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&,
                WithdrawRecusalRequest const&, Timestamp);

// cases.cpp: elections, cases, motions
Result<void> check(SessionState const&, SessionAct const&, OpenElection const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Nominate const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, DeclineNomination const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, OpenCase const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, AmendMotion const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, PostponeCase const&, Timestamp);
void apply(SessionState&, SessionAct const&, OpenElection const&, Step const&);
void apply(SessionState&, SessionAct const&, Nominate const&, Step const&);
void apply(SessionState&, SessionAct const&, DeclineNomination const&, Step const&);
void apply(SessionState&, SessionAct const&, OpenCase const&, Step const&);
void apply(SessionState&, SessionAct const&, AmendMotion const&, Step const&);
void apply(SessionState&, SessionAct const&, PostponeCase const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, PostponeCase const&,
                Timestamp);
void apply(SessionState&, CasePostponed const&, Step const&);
void apply(SessionState&, CaseDecided const&, Step const&);
void apply(SessionState&, CandidateDropped const&, Step const&);

// consensus.cpp: roll call, call for consensus
Result<void> check(SessionState const&, SessionAct const&, CallRoll const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, AnswerRollCall const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, CallConsensus const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, AnswerConsensus const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, RequestBallot const&, Timestamp);
void apply(SessionState&, SessionAct const&, CallRoll const&, Step const&);
void apply(SessionState&, SessionAct const&, AnswerRollCall const&, Step const&);
void apply(SessionState&, SessionAct const&, CallConsensus const&, Step const&);
void apply(SessionState&, SessionAct const&, AnswerConsensus const&, Step const&);
void apply(SessionState&, SessionAct const&, RequestBallot const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, AnswerRollCall const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, AnswerConsensus const&,
                Timestamp);
void apply(SessionState&, QuorumReached const&, Step const&);
void apply(SessionState&, ConsensusReached const&, Step const&);
void apply(SessionState&, ConsensusFailed const&, Step const&);
void apply(SessionState&, CallCancelled const&, Step const&);
/// The findings that end an open call: all have answered, or its deadline has passed.
Findings conclude_call(SessionState const&, Case const&, Calling const&);

// ceremony.cpp: K1 to K6
Result<void> check(SessionState const&, SessionAct const&, OpenCeremony const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, CommitKey const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, RevealKey const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, AcknowledgeKey const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Complain const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, AnswerComplaint const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, ConfirmKey const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, PassOver const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, ShareLost const&, Timestamp);
void apply(SessionState&, SessionAct const&, OpenCeremony const&, Step const&);
void apply(SessionState&, SessionAct const&, CommitKey const&, Step const&);
void apply(SessionState&, SessionAct const&, RevealKey const&, Step const&);
void apply(SessionState&, SessionAct const&, AcknowledgeKey const&, Step const&);
void apply(SessionState&, SessionAct const&, Complain const&, Step const&);
void apply(SessionState&, SessionAct const&, AnswerComplaint const&, Step const&);
void apply(SessionState&, SessionAct const&, ConfirmKey const&, Step const&);
void apply(SessionState&, SessionAct const&, PassOver const&, Step const&);
void apply(SessionState&, SessionAct const&, ShareLost const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, AnswerComplaint const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, ConfirmKey const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, PassOver const&,
                Timestamp);
void apply(SessionState&, CeremonyAborted const&, Step const&);
void apply(SessionState&, KeyLive const&, Step const&);
/// The finding that ends a running ceremony, with the next attempt if enough trustees are left.
CeremonyAborted abort_ceremony(SessionState const&, Ceremony const&, AbortCause,
                               std::vector<PersonId> excluded);
bool running(Ceremony const&);

// rounds.cpp: ballots and their opening
Result<void> check(SessionState const&, SessionAct const&, OpenRound const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, PrepareBallot const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, ChallengeBallot const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, CastBallot const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, CloseRound const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Agree const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Decrypt const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, RetryRound const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, VoidRound const&, Timestamp);
void apply(SessionState&, SessionAct const&, OpenRound const&, Step const&);
void apply(SessionState&, SessionAct const&, PrepareBallot const&, Step const&);
void apply(SessionState&, SessionAct const&, ChallengeBallot const&, Step const&);
void apply(SessionState&, SessionAct const&, CastBallot const&, Step const&);
void apply(SessionState&, SessionAct const&, CloseRound const&, Step const&);
void apply(SessionState&, SessionAct const&, Agree const&, Step const&);
void apply(SessionState&, SessionAct const&, Decrypt const&, Step const&);
void apply(SessionState&, SessionAct const&, RetryRound const&, Step const&);
void apply(SessionState&, SessionAct const&, VoidRound const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, CloseRound const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, Decrypt const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, VoidRound const&,
                Timestamp);
void apply(SessionState&, RoundCancelled const&, Step const&);
void apply(SessionState&, RoundVoid const&, Step const&);
void apply(SessionState&, RoundOutcome const&, Step const&);

// closing.cpp: the chair's absence, closing, certification
Result<void> check(SessionState const&, SessionAct const&, NoteChairAbsent const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, CloseSession const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Certify const&, Timestamp);
Result<void> check(SessionState const&, SessionAct const&, Countersign const&, Timestamp);
void apply(SessionState&, SessionAct const&, NoteChairAbsent const&, Step const&);
void apply(SessionState&, SessionAct const&, CloseSession const&, Step const&);
void apply(SessionState&, SessionAct const&, Certify const&, Step const&);
void apply(SessionState&, SessionAct const&, Countersign const&, Step const&);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, Certify const&,
                Timestamp);
Findings follow(SessionState const& before, SessionState const&, SessionAct const&, Countersign const&,
                Timestamp);
void apply(SessionState&, ChairReplaced const&, Step const&);
void apply(SessionState&, ChairReturned const&, Step const&);
void apply(SessionState&, SessionCertified const&, Step const&);

/// Acts from which nothing follows by itself.
template <class T, class... Us>
concept OneOf = (std::same_as<T, Us> || ...);

template <OneOf<OpenElection, Nominate, DeclineNomination, OpenCase, AmendMotion, CallRoll, CallConsensus,
                RequestBallot, OpenCeremony, CommitKey, RevealKey, AcknowledgeKey, Complain, OpenRound,
                PrepareBallot, ChallengeBallot, CastBallot, Agree, RetryRound, ShareLost, NoteChairAbsent,
                CloseSession>
              X>
Findings follow(SessionState const&, SessionState const&, SessionAct const&, X const&, Timestamp) {
  return {};
}

// what several clauses ask, in guards.cpp

/// The author as a seated juror. Refuses with not_seated and why.
Result<Juror const*> seated_juror(SessionState const&, PersonId const&);
/// The author as a juror who may take part in the case now: seated, neither recused nor suspended, and
/// declared.
Result<void> takes_part(SessionState const&, Case const&, PersonId const&);
/// Refuses with not_presiding unless `author` presides over the case.
Result<void> presides(SessionState const&, Case const&, PersonId const&);
/// The author as a secretariat member in office at `now`. Refuses with not_entitled.
Result<void> secretariat_member(SessionState const&, PersonId const&, Timestamp now);
/// Refuses with not_entitled unless the author is the Director.
Result<void> is_director(SessionState const&, PersonId const&);
/// Refuses with stale_answer unless the act answers this anchor and has seen its entry.
Result<void> answers(SessionAct const&, Anchor const&);
/// The case in the given phase, or wrong_phase saying which phase it is in.
template <class Phase>
Result<Phase const*> in_phase(Case const&);
Result<Round const*> find_round(SessionState const&, RoundId const&);
Result<Ceremony const*> find_ceremony(SessionState const&, KeyId const&);
/// The phase in words: "under deliberation".
std::string phase_in_words(Case const&);

/// Takes a juror who is no longer entitled to the case out of what rests on it: the roll that was called,
/// requests for a ballot, a candidacy.
void step_back(SessionState&, CaseId const&, PersonId const&);
/// The findings by which everything that depended on `person` being entitled to the case ends: an open call,
/// a running ceremony, an open round. Nothing for a closed round (protocol 6.3.6).
Findings unsettle(SessionState const&, Case const&, PersonId const& person, AbortCause, CancelCause);
/// Whether rounds end too in which somebody votes without holding a share of the key.
enum class Voters { stay, too };
/// The same for keys: running ceremonies and open rounds whose key `person` holds a share of.
Findings unsettle_keys(SessionState const&, PersonId const& person, AbortCause, CancelCause, Voters votes);

}  // namespace conclave::deliberation::clauses
