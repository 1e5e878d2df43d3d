// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cases.hpp"

#include <zero_among.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::crypto {
namespace {

TEST(Proofs, of_knowledge_are_judged_alike_alone_and_in_a_batch) {
  for (auto const& each : pok_cases())
    EXPECT_EQ(judge(each), each.expect) << each.name;
}

TEST(Proofs, of_equal_logarithms_are_judged_alike_alone_and_in_a_batch) {
  for (auto const& each : dleq_cases())
    EXPECT_EQ(judge(each), each.expect) << each.name;
}

TEST(Proofs, that_one_is_zero_are_judged_alike_alone_and_in_a_batch) {
  for (auto const& each : orz_cases())
    EXPECT_EQ(judge(each), each.expect) << each.name;
}

TEST(Proofs, name_the_equation_that_fails) {
  SeededRandomness randomness(seed_of(1));
  auto const x = SecretScalar::random(randomness);
  Point const g2 = random_point(randomness);
  DleqStatement const statement{G(), base_times(x), g2, x * g2};
  auto const proof = prove_dleq({}, statement, x, randomness);
  // Only the second equation: B and the challenge for it.
  auto const w = random_scalar(randomness);
  Dleq forged{base_times(w), w * g2 + G(), {}};
  forged.z = w + h2s("dleq", Bytes{}, G(), statement.X1, g2, statement.X2, forged.A, forged.B) * x.reveal();
  EXPECT_TRUE(verify_dleq({}, statement, proof));
  EXPECT_EQ(verify_dleq({}, statement, forged).error(), (FaultAt{Fault::equation_fails, 1}));
}

TEST(Proofs, of_the_same_statement_differ_with_the_randomness_only) {
  auto const x = SecretScalar::of_number(5);
  Point const X = base_times(x);
  auto const with = [&](std::uint8_t seed) {
    SeededRandomness randomness(seed_of(seed));
    return prove_pok({}, X, x, randomness);
  };
  EXPECT_EQ(with(1), with(1));
  EXPECT_NE(with(1).A, with(2).A);
}

TEST(Proofs, hedge_their_nonces_against_randomness_that_repeats) {
  // The same random bytes for another witness, statement or context: another nonce.
  auto const x = SecretScalar::of_number(5);
  auto const y = SecretScalar::of_number(6);
  auto const with = [&](SecretScalar const& witness, Bytes const& ctx) {
    SeededRandomness randomness(seed_of(1));
    return prove_pok(ctx, base_times(witness), witness, randomness).A;
  };
  EXPECT_NE(with(x, F("a")), with(y, F("a")));
  EXPECT_NE(with(x, F("a")), with(x, F("b")));
}

RC_GTEST_PROP(Proofs, with_fixed_bases_are_those_of_the_specification, (std::uint8_t number)) {
  // The shortcut for ballots writes the very bytes that the textbook's way writes from the same randomness.
  SeededRandomness randomness(seed_of(number));
  Point const H = random_point(randomness);
  auto const s = SecretScalar::random(randomness);
  std::uint32_t const k = number % 2;
  Ciphertext const c{base_times(s), s * H + base_times(Scalar::from_u64(k))};
  std::vector<Ciphertext> const D{c, {c.alpha, c.beta - G()}};
  SeededRandomness one(seed_of(50));
  SeededRandomness same(seed_of(50));
  auto const fast = prove_zero_among("bit", F("x"), H, curve::FixedBase(curve::element(H)), D, k, s, one);
  auto const plain = prove_orz("bit", F("x"), H, D, k, s, same);
  RC_ASSERT(fast == plain);
  RC_ASSERT(verify_orz("bit", F("x"), H, D, fast).has_value());
}

}  // namespace
}  // namespace conclave::crypto
