// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the house asks of the register about a person who is connected.
#pragma once

#include <conclave/deliberation/register/state.hpp>

#include <optional>

namespace conclave::server {

/// The key that the person signs in with: the Director's, or that of an appointment which was neither ended
/// nor barred. None for anybody else.
std::optional<crypto::PublicKey> key_in_force(deliberation::RegisterState const& state,
                                              PersonId const& person);

enum class RegisterStanding {
  none,
  juror,   ///< reads the register and the sessions whose roster names them
  office,  ///< the Director and the secretariat: read every log
};

RegisterStanding standing_in(deliberation::RegisterState const& state, PersonId const& person);

/// Whether `by` may have an invitation made for `person`: Director or secretariat, for somebody appointed who
/// has no key yet. For a lost key the Director alone may; the new key waits for the Director's signature all
/// the same. Errors: not_entitled, unknown_person, already_done.
Result<void> may_invite(deliberation::RegisterState const& state, PersonId const& by, PersonId const& person);

}  // namespace conclave::server
