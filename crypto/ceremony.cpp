// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/ceremony.hpp>

#include "curve/products.hpp"
#include "ensure.hpp"
#include "statement.hpp"

#include <conclave/crypto/hash.hpp>

#include <algorithm>

namespace conclave::crypto {
namespace {

/// The context of the proof of a_i0: F(kctx, i, A_i0 …)
Bytes pok_context(Hash const& kctx, std::uint32_t i, std::span<Point const> coefficients) {
  Fields fields;
  fields.add(kctx).add(i);
  return fields.add_each(coefficients).bytes();
}

/// F(kctx, i, j, share), the share's 32 bytes to be filled in at the end.
Bytes share_frame(Hash const& kctx, std::uint32_t i, std::uint32_t j) {
  return F(kctx, i, j, std::array<std::uint8_t, 32>{});
}

Result<Equations> dealing_equations(KeyContext const& context, Hash const& kctx, std::uint32_t i,
                                    Hash const& commitment, Dealing const& dealing) {
  auto const& [A, rho, pok, boxes] = dealing;
  if (i == 0 || i > context.n) return FaultAt{Fault::bad_index, i};
  if (A.size() != context.t) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(A.size())};
  for (std::uint32_t k = 0; k < A.size(); ++k) {
    if (A[k].is_identity()) return FaultAt{Fault::identity, k};
  }
  // com_i = HB("dkg-commit", kctx, i, rho_i, A_i*)
  if (dealing_commitment(kctx, i, rho, A) != commitment) return FaultAt{Fault::commitment_mismatch, i};
  if (boxes.size() != context.n)
    return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(boxes.size())};
  for (std::uint32_t j = 0; j < boxes.size(); ++j) {
    if (boxes[j].size() != share_box_size) return FaultAt{Fault::wrong_length, j};
  }
  return pok_equations(pok_context(kctx, i, A), A[0], pok);
}

}  // namespace

Dealer Dealer::draw(KeyContext const& context, std::uint32_t index, Randomness& randomness) {
  auto secret = SecretBytes(32 * (std::size_t{context.t} + 1));
  for (std::size_t k = 0; k < context.t; ++k) {
    auto const a_k = SecretScalar::random(randomness);
    std::copy(a_k.view().begin(), a_k.view().end(), secret.span().subspan(32 * k).begin());
  }
  randomness.fill(secret.span().last(32));
  return import_secret(context, index, secret.view()).value();
}

Result<Dealer> Dealer::import_secret(KeyContext const& context, std::uint32_t index, ByteView secret) {
  ensure(index >= 1 && index <= context.n, "trustees have the indices 1 to n");
  if (secret.size() != 32 * (std::size_t{context.t} + 1)) {
    return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(secret.size())};
  }
  Dealer out;
  out.kctx_ = key_context_hash(context);
  for (auto const& trustee : context.trustees)
    out.recipients_.push_back(trustee.session);
  out.index_ = index;
  for (std::uint32_t k = 0; k < context.t; ++k) {
    auto a_k = SecretScalar::import(secret.subspan(std::size_t{32} * k, 32));
    if (!a_k) return FaultAt{a_k.error().kind, k};
    // A_ik = a_ik·G
    out.A_.push_back(base_times(*a_k));
    out.a_.push_back(std::move(*a_k));
  }
  std::copy_n(secret.last(32).begin(), 32, out.rho_.bytes.begin());
  return out;
}

SecretBytes Dealer::export_secret() const {
  SecretBytes out(32 * (a_.size() + 1));
  for (std::size_t k = 0; k < a_.size(); ++k) {
    std::copy(a_[k].view().begin(), a_[k].view().end(), out.span().subspan(32 * k).begin());
  }
  std::copy(rho_.bytes.begin(), rho_.bytes.end(), out.span().last(32).begin());
  return out;
}

Hash Dealer::commit() const {
  return dealing_commitment(kctx_, index_, rho_, A_);
}

Dealing Dealer::reveal(Randomness& randomness) const {
  Dealing out{A_, rho_, prove_pok(pok_context(kctx_, index_, A_), A_[0], a_[0], randomness), {}};
  for (std::uint32_t j = 1; j <= recipients_.size(); ++j) {
    // box_ij = seal(F(kctx, i, j, f_i(j)), X25519_j)
    SecretBytes plaintext(share_frame(kctx_, index_, j));
    SecretScalar const share = share_for(j);
    std::copy(share.view().begin(), share.view().end(), plaintext.span().last(32).begin());
    out.boxes.push_back(seal(plaintext.view(), recipients_[j - 1], randomness));
  }
  return out;
}

