// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who may read the texts that stand beside an act (R-C5, R-F4). The acts themselves go to everybody who
// follows the log, because everybody verifies it.
#pragma once

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/record/entry.hpp>

namespace conclave::server {

/// In the register: the Director, the secretariat and the act's own author.
bool may_read_openings(deliberation::RegisterState const& state, PersonId const& person,
                       record::Entry const& entry);

/// In a session: the Director, the secretariat, and the seated jurors; of a case, only those who have
/// declared no conflict and are neither recused nor suspended, and the author of the act.
bool may_read_openings(deliberation::SessionState const& state, PersonId const& person,
                       record::Entry const& entry);

}  // namespace conclave::server
