// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who has the majority, and what that means for the case (R-E3, R-E4). Pure arithmetic on counts.
#pragma once

#include <conclave/deliberation/session/state.hpp>

#include <optional>
#include <vector>

namespace conclave::deliberation {

/// The option with S_j = a·c_j - b·Σ others + e >= 1, if one has it; others leave abstentions out under the
/// basis votes_cast. For the bases of rules.hpp at most one option can have it.
std::optional<OptionId> majority(crypto::RoundContext const& context, std::vector<Count> const& counts);

/// What a round among candidates leads to.
struct ElectionStep {
  std::optional<PersonId> elected;
  std::optional<PersonId> dropped;  ///< the last candidate, out from the next round on
  std::vector<PersonId> tied;       ///< the next round is a ballot among these, on who stays
};

/// With a majority: elected. Without one the last candidate drops out if the rules say so and two would be
/// left; a tie for the last place is broken as the rules say, and a tie among all is voted on again.
ElectionStep election_step(Rules const& rules, Election const& election, Round const& round,
                           std::vector<Count> const& counts, std::optional<OptionId> const& majority);

}  // namespace conclave::deliberation
