// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The rules of procedure of a session, as a pure state machine: State + Act -> findings or a refusal;
// State + entry -> State. No clock, no I/O, no randomness: the same functions run in the server, on restart,
// in the simulation and in the verifier.
#pragma once

#include <conclave/deliberation/act_codec.hpp>
#include <conclave/deliberation/proof_check.hpp>
#include <conclave/deliberation/session/acts.hpp>
#include <conclave/deliberation/session/findings.hpp>
#include <conclave/deliberation/session/state.hpp>

#include <optional>
#include <vector>

namespace conclave::deliberation {

struct SessionLaw {
  using State = SessionState;
  using ActBody = SessionActBody;
  using FindingBody = SessionFinding;

  /// The state of a log without entries.
  static State begin(LogId log, crypto::PublicKey const& server_key);

  /// The key that must have signed the act. Errors: unknown_author; bad_roster for an open_session whose
  /// roster does not hold.
  static Result<crypto::PublicKey> key_of(State const& state, SessionAct const& act);

  /// The commitments whose texts must accompany the act when it is handed in.
  static std::vector<Commitment> demands(SessionAct const& act);

  /// What must be proved before the act is decided: the zero-knowledge proofs that it carries, bound to the
  /// contexts that follow from the state. Refuses what cannot even be set up against this state.
  static Result<std::optional<ProofCheck>> proofs(State const& state, SessionAct const& act);

  /// Whether the act holds, and the findings that follow from it at `now`, the time its entry will bear.
  /// Precondition: signature, counter, seen head and proofs() have been checked; elapse(state, now) is empty.
  static Result<std::vector<SessionFinding>> decide(State const& state, SessionAct const& act, Timestamp now);

  /// The state with one more entry. Precondition: the entry was decided, or recomputed.
  static void evolve(State& state, SessionHappening const& happening);

  /// When elapse() should next be asked.
  static std::optional<Timestamp> next_deadline(State const& state);

  /// What follows at `now` from time alone. Empty before the next deadline.
  static std::vector<SessionFinding> elapse(State const& state, Timestamp now);

  /// Whether the server may state this by itself at `now`: only `resumed`, for a gap after the last entry.
  static Result<void> check_statement(State const& state, SessionFinding const& finding, Timestamp now);
};

// Instantiated once, in the library: reading forty kinds of acts takes the compiler its time.
extern template Result<SessionAct> decode_act<SessionActBody>(record::Envelope const&);
extern template std::string encode_act<SessionActBody>(ActHeader const&, SessionActBody const&);
extern template Result<SessionFinding> decode_finding<SessionFinding>(LogId const&, record::Envelope const&);
extern template std::string encode_finding<SessionFinding>(LogId const&, SessionFinding const&);

}  // namespace conclave::deliberation
