// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
// R-E5, R-E10: sums that t trustees open together, and fewer cannot.
#include "cases.hpp"

#include <rapidcheck/gtest.h>

#include <deque>

namespace conclave::crypto {
namespace {

TEST(Decryption, partials_are_judged_alike_alone_and_in_a_batch) {
  for (auto const& each : partial_cases())
    EXPECT_EQ(judge(each), each.expect) << each.name;
}

TEST(Decryption, counts_open_or_say_why_not) {
  for (auto const& each : counts_cases()) {
    auto const counts = open_counts(each.sums, each.shares, each.electorate, each.ballots);
    EXPECT_EQ(verdict(counts), each.expect) << each.name;
    if (counts) {
      EXPECT_EQ(*counts, each.counts) << each.name;
    }
  }
}

RC_GTEST_PROP(Decryption, opens_to_the_plain_count_for_any_t_of_n, (std::uint32_t draw)) {
  static std::deque<Jury> juries;
  for (auto n = static_cast<std::uint32_t>(juries.size()) + 3; n <= 9; ++n)
    juries.emplace_back(n);
  Jury& jury = juries[draw % juries.size()];
  auto const n = jury.context.n;
  auto const t = jury.context.t;
  std::vector<BallotCiphertexts> ballots;
  std::vector<std::uint32_t> plain(3, 0);
  auto const cast = *rc::gen::inRange<std::uint32_t>(1, n + 1);
  for (std::uint32_t v = 0; v < cast; ++v) {
    auto const choice = *rc::gen::inRange<std::uint32_t>(0, 3);
    ++plain[choice];
    ballots.push_back(jury.ballot(v, choice).cts);
  }
  auto const cts = sums(ballots, 3);
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 1; i <= n; ++i)
    order.push_back(i);
  for (std::uint32_t i = n; i > 1; --i)
    std::swap(order[i - 1], order[*rc::gen::inRange<std::uint32_t>(0, i)]);
  auto const of = [&](std::uint32_t count) {
    std::vector<IndexedShares> shares;
    for (std::uint32_t at = 0; at < count; ++at) {
      IndexedShares each{order[at], {}};
      for (auto const& c : cts)
        each.shares.push_back(jury.shares[order[at] - 1] * c.alpha);
      shares.push_back(std::move(each));
    }
    return open_counts(cts, shares, n, cast);
  };
  RC_ASSERT(of(t).value() == plain);
  RC_ASSERT(of(n).value() == plain);
  RC_ASSERT(verdict(of(t - 1)) == "no_logarithm");
}

TEST(Decryption, takes_the_first_t_valid_partials_and_each_trustee_once) {
  Jury jury(5);
  std::vector<BallotCiphertexts> const ballots{jury.ballot(0, 0).cts, jury.ballot(1, 1).cts};
  auto const cts = sums(ballots, 3);
  auto const target = target_hash(jury.rctx, hash_of("d"), 1, cts);
  auto wrong = jury.partial(2, target, cts);
  wrong.shares[0] += G();
  auto const right = jury.partial(1, target, cts);
  std::vector<ReceivedPartial> received{{0, right},
                                        {6, right},
                                        {2, wrong},
                                        {4, jury.partial(4, target, cts)},
                                        {1, right},
                                        {1, right},
                                        {2, right},
                                        {2, jury.partial(2, target, cts)},
                                        {3, jury.partial(3, target, cts)}};
  auto const taken = first_valid(target, jury.context.t, jury.key, cts, received);
  ASSERT_TRUE(taken);
  ASSERT_EQ(taken->size(), 3U);
  EXPECT_EQ((*taken)[0].index, 4U);
  EXPECT_EQ((*taken)[1].index, 1U);
  EXPECT_EQ((*taken)[2].index, 2U);
  EXPECT_EQ(open_counts(cts, *taken, 5, 2).value(), (std::vector<std::uint32_t>{1, 1, 0}));
  received.resize(6);
  EXPECT_EQ(first_valid(target, jury.context.t, jury.key, cts, received).error(),
            (FaultAt{Fault::too_few_shares, 2}));
}

TEST(Decryption, logarithms_are_found_up_to_the_limit_and_not_above) {
  for (std::uint32_t v = 0; v <= 50; ++v) {
    Point const M = base_times(Scalar::from_u64(v));
    EXPECT_EQ(discrete_log(M, v).value(), v);
    EXPECT_EQ(discrete_log(M, 50).value(), v);
    if (v > 0) {
      EXPECT_EQ(discrete_log(M, v - 1).error().kind, Fault::no_logarithm);
    }
  }
  EXPECT_EQ(discrete_log(-G(), 50).error().kind, Fault::no_logarithm);
}

TEST(Decryption, its_hashes_bind_everything) {
  std::vector<ListedBallot> list{{"juror-01", hash_of("a")}, {"juror-02", hash_of("b")}};
  auto const rctx = hash_of("rctx");
  auto const root = hash_of("root");
  auto const d = close_hash(rctx, list, root);
  EXPECT_NE(d, close_hash(hash_of("x"), list, root));
  EXPECT_NE(d, close_hash(rctx, list, hash_of("x")));
  auto changed = list;
  changed[0].hash = hash_of("x");
  EXPECT_NE(d, close_hash(rctx, changed, root));
  std::swap(list[0], list[1]);
  EXPECT_NE(d, close_hash(rctx, list, root));
  std::array const cts{Ciphertext{G(), G()}, Ciphertext{G(), G() + G()}};
  auto const target = target_hash(rctx, d, 1, cts);
  EXPECT_NE(target, target_hash(rctx, d, 2, cts));
  EXPECT_NE(target, target_hash(rctx, root, 1, cts));
  EXPECT_NE(target, target_hash(rctx, d, 1, std::span(cts).first(1)));
}

}  // namespace
}  // namespace conclave::crypto
