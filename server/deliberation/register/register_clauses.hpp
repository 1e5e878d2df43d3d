// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The clauses of the register's law: for each act, check() says whether it holds, and apply() what it
// changes. An act that passed check() with all texts disclosed passes it without any: a verifier of a
// published record comes to the same end.
#pragma once

#include <conclave/deliberation/register/acts.hpp>
#include <conclave/deliberation/register/findings.hpp>
#include <conclave/deliberation/register/state.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace conclave::deliberation::register_clauses {

/// The entry that is being applied.
struct Step {
  Timestamp time;
  record::Envelope const* envelope = nullptr;
};

// --- who may act ---

Result<void> by_director(RegisterState const& state, RegisterAct const& act);
Result<void> by_secretariat(RegisterState const& state, RegisterAct const& act, Timestamp now);

// --- what several clauses need ---

/// Refuses a key that was ever anybody's, or is the server's.
Result<void> check_new_key(RegisterState const& state, crypto::PublicKey const& key,
                           std::string_view pointer);
/// Whether `person` may become Director: no appointment of theirs stands.
Result<void> check_next_director(RegisterState const& state, PersonId const& person, std::string_view name,
                                 crypto::PublicKey const& key, Timestamp now);
/// The text behind a commitment, if it was disclosed.
std::optional<std::string> text_of(RegisterAct const& act, Commitment const& commitment);
/// The person's line of the roster as the Director would sign it now, if there is a key to sign.
std::optional<RosterEntry> line_to_sign(PersonId const& id, Person const& person);
/// Keeps the entry among the excerpts that sessions embed.
void embed(RegisterState& state, Step const& step);

// --- the Director ---

Result<void> check(RegisterState const& state, RegisterAct const& act, FoundRegister const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, FoundRegister const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, AdoptRules const& body, Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, AdoptRules const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, HandOverDirectorship const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, HandOverDirectorship const& body, Step const& step);

// --- appointments ---

Result<void> check(RegisterState const& state, RegisterAct const& act, AppointSecretariat const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, AppointSecretariat const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, AppointJuror const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, AppointJuror const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, EndAppointment const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, EndAppointment const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, BarPerson const& body, Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, BarPerson const& body, Step const& step);

// --- keys and the roster ---

Result<void> check(RegisterState const& state, RegisterAct const& act, Enrol const& body, Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, Enrol const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, SignRoster const& body, Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, SignRoster const& body, Step const& step);

// --- dockets ---

Result<void> check(RegisterState const& state, RegisterAct const& act, ImportDocket const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, ImportDocket const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, RecordChecks const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, RecordChecks const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, RequestDocument const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, RequestDocument const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, NoteDocumentReceived const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, NoteDocumentReceived const& body, Step const& step);
Result<void> check(RegisterState const& state, RegisterAct const& act, WaiveChecks const& body,
                   Timestamp now);
void apply(RegisterState& state, RegisterAct const& act, WaiveChecks const& body, Step const& step);

// --- findings ---

void apply(RegisterState& state, JurorSeatLost const& finding, Step const& step);
void apply(RegisterState& state, DirectorReplaced const& finding, Step const& step);
void apply(RegisterState& state, RegisterResumed const& finding, Step const& step);

}  // namespace conclave::deliberation::register_clauses
