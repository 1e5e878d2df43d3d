// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every act of the register, the log about the jury itself, as it is signed. The author stands in the
// header. Free texts and personal attributes are salted commitments (R-F4); where one is withheld, the
// commitment is to the empty text.
#pragma once

#include <conclave/deliberation/act.hpp>
#include <conclave/deliberation/roster.hpp>
#include <conclave/deliberation/rules.hpp>
#include <conclave/deliberation/session/parts.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace conclave::deliberation {

// --- The Director (R-A6) ---

/// Entry 0 of the register, by the Director, signed with the very key that it names: the root of trust.
struct FoundRegister {
  std::string name;
  crypto::PublicKey key;
  Rules rules;  ///< of the body; a session may freeze these or others
  static constexpr std::string_view kind = "found_register";
  static constexpr auto members = record::members(
      record::member("name", &FoundRegister::name, record::at_most(200)),
      record::member("key", &FoundRegister::key), record::member("rules", &FoundRegister::rules));
};

/// The Director puts new rules in force for what follows in the register.
struct AdoptRules {
  Rules rules;
  static constexpr std::string_view kind = "adopt_rules";
  static constexpr auto members = record::members(record::member("rules", &AdoptRules::rules));
};

/// The Director installs the next one, or takes a new key for the same person.
struct HandOverDirectorship {
  PersonId person;
  std::string name;
  crypto::PublicKey key;
  static constexpr std::string_view kind = "hand_over_directorship";
  static constexpr auto members =
      record::members(record::member("person", &HandOverDirectorship::person),
                      record::member("name", &HandOverDirectorship::name, record::at_most(200)),
                      record::member("key", &HandOverDirectorship::key));
};

// --- Appointments (R-A1, R-A2, R-A6) ---

/// The Director appoints a member of the secretariat.
struct AppointSecretariat {
  PersonId person;
  std::string name;
  Timestamp mandate_from;
  Timestamp mandate_to;
  static constexpr std::string_view kind = "appoint_secretariat";
  static constexpr auto members =
      record::members(record::member("person", &AppointSecretariat::person),
                      record::member("name", &AppointSecretariat::name, record::at_most(200)),
                      record::member("mandate_from", &AppointSecretariat::mandate_from),
                      record::member("mandate_to", &AppointSecretariat::mandate_to));
};

/// The Director appoints a juror. mandate_to is mandate_end(mandate_from, rules.mandate.term_years).
struct AppointJuror {
  PersonId person;
  std::string name;
  Commitment email;
  Commitment region;
  Commitment gender;
  Commitment expertise;
  Commitment independence;
  Timestamp mandate_from;
  Timestamp mandate_to;
  std::optional<bool> near_match_confirmed;  ///< "yes, this is somebody else than the barred person"
  static constexpr std::string_view kind = "appoint_juror";
  static constexpr auto members = record::members(
      record::member("person", &AppointJuror::person),
      record::member("name", &AppointJuror::name, record::at_most(200)),
      record::member("email", &AppointJuror::email), record::member("region", &AppointJuror::region),
      record::member("gender", &AppointJuror::gender), record::member("expertise", &AppointJuror::expertise),
      record::member("independence", &AppointJuror::independence),
      record::member("mandate_from", &AppointJuror::mandate_from),
      record::member("mandate_to", &AppointJuror::mandate_to),
      record::member("near_match_confirmed", &AppointJuror::near_match_confirmed));
};

/// The Director ends an appointment before its time.
struct EndAppointment {
  PersonId person;
  Commitment reason;
  static constexpr std::string_view kind = "end_appointment";
  static constexpr auto members = record::members(record::member("person", &EndAppointment::person),
                                                  record::member("reason", &EndAppointment::reason));
};

/// The Director puts somebody on the list of barred people. The act itself names the jurors who lose their
/// seats by it, so that a record shows it without anybody's e-mail address: every juror whom the name or the
/// address matches (barred_seats() computes them), and no one else but near matches.
struct BarPerson {
  std::string name;
  Commitment email;
  std::vector<PersonId> unseats;
  static constexpr std::string_view kind = "bar_person";
  static constexpr auto members =
      record::members(record::member("name", &BarPerson::name, record::at_most(200)),
                      record::member("email", &BarPerson::email),
                      record::member("unseats", &BarPerson::unseats, record::at_most(100)));
};

// --- Keys and the roster (protocol section 4) ---

