// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/decryption.hpp>

#include "curve/products.hpp"
#include "ensure.hpp"
#include "statement.hpp"

#include <conclave/crypto/hash.hpp>

#include <numeric>
#include <set>

namespace conclave::crypto {
namespace {

/// F(target, "dec", i)
Bytes partial_context(Hash const& target, std::uint32_t i) {
  return F(target, "dec", i);
}

/// (G, X_i, Σ g^q·alpha_q, Σ g^q·d_q) with g = H2S("batch", target, "dec", i, X_i, c_*, d_*): one proof for
/// the whole list. Values that differ from x_i·alpha_q survive for at most |list| of the l possible g.
DleqStatement partial_statement(Hash const& target, std::uint32_t i, Point const& X,
                                std::span<Ciphertext const> cts, std::span<Point const> shares) {
  Fields fields = tagged("batch");
  fields.add(target).add("dec").add(i).add(X).add_each(cts).add_each(shares);
  Scalar const g = h2s_of(fields);
  std::vector<Scalar> powers;
  std::vector<Point> alphas;
  Scalar power = Scalar::from_u64(1);
  for (auto const& ct : cts) {
    powers.push_back(power);
    alphas.push_back(ct.alpha);
    power = power * g;
  }
  return {Point::base(), X, linear_combination(powers, alphas), linear_combination(powers, shares)};
}

Result<Equations> partial_equations(Hash const& target, std::uint32_t i, Point const& X,
                                    std::span<Ciphertext const> cts, Partial const& partial) {
  if (i == 0) return FaultAt{Fault::bad_index, i};
  if (cts.empty() || partial.shares.size() != cts.size()) {
    return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(partial.shares.size())};
  }
  auto const statement = partial_statement(target, i, X, cts, partial.shares);
  return dleq_equations(partial_context(target, i), statement, partial.proof);
}

}  // namespace

Hash close_hash(Hash const& rctx, std::span<ListedBallot const> list, Hash const& root) {
  Fields entries;
  for (auto const& ballot : list)
    entries.add(F(ballot.voter, ballot.hash));
  return hb("close", rctx, entries, root);
}

Hash target_hash(Hash const& rctx, Hash const& d, std::uint32_t attempt, std::span<Ciphertext const> cts) {
  return hb("target", rctx, d, attempt, Fields().add_each(cts));
}

Partial make_partial(Hash const& target, std::uint32_t i, Point const& X, SecretScalar const& x,
                     std::span<Ciphertext const> cts, Randomness& randomness) {
  ensure(i > 0 && !cts.empty(), "a partial decryption is of something, by somebody");
  Partial out;
  // d_q = x_i·alpha_q
  for (auto const& ct : cts)
    out.shares.push_back(x * ct.alpha);
  out.proof =
      prove_dleq(partial_context(target, i), partial_statement(target, i, X, cts, out.shares), x, randomness);
  return out;
}

Result<void> verify_partial(Hash const& target, std::uint32_t i, Point const& X,
                            std::span<Ciphertext const> cts, Partial const& partial) {
  auto const equations = partial_equations(target, i, X, cts, partial);
  if (!equations) return equations.error();
  return hold(*equations);
}

Result<void> add_partial(Batch& batch, std::uint32_t label, Hash const& target, std::uint32_t i,
                         Point const& X, std::span<Ciphertext const> cts, Partial const& partial) {
  auto const equations = partial_equations(target, i, X, cts, partial);
  if (!equations) return equations.error();
  batch.add(label, *equations);
  return {};
}

Result<std::vector<Scalar>> lagrange_at_zero(std::span<std::uint32_t const> indices) {
  std::set<std::uint32_t> seen;
  for (std::uint32_t at = 0; at < indices.size(); ++at) {
    if (indices[at] == 0) return FaultAt{Fault::bad_index, at};
    if (!seen.insert(indices[at]).second) return FaultAt{Fault::duplicate, at};
  }
  std::vector<Scalar> out;
  for (std::uint32_t const i : indices) {
    // lambda_i = Π_{j≠i} j/(j-i)
    Scalar numerator = Scalar::from_u64(1);
    Scalar denominator = Scalar::from_u64(1);
    for (std::uint32_t const j : indices) {
      if (j == i) continue;
      numerator = numerator * Scalar::from_u64(j);
      denominator = denominator * (Scalar::from_u64(j) - Scalar::from_u64(i));
    }
    out.push_back(numerator * denominator.inverse());
  }
  return out;
}

Result<std::vector<Point>> combine(std::span<Ciphertext const> cts, std::span<IndexedShares const> shares) {
  if (shares.empty()) return FaultAt{Fault::too_few_shares, 0};
  std::vector<std::uint32_t> indices;
  for (std::uint32_t at = 0; at < shares.size(); ++at) {
    if (shares[at].shares.size() != cts.size()) return FaultAt{Fault::wrong_length, at};
    indices.push_back(shares[at].index);
  }
  auto const lambda = lagrange_at_zero(indices);
  if (!lambda) return lambda.error();
  std::vector<Point> out;
  for (std::size_t q = 0; q < cts.size(); ++q) {
    std::vector<Point> d;
    for (auto const& each : shares)
      d.push_back(each.shares[q]);
    // M_q = beta_q - Σ lambda_i·d_{i,q}
    out.push_back(cts[q].beta - linear_combination(*lambda, d));
  }
  return out;
}

Result<std::vector<IndexedShares>> first_valid(Hash const& target, std::uint32_t t, BallotKey const& key,
                                               std::span<Ciphertext const> cts,
                                               std::span<ReceivedPartial const> partials) {
  std::vector<IndexedShares> out;
  std::set<std::uint32_t> seen;
  for (auto const& [index, partial] : partials) {
    if (out.size() == t) break;
    if (index == 0 || index > key.X.size() || seen.contains(index)) continue;
    if (!verify_partial(target, index, key.X[index - 1], cts, partial)) continue;
    seen.insert(index);
    out.push_back({index, partial.shares});
  }
  if (out.size() < t) return FaultAt{Fault::too_few_shares, static_cast<std::uint32_t>(out.size())};
  return out;
}

Result<std::uint32_t> discrete_log(Point const& M, std::uint32_t max) {
  curve::Element rest = curve::element(M);
  curve::Cached const G = cached(curve::element(Point::base()));
  for (std::uint32_t v = 0;; ++v) {
    if (curve::is_identity(rest)) return v;
    if (v == max) return FaultAt{Fault::no_logarithm, 0};
    rest = sub(rest, G);
  }
}

Result<std::vector<std::uint32_t>> open_counts(std::span<Ciphertext const> sums,
                                               std::span<IndexedShares const> shares,
                                               std::uint32_t electorate, std::uint32_t ballots) {
  auto const M = combine(sums, shares);
  if (!M) return M.error();
  std::vector<std::uint32_t> out;
  for (std::uint32_t o = 0; o < M->size(); ++o) {
    auto const count = discrete_log((*M)[o], electorate);
    if (!count) return FaultAt{count.error().kind, o};
    out.push_back(*count);
  }
  // Σ counts = |list|
  auto const sum = std::accumulate(out.begin(), out.end(), std::uint64_t{0});
  if (sum != ballots) return FaultAt{Fault::counts_do_not_add_up, static_cast<std::uint32_t>(sum)};
  return out;
}

}  // namespace conclave::crypto
