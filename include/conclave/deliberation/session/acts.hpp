// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every act of a session, as it is signed. Ids, hashes and points are decoded types: an act that exists as
// one of these structs has passed the strict codec, and nothing else.
#pragma once

#include <conclave/deliberation/act.hpp>
#include <conclave/deliberation/roster.hpp>
#include <conclave/deliberation/rules.hpp>
#include <conclave/deliberation/session/parts.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conclave::deliberation {

// --- Opening and people ---

/// Entry 0 of a session, by the secretariat member who will assist it: the rules, frozen; the roster, as
/// the Director signed it; the agenda.
struct OpenSession {
  std::string title;
  Rules rules;
  std::vector<SignedExcerpt> roster;  ///< register acts, from the first
  std::vector<AgendaItem> cases;      ///< in the order of the agenda
  static constexpr std::string_view kind = "open_session";
  static constexpr auto members =
      record::members(record::member("title", &OpenSession::title, record::at_most(400)),
                      record::member("rules", &OpenSession::rules),
                      record::member("roster", &OpenSession::roster, record::at_most(2000)),
                      record::member("cases", &OpenSession::cases, record::at_most(2000)));
};

/// A juror joins from a device: the X25519 key of this session, signed by signing the act (protocol 4.3). A
/// second join replaces the key and voids ballot keys that hold the first.
struct JoinSession {
  crypto::SessionPublicKey session_key;
  static constexpr std::string_view kind = "join_session";
  static constexpr auto members = record::members(record::member("session_key", &JoinSession::session_key));
};

/// The Director changes the roster while the session sits: further register acts, in order.
struct ChangeRoster {
  std::vector<SignedExcerpt> roster;  ///< to be added to those of entry 0
  static constexpr std::string_view kind = "change_roster";
  static constexpr auto members =
      record::members(record::member("roster", &ChangeRoster::roster, record::at_most(2000)));
};

// --- Conflicts of interest (R-C1 to R-C3) ---

/// A juror declares on a case before seeing anything of it. A real or potential conflict recuses.
struct DeclareConflict {
  CaseId case_id;
  Conflict conflict = Conflict::none;
  std::optional<Commitment> reason;  ///< required with a conflict
  bool publish_reason = false;       ///< the published record may carry the reason
  static constexpr std::string_view kind = "declare_conflict";
  static constexpr auto members =
      record::members(record::member("case", &DeclareConflict::case_id),
                      record::member("conflict", &DeclareConflict::conflict),
                      record::member("reason", &DeclareConflict::reason),
                      record::member("publish_reason", &DeclareConflict::publish_reason));
};

/// A juror recuses, at any moment.
struct Recuse {
  CaseId case_id;
  Commitment reason;
  bool publish_reason = false;
  static constexpr std::string_view kind = "recuse";
  static constexpr auto members =
      record::members(record::member("case", &Recuse::case_id), record::member("reason", &Recuse::reason),
                      record::member("publish_reason", &Recuse::publish_reason));
};

/// The Director asks a juror to recuse; the juror is suspended from the case until it is answered.
struct RequestRecusal {
  CaseId case_id;
  PersonId person;
  Commitment reason;
  static constexpr std::string_view kind = "request_recusal";
  static constexpr auto members = record::members(record::member("case", &RequestRecusal::case_id),
                                                  record::member("person", &RequestRecusal::person),
                                                  record::member("reason", &RequestRecusal::reason));
};

/// The juror accepts (recused) or contests (stays out unless the request is withdrawn).
struct AnswerRecusalRequest {
  CaseId case_id;
  bool accepted = false;
  std::optional<Commitment> reason;
  static constexpr std::string_view kind = "answer_recusal_request";
  static constexpr auto members = record::members(record::member("case", &AnswerRecusalRequest::case_id),
                                                  record::member("accepted", &AnswerRecusalRequest::accepted),
                                                  record::member("reason", &AnswerRecusalRequest::reason));
};

/// The Director withdraws the request; the juror is back in the case.
struct WithdrawRecusalRequest {
  CaseId case_id;
  PersonId person;
  static constexpr std::string_view kind = "withdraw_recusal_request";
  static constexpr auto members = record::members(record::member("case", &WithdrawRecusalRequest::case_id),
                                                  record::member("person", &WithdrawRecusalRequest::person));
};

// --- Elections and cases ---

