// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The costly part of deciding an act, apart from the rest, so that it can run on other threads against a
// snapshot of the state, or in one batch for a whole record.
#pragma once

#include <conclave/crypto/batch.hpp>
#include <conclave/crypto/bytes.hpp>
#include <conclave/record/refusal.hpp>

#include <cstdint>
#include <functional>

namespace conclave::deliberation {

/// What an act proves.
enum class ProofSubject { dealing, ballot, decryption };

/// The proofs of one act, with their statements. Self-contained: keeps no reference to the state.
struct ProofCheck {
  ProofSubject subject = ProofSubject::ballot;
  /// HB over the contexts that the statements depend on. An act that was proved against one context is
  /// decided only while the state still has that context.
  crypto::Hash context{};
  /// Verifies every proof by itself. The refusal names the proof's place in the act's body.
  std::function<Result<void>()> alone;
  /// Adds every equation to a batch under the caller's label. Refuses what no batch can hold: wrong lengths,
  /// challenges that do not add up.
  std::function<Result<void>(crypto::Batch&, std::uint32_t label)> into;
};

}  // namespace conclave::deliberation
