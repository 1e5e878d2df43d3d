// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "confidence.hpp"

#include <conclave/deliberation/act_codec.hpp>

#include <optional>
#include <variant>

namespace conclave::server {
namespace {

using namespace deliberation;

bool is_director(Director const& director, PersonId const& person) {
  return director.person == person;
}

/// The case that an act is about: named by itself, or by its round or ceremony.
std::optional<CaseId> case_of(SessionState const& state, SessionActBody const& body) {
  return std::visit(
      [&]<class Body>(Body const& act) -> std::optional<CaseId> {
        if constexpr (requires { act.case_id; }) {
          return act.case_id;
        } else if constexpr (requires { act.round; }) {
          auto const round = state.rounds.find(act.round);
          if (round != state.rounds.end()) return round->second->case_id;
        } else if constexpr (requires { act.key; }) {
          if constexpr (std::is_same_v<std::decay_t<decltype(act.key)>, KeyId>) {
            auto const ceremony = state.ceremonies.find(act.key);
            if (ceremony != state.ceremonies.end()) return ceremony->second->case_id;
          }
        }
        return std::nullopt;
      },
      body);
}

bool has_access(SessionState const& state, PersonId const& person, CaseId const& case_id) {
  auto found = state.cases.find(case_id);
  if (found == state.cases.end()) return true;
  if (auto const& election = found->second->election) {
    // Nobody declares on an election; one for a single case is that case's.
    if (!election->for_case) return true;
    found = state.cases.find(*election->for_case);
    if (found == state.cases.end()) return true;
  }
  auto const standing = found->second->standings.find(person);
  return standing != found->second->standings.end() && standing->second.standing == Standing::cleared;
}

}  // namespace

bool may_read_openings(RegisterState const& state, PersonId const& person, record::Entry const& entry) {
  if (state.director && is_director(*state.director, person)) return true;
  auto const found = state.people->find(person);
  if (found != state.people->end() && found->second.appointment.role == Role::secretariat &&
      appointment_stands(found->second, state.last_time)) {
    return true;
  }
  auto const act = decode_act<RegisterActBody>(entry.envelope);
  return act && act->header.author == person;
}

bool may_read_openings(SessionState const& state, PersonId const& person, record::Entry const& entry) {
  auto const act = decode_act<SessionActBody>(entry.envelope);
  if (!act) return false;
  if (act->header.author == person || is_director(state.roster->director, person)) return true;
  auto const juror = state.jurors.find(person);
  if (juror == state.jurors.end()) {
    auto const listed = state.roster->entries.find(person);
    return listed != state.roster->entries.end() && listed->second.role == Role::secretariat &&
           !why_not_seated(listed->second, state.last_time);
  }
  if (!juror->second.seated) return false;
  auto const about = case_of(state, act->body);
  return !about || has_access(state, person, *about);
}

}  // namespace conclave::server
