// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <conclave/deliberation/session/state.hpp>
#include <conclave/verifier/verification.hpp>

namespace conclave::verifier {

/// What the session decided, case by case in the order of the agenda. Cases that were never opened are left
/// out.
std::vector<DecisionLine> decisions_of(deliberation::SessionState const& state);

/// "certified by Aiko Tanaka, countersigned by Lindiwe Mokoena", or what is missing.
std::string certification_in_words(deliberation::SessionState const& state);

}  // namespace conclave::verifier
