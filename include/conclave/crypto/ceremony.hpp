// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Making a ballot key: joint Feldman, commit then reveal (protocol section 5, K1 to K6).
// Trustees have the indices 1..n, in the order of the key context.
#pragma once

#include <conclave/crypto/batch.hpp>
#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/context.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/proofs.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/secret.hpp>
#include <conclave/crypto/session_key.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace conclave::crypto {

/// K2: what a dealer reveals.
struct Dealing {
  std::vector<Point> coefficients;  ///< A_i0 … A_i(t-1)
  Hash rho;                         ///< opens the commitment
  Pok pok;                          ///< of a_i0
  std::vector<Bytes> boxes;         ///< for trustees 1..n, the dealer's own too
  friend bool operator==(Dealing const&, Dealing const&) = default;
};

/// A dealer's secret polynomial f_i(z) = Σ_{k<t} a_ik z^k and the commitment's opening.
class Dealer {
public:
  /// `index` is i, in 1..n of the context.
  [[nodiscard]] static Dealer draw(KeyContext const& context, std::uint32_t index, Randomness& randomness);
  /// What export_secret() gave, under the same context and index. Errors: wrong_length, not_canonical.
  [[nodiscard]] static Result<Dealer> import_secret(KeyContext const& context, std::uint32_t index,
                                                    ByteView secret);
  /// t scalars and rho, 32·(t+1) bytes, for wrapping.
  [[nodiscard]] SecretBytes export_secret() const;

  /// K1: com_i = HB("dkg-commit", kctx, i, rho_i, A_i0 …)
  [[nodiscard]] Hash commit() const;
  /// K2. A second call seals the same shares in other boxes.
  [[nodiscard]] Dealing reveal(Randomness& randomness) const;
  /// f_i(j). For the own share (j = i).
  [[nodiscard]] SecretScalar share_for(std::uint32_t j) const;
  /// K4: s_ij in the open, in answer to j's complaint.
  [[nodiscard]] Scalar answer(std::uint32_t j) const { return share_for(j).reveal(); }
  [[nodiscard]] std::uint32_t index() const noexcept { return index_; }

private:
  Dealer() = default;
  Hash kctx_;
  std::vector<SessionPublicKey> recipients_;
  std::uint32_t index_ = 0;
  std::vector<SecretScalar> a_;
  Hash rho_;
  std::vector<Point> A_;
};

/// com_i = HB("dkg-commit", kctx, i, rho_i, A_i0 …)
[[nodiscard]] Hash dealing_commitment(Hash const& kctx, std::uint32_t i, Hash const& rho,
                                      std::span<Point const> coefficients);

/// K3, what everybody can check of dealer i's messages: the commitment opens; exactly t coefficients, none
/// the identity; n boxes of the right size; the proof of knowledge. Errors: bad_index, wrong_length,
/// identity, commitment_mismatch, equation_fails.
[[nodiscard]] Result<void> check_dealing(KeyContext const& context, std::uint32_t i, Hash const& commitment,
                                         Dealing const& dealing);
/// The same into a batch, for callers who have the context's hash.
[[nodiscard]] Result<void> check_dealing(KeyContext const& context, Hash const& kctx, std::uint32_t i,
                                         Hash const& commitment, Dealing const& dealing);
[[nodiscard]] Result<void> add_dealing(Batch& batch, std::uint32_t label, KeyContext const& context,
                                       Hash const& kctx, std::uint32_t i, Hash const& commitment,
                                       Dealing const& dealing);

/// The length of every box: F(kctx, i, j, s_ij) and the seal.
inline constexpr std::size_t share_box_size = 4 + 36 + 8 + 8 + 36 + seal_overhead;

/// K3, what trustee j alone can check: the box opens, its header is (kctx, i, j), and the share lies on the
/// polynomial. Errors: wrong_length, does_not_open, bad_index for another header, not_canonical, wrong_share:
/// each a reason to complain. Constant-time in the share.
[[nodiscard]] Result<SecretScalar> open_share(Hash const& kctx, std::uint32_t i, std::uint32_t j,
                                              ByteView box, SessionKey const& key,
                                              std::span<Point const> coefficients);

/// s_ij·G = Σ_k j^k·A_ik, for a share in the open (K4). j then goes on with SecretScalar::of(share).
[[nodiscard]] bool check_revealed_share(std::span<Point const> coefficients, std::uint32_t j,
                                        Scalar const& share);

/// Σ_k j^k·A_k
[[nodiscard]] Point evaluate(std::span<Point const> coefficients, std::uint32_t j);

struct BallotKey {
  Point H;
  std::vector<Point> X;  ///< X_1 … X_n: what the trustees' shares are checked by
  friend bool operator==(BallotKey const&, BallotKey const&) = default;
};

/// K5: A_k = Σ_i A_ik; H = A_0; X_j = Σ_k j^k·A_k. `dealings` holds t coefficients of each dealer in order.
/// If all dealers conspire H may be the identity; no ballot verifies under such a key.
[[nodiscard]] BallotKey derive_public_key(KeyContext const& context,
                                          std::span<std::vector<Point> const> dealings);

/// K5: x_j = Σ_i s_ij.
[[nodiscard]] SecretScalar derive_share(std::span<SecretScalar const> shares);
/// x_j·G = X_j, constant-time in x_j.
[[nodiscard]] bool share_matches(SecretScalar const& x, Point const& X);

/// HB("transcript", F(act hashes)): of K1, K2, complaints and answers, in log order.
[[nodiscard]] Hash transcript_hash(std::span<Hash const> acts);
/// HB("dealings", kctx, F(act hashes)): what an ACK names; of all K1 and K2, in log order.
[[nodiscard]] Hash dealings_hash(Hash const& kctx, std::span<Hash const> acts);
/// K6: HB("dkg", kctx, transcript, H, F(X_1 … X_n))
[[nodiscard]] Hash key_hash(Hash const& kctx, Hash const& transcript, BallotKey const& key);

}  // namespace conclave::crypto
