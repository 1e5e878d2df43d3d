// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The three kinds of proof (protocol section 3): strong Fiat-Shamir over the full statement and its context.
// Proofs carry their commitments, so that many can be checked at once (batch.hpp). Proving is constant-time
// in the witness and hedges its nonces: w = H2S("nonce", tag, witness, statement, ctx, 32 random bytes).
// Verification is variable-time, and every verify_* builds the same statement as its add_* in batch.hpp.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/secret.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace conclave::crypto {

/// Knowledge of x with X = x·G.
struct Pok {
  Point A;
  Scalar z;
  friend bool operator==(Pok const&, Pok const&) = default;
};

/// log_g1 X1 = log_g2 X2 (Chaum-Pedersen).
struct Dleq {
  Point A;
  Point B;
  Scalar z;
  friend bool operator==(Dleq const&, Dleq const&) = default;
};

/// One of K ciphertexts encrypts zero. The four lists have K elements.
struct Orz {
  std::vector<Point> A;
  std::vector<Point> B;
  std::vector<Scalar> c;
  std::vector<Scalar> z;
  friend bool operator==(Orz const&, Orz const&) = default;
};

struct DleqStatement {
  Point g1;
  Point X1;
  Point g2;
  Point X2;
};

/// The context of a proof is bytes: an F(...) or the 32 bytes of a hash.
[[nodiscard]] Pok prove_pok(ByteView ctx, Point const& X, SecretScalar const& x, Randomness& randomness);
/// Errors: identity if X is; equation_fails.
[[nodiscard]] Result<void> verify_pok(ByteView ctx, Point const& X, Pok const& proof);

[[nodiscard]] Dleq prove_dleq(ByteView ctx, DleqStatement const& statement, SecretScalar const& x,
                              Randomness& randomness);
/// Errors: identity if g1 or g2 is; equation_fails with index 0 or 1 for the first or second equation.
[[nodiscard]] Result<void> verify_dleq(ByteView ctx, DleqStatement const& statement, Dleq const& proof);

/// For D_k = (s·G, s·H), the others any ciphertexts. The same work in the same order for every k.
[[nodiscard]] Orz prove_orz(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D,
                            std::uint32_t k, SecretScalar const& s, Randomness& randomness);
/// Errors: identity if H is; wrong_length; challenges_do_not_add_up; equation_fails with the branch's index.
[[nodiscard]] Result<void> verify_orz(std::string_view tag, ByteView ctx, Point const& H,
                                      std::span<Ciphertext const> D, Orz const& proof);

}  // namespace conclave::crypto