/// An appointed person names the identity key that their browser made, signed with that key. It waits for
/// the Director's signature; until then a key that was enrolled before stays in force.
struct Enrol {
  crypto::PublicKey key;
  static constexpr std::string_view kind = "enrol";
  static constexpr auto members = record::members(record::member("key", &Enrol::key));
};

/// The Director signs what waits, in one step (waiting_for_signature() lists it).
struct SignRoster {
  std::vector<RosterEntry> entries;
  static constexpr std::string_view kind = "sign_roster";
  static constexpr auto members =
      record::members(record::member("entries", &SignRoster::entries, record::at_most(200)));
};

// --- Dockets (R-B1, R-B2) ---

/// A case as a docket brings it.
struct DocketCase {
  CaseId case_id;
  std::string title;
  std::string country;
  std::string region;
  CaseKind kind = CaseKind::application;
  std::string motion;  ///< what is put to the jury
  static constexpr auto members =
      record::members(record::member("case", &DocketCase::case_id),
                      record::member("title", &DocketCase::title, record::at_most(400)),
                      record::member("country", &DocketCase::country, record::at_most(200)),
                      record::member("region", &DocketCase::region, record::at_most(200)),
                      record::member("kind", &DocketCase::kind),
                      record::member("motion", &DocketCase::motion, record::at_most(4000)));
  friend bool operator==(DocketCase const&, DocketCase const&) = default;
};

/// The secretariat brings in a docket: read from a file, or entered by hand.
struct ImportDocket {
  DocketId docket;
  std::string title;
  std::string source;  ///< where the cases come from; may be empty
  std::vector<DocketCase> cases;
  static constexpr std::string_view kind = "import_docket";
  static constexpr auto members =
      record::members(record::member("docket", &ImportDocket::docket),
                      record::member("title", &ImportDocket::title, record::at_most(400)),
                      record::member("source", &ImportDocket::source, record::at_most(1000)),
                      record::member("cases", &ImportDocket::cases, record::at_most(2000)));
};

/// What the secretariat found on one check of one case.
enum class CheckResult { passed, failed };

struct RecordedCheck {
  CaseId case_id;
  std::string check;  ///< an id of rules.admissibility.checks
  CheckResult result = CheckResult::passed;
  static constexpr auto members =
      record::members(record::member("case", &RecordedCheck::case_id),
                      record::member("check", &RecordedCheck::check, record::at_most(64)),
                      record::member("result", &RecordedCheck::result));
};

/// The secretariat records checks in bulk. A later word on the same check counts.
struct RecordChecks {
  DocketId docket;
  std::vector<RecordedCheck> checks;
  static constexpr std::string_view kind = "record_checks";
  static constexpr auto members =
      record::members(record::member("docket", &RecordChecks::docket),
                      record::member("checks", &RecordChecks::checks, record::at_most(10000)));
};

/// The secretariat asks for another document of a case.
struct RequestDocument {
  CaseId case_id;
  std::string document;  ///< what it is called
  static constexpr std::string_view kind = "request_document";
  static constexpr auto members =
      record::members(record::member("case", &RequestDocument::case_id),
                      record::member("document", &RequestDocument::document, record::at_most(200)));
};

/// A document that was asked for has come.
struct NoteDocumentReceived {
  CaseId case_id;
  std::string document;
  static constexpr std::string_view kind = "note_document_received";
  static constexpr auto members =
      record::members(record::member("case", &NoteDocumentReceived::case_id),
                      record::member("document", &NoteDocumentReceived::document, record::at_most(200)));
};

/// The secretariat lets a case go to the jury in spite of the checks that have failed, or are still to be
/// made, at this moment.
struct WaiveChecks {
  CaseId case_id;
  Commitment reason;
  static constexpr std::string_view kind = "waive_checks";
  static constexpr auto members = record::members(record::member("case", &WaiveChecks::case_id),
                                                  record::member("reason", &WaiveChecks::reason));
};

using RegisterActBody = std::variant<FoundRegister, AdoptRules, HandOverDirectorship, AppointSecretariat,
                                     AppointJuror, EndAppointment, BarPerson, Enrol, SignRoster, ImportDocket,
                                     RecordChecks, RequestDocument, NoteDocumentReceived, WaiveChecks>;

using RegisterAct = Act<RegisterActBody>;

}  // namespace conclave::deliberation

template <>
struct conclave::record::Names<conclave::deliberation::CheckResult> {
  static constexpr std::array<std::pair<conclave::deliberation::CheckResult, std::string_view>, 2> names{{
      {conclave::deliberation::CheckResult::passed, "passed"},
      {conclave::deliberation::CheckResult::failed, "failed"},
  }};
};
