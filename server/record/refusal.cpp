// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/ensure.hpp>
#include <conclave/record/refusal.hpp>

namespace conclave {

std::string_view to_string(Reason reason) noexcept {
  switch (reason) {
  case Reason::malformed_json:
    return "malformed_json";
  case Reason::not_canonical:
    return "not_canonical";
  case Reason::unknown_member:
    return "unknown_member";
  case Reason::missing_member:
    return "missing_member";
  case Reason::wrong_type:
    return "wrong_type";
  case Reason::out_of_range:
    return "out_of_range";
  case Reason::bad_identifier:
    return "bad_identifier";
  case Reason::bad_encoding:
    return "bad_encoding";
  case Reason::unknown_kind:
    return "unknown_kind";
  case Reason::malformed_import:
    return "malformed_import";
  case Reason::bad_signature:
    return "bad_signature";
  case Reason::unknown_author:
    return "unknown_author";
  case Reason::wrong_key:
    return "wrong_key";
  case Reason::wrong_log:
    return "wrong_log";
  case Reason::bad_counter:
    return "bad_counter";
  case Reason::counter_reused:
    return "counter_reused";
  case Reason::unseen_head:
    return "unseen_head";
  case Reason::stale_answer:
    return "stale_answer";
  case Reason::clock_skew:
    return "clock_skew";
  case Reason::not_entitled:
    return "not_entitled";
  case Reason::not_presiding:
    return "not_presiding";
  case Reason::not_seated:
    return "not_seated";
  case Reason::recused:
    return "recused";
  case Reason::not_declared:
    return "not_declared";
  case Reason::own_recusal:
    return "own_recusal";
  case Reason::person_exists:
    return "person_exists";
  case Reason::unknown_person:
    return "unknown_person";
  case Reason::barred_person:
    return "barred_person";
  case Reason::near_match_of_barred:
    return "near_match_of_barred";
  case Reason::bad_mandate:
    return "bad_mandate";
  case Reason::not_enrolled:
    return "not_enrolled";
  case Reason::nothing_waiting:
    return "nothing_waiting";
  case Reason::key_in_use:
    return "key_in_use";
  case Reason::bad_roster:
    return "bad_roster";
  case Reason::invitation_invalid:
    return "invitation_invalid";
  case Reason::docket_exists:
    return "docket_exists";
  case Reason::unknown_case:
    return "unknown_case";
  case Reason::not_admissible:
    return "not_admissible";
  case Reason::unknown_check:
    return "unknown_check";
  case Reason::session_closed:
    return "session_closed";
  case Reason::wrong_phase:
    return "wrong_phase";
  case Reason::no_quorum:
    return "no_quorum";
  case Reason::no_roll_call:
    return "no_roll_call";
  case Reason::already_done:
    return "already_done";
  case Reason::too_early:
    return "too_early";
  case Reason::too_late:
    return "too_late";
  case Reason::unknown_motion:
    return "unknown_motion";
  case Reason::unknown_candidate:
    return "unknown_candidate";
  case Reason::too_few_left:
    return "too_few_left";
  case Reason::round_limit:
    return "round_limit";
  case Reason::result_pending:
    return "result_pending";
  case Reason::unknown_ceremony:
    return "unknown_ceremony";
  case Reason::not_a_trustee:
    return "not_a_trustee";
  case Reason::bad_commitment:
    return "bad_commitment";
  case Reason::bad_dealing:
    return "bad_dealing";
  case Reason::bad_complaint:
    return "bad_complaint";
  case Reason::transcript_mismatch:
    return "transcript_mismatch";
  case Reason::no_live_key:
    return "no_live_key";
  case Reason::key_voided:
    return "key_voided";
  case Reason::unknown_round:
    return "unknown_round";
  case Reason::round_mismatch:
    return "round_mismatch";
  case Reason::not_in_electorate:
    return "not_in_electorate";
  case Reason::bad_sequence:
    return "bad_sequence";
  case Reason::not_prepared:
    return "not_prepared";
  case Reason::ballot_spoiled:
    return "ballot_spoiled";
  case Reason::reused_ciphertext:
    return "reused_ciphertext";
  case Reason::bad_proof:
    return "bad_proof";
  case Reason::target_mismatch:
    return "target_mismatch";
  case Reason::not_agreed:
    return "not_agreed";
  case Reason::bad_tally:
    return "bad_tally";
  case Reason::not_closed:
    return "not_closed";
  case Reason::certificate_mismatch:
    return "certificate_mismatch";
  case Reason::bad_record:
    return "bad_record";
  case Reason::bad_inclusion:
    return "bad_inclusion";
  case Reason::finding_mismatch:
    return "finding_mismatch";
  case Reason::time_reversed:
    return "time_reversed";
  case Reason::anchor_mismatch:
    return "anchor_mismatch";
  case Reason::too_large:
    return "too_large";
  case Reason::too_fast:
    return "too_fast";
  case Reason::sign_in_required:
    return "sign_in_required";
  case Reason::unavailable:
    return "unavailable";
  }
  broken("a reason without a name");
}

std::string describe(Refusal const& refusal) {
  std::string line(to_string(refusal.reason));
  if (!refusal.where.empty()) line.append(" at ").append(refusal.where);
  if (!refusal.detail.empty()) line.append(": ").append(refusal.detail);
  return line;
}

void throw_exception_from_error(Refusal const& refusal, boost::source_location const& where) {
  broken("a value was taken that is not there: " + describe(refusal) + ", taken at " + where.to_string());
}

}  // namespace conclave
