// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What an honest client does, and what it does not let itself be led to.
#include "../deliberation/session/session_test.hpp"

namespace conclave::table {
namespace {

class JurorTest : public SessionTest {
protected:
  JurorTest() { open_round(); }
};

TEST_F(JurorTest, ADutyThatWasNotHeardIsSaidAgainInTheSameWords) {
  choose("bo", "for");
  auto const first = std::get<PrepareBallot>(step("bo").body);
  auto const again = std::get<PrepareBallot>(step("bo").body);
  EXPECT_EQ(first.prepared, again.prepared);
  EXPECT_EQ(first.seq, again.seq);
}

TEST_F(JurorTest, ANewChoiceBeforeCastingIsPreparedAnew) {
  choose("bo", "for");
  expect_accepted(table.act(who("bo"), step("bo")));
  choose("bo", "against");
  EXPECT_EQ(std::get<PrepareBallot>(step("bo").body).seq, 2U);
}

TEST_F(JurorTest, AChallengeShowsWhatRecomputesThePreparedBallot) {
  // R-E6
  choose("bo", "against");
  EXPECT_FALSE(table.juror(who("bo")).challenge(table.state(), round().id));
  expect_accepted(table.act(who("bo"), step("bo")));
  auto challenge = table.juror(who("bo")).challenge(table.state(), round().id);
  ASSERT_TRUE(challenge);
  auto const& secret = challenge->second;
  auto const recomputed =
      crypto::recompute_ciphertexts(round().context.key, round().rctx, "bo", 1, secret.seed, 3, 1);
  EXPECT_EQ(crypto::prepare_hash(round().rctx, "bo", 1, recomputed), secret.prepared);
  auto const other =
      crypto::recompute_ciphertexts(round().context.key, round().rctx, "bo", 1, secret.seed, 3, 0);
  EXPECT_NE(crypto::prepare_hash(round().rctx, "bo", 1, other), secret.prepared);
  expect_accepted(table.act(who("bo"), std::move(challenge->first)));
}

TEST_F(JurorTest, ASignedBallotIsNotChallenged) {
  choose("bo", "for");
  expect_accepted(table.act(who("bo"), step("bo")));
  step("bo");  // the act that casts is signed, whether it arrives or not
  EXPECT_FALSE(table.juror(who("bo")).challenge(table.state(), round().id));
}

TEST_F(JurorTest, AClientAgreesToOneListOfARoundForEver) {
  all_cast();
  expect_accepted(table.close_round(case_1));
  auto const first = table.juror(who("bo")).duty(table.state());
  ASSERT_TRUE(first);
  // Another log that closes the same round over another list, as a server might show it.
  auto other = table.state();
  std::get<Counting>(other.rounds.at(round().id).edit().phase).d.bytes[0] ^= 1;
  EXPECT_FALSE(table.juror(who("bo")).duty(other));
  EXPECT_NE(table.juror(who("bo")).alarm(), "");
}

TEST_F(JurorTest, ALostShareIsSaidAndVoidsTheKey) {
  auto const key = round().key;
  table.juror(who("bo")).forget_shares();
  EXPECT_EQ(duty<ShareLost>("bo").key, key);
  expect_accepted(*table.one_duty(who("bo")));
  EXPECT_FALSE(table.juror(who("bo")).duty(table.state()));
  EXPECT_FALSE(live_key(table.state(), *table.state().cases.at(case_1)));
}

}  // namespace
}  // namespace conclave::table
