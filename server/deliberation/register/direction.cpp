// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "folding.hpp"
#include "register_clauses.hpp"

#include <conclave/record/ensure.hpp>

namespace conclave::deliberation::register_clauses {
namespace {

void install(RegisterState& state, Director director) {
  state.keys.edit().emplace(director.key, director.person);
  state.director = std::move(director);
}

}  // namespace

Result<void> by_director(RegisterState const& state, RegisterAct const& act) {
  if (state.director && act.header.author == state.director->person) return {};
  return refuse(Reason::not_entitled, "/author", "only the Director may do this");
}

Result<void> by_secretariat(RegisterState const& state, RegisterAct const& act, Timestamp now) {
  auto const found = state.people->find(act.header.author);
  if (found == state.people->end() || found->second.appointment.role != Role::secretariat) {
    return refuse(Reason::not_entitled, "/author", "only a member of the secretariat may do this");
  }
  if (auto const why = why_not_seated(state, act.header.author, now)) {
    return refuse(Reason::not_entitled, "/author", why->detail);
  }
  return {};
}

Result<void> check_new_key(RegisterState const& state, crypto::PublicKey const& key,
                           std::string_view pointer) {
  if (key == state.server_key) {
    return refuse(Reason::key_in_use, std::string(pointer), "this is the server's key");
  }
  auto const owner = state.keys->find(key);
  if (owner == state.keys->end()) return {};
  return refuse(Reason::key_in_use, std::string(pointer),
                "the key is, or once was, that of " + owner->second.str() + "; make a new one");
}

Result<void> check_next_director(RegisterState const& state, PersonId const& person, std::string_view name,
                                 crypto::PublicKey const& key, Timestamp now) {
  if (auto const named = check_text(name, "/body/name", "the name"); !named) return named.error();
  auto const known = state.people->find(person);
  if (known != state.people->end() && appointment_stands(known->second, now)) {
    return refuse(Reason::person_exists, "/body/person",
                  person.str() + " is appointed already; end that appointment first");
  }
  return check_new_key(state, key, "/body/key");
}

std::optional<std::string> text_of(RegisterAct const& act, Commitment const& commitment) {
  auto const found = act.disclosed.find(commitment);
  if (found == act.disclosed.end()) return std::nullopt;
  return found->second;
}

void embed(RegisterState& state, Step const& step) {
  ensure(step.envelope != nullptr, "an entry of the roster comes with its envelope");
  state.roster.edit().push_back(excerpt_of(*step.envelope));
}

// --- found_register ---

Result<void> check(RegisterState const& state, RegisterAct const&, FoundRegister const& body, Timestamp) {
  if (state.director) return refuse(Reason::wrong_phase, "/kind", "the register is founded already");
  if (auto const name = check_text(body.name, "/body/name", "the name"); !name) return name.error();
  if (auto const key = check_new_key(state, body.key, "/body/key"); !key) return key.error();
  if (auto const sound = check_rules(body.rules); !sound) {
    return refuse(sound.error().reason, "/body/rules" + sound.error().where, sound.error().detail);
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const& act, FoundRegister const& body, Step const& step) {
  state.rules = Shared<Rules>(body.rules);
  install(state, {act.header.author, body.name, body.key});
  state.founder = state.director;
  embed(state, step);
}

// --- adopt_rules ---

Result<void> check(RegisterState const& state, RegisterAct const& act, AdoptRules const& body, Timestamp) {
  if (auto const may = by_director(state, act); !may) return may.error();
  if (auto const sound = check_rules(body.rules); !sound) {
    return refuse(sound.error().reason, "/body/rules" + sound.error().where, sound.error().detail);
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, AdoptRules const& body, Step const&) {
  state.rules = Shared<Rules>(body.rules);
}

// --- hand_over_directorship, director_replaced ---

Result<void> check(RegisterState const& state, RegisterAct const& act, HandOverDirectorship const& body,
                   Timestamp now) {
  if (auto const may = by_director(state, act); !may) return may.error();
  return check_next_director(state, body.person, body.name, body.key, now);
}

void apply(RegisterState& state, RegisterAct const&, HandOverDirectorship const& body, Step const& step) {
  install(state, {body.person, body.name, body.key});
  embed(state, step);
}

void apply(RegisterState& state, DirectorReplaced const& finding, Step const& step) {
  install(state, {finding.person, finding.name, finding.key});
  state.replaced_by_operator = true;
  embed(state, step);
}

void apply(RegisterState&, RegisterResumed const&, Step const&) {
  // Nothing in the register runs against a clock.
}

}  // namespace conclave::deliberation::register_clauses
