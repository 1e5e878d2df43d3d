// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The register as it stands: who directs, who was appointed and enrolled, who is barred, what is on the
// dockets. Always fold(log). Texts behind commitments are here only where they were disclosed; nothing that
// is decided of an accepted act depends on them.
#pragma once

#include <conclave/deliberation/register/acts.hpp>
#include <conclave/deliberation/register/findings.hpp>
#include <conclave/deliberation/session/shared.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace conclave::deliberation {

/// What is known of a juror beside the roster.
struct JurorDetails {
  Commitment email;
  Commitment region;
  Commitment gender;
  Commitment expertise;
  Commitment independence;
  std::optional<std::string> email_text;  ///< if disclosed
  std::optional<std::string> region_text;
  std::optional<std::string> gender_text;
  friend bool operator==(JurorDetails const&, JurorDetails const&) = default;
};

struct Appointment {
  Role role = Role::juror;
  std::string name;
  Timestamp mandate_from;
  Timestamp mandate_to;
  std::optional<JurorDetails> juror;  ///< exactly for jurors
  bool near_match_confirmed = false;
  friend bool operator==(Appointment const&, Appointment const&) = default;
};

/// The appointment stands: within, before or after its mandate.
struct Appointed {
  friend bool operator==(Appointed const&, Appointed const&) = default;
};
/// The Director ended it.
struct Ended {
  Timestamp at;
  friend bool operator==(Ended const&, Ended const&) = default;
};
/// The juror was put on the list of barred people.
struct Barred {
  Timestamp at;
  friend bool operator==(Barred const&, Barred const&) = default;
};
using AppointmentStanding = std::variant<Appointed, Ended, Barred>;

/// Somebody who was appointed once. A later appointment takes the place of one that is over.
struct Person {
  Appointment appointment;
  AppointmentStanding standing = Appointed{};
  std::optional<crypto::PublicKey> key;      ///< in force: what their acts are signed with
  std::optional<crypto::PublicKey> waiting;  ///< enrolled, but not signed by the Director yet
  std::optional<RosterEntry> signed_entry;   ///< as the Director signed it last; none after the end
  std::uint32_t keys_replaced = 0;           ///< how often a lost key was replaced, for all to see
  friend bool operator==(Person const&, Person const&) = default;
};

struct BarredPerson {
  std::string name;
  Commitment email;
  std::optional<std::string> email_text;  ///< if disclosed
  Timestamp since;
  friend bool operator==(BarredPerson const&, BarredPerson const&) = default;
};

struct RequestedDocument {
  std::string document;
  bool received = false;
  friend bool operator==(RequestedDocument const&, RequestedDocument const&) = default;
};

/// Which checks a reason was recorded to waive.
struct Waiver {
  Commitment reason;
  std::set<std::string, std::less<>> checks;
  friend bool operator==(Waiver const&, Waiver const&) = default;
};

/// A case on a docket, and what the secretariat found on it.
struct CaseFile {
  DocketId docket;
  DocketCase item;
  std::map<std::string, CheckResult, std::less<>> checks;
  std::optional<Waiver> waiver;
  std::vector<RequestedDocument> documents;
  friend bool operator==(CaseFile const&, CaseFile const&) = default;
};

struct Docket {
  std::string title;
  std::string source;
  std::vector<CaseId> cases;                          ///< in the order of the import
  std::map<std::string, std::uint32_t> applications;  ///< how many there are, by folded country
  friend bool operator==(Docket const&, Docket const&) = default;
};

struct RegisterState {
  LogId log;
  crypto::PublicKey server_key;       ///< handed in when the log is created
  std::optional<Director> founder;    ///< of entry 0
  std::optional<Director> director;   ///< now
  bool replaced_by_operator = false;  ///< some Director came without the signature of the one before
  Shared<Rules> rules;                ///< in force now
  Shared<std::map<PersonId, Person>> people;
  Shared<std::map<crypto::PublicKey, PersonId>> keys;  ///< every key that was ever named, and whose it is
  Shared<std::vector<BarredPerson>> barred;
  Shared<std::map<DocketId, Shared<Docket>>> dockets;
  Shared<std::map<CaseId, Shared<CaseFile>>> cases;
  Shared<std::vector<SignedExcerpt>> roster;  ///< what sessions embed, for fold_roster()
  Timestamp last_time;                        ///< of the last entry
  friend bool operator==(RegisterState const&, RegisterState const&) = default;
};

// --- questions that the law asks of a state; a page asks the same ---

/// Whether this person's appointment stands at `now`: neither ended nor barred, and not run out.
bool appointment_stands(Person const& person, Timestamp now);

/// Why this person cannot be seated (or hold office) in a session at `now` (R-A1): unknown_person,
/// not_enrolled, barred_person, not_seated, each with a sentence. Nothing if nothing stands in the way.
std::optional<Refusal> why_not_seated(RegisterState const& state, PersonId const& person, Timestamp now);

/// The entries that wait for the Director's signature, in the order of their ids: new enrolments, replaced
/// keys, renewed appointments. sign_roster may take any of them, exactly as they stand here.
std::vector<RosterEntry> waiting_for_signature(RegisterState const& state);

/// The roster that follows from the excerpts. Precondition (aborts): the register is founded.
Roster roster_of(RegisterState const& state);

}  // namespace conclave::deliberation
