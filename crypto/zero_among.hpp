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
#include <vector>

namespace conclave::crypto {

/// Makes the commitments for responses z and challenges c: (z_j·G - c_j·D_j.alpha, z_j·H - c_j·D_j.beta).
using Commit =
    std::function<std::vector<Ciphertext>(std::span<SecretScalar const> z, std::span<SecretScalar const> c)>;

/// The proof by protocol section 3. Constant-time in k and s if the commitments are.
[[nodiscard]] Orz prove_one_zero(std::string_view tag, ByteView ctx, Point const& H,
                                 std::span<Ciphertext const> D, std::uint32_t k, SecretScalar const& s,
                                 Randomness& randomness, Commit const& commit);

/// The same proof where D_j = (s·G, s·H + (k-j)·G) for every j, as in ballots: the prover knows s, so only
/// the fixed bases G and H are multiplied.
[[nodiscard]] Orz prove_zero_among(std::string_view tag, ByteView ctx, Point const& H,
                                   curve::FixedBase const& of_H, std::span<Ciphertext const> D,
                                   std::uint32_t k, SecretScalar const& s, Randomness& randomness);

}  // namespace conclave::crypto
