// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Closing a round and opening its sums by threshold decryption (protocol 6.3, 6.4).
#pragma once

#include <conclave/crypto/ballot.hpp>
#include <conclave/crypto/batch.hpp>
#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/ceremony.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/proofs.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/secret.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace conclave::crypto {

/// A voter's last valid ballot, by the hash of the act that cast it.
struct ListedBallot {
  std::string voter;
  Hash hash;
};

/// d = HB("close", rctx, F(F(voter, hash)…), root); the list in the electorate's order.
[[nodiscard]] Hash close_hash(Hash const& rctx, std::span<ListedBallot const> list, Hash const& root);

/// target = HB("target", rctx, d, attempt, F(every ciphertext to decrypt))
[[nodiscard]] Hash target_hash(Hash const& rctx, Hash const& d, std::uint32_t attempt,
                               std::span<Ciphertext const> cts);

/// Trustee i's d_q = x_i·alpha_q for every ciphertext of the target.
struct Partial {
  std::vector<Point> shares;
  Dleq proof;
  friend bool operator==(Partial const&, Partial const&) = default;
};

/// Aborts on an empty list. No share leaves a client before it holds `a` valid AGREEs on its own target: that
/// is the caller's to keep. Constant-time in x.
[[nodiscard]] Partial make_partial(Hash const& target, std::uint32_t i, Point const& X, SecretScalar const& x,
                                   std::span<Ciphertext const> cts, Randomness& randomness);

/// With g = H2S("batch", target, "dec", i, X_i, c_*, d_*):
/// DLEQ(F(target, "dec", i), G, X_i, Σ g^q·alpha_q, Σ g^q·d_q). Errors: bad_index for 0, wrong_length,
/// identity, equation_fails.
[[nodiscard]] Result<void> verify_partial(Hash const& target, std::uint32_t i, Point const& X,
                                          std::span<Ciphertext const> cts, Partial const& partial);
[[nodiscard]] Result<void> add_partial(Batch& batch, std::uint32_t label, Hash const& target, std::uint32_t i,
                                       Point const& X, std::span<Ciphertext const> cts,
                                       Partial const& partial);

/// The d_q of trustee `index`, whose proof has been verified.
struct IndexedShares {
  std::uint32_t index = 0;
  std::vector<Point> shares;
};

/// lambda_i = Π_{j≠i} j/(j-i) for the given indices. Errors: bad_index for 0, duplicate, with the position.
[[nodiscard]] Result<std::vector<Scalar>> lagrange_at_zero(std::span<std::uint32_t const> indices);

/// M_q = beta_q - Σ lambda_i·d_{i,q}, over exactly the given shares: t of them, or more. With fewer the
/// result is a random-looking point. Errors: too_few_shares if there are none, bad_index, duplicate,
/// wrong_length.
[[nodiscard]] Result<std::vector<Point>> combine(std::span<Ciphertext const> cts,
                                                 std::span<IndexedShares const> shares);

/// A partial as it was received: from trustee `index`, judged by X_index of the key.
struct ReceivedPartial {
  std::uint32_t index = 0;
  Partial partial;
};

/// The first t valid partials in the order given (log order), each trustee once. Errors: too_few_shares with
/// the number of valid ones.
[[nodiscard]] Result<std::vector<IndexedShares>> first_valid(Hash const& target, std::uint32_t t,
                                                             BallotKey const& key,
                                                             std::span<Ciphertext const> cts,
                                                             std::span<ReceivedPartial const> partials);

/// The v in 0..max with M = v·G. Errors: no_logarithm.
[[nodiscard]] Result<std::uint32_t> discrete_log(Point const& M, std::uint32_t max);

/// Counts per option from verified shares: combine, logarithms in 0..electorate, and Σ counts = ballots.
/// Errors: those of combine; no_logarithm with the option; counts_do_not_add_up with the sum found.
[[nodiscard]] Result<std::vector<std::uint32_t>> open_counts(std::span<Ciphertext const> sums,
                                                             std::span<IndexedShares const> shares,
                                                             std::uint32_t electorate, std::uint32_t ballots);

}  // namespace conclave::crypto