/// Whoever presides opens an election to an office; it is decided like a case (R-A5).
struct OpenElection {
  CaseId case_id;  ///< a new id
  Office office = Office::chairperson;
  std::optional<CaseId> for_case;  ///< the case for which an acting chairperson is elected
  static constexpr std::string_view kind = "open_election";
  static constexpr auto members = record::members(record::member("case", &OpenElection::case_id),
                                                  record::member("office", &OpenElection::office),
                                                  record::member("for_case", &OpenElection::for_case));
};

/// A juror nominates a juror.
struct Nominate {
  CaseId case_id;
  PersonId candidate;
  static constexpr std::string_view kind = "nominate";
  static constexpr auto members = record::members(record::member("case", &Nominate::case_id),
                                                  record::member("candidate", &Nominate::candidate));
};

/// A nominee does not stand.
struct DeclineNomination {
  CaseId case_id;
  static constexpr std::string_view kind = "decline_nomination";
  static constexpr auto members = record::members(record::member("case", &DeclineNomination::case_id));
};

/// Whoever presides opens a case for deliberation, or takes up a postponed one again.
struct OpenCase {
  CaseId case_id;
  static constexpr std::string_view kind = "open_case";
  static constexpr auto members = record::members(record::member("case", &OpenCase::case_id));
};

/// Whoever presides puts an amended motion.
struct AmendMotion {
  CaseId case_id;
  std::string motion;
  static constexpr std::string_view kind = "amend_motion";
  static constexpr auto members =
      record::members(record::member("case", &AmendMotion::case_id),
                      record::member("motion", &AmendMotion::motion, record::at_most(20000)));
};

/// Whoever presides postpones a case.
struct PostponeCase {
  CaseId case_id;
  static constexpr std::string_view kind = "postpone_case";
  static constexpr auto members = record::members(record::member("case", &PostponeCase::case_id));
};

// --- Roll call and consensus (R-D3, R-E1) ---

/// Whoever presides calls the roll; needed before each consensus call and each round.
struct CallRoll {
  CaseId case_id;
  static constexpr std::string_view kind = "call_roll";
  static constexpr auto members = record::members(record::member("case", &CallRoll::case_id));
};

/// A juror is present.
struct AnswerRollCall {
  CaseId case_id;
  static constexpr std::string_view kind = "answer_roll_call";
  static constexpr auto members = record::members(record::member("case", &AnswerRollCall::case_id));
};

/// Whoever presides asks whether anybody objects to the motion, or to a candidate.
struct CallConsensus {
  CaseId case_id;
  Hash motion{};                      ///< motion_hash() of the text, or candidate_hash() of the nominee
  std::optional<PersonId> candidate;  ///< in an election
  Timestamp deadline;                 ///< at least the shortest answer time away
  static constexpr std::string_view kind = "call_consensus";
  static constexpr auto members = record::members(record::member("case", &CallConsensus::case_id),
                                                  record::member("motion", &CallConsensus::motion),
                                                  record::member("candidate", &CallConsensus::candidate),
                                                  record::member("deadline", &CallConsensus::deadline));
};

/// A juror answers an open call; the last answer counts. An objection gives its reasons.
struct AnswerConsensus {
  CaseId case_id;
  Position position = Position::agree;
  std::optional<Commitment> reason;  ///< required with an objection
  static constexpr std::string_view kind = "answer_consensus";
  static constexpr auto members = record::members(record::member("case", &AnswerConsensus::case_id),
                                                  record::member("position", &AnswerConsensus::position),
                                                  record::member("reason", &AnswerConsensus::reason));
};

/// A juror asks for a secret ballot; so many as the rules say get one without a failed call.
struct RequestBallot {
  CaseId case_id;
  static constexpr std::string_view kind = "request_ballot";
  static constexpr auto members = record::members(record::member("case", &RequestBallot::case_id));
};

// --- Key ceremony (protocol section 5) ---

/// Whoever presides starts the ceremony of a ballot key for the electorate of a case.
struct OpenCeremony {
  CaseId case_id;
  KeyId key;                       ///< never used before
  std::vector<PersonId> trustees;  ///< bytewise order; who answered the roll call and has joined
  static constexpr std::string_view kind = "open_ceremony";
  static constexpr auto members = record::members(record::member("case", &OpenCeremony::case_id),
                                                  record::member("key", &OpenCeremony::key),
                                                  record::member("trustees", &OpenCeremony::trustees));
};

/// K1.
struct CommitKey {
  KeyId key;
  Hash commitment{};
  static constexpr std::string_view kind = "commit_key";
  static constexpr auto members = record::members(record::member("key", &CommitKey::key),
                                                  record::member("commitment", &CommitKey::commitment));
};

