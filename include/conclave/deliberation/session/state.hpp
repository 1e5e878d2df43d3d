// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The state of a session: what its log says so far. Always fold(log), never stored, never edited but by
// evolve(). Phases are variants: a case in deliberation cannot hold a tally.
#pragma once

#include <conclave/deliberation/roster.hpp>
#include <conclave/deliberation/rules.hpp>
#include <conclave/deliberation/session/findings.hpp>
#include <conclave/deliberation/session/parts.hpp>
#include <conclave/deliberation/session/shared.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace conclave::deliberation {

/// The entry that later acts answer: a call, a motion, a round.
struct Anchor {
  Hash hash{};  ///< act hash
  std::uint64_t position = 0;
  Timestamp time;  ///< the log's time
};

// --- people ---

struct Juror {
  RosterEntry entry;
  bool seated = false;
  std::string why_unseated;                             ///< said to the person; empty while seated
  std::optional<crypto::SessionPublicKey> session_key;  ///< since the juror joined
};

// --- a case ---

/// What stands between a juror and a case.
enum class Standing {
  undeclared,  ///< no declaration on conflicts of interest yet: no access
  cleared,     ///< declared no conflict
  suspended,   ///< the Director asked for recusal; counted in m, entitled to nothing
  recused,     ///< not counted, entitled to nothing
};

/// How a juror stands to a case, and on whose initiative (R-C5).
struct CaseStanding {
  Standing standing = Standing::undeclared;
  Conflict conflict = Conflict::none;
  bool asked_by_director = false;
  std::optional<bool> accepted;  ///< the answer to the Director's request, if one was given
  Standing before_request = Standing::undeclared;
  std::optional<Timestamp> since;  ///< of suspension or recusal
};

struct RollCall {
  Anchor call;
  std::set<PersonId> present;
  bool quorum_found = false;  ///< the finding stands in the log
};

/// Not opened yet, or postponed.
struct Waiting {};

/// Under deliberation: the roll may be called, consensus sought, a key made.
struct Deliberating {
  std::optional<RollCall> roll;   ///< spent by the next call or round
  std::optional<KeyId> ceremony;  ///< running
};

struct ConsensusAnswer {
  Position position = Position::agree;
  std::optional<Commitment> reason;
};

/// A consensus call is open.
struct Calling {
  Anchor call;
  Hash motion{};
  std::optional<PersonId> candidate;
  Timestamp deadline;
  std::map<PersonId, ConsensusAnswer> answers;
};

/// A round is open, or closed and not yet concluded.
struct Balloting {
  RoundId round;
};

struct Decided {
  Decision decision = Decision::adopted;
  DecidedBy by = DecidedBy::consensus;
  std::optional<RoundId> round;
  std::optional<PersonId> elected;
  std::uint64_t position = 0;
};

using CasePhase = std::variant<Waiting, Deliberating, Calling, Balloting, Decided>;

/// What an election has besides a case.
struct Election {
  Office office = Office::chairperson;
  std::optional<CaseId> for_case;
  std::vector<PersonId> candidates;  ///< still standing, bytewise order
  std::vector<PersonId> tied;        ///< not empty: the next round is a ballot among these, on who stays
};

struct Case {
  AgendaItem item;
  std::string motion;  ///< the text as amended
  Anchor motion_put;   ///< the act that put or amended it
  std::optional<Election> election;
  std::map<PersonId, CaseStanding> standings;
  CasePhase phase = Waiting{};
  std::uint32_t failed_calls = 0;  ///< on the motion as it stands or stood
  std::set<PersonId> ballot_requests;
  std::vector<RoundId> rounds;
  std::optional<PersonId> acting_chairperson;
};

// --- a key ceremony ---

struct Commitments {
  std::map<PersonId, Hash> commitments;
};
struct Revealing {
  std::map<PersonId, Hash> commitments;
};
struct Complaint {
  PersonId by;
  PersonId against;
  bool answered = false;
};
struct Checking {
  std::set<PersonId> acknowledged;
  std::vector<Complaint> complaints;
  Hash dealings{};  ///< dealings_hash() of all K1 and K2
};
/// What follows from the dealings once all have acknowledged them.
struct DerivedKey {
  crypto::Point ballot_key;
  std::vector<crypto::Point> shares;  ///< X_j, in the order of the trustees
  Hash transcript{};
  Hash key_hash{};
};
struct Confirming {
  DerivedKey key;
  std::set<PersonId> confirmed;
};
struct Live {
  DerivedKey key;
};
struct Aborted {
  AbortCause cause = AbortCause::passed_over;
  std::optional<KeyId> successor;
};
using CeremonyPhase = std::variant<Commitments, Revealing, Checking, Confirming, Live, Aborted>;

/// What a dealer revealed, decoded.
struct Revealed {
  std::vector<crypto::Point> coefficients;
  std::vector<crypto::Bytes> boxes;
};

struct Ceremony {
  KeyId id;
  KeyId root;  ///< the key id that the presiding person gave; attempts add "-2", "-3" …
  std::uint32_t attempt = 1;
  CaseId case_id;  ///< for which it was opened
  crypto::KeyContext context;
  Hash kctx{};
  std::vector<PersonId> trustees;    ///< bytewise order; indices are 1-based in the protocol
  std::vector<PersonId> electorate;  ///< for whom the key was made, bytewise order
  Anchor opened;
  Timestamp step_deadline;
  std::map<PersonId, Revealed> revealed;
  std::map<std::pair<PersonId, PersonId>, crypto::Scalar> published;  ///< (dealer, complainant) -> share
  std::vector<Hash> transcript;  ///< act hashes of K1, K2, complaints and answers, in log order
  CeremonyPhase phase = Commitments{};
  std::set<PersonId> shares_lost;
  bool voided = false;  ///< identity or session key of a trustee replaced, or a share lost
};

