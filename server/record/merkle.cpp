// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/ensure.hpp>
#include <conclave/record/merkle.hpp>

#include <algorithm>
#include <bit>

namespace conclave::record {
namespace {

/// The largest power of two smaller than n, for n >= 2: where RFC 9162 splits a tree.
std::uint64_t split(std::uint64_t n) noexcept {
  return std::bit_floor(n - 1);
}

}  // namespace

crypto::Hash merkle_leaf(crypto::ByteView data) {
  crypto::Bytes input;
  input.reserve(data.size() + 1);
  input.push_back(0x00);
  input.insert(input.end(), data.begin(), data.end());
  return crypto::sha256(input);
}

crypto::Hash merkle_node(crypto::Hash const& left, crypto::Hash const& right) {
  std::array<std::uint8_t, 65> input{0x01};
  std::copy(left.bytes.begin(), left.bytes.end(), input.begin() + 1);
  std::copy(right.bytes.begin(), right.bytes.end(), input.begin() + 33);
  return crypto::sha256(input);
}

void MerkleTree::append(crypto::Hash const& leaf_hash) {
  crypto::Hash hash = leaf_hash;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    auto& row = levels_[level];
    row.push_back(hash);
    if (row.size() % 2 == 1) break;
    hash = merkle_node(row[row.size() - 2], row.back());
  }
  ++size_;
}

// MTH(D[begin:end]). `begin` is a multiple of the range's largest power of two, as everywhere in the RFC's
// recursions, so every complete subtree is remembered.
crypto::Hash MerkleTree::range(std::uint64_t begin, std::uint64_t end) const {
  std::uint64_t const n = end - begin;
  if (n == 0) return crypto::sha256({});
  if (std::has_single_bit(n)) {
    auto const level = static_cast<std::size_t>(std::countr_zero(n));
    return levels_[level][begin >> level];
  }
  std::uint64_t const k = split(n);
  return merkle_node(range(begin, begin + k), range(begin + k, end));
}

crypto::Hash MerkleTree::root_at(std::uint64_t size) const {
  ensure(size <= size_, "a root beyond the tree");
  return range(0, size);
}

crypto::Hash const& MerkleTree::leaf(std::uint64_t index) const {
  ensure(index < size_, "a leaf beyond the tree");
  return levels_[0][index];
}

// PATH(m, D[n]), RFC 9162, 2.1.3.1, with m counted from the beginning of the whole tree.
void MerkleTree::path(std::uint64_t index, std::uint64_t begin, std::uint64_t end,
                      std::vector<crypto::Hash>& out) const {
  if (end - begin == 1) return;
  std::uint64_t const middle = begin + split(end - begin);
  if (index < middle) {
    path(index, begin, middle, out);
    out.push_back(range(middle, end));
  } else {
    path(index, middle, end, out);
    out.push_back(range(begin, middle));
  }
}

std::vector<crypto::Hash> MerkleTree::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
  ensure(index < size && size <= size_, "an inclusion proof beyond the tree");
  std::vector<crypto::Hash> out;
  path(index, 0, size, out);
  return out;
}

// SUBPROOF(m, D[n], b), RFC 9162, 2.1.4.1, with `first` = m counted from the beginning of the whole tree.
void MerkleTree::subproof(std::uint64_t first, std::uint64_t begin, std::uint64_t end, bool whole,
                          std::vector<crypto::Hash>& out) const {
  if (first == end) {
    if (!whole) out.push_back(range(begin, end));
    return;
  }
  std::uint64_t const middle = begin + split(end - begin);
  if (first <= middle) {
    subproof(first, begin, middle, whole, out);
    out.push_back(range(middle, end));
  } else {
    subproof(first, middle, end, false, out);
    out.push_back(range(begin, middle));
  }
}

std::vector<crypto::Hash> MerkleTree::consistency_proof(std::uint64_t first, std::uint64_t second) const {
  ensure(first <= second && second <= size_, "a consistency proof beyond the tree");
  std::vector<crypto::Hash> out;
  if (first != 0) subproof(first, 0, second, true, out);
  return out;
}

// RFC 9162, 2.1.3.2; fn, sn and r are the RFC's.
bool verify_inclusion(crypto::Hash const& leaf_hash, std::uint64_t index, std::uint64_t size,
                      std::span<crypto::Hash const> proof, crypto::Hash const& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  crypto::Hash r = leaf_hash;
  for (crypto::Hash const& p : proof) {
    if (sn == 0) return false;
    if (fn % 2 == 1 || fn == sn) {
      r = merkle_node(p, r);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      r = merkle_node(r, p);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && r == root;
}

// RFC 9162, 2.1.4.2; fn, sn, fr and sr are the RFC's.
bool verify_consistency(std::uint64_t first, crypto::Hash const& first_root, std::uint64_t second,
                        crypto::Hash const& second_root, std::span<crypto::Hash const> proof) {
  if (first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  if (first == 0) return proof.empty() && first_root == crypto::sha256({});

  // A complete first tree is its own first node, and is left out of the proof.
  std::vector<crypto::Hash> nodes;
  if (std::has_single_bit(first)) nodes.push_back(first_root);
  nodes.insert(nodes.end(), proof.begin(), proof.end());
  if (nodes.empty()) return false;

  std::uint64_t fn = first - 1;
  std::uint64_t sn = second - 1;
  while (fn % 2 == 1) {
    fn >>= 1U;
    sn >>= 1U;
  }
  crypto::Hash fr = nodes.front();
  crypto::Hash sr = nodes.front();
  for (crypto::Hash const& c : std::span(nodes).subspan(1)) {
    if (sn == 0) return false;
    if (fn % 2 == 1 || fn == sn) {
      fr = merkle_node(c, fr);
      sr = merkle_node(c, sr);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      sr = merkle_node(sr, c);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && fr == first_root && sr == second_root;
}

}  // namespace conclave::record