/// K2.
struct RevealKey {
  KeyId key;
  std::vector<crypto::Point> coefficients;  ///< exactly t
  Hash opening{};                           ///< rho
  PokMessage proof;                         ///< of the constant term
  std::vector<crypto::Bytes> boxes;         ///< one for each trustee, in order; the own one too
  static constexpr std::string_view kind = "reveal_key";
  static constexpr auto members = record::members(
      record::member("key", &RevealKey::key), record::member("coefficients", &RevealKey::coefficients),
      record::member("opening", &RevealKey::opening), record::member("proof", &RevealKey::proof),
      record::member("boxes", &RevealKey::boxes));
};

/// K3, all well: the shares opened and fit.
struct AcknowledgeKey {
  KeyId key;
  Hash dealings{};  ///< dealings_hash() of all K1 and K2
  static constexpr std::string_view kind = "acknowledge_key";
  static constexpr auto members = record::members(record::member("key", &AcknowledgeKey::key),
                                                  record::member("dealings", &AcknowledgeKey::dealings));
};

/// K3, not well: the share from `against` does not open or does not fit.
struct Complain {
  KeyId key;
  PersonId against;
  static constexpr std::string_view kind = "complain";
  static constexpr auto members =
      record::members(record::member("key", &Complain::key), record::member("against", &Complain::against));
};

/// K4: the dealer publishes the share.
struct AnswerComplaint {
  KeyId key;
  PersonId complainant;
  crypto::Scalar share;
  static constexpr std::string_view kind = "answer_complaint";
  static constexpr auto members =
      record::members(record::member("key", &AnswerComplaint::key),
                      record::member("complainant", &AnswerComplaint::complainant),
                      record::member("share", &AnswerComplaint::share));
};

/// K6.
struct ConfirmKey {
  KeyId key;
  Hash key_hash{};
  static constexpr std::string_view kind = "confirm_key";
  static constexpr auto members = record::members(record::member("key", &ConfirmKey::key),
                                                  record::member("key_hash", &ConfirmKey::key_hash));
};

/// Whoever presides goes on without trustees who missed a step; they stay in the electorate. A new ceremony
/// starts by itself.
struct PassOver {
  KeyId key;
  std::vector<PersonId> jurors;
  static constexpr std::string_view kind = "pass_over";
  static constexpr auto members =
      record::members(record::member("key", &PassOver::key), record::member("jurors", &PassOver::jurors));
};

/// A trustee's client has lost its share: the key opens nothing more without a new ceremony.
struct ShareLost {
  KeyId key;
  static constexpr std::string_view kind = "share_lost";
  static constexpr auto members = record::members(record::member("key", &ShareLost::key));
};

// --- Rounds (protocol section 6) ---

/// Whoever presides opens a round with exactly the fields that follow from the log, and a deadline.
struct OpenRound {
  CaseId case_id;
  RoundId round;
  KeyId key;
  RoundKind round_kind = RoundKind::counts;
  BasisMessage basis;
  std::vector<OptionMessage> options;
  std::vector<PersonId> electorate;  ///< bytewise order
  Hash motion{};
  Timestamp deadline;
  static constexpr std::string_view kind = "open_round";
  static constexpr auto members = record::members(
      record::member("case", &OpenRound::case_id), record::member("round", &OpenRound::round),
      record::member("key", &OpenRound::key), record::member("round_kind", &OpenRound::round_kind),
      record::member("basis", &OpenRound::basis), record::member("options", &OpenRound::options),
      record::member("electorate", &OpenRound::electorate), record::member("motion", &OpenRound::motion),
      record::member("deadline", &OpenRound::deadline));
};

/// A voter commits to the ciphertexts before choosing to cast or to challenge (6.2).
struct PrepareBallot {
  RoundId round;
  std::uint32_t seq = 0;
  Hash prepared{};
  static constexpr std::string_view kind = "prepare_ballot";
  static constexpr auto members = record::members(record::member("round", &PrepareBallot::round),
                                                  record::member("seq", &PrepareBallot::seq),
                                                  record::member("prepared", &PrepareBallot::prepared));
};

/// The voter checks the prepared ballot instead of casting it; it is spoiled.
struct ChallengeBallot {
  RoundId round;
  std::uint32_t seq = 0;
  static constexpr std::string_view kind = "challenge_ballot";
  static constexpr auto members = record::members(record::member("round", &ChallengeBallot::round),
                                                  record::member("seq", &ChallengeBallot::seq));
};

