// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
// R-E5, R-C4: a key whose shares are held by the jury alone.
#include "cases.hpp"

namespace conclave::crypto {
namespace {

TEST(Ceremony, dealings_are_judged_alike_alone_and_in_a_batch) {
  for (auto const& each : dealing_cases())
    EXPECT_EQ(judge(each), each.expect) << each.name;
}

TEST(Ceremony, gives_everybody_a_share_that_fits_the_key) {
  for (std::uint32_t n = 3; n <= 9; ++n) {
    Jury const jury(n);
    for (std::uint32_t j = 1; j <= n; ++j)
      EXPECT_TRUE(share_matches(jury.shares[j - 1], jury.key.X[j - 1]));
    EXPECT_FALSE(share_matches(jury.shares[0], jury.key.X[1]));
  }
}

TEST(Ceremony, any_t_shares_make_the_key_and_t_minus_1_do_not) {
  for (std::uint32_t n = 3; n <= 9; ++n) {
    Jury const jury(n);
    // Every set of t in a row, around the circle.
    for (std::uint32_t first = 0; first < n; ++first) {
      auto const sum_of = [&](std::uint32_t count) {
        std::vector<std::uint32_t> indices;
        for (std::uint32_t i = 0; i < count; ++i)
          indices.push_back((first + i) % n + 1);
        auto const lambda = lagrange_at_zero(indices).value();
        SecretScalar x;
        for (std::size_t i = 0; i < indices.size(); ++i)
          x = x + lambda[i] * jury.shares[indices[i] - 1];
        return base_times(x);
      };
      EXPECT_EQ(sum_of(jury.context.t), jury.key.H);
      EXPECT_NE(sum_of(jury.context.t - 1), jury.key.H);
    }
  }
}

TEST(Ceremony, a_dealers_secret_comes_back_from_its_bytes) {
  Jury jury(4);
  auto const& dealer = jury.dealers[1];
  auto const secret = dealer.export_secret();
  auto const again = Dealer::import_secret(jury.context, 2, secret.view()).value();
  EXPECT_EQ(again.commit(), dealer.commit());
  EXPECT_TRUE(again.share_for(3).same_as(dealer.share_for(3)));
  EXPECT_EQ(judge(jury.context, 2, dealer.commit(), again.reveal(jury.randomness)), "accepted");
  EXPECT_EQ(verdict(Dealer::import_secret(jury.context, 2, secret.view().first(32))), "wrong_length");
  auto spoiled = secret.copy();
  spoiled.span()[31] = 0xff;
  EXPECT_EQ(verdict(Dealer::import_secret(jury.context, 2, spoiled.view())), "not_canonical");
}

TEST(Ceremony, boxes_that_do_not_hold_this_trustees_share_are_a_reason_to_complain) {
  Jury jury(4);
  auto const& A = jury.coefficients[0];
  auto const opened = [&](std::uint32_t j, ByteView box, std::uint32_t key) {
    return verdict(open_share(jury.kctx, 1, j, box, jury.sessions[key - 1], A));
  };
  auto const sealed = [&](Hash const& kctx, std::uint32_t i, std::uint32_t j, ByteView share,
                          std::uint32_t to) {
    return seal(F(kctx, i, j, share), jury.sessions[to - 1].public_key(), jury.randomness);
  };
  auto const share = jury.dealers[0].share_for(2);
  EXPECT_EQ(opened(2, sealed(jury.kctx, 1, 2, share.view(), 2), 2), "accepted");
  EXPECT_EQ(opened(2, jury.dealings[0].boxes[1], 2), "accepted");
  EXPECT_EQ(opened(2, jury.dealings[0].boxes[2], 2), "does_not_open") << "box of another addressee";
  EXPECT_EQ(opened(2, jury.dealings[0].boxes[1], 3), "does_not_open") << "another session key";
  EXPECT_EQ(opened(2, jury.dealings[1].boxes[1], 2), "bad_index") << "another dealer's box";
  EXPECT_EQ(opened(2, sealed(jury.kctx, 1, 3, share.view(), 2), 2), "bad_index")
      << "header of another addressee";
  EXPECT_EQ(opened(2, sealed(hash_of("k"), 1, 2, share.view(), 2), 2), "bad_index") << "box of another key";
  EXPECT_EQ(opened(2, sealed(jury.kctx, 1, 2, jury.dealers[0].share_for(3).view(), 2), 2), "wrong_share");
  EXPECT_EQ(opened(2, sealed(jury.kctx, 1, 2, Bytes(32, 0xff), 2), 2), "not_canonical");
  EXPECT_EQ(opened(2, sealed(jury.kctx, 1, 2, Bytes(31, 0), 2), 2), "wrong_length");
  EXPECT_EQ(opened(2, {}, 2), "wrong_length");
}

TEST(Ceremony, a_share_in_answer_to_a_complaint_is_checked_and_used) {
  Jury const jury(4);
  Scalar const answer = jury.dealers[2].answer(1);
  EXPECT_TRUE(check_revealed_share(jury.coefficients[2], 1, answer));
  EXPECT_FALSE(check_revealed_share(jury.coefficients[2], 2, answer));
  EXPECT_FALSE(check_revealed_share(jury.coefficients[1], 1, answer));
  EXPECT_FALSE(check_revealed_share(jury.coefficients[2], 1, answer + Scalar::from_u64(1)));
  std::vector<SecretScalar> received;
  for (std::uint32_t i = 1; i <= 4; ++i) {
    received.push_back(i == 3 ? SecretScalar::of(answer) : jury.dealers[i - 1].share_for(1));
  }
  EXPECT_TRUE(share_matches(derive_share(received), jury.key.X[0]));
}

TEST(Ceremony, its_hashes_bind_everything) {
  Jury const jury(3);
  std::vector<Hash> acts{hash_of("a"), hash_of("b")};
  auto const transcript = transcript_hash(acts);
  auto const key = key_hash(jury.kctx, transcript, jury.key);
  auto changed = jury.key;
  changed.X[2] += G();
  EXPECT_NE(key, key_hash(jury.kctx, transcript, changed));
  EXPECT_NE(key, key_hash(hash_of("k"), transcript, jury.key));
  EXPECT_NE(key, key_hash(jury.kctx, hash_of("t"), jury.key));
  std::swap(acts[0], acts[1]);
  EXPECT_NE(transcript, transcript_hash(acts));
  EXPECT_NE(dealings_hash(jury.kctx, acts), dealings_hash(hash_of("k"), acts));
}

}  // namespace
}  // namespace conclave::crypto
