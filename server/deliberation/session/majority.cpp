// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "majority.hpp"

#include <algorithm>

namespace conclave::deliberation {

std::optional<OptionId> majority(crypto::RoundContext const& context, std::vector<Count> const& counts) {
  using crypto::OptionRole;
  bool const abstentions_count = context.basis.name != crypto::BasisName::votes_cast;
  std::int64_t all = 0;
  for (std::size_t j = 0; j < counts.size(); ++j) {
    if (context.options[j].role == OptionRole::option || abstentions_count) all += counts[j].votes;
  }
  for (std::size_t j = 0; j < counts.size(); ++j) {
    if (context.options[j].role != OptionRole::option) continue;
    std::int64_t const own = counts[j].votes;
    // S_j = a·c_j - b·Σ others + e
    std::int64_t const S = static_cast<std::int64_t>(context.basis.a) * own -
                           static_cast<std::int64_t>(context.basis.b) * (all - own) + context.basis.e;
    if (S >= 1) return counts[j].option;
  }
  return std::nullopt;
}

ElectionStep election_step(Rules const& rules, Election const& election, Round const& round,
                           std::vector<Count> const& counts, std::optional<OptionId> const& majority) {
  ElectionStep step;
  std::vector<PersonId> last;
  std::uint32_t fewest = 0;
  for (auto const& candidate : round.candidates) {
    auto const count = std::find_if(counts.begin(), counts.end(),
                                    [&](Count const& each) { return each.option.str() == candidate.str(); });
    ensure(count != counts.end(), "every candidate stood as an option");
    if (last.empty() || count->votes < fewest) {
      last = {candidate};
      fewest = count->votes;
    } else if (count->votes == fewest) {
      last.push_back(candidate);
    }
  }
  if (round.tie_break && election.tied != round.candidates) return step;  // one of them stands no more
  if (round.tie_break) {
    // A ballot among the tied, on who stays: the one with the fewest votes drops out; a smaller tie is voted
    // on alone.
    if (last.size() == 1) {
      step.dropped = last.front();
    } else {
      step.tied = last;
    }
    return step;
  }
  auto const standing = [&](PersonId const& candidate) {
    auto const& candidates = election.candidates;
    return std::find(candidates.begin(), candidates.end(), candidate) != candidates.end();
  };
  if (majority) {
    // Who has lost the seat since the round was closed is elected to nothing.
    auto const first = PersonId::of(majority->str());
    if (standing(first)) step.elected = first;
    return step;
  }
  if (!std::all_of(round.candidates.begin(), round.candidates.end(), standing)) return step;
  if (!rules.election.last_drops_out || election.candidates.size() < 3) return step;
  if (last.size() == 1) {
    step.dropped = last.front();
  } else if (last.size() < election.candidates.size() && rules.election.last_tie == LastTie::ballot_of_tied) {
    step.tied = last;
  }
  return step;
}

}  // namespace conclave::deliberation