/// The voter casts the prepared ballot; the last one counts (R-E6).
struct CastBallot {
  RoundId round;
  std::uint32_t seq = 0;
  Hash prev{};                         ///< act hash of the voter's last cast ballot in this round, or zeros
  std::vector<ChoiceMessage> choices;  ///< one for each option, in order
  OrzMessage sum;
  static constexpr std::string_view kind = "cast_ballot";
  static constexpr auto members = record::members(
      record::member("round", &CastBallot::round), record::member("seq", &CastBallot::seq),
      record::member("prev", &CastBallot::prev), record::member("choices", &CastBallot::choices),
      record::member("sum", &CastBallot::sum));
};

/// Whoever presides closes the round: all have cast, or the deadline has passed.
struct CloseRound {
  RoundId round;
  static constexpr std::string_view kind = "close_round";
  static constexpr auto members = record::members(record::member("round", &CloseRound::round));
};

/// A trustee has recomputed the list to be opened, and signs it (6.3).
struct Agree {
  RoundId round;
  std::uint32_t attempt = 0;
  Hash list{};  ///< d
  Hash target{};
  static constexpr std::string_view kind = "agree";
  static constexpr auto members =
      record::members(record::member("round", &Agree::round), record::member("attempt", &Agree::attempt),
                      record::member("list", &Agree::list), record::member("target", &Agree::target));
};

/// A trustee's share of the decryption (6.4).
struct Decrypt {
  RoundId round;
  std::uint32_t attempt = 0;
  std::vector<crypto::Point> shares;
  DleqMessage proof;
  static constexpr std::string_view kind = "decrypt";
  static constexpr auto members =
      record::members(record::member("round", &Decrypt::round), record::member("attempt", &Decrypt::attempt),
                      record::member("shares", &Decrypt::shares), record::member("proof", &Decrypt::proof));
};

/// Whoever presides starts another attempt to open a closed round.
struct RetryRound {
  RoundId round;
  std::uint32_t attempt = 0;
  static constexpr std::string_view kind = "retry_round";
  static constexpr auto members = record::members(record::member("round", &RetryRound::round),
                                                  record::member("attempt", &RetryRound::attempt));
};

/// Whoever presides gives up opening a closed round; who refused is named.
struct VoidRound {
  RoundId round;
  static constexpr std::string_view kind = "void_round";
  static constexpr auto members = record::members(record::member("round", &VoidRound::round));
};

// --- Chair, closing, certification (R-A5, R-F1) ---

/// A juror or the secretariat notes that the chairperson is away; any act of the chairperson answers it.
struct NoteChairAbsent {
  static constexpr std::string_view kind = "note_chair_absent";
  static constexpr auto members = record::members();
};

/// The session is closed; only certification follows.
struct CloseSession {
  static constexpr std::string_view kind = "close_session";
  static constexpr auto members = record::members();
};

/// A secretariat member has verified the record up to and with close_session.
struct Certify {
  std::uint64_t size = 0;
  Hash root{};
  static constexpr std::string_view kind = "certify";
  static constexpr auto members =
      record::members(record::member("size", &Certify::size), record::member("root", &Certify::root));
};

/// The chairperson countersigns what was certified.
struct Countersign {
  std::uint64_t size = 0;
  Hash root{};
  static constexpr std::string_view kind = "countersign";
  static constexpr auto members =
      record::members(record::member("size", &Countersign::size), record::member("root", &Countersign::root));
};

using SessionActBody =
    std::variant<OpenSession, JoinSession, ChangeRoster, DeclareConflict, Recuse, RequestRecusal,
                 AnswerRecusalRequest, WithdrawRecusalRequest, OpenElection, Nominate, DeclineNomination,
                 OpenCase, AmendMotion, PostponeCase, CallRoll, AnswerRollCall, CallConsensus,
                 AnswerConsensus, RequestBallot, OpenCeremony, CommitKey, RevealKey, AcknowledgeKey, Complain,
                 AnswerComplaint, ConfirmKey, PassOver, ShareLost, OpenRound, PrepareBallot, ChallengeBallot,
                 CastBallot, CloseRound, Agree, Decrypt, RetryRound, VoidRound, NoteChairAbsent, CloseSession,
                 Certify, Countersign>;

/// An act of a session.
using SessionAct = Act<SessionActBody>;

}  // namespace conclave::deliberation
