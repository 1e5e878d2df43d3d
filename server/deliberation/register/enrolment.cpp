// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "register_clauses.hpp"

#include <set>

namespace conclave::deliberation::register_clauses {
namespace {

/// The first member in which a line differs from the one that is due; nothing if they are the same.
std::optional<std::string_view> difference(RosterEntry const& line, RosterEntry const& due) {
  if (line.name != due.name) return "name";
  if (line.role != due.role) return "role";
  if (line.key != due.key) return "key";
  if (line.mandate_from != due.mandate_from) return "mandate_from";
  if (line.mandate_to != due.mandate_to) return "mandate_to";
  if (line.region != due.region) return "region";
  if (line.gender != due.gender) return "gender";
  return std::nullopt;
}

Result<void> check_line(RegisterState const& state, RosterEntry const& line, std::string const& where) {
  auto const found = state.people->find(line.person);
  if (found == state.people->end()) {
    return refuse(Reason::unknown_person, where + "/person", line.person.str() + " was never appointed");
  }
  if (!std::holds_alternative<Appointed>(found->second.standing)) {
    return refuse(Reason::bad_roster, where + "/person",
                  "the appointment of " + line.person.str() + " is over");
  }
  if (line.person == state.director->person) {
    return refuse(Reason::bad_roster, where + "/person",
                  line.person.str() + " is the Director, and has no seat");
  }
  auto const due = line_to_sign(line.person, found->second);
  if (!due) {
    return refuse(Reason::not_enrolled, where + "/key", line.person.str() + " has not enrolled a key yet");
  }
  if (auto const member = difference(line, *due)) {
    return refuse(Reason::bad_roster, where + '/' + std::string(*member),
                  "differs from the appointment or enrolment of " + line.person.str());
  }
  if (found->second.signed_entry == *due) {
    return refuse(Reason::nothing_waiting, where, line.person.str() + " is signed already");
  }
  return {};
}

}  // namespace

std::optional<RosterEntry> line_to_sign(PersonId const& id, Person const& person) {
  auto const& key = person.waiting ? person.waiting : person.key;
  if (!key) return std::nullopt;
  auto const& appointment = person.appointment;
  RosterEntry line{id,
                   appointment.name,
                   appointment.role,
                   *key,
                   appointment.mandate_from,
                   appointment.mandate_to,
                   std::nullopt,
                   std::nullopt};
  if (appointment.juror) {
    line.region = appointment.juror->region;
    line.gender = appointment.juror->gender;
  }
  return line;
}

// --- enrol ---

Result<void> check(RegisterState const& state, RegisterAct const& act, Enrol const& body, Timestamp) {
  auto const found = state.people->find(act.header.author);
  if (found == state.people->end()) {
    return refuse(Reason::unknown_person, "/author", act.header.author.str() + " was never appointed");
  }
  if (!std::holds_alternative<Appointed>(found->second.standing)) {
    return refuse(Reason::not_entitled, "/author",
                  "the appointment of " + act.header.author.str() + " is over");
  }
  return check_new_key(state, body.key, "/body/key");
}

void apply(RegisterState& state, RegisterAct const& act, Enrol const& body, Step const&) {
  state.people.edit().at(act.header.author).waiting = body.key;
  state.keys.edit().emplace(body.key, act.header.author);
}

// --- sign_roster ---

Result<void> check(RegisterState const& state, RegisterAct const& act, SignRoster const& body, Timestamp) {
  if (auto const may = by_director(state, act); !may) return may.error();
  if (body.entries.empty()) return refuse(Reason::nothing_waiting, "/body/entries", "nothing is signed");
  std::set<PersonId> people;
  for (std::size_t i = 0; i < body.entries.size(); ++i) {
    auto const where = "/body/entries/" + std::to_string(i);
    if (!people.insert(body.entries[i].person).second) {
      return refuse(Reason::bad_roster, where + "/person", body.entries[i].person.str() + " stands twice");
    }
    if (auto const line = check_line(state, body.entries[i], where); !line) return line.error();
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, SignRoster const& body, Step const& step) {
  auto& people = state.people.edit();
  for (auto const& line : body.entries) {
    auto& person = people.at(line.person);
    if (person.key && *person.key != line.key) ++person.keys_replaced;
    person.key = line.key;
    person.waiting.reset();
    person.signed_entry = line;
  }
  embed(state, step);
}

}  // namespace conclave::deliberation::register_clauses
