// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/proofs.hpp>

#include <conclave/crypto/hash.hpp>

#include "ensure.hpp"
#include "secret_hash.hpp"
#include "statement.hpp"

namespace conclave::crypto {

Pok prove_pok(ByteView ctx, Point const& X, SecretScalar const& x, Randomness& randomness) {
  auto const statement = F(Point::base(), X);
  SecretScalar const w = Nonces("pok", x, statement, ctx, randomness).get("w", 0);
  // A = w·G; c = H2S("pok", ctx, G, X, A); z = w + c·x
  Point const A = base_times(w);
  Scalar const c = pok_challenge(ctx, X, A);
  return {A, (w + c * x).reveal()};
}

Result<void> verify_pok(ByteView ctx, Point const& X, Pok const& proof) {
  auto const equations = pok_equations(ctx, X, proof);
  if (!equations) return equations.error();
  return hold(*equations);
}

Dleq prove_dleq(ByteView ctx, DleqStatement const& statement, SecretScalar const& x, Randomness& randomness) {
  auto const fields = dleq_fields(ctx, statement);
  SecretScalar const w = Nonces("dleq", x, fields.bytes(), ctx, randomness).get("w", 0);
  // A = w·g1, B = w·g2; c = H2S("dleq", ctx, g1, X1, g2, X2, A, B); z = w + c·x
  Point const A = w * statement.g1;
  Point const B = w * statement.g2;
  Scalar const c = dleq_challenge(ctx, statement, A, B);
  return {A, B, (w + c * x).reveal()};
}

Result<void> verify_dleq(ByteView ctx, DleqStatement const& statement, Dleq const& proof) {
  auto const equations = dleq_equations(ctx, statement, proof);
  if (!equations) return equations.error();
  return hold(*equations);
}

Result<void> verify_orz(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D,
                        Orz const& proof) {
  auto const equations = orz_equations(tag, ctx, H, D, proof);
  if (!equations) return equations.error();
  return hold(*equations);
}

}  // namespace conclave::crypto
