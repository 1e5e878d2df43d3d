// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a proof demands: its equations, after all that is no equation has been checked. Single and batch
// verification both start here, so they cannot disagree on anything else than an equation's sum.
#pragma once

#include <conclave/crypto/batch.hpp>
#include <conclave/crypto/fields.hpp>
#include <conclave/crypto/proofs.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace conclave::crypto {

/// The fields that a challenge hashes, without the commitments: ("conclave-v1", tag, ctx, statement …). They
/// are also the statement under which nonces are hedged.
[[nodiscard]] Fields dleq_fields(ByteView ctx, DleqStatement const& statement);
[[nodiscard]] Fields orz_fields(std::string_view tag, ByteView ctx, Point const& H,
                                std::span<Ciphertext const> D);

[[nodiscard]] Scalar pok_challenge(ByteView ctx, Point const& X, Point const& A);
[[nodiscard]] Scalar dleq_challenge(ByteView ctx, DleqStatement const& statement, Point const& A,
                                    Point const& B);
[[nodiscard]] Scalar orz_challenge(std::string_view tag, ByteView ctx, Point const& H,
                                   std::span<Ciphertext const> D, std::span<Point const> A,
                                   std::span<Point const> B);

/// The equations of a proof, or the fault of its structure.
using Equations = std::vector<Equation>;
[[nodiscard]] Result<Equations> pok_equations(ByteView ctx, Point const& X, Pok const& proof);
[[nodiscard]] Result<Equations> dleq_equations(ByteView ctx, DleqStatement const& statement,
                                               Dleq const& proof);
[[nodiscard]] Result<Equations> orz_equations(std::string_view tag, ByteView ctx, Point const& H,
                                              std::span<Ciphertext const> D, Orz const& proof);

/// Every equation by itself. Errors: equation_fails with the equation's index.
[[nodiscard]] Result<void> hold(std::span<Equation const> equations);

}  // namespace conclave::crypto
