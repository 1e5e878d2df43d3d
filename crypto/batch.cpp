// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/batch.hpp>

#include "curve/products.hpp"
#include "ensure.hpp"
#include "statement.hpp"

#include <algorithm>

namespace conclave::crypto {
namespace {

/// 128 random bits, not all zero.
Scalar weight(Randomness& randomness) {
  Scalar out;
  while (out.is_zero()) {
    std::array<std::uint8_t, 64> bytes{};
    randomness.fill(std::span(bytes).first<16>());
    out = Scalar::reduce(bytes);
  }
  return out;
}

/// Σ_e w_e·Σ_i s_ei·P_ei = 0, with the scalars of equal points added up first.
bool weighted_sum_is_zero(std::span<Equation const> equations, Randomness& randomness) {
  std::vector<Equation::Term> terms;
  for (Equation const& equation : equations) {
    Scalar const w = weight(randomness);
    for (std::size_t i = 0; i < equation.size; ++i) {
      terms.push_back({w * equation.terms[i].s, equation.terms[i].P});
    }
  }
  std::sort(terms.begin(), terms.end(), [](auto const& x, auto const& y) { return x.P < y.P; });
  std::vector<Scalar> s;
  std::vector<curve::Element> P;
  for (auto term = terms.begin(); term != terms.end();) {
    auto const first = term;
    Scalar sum;
    for (; term != terms.end() && term->P == first->P; ++term)
      sum = sum + term->s;
    s.push_back(sum);
    P.push_back(curve::element(first->P));
  }
  return curve::is_identity(curve::sum_of_products(s, P));
}

}  // namespace

void Batch::add(std::uint32_t label, std::span<Equation const> equations) {
  equations_.insert(equations_.end(), equations.begin(), equations.end());
  labels_.insert(labels_.end(), equations.size(), label);
}

Result<void> Batch::add_pok(std::uint32_t label, ByteView ctx, Point const& X, Pok const& proof) {
  auto const equations = pok_equations(ctx, X, proof);
  if (!equations) return equations.error();
  add(label, *equations);
  return {};
}

Result<void> Batch::add_dleq(std::uint32_t label, ByteView ctx, DleqStatement const& statement,
                             Dleq const& proof) {
  auto const equations = dleq_equations(ctx, statement, proof);
  if (!equations) return equations.error();
  add(label, *equations);
  return {};
}

Result<void> Batch::add_orz(std::uint32_t label, std::string_view tag, ByteView ctx, Point const& H,
                            std::span<Ciphertext const> D, Orz const& proof) {
  auto const equations = orz_equations(tag, ctx, H, D, proof);
  if (!equations) return equations.error();
  add(label, *equations);
  return {};
}

Result<void> Batch::verify(Randomness& randomness) const {
  if (equations_.empty() || weighted_sum_is_zero(equations_, randomness)) return {};
  for (std::size_t e = 0; e < equations_.size(); ++e) {
    if (!hold(std::span(equations_).subspan(e, 1))) return FaultAt{Fault::equation_fails, labels_[e]};
  }
  broken("a batch failed in which every equation holds");
}

}  // namespace conclave::crypto
