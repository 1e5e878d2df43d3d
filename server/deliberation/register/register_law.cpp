// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "register_clauses.hpp"

#include <conclave/deliberation/register/register_law.hpp>

namespace conclave::deliberation {
namespace {

using namespace register_clauses;

/// Whose signature an act needs, where it is not simply its author's.
struct SigningKey {
  RegisterState const& state;
  PersonId const& author;

  Result<crypto::PublicKey> operator()(FoundRegister const& body) const { return body.key; }
  Result<crypto::PublicKey> operator()(Enrol const& body) const { return body.key; }
  Result<crypto::PublicKey> operator()(AdoptRules const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(HandOverDirectorship const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(AppointSecretariat const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(AppointJuror const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(EndAppointment const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(BarPerson const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(SignRoster const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(ImportDocket const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(RecordChecks const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(RequestDocument const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(NoteDocumentReceived const&) const { return in_force(); }
  Result<crypto::PublicKey> operator()(WaiveChecks const&) const { return in_force(); }

  Result<crypto::PublicKey> in_force() const {
    if (state.director && state.director->person == author) return state.director->key;
    auto const found = state.people->find(author);
    if (found == state.people->end()) {
      return refuse(Reason::unknown_author, "/author", "nobody of the id " + author.str() + " is known here");
    }
    if (!found->second.key) {
      return refuse(Reason::not_enrolled, "/author",
                    "no key of " + author.str() + " has been signed by the Director yet");
    }
    return *found->second.key;
  }
};

struct Demanded {
  using Out = std::vector<Commitment>;
  Out operator()(FoundRegister const&) const { return {}; }
  Out operator()(AdoptRules const&) const { return {}; }
  Out operator()(HandOverDirectorship const&) const { return {}; }
  Out operator()(AppointSecretariat const&) const { return {}; }
  Out operator()(AppointJuror const& body) const {
    return {body.email, body.region, body.gender, body.expertise, body.independence};
  }
  Out operator()(EndAppointment const& body) const { return {body.reason}; }
  Out operator()(BarPerson const& body) const { return {body.email}; }
  Out operator()(Enrol const&) const { return {}; }
  Out operator()(SignRoster const&) const { return {}; }
  Out operator()(ImportDocket const&) const { return {}; }
  Out operator()(RecordChecks const&) const { return {}; }
  Out operator()(RequestDocument const&) const { return {}; }
  Out operator()(NoteDocumentReceived const&) const { return {}; }
  Out operator()(WaiveChecks const& body) const { return {body.reason}; }
};

struct Statement {
  RegisterState const& state;
  Timestamp now;

  Result<void> operator()(JurorSeatLost const&) const {
    return refuse(Reason::finding_mismatch, "/finding", "a seat is lost by an act of the Director alone");
  }
  Result<void> operator()(DirectorReplaced const& body) const {
    if (!state.director) {
      return refuse(Reason::finding_mismatch, "/finding", "there is no Director to be replaced yet");
    }
    return check_next_director(state, body.person, body.name, body.key, now);
  }
  Result<void> operator()(RegisterResumed const& body) const {
    if (body.down_from < state.last_time || body.down_to < body.down_from || now < body.down_to) {
      return refuse(Reason::finding_mismatch, "/body",
                    "an outage lies between the last entry and the statement");
    }
    return {};
  }
};

}  // namespace

RegisterState RegisterLaw::begin(LogId log, crypto::PublicKey const& server_key) {
  RegisterState state;
  state.log = std::move(log);
  state.server_key = server_key;
  return state;
}

Result<crypto::PublicKey> RegisterLaw::key_of(RegisterState const& state, RegisterAct const& act) {
  return std::visit(SigningKey{state, act.header.author}, act.body);
}

std::vector<Commitment> RegisterLaw::demands(RegisterAct const& act) {
  return std::visit(Demanded{}, act.body);
}

Result<std::optional<ProofCheck>> RegisterLaw::proofs(RegisterState const&, RegisterAct const&) {
  return std::optional<ProofCheck>{};
}

Result<std::vector<RegisterFinding>> RegisterLaw::decide(RegisterState const& state, RegisterAct const& act,
                                                         Timestamp now) {
  auto const holds = std::visit([&](auto const& body) { return check(state, act, body, now); }, act.body);
  if (!holds) return holds.error();
  std::vector<RegisterFinding> findings;
  if (auto const* bar = std::get_if<BarPerson>(&act.body)) {
    for (auto const& person : bar->unseats)
      findings.emplace_back(JurorSeatLost{person});
  }
  return findings;
}

void RegisterLaw::evolve(RegisterState& state, RegisterHappening const& happening) {
  Step const step{happening.time, happening.envelope};
  if (auto const* act = std::get_if<RegisterAct>(&happening.what)) {
    std::visit([&](auto const& body) { apply(state, *act, body, step); }, act->body);
  } else {
    std::visit([&](auto const& body) { apply(state, body, step); },
               std::get<RegisterFinding>(happening.what));
  }
  state.last_time = happening.time;
}

std::optional<Timestamp> RegisterLaw::next_deadline(RegisterState const&) {
  return std::nullopt;
}

std::vector<RegisterFinding> RegisterLaw::elapse(RegisterState const&, Timestamp) {
  return {};
}

Result<void> RegisterLaw::check_statement(RegisterState const& state, RegisterFinding const& finding,
                                          Timestamp now) {
  return std::visit(Statement{state, now}, finding);
}

// --- questions ---

bool appointment_stands(Person const& person, Timestamp now) {
  return std::holds_alternative<Appointed>(person.standing) && now < person.appointment.mandate_to;
}

std::optional<Refusal> why_not_seated(RegisterState const& state, PersonId const& person, Timestamp now) {
  struct Over {
    PersonId const& person;
    std::string const& list;
    std::optional<Refusal> operator()(Appointed const&) const { return std::nullopt; }
    std::optional<Refusal> operator()(Ended const&) const {
      return refuse(Reason::not_seated, {}, "the Director has ended the appointment of " + person.str());
    }
    std::optional<Refusal> operator()(Barred const&) const {
      return refuse(Reason::barred_person, {}, person.str() + " was put on the list \"" + list + '"');
    }
  };
  auto const found = state.people->find(person);
  if (found == state.people->end()) {
    return refuse(Reason::unknown_person, {}, person.str() + " was never appointed");
  }
  if (auto over = std::visit(Over{person, state.rules->barred_list}, found->second.standing)) return over;
  if (!found->second.signed_entry) {
    return refuse(Reason::not_enrolled, {},
                  found->second.waiting ? "the Director has not signed the key of " + person.str() + " yet"
                                        : person.str() + " has not enrolled yet");
  }
  return why_not_seated(*found->second.signed_entry, now);
}

std::vector<RosterEntry> waiting_for_signature(RegisterState const& state) {
  std::vector<RosterEntry> waiting;
  for (auto const& [id, person] : *state.people) {
    if (!std::holds_alternative<Appointed>(person.standing)) continue;
    if (state.director && id == state.director->person) continue;
    auto const line = line_to_sign(id, person);
    if (line && person.signed_entry != *line) waiting.push_back(*line);
  }
  return waiting;
}

Roster roster_of(RegisterState const& state) {
  return fold_roster(*state.roster, state.server_key).value();
}

}  // namespace conclave::deliberation
