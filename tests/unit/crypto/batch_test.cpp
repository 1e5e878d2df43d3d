// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cases.hpp"

namespace conclave::crypto {
namespace {

/// Hands out what it is given, then zeros: for weights.
class Scripted final : public Randomness {
public:
  explicit Scripted(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<std::uint8_t> out) override {
    ++calls;
    for (auto& byte : out) {
      byte = at_ < bytes_.size() ? bytes_[at_] : 1;
      ++at_;
    }
  }
  int calls = 0;

private:
  std::vector<std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

TEST(Batch, that_is_empty_holds) {
  SeededRandomness randomness(seed_of(1));
  EXPECT_TRUE(Batch{}.verify(randomness));
}

TEST(Batch, names_the_wrong_proof_among_many_good_ones) {
  Jury jury(3);
  std::vector<Ballot> ballots;
  for (std::uint32_t i = 0; i < 12; ++i)
    ballots.push_back(jury.ballot(i % 3, i % 3));
  for (std::uint32_t wrong = 0; wrong < 12; ++wrong) {
    Batch batch;
    for (std::uint32_t i = 0; i < 12; ++i) {
      auto ballot = ballots[i];
      if (i == wrong) ballot.bits[1].z[0] = ballot.bits[1].z[0] + Scalar::from_u64(1);
      ASSERT_TRUE(add_ballot(batch, 100 + i, jury.key.H, jury.header(i % 3), 3, ballot));
    }
    EXPECT_EQ(batch.verify(jury.randomness).error(), (FaultAt{Fault::equation_fails, 100 + wrong}));
  }
}

TEST(Batch, names_the_first_of_two_wrong_proofs_that_would_cancel) {
  // The same error with opposite signs in two proofs: with equal weights the batch would hold.
  SeededRandomness randomness(seed_of(1));
  auto const x = SecretScalar::random(randomness);
  Point const X = base_times(x);
  auto up = prove_pok({}, X, x, randomness);
  auto down = prove_pok({}, X, x, randomness);
  up.z = up.z + Scalar::from_u64(1);
  down.z = down.z - Scalar::from_u64(1);
  Batch batch;
  ASSERT_TRUE(batch.add_pok(1, {}, X, up));
  ASSERT_TRUE(batch.add_pok(2, {}, X, down));
  EXPECT_EQ(batch.verify(randomness).error(), (FaultAt{Fault::equation_fails, 1}));
}

TEST(Batch, holds_nothing_of_a_proof_that_was_refused) {
  Jury jury(3);
  Batch batch;
  auto ballot = jury.ballot(0, 0);
  ballot.sum->c[0] = ballot.sum->c[0] + Scalar::from_u64(1);
  EXPECT_EQ(verdict(add_ballot(batch, 1, jury.key.H, jury.header(0), 3, ballot)), "challenges_do_not_add_up");
  EXPECT_TRUE(batch.empty());
}

TEST(Batch, draws_a_weight_for_every_equation_and_none_before) {
  Jury jury(3);
  Batch batch;
  Scripted randomness({});
  ASSERT_TRUE(add_ballot(batch, 1, jury.key.H, jury.header(0), 3, jury.ballot(0, 0)));
  EXPECT_EQ(batch.size(), 14U);  // 2·2·3 for the bits, 2 for the sum
  EXPECT_EQ(randomness.calls, 0);
  EXPECT_TRUE(batch.verify(randomness));
  EXPECT_EQ(randomness.calls, 14);
}

TEST(Batch, refuses_a_weight_of_zero) {
  SeededRandomness seeded(seed_of(1));
  auto const x = SecretScalar::random(seeded);
  Point const X = base_times(x);
  auto proof = prove_pok({}, X, x, seeded);
  proof.z = proof.z + Scalar::from_u64(1);
  Batch batch;
  ASSERT_TRUE(batch.add_pok(1, {}, X, proof));
  Scripted randomness(std::vector<std::uint8_t>(16, 0));
  EXPECT_EQ(verdict(batch.verify(randomness)), "equation_fails");
  EXPECT_EQ(randomness.calls, 2);
}

TEST(Batch, of_every_kind_of_proof) {
  Batch batch;
  std::uint32_t label = 0;
  auto const add = [&](auto const& cases, auto into) {
    for (auto const& each : cases) {
      if (each.expect == "accepted") {
        EXPECT_TRUE(into(each)) << each.name;
        ++label;
      }
    }
  };
  add(pok_cases(), [&](PokCase const& c) { return batch.add_pok(label, c.ctx, c.X, c.proof); });
  add(dleq_cases(), [&](DleqCase const& c) { return batch.add_dleq(label, c.ctx, c.statement, c.proof); });
  add(orz_cases(), [&](OrzCase const& c) { return batch.add_orz(label, c.tag, c.ctx, c.H, c.D, c.proof); });
  add(dealing_cases(), [&](DealingCase const& c) {
    return add_dealing(batch, label, c.context, key_context_hash(c.context), c.i, c.commitment, c.dealing);
  });
  add(partial_cases(),
      [&](PartialCase const& c) { return add_partial(batch, label, c.target, c.i, c.X, c.cts, c.partial); });
  SeededRandomness randomness(seed_of(1));
  EXPECT_EQ(verdict(batch.verify(randomness)), "accepted");
  EXPECT_GT(label, 20U);
}

}  // namespace
}  // namespace conclave::crypto
