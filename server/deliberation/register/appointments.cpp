// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "calendar.hpp"
#include "folding.hpp"
#include "register_clauses.hpp"

#include <conclave/deliberation/register/people.hpp>

#include <algorithm>
#include <set>

namespace conclave::deliberation::register_clauses {
namespace {

/// Whether somebody can be appointed under this id and name.
Result<void> check_appointee(RegisterState const& state, PersonId const& person, std::string_view name,
                             Timestamp now) {
  if (person == state.director->person) {
    return refuse(Reason::person_exists, "/body/person", person.str() + " is the Director");
  }
  auto const known = state.people->find(person);
  if (known != state.people->end() && appointment_stands(known->second, now)) {
    return refuse(Reason::person_exists, "/body/person", person.str() + " is appointed already");
  }
  return check_text(name, "/body/name", "the name");
}

Result<void> check_mandate(Timestamp from, Timestamp to) {
  if (from > last_date || to > last_date) {
    return refuse(Reason::bad_mandate, from > last_date ? "/body/mandate_from" : "/body/mandate_to",
                  "no date before the year 10000");
  }
  if (to <= from) {
    return refuse(Reason::bad_mandate, "/body/mandate_to",
                  "the mandate ends (" + date(to) + ") before it begins (" + date(from) + ")");
  }
  return {};
}

/// A new appointment in the place of one that is over, if there was one. Keys stay with their people.
void appoint(RegisterState& state, PersonId const& id, Appointment appointment) {
  auto& person = state.people.edit()[id];
  person.appointment = std::move(appointment);
  person.standing = Appointed{};
  person.waiting.reset();
}

/// The appointment is over; what was signed is no longer in force.
void conclude(Person& person, AppointmentStanding standing) {
  person.standing = standing;
  person.signed_entry.reset();
  person.waiting.reset();
}

}  // namespace

// --- appoint_secretariat ---

Result<void> check(RegisterState const& state, RegisterAct const& act, AppointSecretariat const& body,
                   Timestamp now) {
  if (auto const may = by_director(state, act); !may) return may.error();
  if (auto const free = check_appointee(state, body.person, body.name, now); !free) return free.error();
  return check_mandate(body.mandate_from, body.mandate_to);
}

void apply(RegisterState& state, RegisterAct const&, AppointSecretariat const& body, Step const&) {
  appoint(state, body.person, {Role::secretariat, body.name, body.mandate_from, body.mandate_to, {}, false});
}

// --- appoint_juror (R-A1, R-A2) ---

Result<void> check(RegisterState const& state, RegisterAct const& act, AppointJuror const& body,
                   Timestamp now) {
  if (auto const may = by_director(state, act); !may) return may.error();
  if (auto const free = check_appointee(state, body.person, body.name, now); !free) return free.error();
  if (auto const mandate = check_mandate(body.mandate_from, body.mandate_to); !mandate)
    return mandate.error();
  auto const years = state.rules->mandate.term_years;
  auto const end = mandate_end(body.mandate_from, years);
  if (body.mandate_to != end) {
    return refuse(Reason::bad_mandate, "/body/mandate_to",
                  "a mandate lasts " + std::to_string(years) + " years: from " + date(body.mandate_from) +
                      " to " + date(end) + ", at the same time of day");
  }
  auto const barred = find_barred(state, body.name, text_of(act, body.email).value_or(""));
  switch (barred.match) {
  case Match::none:
    return {};
  case Match::near:
    if (body.near_match_confirmed.value_or(false)) return {};
    return refuse(Reason::near_match_of_barred, "/body/name",
                  body.name + " is close to " + barred.barred_name + " on the list \"" +
                      state.rules->barred_list + "\"; confirm that this is somebody else");
  case Match::exact:
    return refuse(Reason::barred_person, "/body/name",
                  body.name + " is on the list \"" + state.rules->barred_list + "\" (as " +
                      barred.barred_name + ") and cannot be appointed");
  }
  broken("a match that is none of the three");
}

void apply(RegisterState& state, RegisterAct const& act, AppointJuror const& body, Step const&) {
  JurorDetails details{body.email,
                       body.region,
                       body.gender,
                       body.expertise,
                       body.independence,
                       text_of(act, body.email),
                       text_of(act, body.region),
                       text_of(act, body.gender)};
  appoint(state, body.person,
          {Role::juror, body.name, body.mandate_from, body.mandate_to, std::move(details),
           body.near_match_confirmed.value_or(false)});
}

// --- end_appointment ---

Result<void> check(RegisterState const& state, RegisterAct const& act, EndAppointment const& body,
                   Timestamp) {
  if (auto const may = by_director(state, act); !may) return may.error();
  auto const found = state.people->find(body.person);
  if (found == state.people->end()) {
    return refuse(Reason::unknown_person, "/body/person", body.person.str() + " was never appointed");
  }
  if (!std::holds_alternative<Appointed>(found->second.standing)) {
    return refuse(Reason::already_done, "/body/person",
                  "the appointment of " + body.person.str() + " is over already");
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, EndAppointment const& body, Step const& step) {
  conclude(state.people.edit().at(body.person), Ended{step.time});
  embed(state, step);
}

// --- bar_person (R-A2) ---

Result<void> check(RegisterState const& state, RegisterAct const& act, BarPerson const& body, Timestamp) {
  if (auto const may = by_director(state, act); !may) return may.error();
  if (auto const name = check_text(body.name, "/body/name", "the name"); !name) return name.error();
  auto const email = text_of(act, body.email);
  for (auto const& barred : *state.barred) {
    bool const same_email = email && barred.email_text && folded(*email) == folded(*barred.email_text);
    if (same_email && match_names(barred.name, body.name) == Match::exact) {
      return refuse(Reason::already_done, "/body/name",
                    body.name + " is on the list \"" + state.rules->barred_list + "\" already");
    }
  }
  std::set<PersonId> named;
  for (std::size_t i = 0; i < body.unseats.size(); ++i) {
    auto const where = "/body/unseats/" + std::to_string(i);
    auto const& id = body.unseats[i];
    auto const found = state.people->find(id);
    if (found == state.people->end() || found->second.appointment.role != Role::juror ||
        !std::holds_alternative<Appointed>(found->second.standing)) {
      return refuse(Reason::unknown_person, where, id.str() + " has no seat to lose");
    }
    if (!named.insert(id).second) return refuse(Reason::out_of_range, where, id.str() + " is named twice");
    auto const& juror = found->second.appointment.juror;
    if (!email || !juror || !juror->email_text) continue;  // who cannot see the addresses cannot compare them
    if (match_names(body.name, found->second.appointment.name) == Match::none &&
        match_emails(*email, *juror->email_text) == Match::none) {
      return refuse(Reason::out_of_range, where, id.str() + " is somebody else than " + body.name);
    }
  }
  for (auto const& id : barred_seats(state, body.name, email.value_or(""))) {
    if (!named.contains(id)) {
      return refuse(Reason::barred_person, "/body/unseats",
                    id.str() + " is " + body.name + ", has a seat, and must be named to lose it");
    }
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const& act, BarPerson const& body, Step const& step) {
  state.barred.edit().push_back({body.name, body.email, text_of(act, body.email), step.time});
  if (!body.unseats.empty()) embed(state, step);
}

void apply(RegisterState& state, JurorSeatLost const& finding, Step const& step) {
  conclude(state.people.edit().at(finding.person), Barred{step.time});
}

}  // namespace conclave::deliberation::register_clauses
