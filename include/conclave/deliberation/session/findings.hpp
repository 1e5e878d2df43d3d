// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every finding of a session: what follows from acts and time by the rules. The server writes and signs them
// for readers; a verifier recomputes each, byte for byte, except `resumed`, which only the server can know
// and which is checked for what it may say.
#pragma once

#include <conclave/deliberation/act.hpp>
#include <conclave/deliberation/session/acts.hpp>
#include <conclave/deliberation/session/parts.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conclave::deliberation {

struct Unseated {
  PersonId person;
  std::string
      why;  ///< a reason's name and what a person should know: "bad_mandate: the mandate ended 2026-01-31"
  static constexpr auto members =
      record::members(record::member("person", &Unseated::person), record::member("why", &Unseated::why));
};

/// Why a key ceremony ended without a key.
enum class AbortCause {
  passed_over,
  bad_share,
  complaint_unanswered,
  electorate_changed,
  key_replaced,
  degenerate_key
};
/// Why a round ended unopened.
enum class CancelCause { recusal, recusal_requested, seat_lost, key_replaced, postponed };
/// Why a closed round was given up.
enum class VoidCause { too_few_ballots, not_opened };

enum class Decision { adopted, rejected, elected };
enum class DecidedBy { consensus, ballot };

/// The session sits: who has a seat, and who has none and why (R-A1).
struct SessionOpened {
  std::vector<PersonId> seated;  ///< bytewise order
  std::vector<Unseated> unseated;
  static constexpr std::string_view kind = "session_opened";
  static constexpr auto members = record::members(record::member("seated", &SessionOpened::seated),
                                                  record::member("unseated", &SessionOpened::unseated));
};

/// A juror has lost the seat: the mandate ended, or the Director took it back.
struct SeatLost {
  PersonId person;
  std::string why;  ///< a reason's name
  static constexpr std::string_view kind = "seat_lost";
  static constexpr auto members =
      record::members(record::member("person", &SeatLost::person), record::member("why", &SeatLost::why));
};

/// So many answered the roll call that the case may go on (R-D3).
struct QuorumReached {
  CaseId case_id;
  std::uint32_t present = 0;
  std::uint32_t quorum = 0;
  std::uint32_t entitled = 0;  ///< m
  static constexpr std::string_view kind = "quorum_reached";
  static constexpr auto members = record::members(
      record::member("case", &QuorumReached::case_id), record::member("present", &QuorumReached::present),
      record::member("quorum", &QuorumReached::quorum), record::member("entitled", &QuorumReached::entitled));
};

/// Nobody objected, and a quorum answered (R-E1).
struct ConsensusReached {
  CaseId case_id;
  Hash motion{};
  std::uint32_t agreed = 0;
  std::uint32_t stood_aside = 0;
  static constexpr std::string_view kind = "consensus_reached";
  static constexpr auto members = record::members(
      record::member("case", &ConsensusReached::case_id), record::member("motion", &ConsensusReached::motion),
      record::member("agreed", &ConsensusReached::agreed),
      record::member("stood_aside", &ConsensusReached::stood_aside));
};

/// An objection, or too few answers.
struct ConsensusFailed {
  CaseId case_id;
  Hash motion{};
  std::vector<PersonId> objectors;  ///< none: too few answered
  std::uint32_t answered = 0;
  static constexpr std::string_view kind = "consensus_failed";
  static constexpr auto members = record::members(record::member("case", &ConsensusFailed::case_id),
                                                  record::member("motion", &ConsensusFailed::motion),
                                                  record::member("objectors", &ConsensusFailed::objectors),
                                                  record::member("answered", &ConsensusFailed::answered));
};

/// Who is entitled changed while the call was open.
struct CallCancelled {
  CaseId case_id;
  PersonId person;  ///< whose recusal, suspension or seat it was
  static constexpr std::string_view kind = "call_cancelled";
  static constexpr auto members = record::members(record::member("case", &CallCancelled::case_id),
                                                  record::member("person", &CallCancelled::person));
};

