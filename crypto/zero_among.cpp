// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "zero_among.hpp"

#include "ensure.hpp"
#include "secret_hash.hpp"
#include "statement.hpp"

namespace conclave::crypto {

Orz prove_one_zero(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D,
                   std::uint32_t k, SecretScalar const& s, Randomness& randomness, Commit const& commit) {
  auto const K = static_cast<std::uint32_t>(D.size());
  ensure(K > 0 && !H.is_identity(), "a proof has branches and a key");
  auto const statement = orz_fields(tag, ctx, H, D);
  Nonces const nonces(tag, s, statement.bytes(), ctx, randomness);
  SecretScalar const zero;

  // 1, 2: for j ≠ k simulated with c_j, z_j; for k honest with w, which is z_k = w, c_k = 0 for now.
  SecretScalar const w = nonces.get("w", 0);
  std::vector<SecretScalar> c;
  std::vector<SecretScalar> z;
  Orz proof;
  for (std::uint32_t j = 0; j < K; ++j) {
    std::uint64_t const honest = curve::same(j, k);
    c.push_back(SecretScalar::select(nonces.get("c", j), zero, honest));
    z.push_back(SecretScalar::select(nonces.get("z", j), w, honest));
  }
  for (auto const& [A_j, B_j] : commit(z, c)) {
    proof.A.push_back(A_j);
    proof.B.push_back(B_j);
  }

  // 3: c_k = c - Σ_{j≠k} c_j; z_k = w + c_k·s
  SecretScalar c_k = SecretScalar::of(orz_challenge(tag, ctx, H, D, proof.A, proof.B));
  for (auto const& c_j : c)
    c_k = c_k - c_j;
  SecretScalar const z_k = w + c_k * s;
  for (std::uint32_t j = 0; j < K; ++j) {
    std::uint64_t const honest = curve::same(j, k);
    proof.c.push_back(SecretScalar::select(c[j], c_k, honest).reveal());
    proof.z.push_back(SecretScalar::select(z[j], z_k, honest).reveal());
  }
  return proof;
}

Orz prove_orz(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D,
              std::uint32_t k, SecretScalar const& s, Randomness& randomness) {
  return prove_one_zero(tag, ctx, H, D, k, s, randomness, [&](auto z, auto c) {
    std::vector<Ciphertext> out;
    for (std::size_t j = 0; j < D.size(); ++j) {
      // A_j = z_j·G - c_j·D_j.alpha; B_j = z_j·H - c_j·D_j.beta
      out.push_back(Ciphertext{base_times(z[j]), z[j] * H} - Ciphertext{c[j] * D[j].alpha, c[j] * D[j].beta});
    }
    return out;
  });
}

Orz prove_zero_among(std::string_view tag, ByteView ctx, Point const& H, curve::FixedBase const& of_H,
                     std::span<Ciphertext const> D, std::uint32_t k, SecretScalar const& s,
                     Randomness& randomness) {
  ensure(D.size() == 1 || D.size() == 2, "a ballot's proof has one or two branches");
  auto const& of_G = curve::FixedBase::generator();
  return prove_one_zero(tag, ctx, H, D, k, s, randomness, [&](auto z, auto c) {
    // A_j = (z_j - c_j·s)·G; B_j = (z_j - c_j·s)·H - c_j·(k-j)·G. The last term is not zero for j ≠ k alone,
    // and with two branches k-j = k-(1-k) = 2k-1 there; c_k is zero.
    curve::Cached V;
    if (D.size() == 2) {
      SecretScalar const c_j = c[0] + c[1];
      V = cached(of_G.times(SecretScalar::select(c_j, SecretScalar() - c_j, k)));
    }
    std::vector<Ciphertext> out;
    for (std::uint32_t j = 0; j < D.size(); ++j) {
      SecretScalar const u = z[j] - c[j] * s;
      auto const simulated = curve::mask_of(1 - curve::same(j, k));
      out.push_back({curve::point(of_G.times(u)),
                     curve::point(add(of_H.times(u), select(curve::Cached{}, V, simulated)))});
    }
    return out;
  });
}

}  // namespace conclave::crypto
