// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/participant/juror.hpp>

#include <conclave/crypto/hash.hpp>

#include <algorithm>

namespace conclave::participant {

using namespace deliberation;

namespace {

/// Whether the juror may take part in the case now, without being told why not.
bool takes_part(SessionState const& state, Case const& a_case, PersonId const& person) {
  Case const* governing = &a_case;
  if (a_case.election) {
    if (!a_case.election->for_case) {
      auto const juror = state.jurors.find(person);
      return juror != state.jurors.end() && juror->second.seated;
    }
    governing = &*state.cases.at(*a_case.election->for_case);
  }
  auto const juror = state.jurors.find(person);
  auto const standing = governing->standings.find(person);
  return juror != state.jurors.end() && juror->second.seated && standing != governing->standings.end() &&
         standing->second.standing == Standing::cleared;
}

}  // namespace

Juror::Juror(PersonId person, crypto::Randomness& randomness)
    : person_(std::move(person)), randomness_(randomness),
      session_key_(crypto::SessionKey::generate(randomness)) {}

std::optional<SessionIntent> Juror::duty(SessionState const& state) {
  if (!std::holds_alternative<Sitting>(state.phase)) return std::nullopt;
  auto const juror = state.jurors.find(person_);
  if (juror == state.jurors.end() || !juror->second.seated) return std::nullopt;
  if (!juror->second.session_key) return SessionIntent{JoinSession{session_key_.public_key()}, {}, {}};

  if (auto intent = roll_duty(state)) return intent;
  for (auto const& [id, ceremony] : state.ceremonies) {
    auto const& trustees = ceremony->trustees;
    if (!std::binary_search(trustees.begin(), trustees.end(), person_)) continue;
    if (auto intent = ceremony_duty(state, *ceremony)) return intent;
  }
  for (auto const& [id, round] : state.rounds) {
    if (!std::holds_alternative<Counting>(round->phase)) continue;
    if (!takes_part(state, *state.cases.at(round->case_id), person_)) continue;
    if (auto intent = round_duty(state, *round)) return intent;
  }
  return std::nullopt;
}

std::optional<SessionIntent> Juror::roll_duty(SessionState const& state) const {
  for (auto const& [id, a_case] : state.cases) {
    auto const* deliberating = std::get_if<Deliberating>(&a_case->phase);
    if (deliberating == nullptr || !deliberating->roll || deliberating->roll->present.contains(person_))
      continue;
    if (!takes_part(state, *a_case, person_)) continue;
    return SessionIntent{AnswerRollCall{id}, deliberating->roll->call.hash, {}};
  }
  return std::nullopt;
}

void Juror::forget_shares() {
  ceremonies_.clear();
  shares_.clear();
}

}  // namespace conclave::participant
