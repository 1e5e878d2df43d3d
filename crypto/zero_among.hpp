// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Proving that one of K ciphertexts encrypts zero (ORZ), with the products left to the caller.
#pragma once

#include "curve/products.hpp"

#include <conclave/crypto/proofs.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace conclave::crypto {

/// Makes commitment j for response z and challenge c: (z·G - c·D_j.alpha, z·H - c·D_j.beta).
using Commitment = std::function<Ciphertext(std::uint32_t j, SecretScalar const& z, SecretScalar const& c)>;

/// The proof by protocol section 3. Constant-time in k and s if the commitments are.
[[nodiscard]] Orz prove_one_zero(std::string_view tag, ByteView ctx, Point const& H,
                                 std::span<Ciphertext const> D, std::uint32_t k, SecretScalar const& s,
                                 Randomness& randomness, Commitment const& commit);

/// The same proof where D_j = (s·G, s·H + (k-j)·G) for every j, as in ballots: the prover knows s, so only
/// the fixed bases G and H are multiplied.
[[nodiscard]] Orz prove_zero_among(std::string_view tag, ByteView ctx, Point const& H,
                                   curve::FixedBase const& of_H, std::span<Ciphertext const> D,
                                   std::uint32_t k, SecretScalar const& s, Randomness& randomness);

}  // namespace conclave::crypto
