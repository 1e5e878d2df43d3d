// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vectors.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/merkle.hpp>

#include <rapidcheck/gtest.h>

#include <bit>
#include <set>

namespace conclave::record {
namespace {

namespace json = boost::json;
using crypto::Hash;

/// MTH of RFC 9162, 2.1.1, as it is defined there, on hashes of leaves.
Hash recursive_root(std::span<Hash const> leaves) {
  if (leaves.empty()) return crypto::sha256({});
  if (leaves.size() == 1) return leaves.front();
  std::size_t const k = std::bit_floor(leaves.size() - 1);
  return merkle_node(recursive_root(leaves.first(k)), recursive_root(leaves.subspan(k)));
}

std::vector<Hash> leaves_of(std::size_t n) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < n; ++i) {
    crypto::Bytes const data{static_cast<std::uint8_t>(i & 255U), static_cast<std::uint8_t>(i >> 8U)};
    leaves.push_back(merkle_leaf(data));
  }
  return leaves;
}

MerkleTree tree_of(std::span<Hash const> leaves) {
  MerkleTree tree;
  for (Hash const& leaf : leaves)
    tree.append(leaf);
  return tree;
}

Hash hash_at(json::object const& object, std::string_view name) {
  return decode<Hash>(object.at(json::string_view(name.data(), name.size()))).value();
}

TEST(Merkle, PassesTheVectors) {
  std::set<std::string> seen;
  for_each_vector("merkle.json", [&](json::object const&, json::value const& input,
                                     json::object const& expect) {
    auto const& given = input.as_object();
    std::string const of = str(given, "of");
    seen.insert(of);
    if (of == "root") {
      MerkleTree tree;
      for (auto const& leaf : given.at("leaves").as_array()) {
        tree.append(merkle_leaf(crypto::from_hex(str(leaf)).value()));
      }
      EXPECT_EQ(tree.root(), hash_at(expect, "root"));
      return;
    }
    auto const proof = decode<std::vector<Hash>>(given.at("proof")).value();
    bool const holds =
        of == "inclusion" ? verify_inclusion(hash_at(given, "leaf_hash"), number(given, "index"),
                                             number(given, "size"), proof, hash_at(given, "root"))
                          : verify_consistency(number(given, "first"), hash_at(given, "first_root"),
                                               number(given, "second"), hash_at(given, "second_root"), proof);
    EXPECT_EQ(holds, expect.at("holds").as_bool());
  });
  EXPECT_EQ(seen, (std::set<std::string>{"consistency", "inclusion", "root"}));
}

TEST(Merkle, EveryRootIsTheOneOfTheRecursiveDefinition) {
  auto const leaves = leaves_of(130);
  auto const tree = tree_of(leaves);
  for (std::size_t n = 0; n <= leaves.size(); ++n) {
    EXPECT_EQ(tree.root_at(n), recursive_root(std::span(leaves).first(n))) << n;
  }
  EXPECT_EQ(tree.size(), leaves.size());
  EXPECT_EQ(tree.leaf(129), leaves[129]);
}

TEST(Merkle, EveryInclusionProofHolds) {
  auto const leaves = leaves_of(40);
  auto const tree = tree_of(leaves);
  for (std::uint64_t n = 1; n <= leaves.size(); ++n) {
    for (std::uint64_t i = 0; i < n; ++i) {
      auto const proof = tree.inclusion_proof(i, n);
      EXPECT_LE(proof.size(), std::bit_width(n - 1));
      EXPECT_TRUE(verify_inclusion(leaves[i], i, n, proof, tree.root_at(n))) << i << " of " << n;
      EXPECT_FALSE(verify_inclusion(leaves[i], i + 1, n, proof, tree.root_at(n))) << i << " of " << n;
    }
  }
}

TEST(Merkle, EveryConsistencyProofHolds) {
  auto const tree = tree_of(leaves_of(40));
  for (std::uint64_t n = 0; n <= tree.size(); ++n) {
    for (std::uint64_t m = 0; m <= n; ++m) {
      auto const proof = tree.consistency_proof(m, n);
      EXPECT_TRUE(verify_consistency(m, tree.root_at(m), n, tree.root_at(n), proof)) << m << " in " << n;
    }
  }
}

TEST(MerkleDeathTest, NothingBeyondTheTree) {
  auto const tree = tree_of(leaves_of(3));
  EXPECT_DEATH((void)tree.root_at(4), "beyond the tree");
  EXPECT_DEATH((void)tree.leaf(3), "beyond the tree");
  EXPECT_DEATH((void)tree.inclusion_proof(3, 3), "beyond the tree");
  EXPECT_DEATH((void)tree.consistency_proof(3, 2), "beyond the tree");
}

RC_GTEST_PROP(MerkleProperty, AProofHoldsForItsOwnLeafAndTreeAlone, ()) {
  auto const n = *rc::gen::inRange<std::uint64_t>(2, 300);
  auto const m = *rc::gen::inRange<std::uint64_t>(1, n);
  auto const i = *rc::gen::inRange<std::uint64_t>(0, n);
  auto const leaves = leaves_of(n);
  auto const tree = tree_of(leaves);
  RC_ASSERT(tree.root() == recursive_root(leaves));

  auto inclusion = tree.inclusion_proof(i, n);
  RC_ASSERT(verify_inclusion(leaves[i], i, n, inclusion, tree.root()));
  RC_ASSERT(!verify_inclusion(leaves[i], i, n, inclusion, tree.root_at(m)));
  auto const changed = *rc::gen::inRange<std::size_t>(0, inclusion.size());
  inclusion[changed].bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1U;
  RC_ASSERT(!verify_inclusion(leaves[i], i, n, inclusion, tree.root()));

  auto consistency = tree.consistency_proof(m, n);
  RC_ASSERT(verify_consistency(m, tree.root_at(m), n, tree.root(), consistency));
  RC_ASSERT(!verify_consistency(m, tree.root_at(m - 1), n, tree.root(), consistency));
  auto const other = *rc::gen::inRange<std::size_t>(0, consistency.size());
  consistency[other].bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1U;
  RC_ASSERT(!verify_consistency(m, tree.root_at(m), n, tree.root(), consistency));
}

}  // namespace
}  // namespace conclave::record
