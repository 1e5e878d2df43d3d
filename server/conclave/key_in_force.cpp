// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "key_in_force.hpp"

#include <variant>

namespace conclave::server {

using namespace deliberation;

namespace {

bool directs(RegisterState const& state, PersonId const& person) {
  return state.director && state.director->person == person;
}

Person const* appointed(RegisterState const& state, PersonId const& person) {
  auto const found = state.people->find(person);
  if (found == state.people->end() || !std::holds_alternative<Appointed>(found->second.standing))
    return nullptr;
  return &found->second;
}

}  // namespace

std::optional<crypto::PublicKey> key_in_force(RegisterState const& state, PersonId const& person) {
  if (directs(state, person)) return state.director->key;
  auto const* found = appointed(state, person);
  return found == nullptr ? std::nullopt : found->key;
}

RegisterStanding standing_in(RegisterState const& state, PersonId const& person) {
  if (directs(state, person)) return RegisterStanding::office;
  auto const* found = appointed(state, person);
  if (found == nullptr) return RegisterStanding::none;
  if (found->appointment.role == Role::juror) return RegisterStanding::juror;
  return appointment_stands(*found, state.last_time) ? RegisterStanding::office : RegisterStanding::none;
}

Result<void> may_invite(RegisterState const& state, PersonId const& by, PersonId const& person) {
  if (standing_in(state, by) != RegisterStanding::office) {
    return refuse(Reason::not_entitled, "", "the Director and the secretariat invite");
  }
  auto const* found = appointed(state, person);
  if (found == nullptr) return refuse(Reason::unknown_person, "/person", "nobody of this name is appointed");
  if (found->key && !directs(state, by)) {
    return refuse(Reason::already_done, "/person",
                  "enrolled already; if the key is lost, the Director may invite again");
  }
  return {};
}

}  // namespace conclave::server
