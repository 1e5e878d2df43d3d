// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "statement.hpp"

#include "curve/products.hpp"

#include <conclave/crypto/hash.hpp>

namespace conclave::crypto {

Fields dleq_fields(ByteView ctx, DleqStatement const& statement) {
  Fields fields = tagged("dleq");
  fields.add(ctx).add(statement.g1).add(statement.X1).add(statement.g2).add(statement.X2);
  return fields;
}

Fields orz_fields(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D) {
  Fields fields = tagged(tag);
  fields.add(ctx).add(Point::base()).add(H).add(static_cast<std::uint32_t>(D.size())).add_each(D);
  return fields;
}

Scalar pok_challenge(ByteView ctx, Point const& X, Point const& A) {
  // c = H2S("pok", ctx, G, X, A)
  return h2s("pok", ctx, Point::base(), X, A);
}

Scalar dleq_challenge(ByteView ctx, DleqStatement const& statement, Point const& A, Point const& B) {
  // c = H2S("dleq", ctx, g1, X1, g2, X2, A, B)
  return h2s_of(dleq_fields(ctx, statement).add(A).add(B));
}

Scalar orz_challenge(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D,
                     std::span<Point const> A, std::span<Point const> B) {
  // c = H2S(tag, ctx, G, H, K, D_*, A_*, B_*)
  return h2s_of(orz_fields(tag, ctx, H, D).add_each(A).add_each(B));
}

namespace {

/// z·g = A + c·X
Equation schnorr(Scalar const& z, Point const& g, Point const& A, Scalar const& c, Point const& X,
                 std::uint32_t index) {
  static Scalar const minus_one = -Scalar::from_u64(1);
  return {{{{z, g}, {minus_one, A}, {-c, X}, {}}}, 3, index};
}

}  // namespace

Result<Equations> pok_equations(ByteView ctx, Point const& X, Pok const& proof) {
  auto const& [A, z] = proof;
  if (X.is_identity()) return FaultAt{Fault::identity, 0};
  Scalar const c = pok_challenge(ctx, X, A);
  // z·G = A + c·X
  return Equations{schnorr(z, Point::base(), A, c, X, 0)};
}

Result<Equations> dleq_equations(ByteView ctx, DleqStatement const& statement, Dleq const& proof) {
  auto const& [g1, X1, g2, X2] = statement;
  auto const& [A, B, z] = proof;
  if (g1.is_identity()) return FaultAt{Fault::identity, 0};
  if (g2.is_identity()) return FaultAt{Fault::identity, 1};
  Scalar const c = dleq_challenge(ctx, statement, A, B);
  // z·g1 = A + c·X1; z·g2 = B + c·X2
  return Equations{schnorr(z, g1, A, c, X1, 0), schnorr(z, g2, B, c, X2, 1)};
}

Result<Equations> orz_equations(std::string_view tag, ByteView ctx, Point const& H,
                                std::span<Ciphertext const> D, Orz const& proof) {
  auto const& [A, B, c_, z] = proof;
  std::size_t const K = D.size();
  if (H.is_identity()) return FaultAt{Fault::identity, 0};
  if (K == 0 || A.size() != K || B.size() != K || c_.size() != K || z.size() != K) {
    return FaultAt{Fault::wrong_length, 0};
  }
  Scalar const c = orz_challenge(tag, ctx, H, D, A, B);
  // Σ c_j = c
  Scalar sum;
  for (Scalar const& c_j : c_)
    sum = sum + c_j;
  if (sum != c) return FaultAt{Fault::challenges_do_not_add_up, 0};
  Equations out;
  out.reserve(2 * K);
  for (std::uint32_t j = 0; j < K; ++j) {
    // z_j·G = A_j + c_j·D_j.alpha; z_j·H = B_j + c_j·D_j.beta
    out.push_back(schnorr(z[j], Point::base(), A[j], c_[j], D[j].alpha, j));
    out.push_back(schnorr(z[j], H, B[j], c_[j], D[j].beta, j));
  }
  return out;
}

Result<void> hold(std::span<Equation const> equations) {
  for (Equation const& equation : equations) {
    std::array<Scalar, 4> s;
    std::array<curve::Element, 4> P;
    for (std::size_t i = 0; i < equation.size; ++i) {
      s[i] = equation.terms[i].s;
      P[i] = curve::element(equation.terms[i].P);
    }
    auto const sum =
        curve::sum_of_products(std::span(s).first(equation.size), std::span(P).first(equation.size));
    if (!curve::is_identity(sum)) return FaultAt{Fault::equation_fails, equation.index};
  }
  return {};
}

}  // namespace conclave::crypto
