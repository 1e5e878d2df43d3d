// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Logs in memory, for tests and simulations: the same contract, but for being durable.
#pragma once

#include <conclave/store/store.hpp>

#include <memory>

namespace conclave::store {

/// A store that forgets everything at its end. It calls `done` before append returns, on the caller's thread,
/// so that a simulation stays deterministic.
[[nodiscard]] std::unique_ptr<Store> make_memory_store();

}  // namespace conclave::store
