// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The law of the register, as a pure state machine: State + Act -> findings or a refusal; State + entry ->
// State. No clock, no I/O, no randomness.
#pragma once

#include <conclave/deliberation/act_codec.hpp>
#include <conclave/deliberation/proof_check.hpp>
#include <conclave/deliberation/register/acts.hpp>
#include <conclave/deliberation/register/findings.hpp>
#include <conclave/deliberation/register/state.hpp>

#include <optional>
#include <vector>

namespace conclave::deliberation {

struct RegisterLaw {
  using State = RegisterState;
  using ActBody = RegisterActBody;
  using FindingBody = RegisterFinding;

  /// The state of a log without entries.
  static State begin(LogId log, crypto::PublicKey const& server_key);

  /// The key that must have signed the act: the key in the body for found_register and enrol, else the
  /// author's key in force. Errors: unknown_author, not_enrolled.
  static Result<crypto::PublicKey> key_of(State const& state, RegisterAct const& act);

  /// The commitments whose texts must accompany the act when it is handed in.
  static std::vector<Commitment> demands(RegisterAct const& act);

  /// Nothing in the register carries a zero-knowledge proof.
  static Result<std::optional<ProofCheck>> proofs(State const& state, RegisterAct const& act);

  /// Whether the act holds, and the findings that follow from it at `now`, the time its entry will bear.
  /// What is checked of disclosed texts is skipped where they are missing; the findings are the same.
  /// Precondition: signature, counter and seen head have been checked.
  static Result<std::vector<RegisterFinding>> decide(State const& state, RegisterAct const& act,
                                                     Timestamp now);

  /// The state with one more entry. Precondition: the entry was decided, or recomputed; its envelope is
  /// there for acts and statements that the roster is made of.
  static void evolve(State& state, RegisterHappening const& happening);

  /// Nothing in the register runs against a clock.
  static std::optional<Timestamp> next_deadline(State const& state);
  static std::vector<RegisterFinding> elapse(State const& state, Timestamp now);

  /// Whether the server may state this by itself at `now`: director_replaced (for the operator), or resumed
  /// for a gap after the last entry. Anything else: finding_mismatch.
  static Result<void> check_statement(State const& state, RegisterFinding const& finding, Timestamp now);
};

// Instantiated once, in the library.
extern template Result<RegisterAct> decode_act<RegisterActBody>(record::Envelope const&);
extern template std::string encode_act<RegisterActBody>(ActHeader const&, RegisterActBody const&);
extern template Result<RegisterFinding> decode_finding<RegisterFinding>(LogId const&,
                                                                        record::Envelope const&);
extern template std::string encode_finding<RegisterFinding>(LogId const&, RegisterFinding const&);

}  // namespace conclave::deliberation
