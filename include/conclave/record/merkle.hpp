// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The Merkle tree of RFC 9162, section 2.1 (the hashing of RFC 6962), with SHA-256.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/hash.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace conclave::record {

/// SHA-256(0x00 || data).
[[nodiscard]] crypto::Hash merkle_leaf(crypto::ByteView data);
/// SHA-256(0x01 || left || right).
[[nodiscard]] crypto::Hash merkle_node(crypto::Hash const& left, crypto::Hash const& right);

/// An append-only tree that remembers every complete subtree: about 2n hashes for n leaves. A proof or a
/// root of any past size takes O(log² n) or less.
class MerkleTree {
public:
  /// Appends the hash of a leaf. O(1) hashes on average, O(log n) at worst.
  void append(crypto::Hash const& leaf_hash);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] crypto::Hash root() const { return root_at(size_); }

  /// The root of the first `size` leaves. Precondition (aborts): size <= size(). SHA-256("") for none.
  [[nodiscard]] crypto::Hash root_at(std::uint64_t size) const;

  /// The hash of a leaf. Precondition (aborts): index < size().
  [[nodiscard]] crypto::Hash const& leaf(std::uint64_t index) const;

  /// PATH(index, first `size` leaves). Precondition (aborts): index < size <= size().
  [[nodiscard]] std::vector<crypto::Hash> inclusion_proof(std::uint64_t index, std::uint64_t size) const;

  /// PROOF(first, first `second` leaves); empty when first is 0 or equals second.
  /// Precondition (aborts): first <= second <= size().
  [[nodiscard]] std::vector<crypto::Hash> consistency_proof(std::uint64_t first, std::uint64_t second) const;

private:
  crypto::Hash range(std::uint64_t begin, std::uint64_t end) const;
  void path(std::uint64_t index, std::uint64_t begin, std::uint64_t end,
            std::vector<crypto::Hash>& out) const;
  void subproof(std::uint64_t first, std::uint64_t begin, std::uint64_t end, bool whole,
                std::vector<crypto::Hash>& out) const;

  std::uint64_t size_ = 0;
  std::vector<std::vector<crypto::Hash>> levels_;  ///< levels_[k][i] covers leaves i·2^k … (i+1)·2^k - 1
};

/// RFC 9162, 2.1.3.2: the leaf stands at `index` in the tree of this size and root.
[[nodiscard]] bool verify_inclusion(crypto::Hash const& leaf_hash, std::uint64_t index, std::uint64_t size,
                                    std::span<crypto::Hash const> proof, crypto::Hash const& root);

/// RFC 9162, 2.1.4.2: the tree of size `first` is the beginning of the tree of size `second`. For first = 0
/// the proof must be empty and first_root the empty tree's; for equal sizes empty, and the roots equal.
[[nodiscard]] bool verify_consistency(std::uint64_t first, crypto::Hash const& first_root,
                                      std::uint64_t second, crypto::Hash const& second_root,
                                      std::span<crypto::Hash const> proof);

}  // namespace conclave::record