SecretScalar Dealer::share_for(std::uint32_t j) const {
  // f_i(j) = Σ_k a_ik·j^k, by Horner's rule
  Scalar const z = Scalar::from_u64(j);
  SecretScalar f;
  for (std::size_t k = a_.size(); k-- > 0;)
    f = z * f + a_[k];
  return f;
}

Hash dealing_commitment(Hash const& kctx, std::uint32_t i, Hash const& rho,
                        std::span<Point const> coefficients) {
  Fields fields = tagged("dkg-commit");
  fields.add(kctx).add(i).add(rho);
  return hb_of(fields.add_each(coefficients));
}

Result<void> check_dealing(KeyContext const& context, std::uint32_t i, Hash const& commitment,
                           Dealing const& dealing) {
  return check_dealing(context, key_context_hash(context), i, commitment, dealing);
}

Result<void> check_dealing(KeyContext const& context, Hash const& kctx, std::uint32_t i,
                           Hash const& commitment, Dealing const& dealing) {
  auto const equations = dealing_equations(context, kctx, i, commitment, dealing);
  if (!equations) return equations.error();
  return hold(*equations);
}

Result<void> add_dealing(Batch& batch, std::uint32_t label, KeyContext const& context, Hash const& kctx,
                         std::uint32_t i, Hash const& commitment, Dealing const& dealing) {
  auto const equations = dealing_equations(context, kctx, i, commitment, dealing);
  if (!equations) return equations.error();
  batch.add(label, *equations);
  return {};
}

Result<SecretScalar> open_share(Hash const& kctx, std::uint32_t i, std::uint32_t j, ByteView box,
                                SessionKey const& key, std::span<Point const> coefficients) {
  if (box.size() != share_box_size) return FaultAt{Fault::wrong_length, i};
  auto const opened = key.open(box);
  if (!opened) return FaultAt{opened.error().kind, i};
  auto const frame = share_frame(kctx, i, j);
  auto const head = opened->view().first(frame.size() - 32);
  if (!std::equal(head.begin(), head.end(), frame.begin())) return FaultAt{Fault::bad_index, i};
  auto share = SecretScalar::import(opened->view().last(32));
  if (!share) return FaultAt{share.error().kind, i};
  // s_ij·G = Σ_k j^k·A_ik
  if (base_times(*share) != evaluate(coefficients, j)) return FaultAt{Fault::wrong_share, i};
  return std::move(*share);
}

bool check_revealed_share(std::span<Point const> coefficients, std::uint32_t j, Scalar const& share) {
  // s_ij·G = Σ_k j^k·A_ik
  return base_times(share) == evaluate(coefficients, j);
}

Point evaluate(std::span<Point const> coefficients, std::uint32_t j) {
  std::vector<Scalar> powers;
  Scalar power = Scalar::from_u64(1);
  for (std::size_t k = 0; k < coefficients.size(); ++k) {
    powers.push_back(power);
    power = power * Scalar::from_u64(j);
  }
  return linear_combination(powers, coefficients);
}

BallotKey derive_public_key(KeyContext const& context, std::span<std::vector<Point> const> dealings) {
  ensure(dealings.size() == context.n, "a key is derived from all dealings");
  std::vector<Point> A;
  for (std::size_t k = 0; k < context.t; ++k) {
    // A_k = Σ_i A_ik
    curve::Element A_k;
    for (auto const& A_i : dealings) {
      ensure(A_i.size() == context.t, "dealings have been checked");
      A_k = add(A_k, cached(curve::element(A_i[k])));
    }
    A.push_back(curve::point(A_k));
  }
  BallotKey key{A.at(0), {}};
  // X_j = Σ_k j^k·A_k
  for (std::uint32_t j = 1; j <= context.n; ++j)
    key.X.push_back(evaluate(A, j));
  return key;
}

SecretScalar derive_share(std::span<SecretScalar const> shares) {
  // x_j = Σ_i s_ij
  SecretScalar x;
  for (auto const& s : shares)
    x = x + s;
  return x;
}

bool share_matches(SecretScalar const& x, Point const& X) {
  return base_times(x) == X;
}

Hash transcript_hash(std::span<Hash const> acts) {
  return hb("transcript", Fields().add_each(acts));
}

Hash dealings_hash(Hash const& kctx, std::span<Hash const> acts) {
  return hb("dealings", kctx, Fields().add_each(acts));
}

Hash key_hash(Hash const& kctx, Hash const& transcript, BallotKey const& key) {
  return hb("dkg", kctx, transcript, key.H, Fields().add_each(key.X));
}

}  // namespace conclave::crypto
