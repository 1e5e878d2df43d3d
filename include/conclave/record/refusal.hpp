// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What an act, a message or a record gets that does not hold: a reason from one fixed list, and where.
// The protocol document explains every reason; the wire carries its name as spelled here.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <string>
#include <string_view>

namespace conclave {

/// Why something was refused. Grouped by what it speaks of; names are stable, they travel on the wire.
enum class Reason {
  // encoding: the bytes themselves
  malformed_json,    ///< not JSON, or beyond the limits on size and depth
  not_canonical,     ///< differs from its own canonical form (RFC 8785, integers only)
  unknown_member,    ///< a member that the message does not have
  missing_member,    ///< a member that the message must have
  wrong_type,        ///< a member of another JSON type
  out_of_range,      ///< a number, length or count outside its limits
  bad_identifier,    ///< an id outside [a-z0-9-]{1,64}
  bad_encoding,      ///< hex or base64 of the wrong alphabet or length, a point or scalar that is none
  unknown_kind,      ///< an act, finding or message of a kind that does not exist
  malformed_import,  ///< a docket file that cannot be read; where = line and column

  // envelope and log
  bad_signature,   ///< the signature does not hold under the author's key
  unknown_author,  ///< nobody with this id is enrolled here
  wrong_key,       ///< the envelope's key is not the author's enrolled key
  wrong_log,       ///< the act names another log
  bad_counter,     ///< not the author's next counter
  counter_reused,  ///< the counter was used for other bytes
  unseen_head,     ///< the head that the act claims to have seen is not a head of this log
  stale_answer,    ///< the act does not answer the entry that is open, or has not seen it
  clock_skew,      ///< the author's time is too far from the server's

  // who may do what
  not_entitled,   ///< the author's role does not allow this act
  not_presiding,  ///< only whoever presides over the case may do this
  not_seated,     ///< no seat in this session: the mandate has not begun, has ended, or never was
  recused,        ///< the author is recused or suspended from the case
  not_declared,   ///< no declaration on conflicts of interest for this case yet
  own_recusal,    ///< nobody decides on their own recusal

  // people and mandates
  person_exists,         ///< the id is taken
  unknown_person,        ///< no such person
  barred_person,         ///< the person sits on the list of barred people
  near_match_of_barred,  ///< the name is close to a barred one: the Director must confirm
  bad_mandate,           ///< the mandate ends before it begins, or is not as long as the rules say
  not_enrolled,          ///< the person has no key yet
  nothing_waiting,       ///< the enrolment is not waiting for a signature
  key_in_use,            ///< the key belongs to somebody already
  bad_roster,            ///< a roster entry is not signed by the Director
  invitation_invalid,    ///< unknown, used or expired

  // docket and admissibility
  docket_exists,   ///< the docket's id is taken
  unknown_case,    ///< no such case
  not_admissible,  ///< a check has failed, or is still to be made, and nobody waived it
  unknown_check,   ///< no such admissibility check

  // procedure
  session_closed,     ///< the session takes no further act of this kind
  wrong_phase,        ///< the case is not in the phase that this act needs
  no_quorum,          ///< too few answered the roll call
  no_roll_call,       ///< a roll call is needed before each call or round
  already_done,       ///< the author has done this already
  too_early,          ///< before its time: the deadline has not passed, or too few calls have failed
  too_late,           ///< after its deadline
  unknown_motion,     ///< the motion is not the one that stands
  unknown_candidate,  ///< nobody of this name was nominated
  too_few_left,       ///< too few jurors are left to decide the case
  round_limit,        ///< the rules allow no further round
  result_pending,     ///< an earlier round of the case was agreed on and has no result yet

  // key ceremony
  unknown_ceremony,     ///< no such ceremony is running
  not_a_trustee,        ///< the author holds no share of this key
  bad_commitment,       ///< what was revealed is not what was committed to
  bad_dealing,          ///< wrong number of coefficients, an identity, or a proof that does not hold
  bad_complaint,        ///< the complaint names nothing that can be complained of
  transcript_mismatch,  ///< the act speaks of another transcript than the log's
  no_live_key,          ///< no ballot key is live for exactly this electorate
  key_voided,           ///< the key was voided: share lost, identity replaced, or electorate changed

  // rounds and ballots
  unknown_round,      ///< no such round is open
  round_mismatch,     ///< the round's fields are not the ones that follow from the log
  not_in_electorate,  ///< no vote in this round
  bad_sequence,       ///< seq or prev does not follow the voter's last
  not_prepared,       ///< the ballot is not the one that was prepared
  ballot_spoiled,     ///< a challenged ballot can never be cast
  reused_ciphertext,  ///< a ciphertext's alpha has been seen before in this session
  bad_proof,          ///< a zero-knowledge proof does not hold
  target_mismatch,    ///< another list, digest or target than the log's
  not_agreed,         ///< fewer than a trustees have agreed on the target
  bad_tally,          ///< no count in range, or counts that do not add up

  // certification and records
  not_closed,            ///< the session is still open
  certificate_mismatch,  ///< the certificate names another head than the one at closing
  bad_record,            ///< the file is no record, or is cut short
  bad_inclusion,         ///< the tree does not hold: root, leaf or proof differ
  finding_mismatch,      ///< a finding is not what follows from the acts before it
  time_reversed,         ///< an entry is dated before the one in front of it
  anchor_mismatch,       ///< the Director's key is not the one expected

  // service
  too_large,         ///< a message or file over its limit
  too_fast,          ///< over the rate limit
  sign_in_required,  ///< the connection has not signed in
  unavailable,       ///< the server is stopping, or the log could not be reached
};

/// The reason's name as it travels on the wire and stands in the protocol document.
std::string_view to_string(Reason reason) noexcept;

/// A reason, where (a JSON pointer, "line 3, column 7", "entry 41", or empty) and, in a few words that a
/// person reads, what was found and what was expected. Never holds a secret.
struct Refusal {
  Reason reason;
  std::string where;
  std::string detail;

  friend bool operator==(Refusal const&, Refusal const&) = default;
};

/// One line for people: "bad_counter at /counter: expected 4, found 7".
std::string describe(Refusal const& refusal);

/// Called by boost::system::result when a value is taken that is not there: that is our own mistake.
[[noreturn]] void throw_exception_from_error(Refusal const& refusal, boost::source_location const& where);

/// A value, or why somebody else is wrong.
template <class T>
using Result = boost::system::result<T, Refusal>;

/// The refusal to return from a function of any Result type.
inline Refusal refuse(Reason reason, std::string where = {}, std::string detail = {}) {
  return Refusal{reason, std::move(where), std::move(detail)};
}

}  // namespace conclave