/// A ceremony ended without a key. Where enough trustees are left, the next attempt starts by itself,
/// without the excluded.
struct CeremonyAborted {
  KeyId key;
  AbortCause cause = AbortCause::passed_over;
  std::vector<PersonId> excluded;
  std::optional<KeyId> successor;  ///< absent: too few are left
  std::vector<PersonId> trustees;  ///< of the successor
  static constexpr std::string_view kind = "ceremony_aborted";
  static constexpr auto members = record::members(record::member("key", &CeremonyAborted::key),
                                                  record::member("cause", &CeremonyAborted::cause),
                                                  record::member("excluded", &CeremonyAborted::excluded),
                                                  record::member("successor", &CeremonyAborted::successor),
                                                  record::member("trustees", &CeremonyAborted::trustees));
};

/// All trustees have confirmed: ballots may be encrypted to the key.
struct KeyLive {
  KeyId key;
  crypto::Point ballot_key;
  Hash key_hash{};
  static constexpr std::string_view kind = "key_live";
  static constexpr auto members = record::members(record::member("key", &KeyLive::key),
                                                  record::member("ballot_key", &KeyLive::ballot_key),
                                                  record::member("key_hash", &KeyLive::key_hash));
};

/// A round ended before anything of it was opened (R-C2).
struct RoundCancelled {
  RoundId round;
  CancelCause cause = CancelCause::recusal;
  PersonId person;
  static constexpr std::string_view kind = "round_cancelled";
  static constexpr auto members = record::members(record::member("round", &RoundCancelled::round),
                                                  record::member("cause", &RoundCancelled::cause),
                                                  record::member("person", &RoundCancelled::person));
};

/// A closed round is given up; nothing of it was published.
struct RoundVoid {
  RoundId round;
  VoidCause cause = VoidCause::too_few_ballots;
  std::vector<PersonId> silent;  ///< trustees who had not agreed or not decrypted
  static constexpr std::string_view kind = "round_void";
  static constexpr auto members =
      record::members(record::member("round", &RoundVoid::round), record::member("cause", &RoundVoid::cause),
                      record::member("silent", &RoundVoid::silent));
};

/// The counts of a round, opened by the first t valid shares.
struct RoundOutcome {
  RoundId round;
  std::vector<Count> counts;  ///< in the order of the options
  std::uint32_t ballots = 0;
  std::optional<OptionId> majority;  ///< the option that has its majority, if one has
  std::vector<PersonId> openers;     ///< whose shares opened it
  static constexpr std::string_view kind = "round_outcome";
  static constexpr auto members = record::members(
      record::member("round", &RoundOutcome::round), record::member("counts", &RoundOutcome::counts),
      record::member("ballots", &RoundOutcome::ballots), record::member("majority", &RoundOutcome::majority),
      record::member("openers", &RoundOutcome::openers));
};

/// A case has its decision.
struct CaseDecided {
  CaseId case_id;
  Decision decision = Decision::adopted;
  DecidedBy by = DecidedBy::consensus;
  std::optional<RoundId> round;     ///< the round, if by ballot
  std::optional<PersonId> elected;  ///< in an election
  static constexpr std::string_view kind = "case_decided";
  static constexpr auto members = record::members(
      record::member("case", &CaseDecided::case_id), record::member("decision", &CaseDecided::decision),
      record::member("by", &CaseDecided::by), record::member("round", &CaseDecided::round),
      record::member("elected", &CaseDecided::elected));
};

/// A case is set aside; opening it takes it up again.
struct CasePostponed {
  CaseId case_id;
  static constexpr std::string_view kind = "case_postponed";
  static constexpr auto members = record::members(record::member("case", &CasePostponed::case_id));
};

/// The last candidate drops out before the next round (R-E4).
struct CandidateDropped {
  CaseId case_id;
  PersonId candidate;
  static constexpr std::string_view kind = "candidate_dropped";
  static constexpr auto members = record::members(record::member("case", &CandidateDropped::case_id),
                                                  record::member("candidate", &CandidateDropped::candidate));
};

