// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
// R-E5, R-E6, R-E7: secret ballots that everybody can verify, and that nobody else can change, copy or
// invent.
#include "cases.hpp"

#include <rapidcheck/gtest.h>

#include <set>

namespace conclave::crypto {
namespace {

TEST(Ballots, are_judged_alike_alone_and_in_a_batch) {
  for (auto const& each : ballot_cases())
    EXPECT_EQ(judge(each), each.expect) << each.name;
}

TEST(Ballots, name_the_option_whose_proof_fails) {
  Jury jury(3);
  for (std::uint32_t o = 0; o < 3; ++o) {
    auto ballot = jury.ballot(0, 0);
    ballot.bits[o].z[1] = ballot.bits[o].z[1] + Scalar::from_u64(1);
    EXPECT_EQ(verify_ballot(jury.key.H, jury.header(0), 3, ballot).error(),
              (FaultAt{Fault::equation_fails, o}));
  }
  auto ballot = jury.ballot(0, 0);
  ballot.sum->z[0] = ballot.sum->z[0] + Scalar::from_u64(1);
  EXPECT_EQ(verify_ballot(jury.key.H, jury.header(0), 3, ballot).error(),
            (FaultAt{Fault::equation_fails, 3}));
}

TEST(Ballots, of_every_choice_verify_for_one_to_twelve_options) {
  Jury jury(3);
  for (std::uint32_t options = 1; options <= 12; ++options) {
    for (std::uint32_t choice = 0; choice < options; ++choice) {
      auto const seed = SecretBytes::random(ballot_seed_size, jury.randomness);
      auto const ballot = make_ballot(jury.key.H, jury.header(0), options, choice, seed, jury.randomness);
      EXPECT_EQ(judge(jury.key.H, jury.header(0), options, ballot), "accepted");
    }
  }
}

RC_GTEST_PROP(Ballots, with_any_value_changed_are_refused, (std::uint32_t where, bool points)) {
  static Jury jury(3);
  static Ballot const good = jury.ballot(1, 2);
  auto ballot = good;
  std::vector<Point*> P;
  std::vector<Scalar*> s;
  for (auto& c : ballot.cts)
    P.insert(P.end(), {&c.alpha, &c.beta});
  auto const of_proof = [&](Orz& proof) {
    for (auto* list : {&proof.A, &proof.B}) {
      for (auto& each : *list)
        P.push_back(&each);
    }
    for (auto* list : {&proof.c, &proof.z}) {
      for (auto& each : *list)
        s.push_back(&each);
    }
  };
  for (auto& bit : ballot.bits)
    of_proof(bit);
  of_proof(*ballot.sum);
  SeededRandomness randomness(hb("mutation", where).bytes);
  if (points) {
    *P[where % P.size()] += random_point(randomness);
  } else {
    *s[where % s.size()] = *s[where % s.size()] + random_scalar(randomness);
  }
  RC_ASSERT(judge(jury.key.H, jury.header(1), 3, ballot) != "accepted");
  RC_ASSERT(judge(jury.key.H, jury.header(1), 3, good) == "accepted");
}

TEST(Challenge, a_second_device_recomputes_what_was_prepared) {
  // R-E6: the seed and the choice make the ciphertexts, and no other choice does.
  Jury jury(3);
  auto const seed = SecretBytes::random(ballot_seed_size, jury.randomness);
  auto const header = jury.header(0, 4);
  auto const ballot = make_ballot(jury.key.H, header, 3, 1, seed, jury.randomness);
  auto const prepared = prepare_hash(jury.rctx, header.voter, 4, ballot.cts);
  for (std::uint32_t choice = 0; choice < 4; ++choice) {
    auto const cts = recompute_ciphertexts(jury.key.H, jury.rctx, header.voter, 4, seed.view(), 3, choice);
    EXPECT_EQ(cts == ballot.cts, choice == 1);
    EXPECT_EQ(prepare_hash(jury.rctx, header.voter, 4, cts) == prepared, choice == 1);
  }
  auto const again = recompute_ciphertexts(jury.key.H, jury.rctx, header.voter, 4, seed.view(), 3, 1);
  EXPECT_NE(prepare_hash(jury.rctx, header.voter, 5, again), prepared);
  EXPECT_NE(recompute_ciphertexts(jury.key.H, jury.rctx, header.voter, 5, seed.view(), 3, 1), ballot.cts);
  EXPECT_NE(recompute_ciphertexts(jury.key.H, jury.rctx, "juror-02", 4, seed.view(), 3, 1), ballot.cts);
  EXPECT_NE(recompute_ciphertexts(jury.key.H, hash_of("r"), header.voter, 4, seed.view(), 3, 1), ballot.cts);
  EXPECT_NE(recompute_ciphertexts(jury.key.H, jury.rctx, header.voter, 4, Bytes(32, 1), 3, 1), ballot.cts);
}

TEST(Ballots, encrypt_what_was_chosen) {
  Jury jury(3);
  auto const lambda = lagrange_at_zero(std::vector<std::uint32_t>{1, 2}).value();
  SecretScalar const x = lambda[0] * jury.shares[0] + lambda[1] * jury.shares[1];
  for (std::uint32_t choice = 0; choice < 3; ++choice) {
    auto const ballot = jury.ballot(0, choice);
    for (std::uint32_t o = 0; o < 3; ++o) {
      Point const M = ballot.cts[o].beta - x * ballot.cts[o].alpha;
      EXPECT_EQ(discrete_log(M, 1).value(), o == choice ? 1U : 0U);
    }
  }
}

TEST(Ballots, from_another_seed_share_no_alpha) {
  Jury jury(3);
  std::set<Point> alphas;
  for (std::uint32_t i = 0; i < 20; ++i) {
    for (auto const& c : jury.ballot(0, 0).cts)
      EXPECT_TRUE(alphas.insert(c.alpha).second);
  }
}

TEST(VetoBallots, made_for_both_answers_verify) {
  Jury jury(3);
  for (bool const objection : {true, false}) {
    auto const seed = SecretBytes::random(ballot_seed_size, jury.randomness);
    auto const ballot = make_veto_ballot(jury.key.H, jury.header(0), objection, seed, jury.randomness);
    EXPECT_EQ(judge_veto(jury.key.H, jury.header(0), ballot), "accepted");
    EXPECT_EQ(judge(jury.key.H, jury.header(0), 1, ballot), "wrong_length") << "a veto ballot is no ballot";
    auto const cts = recompute_ciphertexts(jury.key.H, jury.rctx, jury.header(0).voter, 1, seed.view(), 1,
                                           objection ? 0 : 1);
    EXPECT_EQ(cts, ballot.cts);
  }
}

}  // namespace
}  // namespace conclave::crypto
