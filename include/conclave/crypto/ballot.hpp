// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Ballots (protocol 6.1, 6.2, 6.6). Making one is constant-time in the choice and in the seed: the same work,
// in the same order, and the same sizes for every choice.
#pragma once

#include <conclave/crypto/batch.hpp>
#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/context.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/proofs.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/secret.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace conclave::crypto {

inline constexpr std::size_t ballot_seed_size = 32;

/// c_0 … c_{k-1}, one for each option.
using BallotCiphertexts = std::vector<Ciphertext>;

struct Ballot {
  BallotCiphertexts cts;
  std::vector<Orz> bits;   ///< of each option: it encrypts 0 or 1
  std::optional<Orz> sum;  ///< exactly one is chosen; absent only in a veto ballot
  friend bool operator==(Ballot const&, Ballot const&) = default;
};

/// h = HB("prep", rctx, voter, seq, c_0 …): what the voter notes before deciding to cast or to challenge.
[[nodiscard]] Hash prepare_hash(Hash const& rctx, std::string_view voter, std::uint32_t seq,
                                std::span<Ciphertext const> cts);

/// c_o = (r_o·G, r_o·H + [o = choice]·G) with r_o = H2S("enc", rctx, voter, seq, o, seed). What a ballot is
/// made from, and what a second device recomputes from a challenged ballot's seed and choice. choice >=
/// options chooses nothing (an objection's absence; no ballot with a sum proof verifies so).
[[nodiscard]] BallotCiphertexts recompute_ciphertexts(Point const& H, Hash const& rctx,
                                                      std::string_view voter, std::uint32_t seq,
                                                      ByteView seed, std::uint32_t options,
                                                      std::uint32_t choice);

/// A ballot for option `choice` of `options`. `seed`: 32 secret bytes, fresh for every seq, kept until the
/// ballot is cast or challenged. Aborts if choice >= options or H is the identity.
[[nodiscard]] Ballot make_ballot(Point const& H, BallotHeader const& header, std::uint32_t options,
                                 std::uint32_t choice, SecretBytes const& seed, Randomness& randomness);

/// Exactly `options` ciphertexts and bit proofs and a sum proof; alphas that are not zero and differ from
/// each other; every proof. The signature, electorate, seq, prev and alphas of other ballots are the log's
/// business. Errors: identity, wrong_length, duplicate, challenges_do_not_add_up, equation_fails; the index
/// is the option's, or `options` for the sum proof.
[[nodiscard]] Result<void> verify_ballot(Point const& H, BallotHeader const& header, std::uint32_t options,
                                         Ballot const& ballot);
/// The same into a batch: everything but the equations is checked at once, with the same faults.
[[nodiscard]] Result<void> add_ballot(Batch& batch, std::uint32_t label, Point const& H,
                                      BallotHeader const& header, std::uint32_t options,
                                      Ballot const& ballot);

/// 6.6: one ciphertext of 1 for an objection and 0 for none, with a bit proof and no sum proof.
[[nodiscard]] Ballot make_veto_ballot(Point const& H, BallotHeader const& header, bool objection,
                                      SecretBytes const& seed, Randomness& randomness);
[[nodiscard]] Result<void> verify_veto_ballot(Point const& H, BallotHeader const& header,
                                              Ballot const& ballot);
[[nodiscard]] Result<void> add_veto_ballot(Batch& batch, std::uint32_t label, Point const& H,
                                           BallotHeader const& header, Ballot const& ballot);

/// Σ of the ballots' ciphertexts, for each of `options`. Every ballot has that many.
[[nodiscard]] std::vector<Ciphertext> sums(std::span<BallotCiphertexts const> ballots, std::size_t options);

}  // namespace conclave::crypto