/// The chairperson was noted absent and did not come back in time (R-A5).
struct ChairReplaced {
  PersonId absent;
  std::optional<PersonId> presiding;  ///< who presides now; absent: an acting chairperson is to be elected
  static constexpr std::string_view kind = "chair_replaced";
  static constexpr auto members = record::members(record::member("absent", &ChairReplaced::absent),
                                                  record::member("presiding", &ChairReplaced::presiding));
};

/// The chairperson has acted again, and presides again.
struct ChairReturned {
  PersonId chairperson;
  static constexpr std::string_view kind = "chair_returned";
  static constexpr auto members = record::members(record::member("chairperson", &ChairReturned::chairperson));
};

/// Certified and countersigned as the rules ask: the log is closed for ever.
struct SessionCertified {
  std::uint64_t size = 0;
  Hash root{};
  static constexpr std::string_view kind = "session_certified";
  static constexpr auto members = record::members(record::member("size", &SessionCertified::size),
                                                  record::member("root", &SessionCertified::root));
};

/// A statement of the server: it was down. Running deadlines move by the gap.
struct Resumed {
  Timestamp down_from;
  Timestamp down_to;
  static constexpr std::string_view kind = "resumed";
  static constexpr auto members = record::members(record::member("down_from", &Resumed::down_from),
                                                  record::member("down_to", &Resumed::down_to));
};

using SessionFinding =
    std::variant<SessionOpened, SeatLost, QuorumReached, ConsensusReached, ConsensusFailed, CallCancelled,
                 CeremonyAborted, KeyLive, RoundCancelled, RoundVoid, RoundOutcome, CaseDecided,
                 CasePostponed, CandidateDropped, ChairReplaced, ChairReturned, SessionCertified, Resumed>;

using SessionHappening = Happening<SessionActBody, SessionFinding>;

}  // namespace conclave::deliberation

template <>
struct conclave::record::Names<conclave::deliberation::AbortCause> {
  static constexpr std::array<std::pair<conclave::deliberation::AbortCause, std::string_view>, 6> names{{
      {conclave::deliberation::AbortCause::passed_over, "passed_over"},
      {conclave::deliberation::AbortCause::bad_share, "bad_share"},
      {conclave::deliberation::AbortCause::complaint_unanswered, "complaint_unanswered"},
      {conclave::deliberation::AbortCause::electorate_changed, "electorate_changed"},
      {conclave::deliberation::AbortCause::key_replaced, "key_replaced"},
      {conclave::deliberation::AbortCause::degenerate_key, "degenerate_key"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::CancelCause> {
  static constexpr std::array<std::pair<conclave::deliberation::CancelCause, std::string_view>, 5> names{{
      {conclave::deliberation::CancelCause::recusal, "recusal"},
      {conclave::deliberation::CancelCause::recusal_requested, "recusal_requested"},
      {conclave::deliberation::CancelCause::seat_lost, "seat_lost"},
      {conclave::deliberation::CancelCause::key_replaced, "key_replaced"},
      {conclave::deliberation::CancelCause::postponed, "postponed"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::VoidCause> {
  static constexpr std::array<std::pair<conclave::deliberation::VoidCause, std::string_view>, 2> names{{
      {conclave::deliberation::VoidCause::too_few_ballots, "too_few_ballots"},
      {conclave::deliberation::VoidCause::not_opened, "not_opened"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::Decision> {
  static constexpr std::array<std::pair<conclave::deliberation::Decision, std::string_view>, 3> names{{
      {conclave::deliberation::Decision::adopted, "adopted"},
      {conclave::deliberation::Decision::rejected, "rejected"},
      {conclave::deliberation::Decision::elected, "elected"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::DecidedBy> {
  static constexpr std::array<std::pair<conclave::deliberation::DecidedBy, std::string_view>, 2> names{{
      {conclave::deliberation::DecidedBy::consensus, "consensus"},
      {conclave::deliberation::DecidedBy::ballot, "ballot"},
  }};
};