// --- a round ---

struct CastRecord {
  Hash hash{};  ///< act hash of the cast act
  std::uint64_t position = 0;
  std::uint32_t seq = 0;
  std::vector<crypto::Ciphertext> choices;
};

/// What a voter has prepared and cast in a round.
struct Progress {
  std::uint32_t seq = 0;           ///< of the last prepared ballot
  std::optional<Hash> prepared;    ///< waiting to be cast or challenged
  bool spoiled = false;            ///< the last prepared ballot was challenged
  std::optional<CastRecord> last;  ///< the ballot that counts
};

struct Casting {};

/// Closed: the list is final, and is being agreed on and opened.
struct Counting {
  Anchor closed;
  std::vector<std::pair<PersonId, Hash>> list;  ///< (voter, hash of the last ballot), electorate order
  std::vector<crypto::Ciphertext> sums;         ///< one for each option
  Hash d{};
  std::uint32_t attempt = 1;
  Hash target{};
  std::set<PersonId> agreed;
  std::vector<std::pair<PersonId, std::vector<crypto::Point>>> shares;  ///< valid d_q, in log order
};

struct Concluded {
  std::vector<Count> counts;
  std::optional<OptionId> majority;
  std::uint32_t ballots = 0;
};
struct Cancelled {
  CancelCause cause = CancelCause::recusal;
};
struct Void {
  VoidCause cause = VoidCause::too_few_ballots;
};
using RoundPhase = std::variant<Casting, Counting, Concluded, Cancelled, Void>;

struct Round {
  RoundId id;
  CaseId case_id;
  std::uint32_t number = 0;  ///< 1, 2, 3 … within the case
  KeyId key;
  crypto::RoundContext context;
  Hash rctx{};
  Anchor opened;
  Timestamp deadline;
  std::vector<PersonId> electorate;
  std::vector<PersonId> candidates;  ///< in an election: who stood in this round
  bool tie_break = false;            ///< in an election: a ballot among the tied
  std::map<PersonId, Progress> voters;
  std::set<crypto::Point> alphas;  ///< of every ballot cast in this round, replaced ones too
  RoundPhase phase = Casting{};
};

// --- the session ---

struct Unopened {};
struct Sitting {};
/// Only certification follows.
struct Closed {
  std::uint64_t size = 0;  ///< of the log, with close_session and its findings in it
  Hash root{};
  std::vector<PersonId> certifiers;
  bool countersigned = false;
  std::optional<PersonId> countersigner = {};
};
struct Certified {
  std::uint64_t size = 0;
  Hash root{};
  std::vector<PersonId> certifiers;
  std::optional<PersonId> countersigner;
};
using SessionPhase = std::variant<Unopened, Sitting, Closed, Certified>;

/// The chairperson was noted absent.
struct Absence {
  Timestamp noted;
  Timestamp deadline;
  bool replaced = false;
};

struct SessionState {
  LogId log;
  std::string title;
  crypto::PublicKey server_key;  ///< handed in when the log is created
  SessionPhase phase = Unopened{};
  Shared<Rules> rules;
  Shared<std::vector<SignedExcerpt>> excerpts;  ///< of the register, as signed
  Shared<Roster> roster;
  Hash roster_hash{};
  PersonId opened_by;  ///< the secretariat member who assists and presides over the first election
  std::map<PersonId, Juror> jurors;
  std::vector<CaseId> agenda;  ///< cases of entry 0, then elections as opened
  std::map<CaseId, Shared<Case>> cases;
  std::map<KeyId, Shared<Ceremony>> ceremonies;
  std::map<RoundId, Shared<Round>> rounds;
  std::optional<PersonId> chairperson;
  std::optional<PersonId> vice_chairperson;
  std::optional<Absence> absence;  ///< of the chairperson
  Timestamp last_time;             ///< of the last entry
};

// --- questions that the rules ask of a state; a page asks the same ---

/// Jurors seated and not recused from the case: m of the protocol. Suspended jurors count.
std::uint32_t seated_for(SessionState const& state, Case const& a_case);
/// Seated, neither recused nor suspended: who may answer and vote. Bytewise order.
std::vector<PersonId> entitled(SessionState const& state, Case const& a_case);
/// The number of answers to a roll call that makes a quorum (R-D3).
std::uint32_t quorum(Rules const& rules, std::uint32_t seated);
/// Whoever presides over the case, by office, recusal and absence; nobody if an acting chairperson must be
/// elected. Over elections: also the secretariat member who opened the session, where the rules say so
/// (R-A5).
std::optional<PersonId> presiding(SessionState const& state, Case const& a_case);
/// Whoever presides over what belongs to no case (opening an election or a case).
std::optional<PersonId> presiding(SessionState const& state);
/// A live key for exactly this electorate, if there is one: its id.
std::optional<KeyId> live_key(SessionState const& state, Case const& a_case);
/// The fields that the next round of the case must be opened with. Refuses with what stands in its way.
Result<OpenRound> next_round(SessionState const& state, Case const& a_case);
/// The case; refuses with unknown_case.
Result<Case const*> find_case(SessionState const& state, CaseId const& id);

}  // namespace conclave::deliberation
