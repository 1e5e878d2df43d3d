// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Protocol section 11, items 3 and 7: ballots and agreements that must be refused (R-E7).
#include "session_test.hpp"

namespace conclave::table {
namespace {

class RoundsTest : public SessionTest {
protected:
  RoundsTest() { open_round(); }

  /// Prepares for and gives the act that would cast it.
  CastBallot prepared(std::string_view juror, std::string_view option) {
    choose(juror, option);
    expect_accepted(table.act(who(juror), step(juror)));
    return std::get<CastBallot>(step(juror).body);
  }
  Result<std::uint64_t> cast(std::string_view juror, CastBallot const& ballot) {
    return table.act(who(juror), ballot, round().opened.hash);
  }
};

TEST_F(RoundsTest, ABallotStandsOnceItIsPreparedAndCast) {
  auto const ballot = prepared("bo", "for");
  expect_accepted(cast("bo", ballot));
  expect_refused(cast("bo", ballot), Reason::not_prepared);
}

TEST_F(RoundsTest, ASequenceWithAGapIsRefused) {
  expect_refused(table.act(who("bo"), PrepareBallot{round().id, 2, {}}, round().opened.hash),
                 Reason::bad_sequence);
  auto ballot = prepared("bo", "for");
  ballot.seq = 2;
  expect_refused(cast("bo", ballot), Reason::bad_proof);  // seq is part of what the proofs are bound to
  expect_refused(table.act(who("bo"), ChallengeBallot{round().id, 2}, round().opened.hash),
                 Reason::bad_sequence);
}

TEST_F(RoundsTest, AnotherPreviousBallotIsRefused) {
  auto ballot = prepared("bo", "for");
  ballot.prev.bytes[0] ^= 1;
  expect_refused(cast("bo", ballot), Reason::bad_proof);
}

TEST_F(RoundsTest, ABallotThatWasNotPreparedIsRefused) {
  prepared("bo", "for");
  auto other = prepared("chen", "for");
  expect_refused(cast("bo", other), Reason::bad_proof);  // another's ballot is bound to its voter
  expect_accepted(cast("chen", other));
  expect_refused(table.act(who("dana"), ChallengeBallot{round().id, 0}, round().opened.hash),
                 Reason::not_prepared);
}

TEST_F(RoundsTest, APreparedHashBindsTheBallot) {
  expect_accepted(table.act(who("bo"), PrepareBallot{round().id, 1, Hash{}}, round().opened.hash));
  // A ballot whose proofs all hold, but not the one that was prepared.
  crypto::SeededRandomness randomness(Hash{}.bytes);
  std::string const voter = who("bo").str();
  auto const& identity = table.state().jurors.at(who("bo")).entry.key;
  auto const made = crypto::make_ballot(round().context.key, {round().rctx, voter, identity, 1, Hash{}},
                                        static_cast<std::uint32_t>(round().context.options.size()), 0,
                                        crypto::SecretBytes::random(32, randomness), randomness);
  CastBallot ballot{round().id, 1, Hash{}, {}, message_of(*made.sum)};
  for (std::size_t o = 0; o < made.cts.size(); ++o)
    ballot.choices.push_back({made.cts[o], message_of(made.bits[o])});
  expect_refused(cast("bo", ballot), Reason::not_prepared);
}

TEST_F(RoundsTest, ASpoiledBallotIsNeverCast) {
  auto const ballot = prepared("bo", "for");
  expect_accepted(table.act(who("bo"), ChallengeBallot{round().id, 1}, round().opened.hash));
  expect_refused(cast("bo", ballot), Reason::ballot_spoiled);
  expect_refused(table.act(who("bo"), ChallengeBallot{round().id, 1}, round().opened.hash),
                 Reason::ballot_spoiled);
}

TEST_F(RoundsTest, OptionsPermutedAndProofsMissingAreRefused) {
  auto ballot = prepared("bo", "for");
  auto permuted = ballot;
  std::swap(permuted.choices[0], permuted.choices[1]);
  expect_refused(cast("bo", permuted), Reason::bad_proof);
  auto shorter = ballot;
  shorter.choices.pop_back();
  expect_refused(cast("bo", shorter), Reason::bad_proof);
  auto single = ballot;
  single.choices[0].bit.A.pop_back();
  expect_refused(cast("bo", single), Reason::bad_proof);
  auto no_sum = ballot;
  no_sum.sum = {};
  expect_refused(cast("bo", no_sum), Reason::bad_proof);
  expect_accepted(cast("bo", ballot));
}

TEST_F(RoundsTest, AnAlphaSeenBeforeInTheSessionIsRefused) {
  auto const ballot = prepared("bo", "for");
  expect_accepted(cast("bo", ballot));
  // A second ballot of the same ciphertexts: new proofs, the same alphas.
  auto again = prepared("bo", "against");
  again.choices[0].ciphertext = ballot.choices[0].ciphertext;
  expect_refused(cast("bo", again), Reason::bad_proof);
  SessionAct act;
  act.header.author = who("bo");
  act.header.answers = round().opened.hash;
  act.header.seen.size = table.session().size();
  act.body = again;
  // Judged without its proofs, as one who could forge them would be.
  expect_refused(SessionLaw::decide(table.state(), act, table.now()), Reason::reused_ciphertext);
}

TEST_F(RoundsTest, AForeignSignatureIsRefused) {
  auto const ballot = prepared("bo", "for");
  auto signed_by_bo = table.sign(who("bo"), SessionIntent{ballot, round().opened.hash, {}});
  auto const& key = table.key(who("chen"));
  signed_by_bo.envelope = record::sign(record::act_type, signed_by_bo.envelope.payload, key);
  expect_refused(table.hand_in(signed_by_bo), Reason::wrong_key);
}

TEST_F(RoundsTest, WhoIsRecusedUnknownOrNoVoterCastsNothing) {
  expect_refused(table.act(who("sam"), PrepareBallot{round().id, 1, {}}, round().opened.hash),
                 Reason::not_in_electorate);
  expect_refused(table.act(who("dora"), PrepareBallot{round().id, 1, {}}, round().opened.hash),
                 Reason::not_in_electorate);
  expect_refused(table.act(who("bo"), PrepareBallot{RoundId::of("round-9"), 1, {}}, round().opened.hash),
                 Reason::unknown_round);
  auto const old = round().opened.hash;
  auto const old_round = round().id;
  expect_accepted(table.recuse(who("bo"), case_1, "a friend"));
  expect_refused(table.act(who("bo"), PrepareBallot{old_round, 1, {}}, old), Reason::unknown_round);
  open_round();
  expect_refused(table.act(who("bo"), PrepareBallot{round().id, 1, {}}, round().opened.hash),
                 Reason::not_in_electorate);
}

TEST_F(RoundsTest, ABallotMustAnswerTheRoundAndHaveSeenIt) {
  expect_refused(table.act(who("bo"), PrepareBallot{round().id, 1, {}}), Reason::stale_answer);
  expect_refused(table.act(who("bo"), PrepareBallot{round().id, 1, {}}, Hash{}), Reason::stale_answer);
}

TEST_F(RoundsTest, AfterClosingNothingIsCast) {
  all_cast();
  auto const opened = round().opened.hash;
  expect_accepted(table.close_round(case_1));
  expect_refused(table.act(who("bo"), PrepareBallot{round().id, 2, {}}, opened), Reason::unknown_round);
}

TEST_F(RoundsTest, ARoundIsOpenedWithExactlyTheFieldsThatFollow) {
  expect_refused(table.open_round(case_1), Reason::wrong_phase);
  all_cast("abstain");
  expect_accepted(table.close_round(case_1));
  table.run_duties();
  call_roll();
  auto const fields = next_round(table.state(), *table.state().cases.at(case_1)).value();
  auto const refused = [&](auto change) {
    auto open = fields;
    open.deadline = table.now() + minutes(5);
    change(open);
    return table.act(who("amina"), open);
  };
  expect_refused(refused([](OpenRound& open) { open.electorate.pop_back(); }), Reason::round_mismatch);
  expect_refused(refused([](OpenRound& open) { open.key = KeyId::of("other"); }), Reason::round_mismatch);
  expect_refused(refused([](OpenRound& open) { open.basis.b = 0; }), Reason::round_mismatch);
  expect_refused(refused([](OpenRound& open) { open.options.pop_back(); }), Reason::round_mismatch);
  expect_refused(refused([](OpenRound& open) { open.motion = {}; }), Reason::round_mismatch);
  expect_refused(refused([](OpenRound& open) { open.round_kind = RoundKind::outcome; }),
                 Reason::round_mismatch);
  expect_refused(refused([](OpenRound& open) { open.round = RoundId::of("round-1"); }), Reason::out_of_range);
  expect_refused(refused([&](OpenRound& open) { open.deadline = table.now() + seconds(59); }),
                 Reason::too_early);
}

// --- agreement ---

class AgreementTest : public RoundsTest {
protected:
  AgreementTest() {
    all_cast();
    expect_accepted(table.close_round(case_1));
  }
  Counting const& counting() const { return std::get<Counting>(round().phase); }
  Agree agreement() const { return {round().id, counting().attempt, counting().d, counting().target}; }
};

TEST_F(AgreementTest, NothingIsOpenedBeforeATrusteesHaveAgreed) {
  auto const& context = table.state().ceremonies.at(round().key)->context;
  // n = m = 5: t follows from m, and a from both.
  EXPECT_EQ(context.t, 3U);
  EXPECT_EQ(context.a, 4U);
  for (auto const& name : {"amina", "bo", "chen"})
    expect_accepted(*table.one_duty(who(name)));
  Decrypt early{round().id, 1, {}, {}};
  for (auto const& sum : counting().sums)
    early.shares.push_back(sum.alpha);
  SessionAct act;
  act.header.author = who("amina");
  act.body = early;
  expect_refused(SessionLaw::decide(table.state(), act, table.now()), Reason::not_agreed);
  EXPECT_FALSE(table.juror(who("amina")).duty(table.state()));  // a - 1 are not enough for an honest client
  expect_accepted(*table.one_duty(who("dana")));
  EXPECT_EQ(duty<Decrypt>("amina").attempt, 1U);
}

TEST_F(AgreementTest, AnotherTargetAnotherListAndASecondWordAreRefused) {
  auto other = agreement();
  other.target.bytes[0] ^= 1;
  expect_refused(table.act(who("bo"), other), Reason::target_mismatch);
  other = agreement();
  other.list.bytes[0] ^= 1;
  expect_refused(table.act(who("bo"), other), Reason::target_mismatch);
  other = agreement();
  other.attempt = 2;
  expect_refused(table.act(who("bo"), other), Reason::target_mismatch);
  expect_accepted(table.act(who("bo"), agreement()));
  expect_refused(table.act(who("bo"), agreement()), Reason::already_done);
  expect_refused(table.act(who("sam"), agreement()), Reason::not_a_trustee);
}

TEST_F(AgreementTest, OnlyWhoPresidesTriesAgainOrGivesUp) {
  expect_refused(table.act(who("bo"), RetryRound{round().id, 2}), Reason::not_presiding);
  expect_refused(table.act(who("bo"), VoidRound{round().id}), Reason::not_presiding);
  expect_refused(table.act(who("amina"), RetryRound{round().id, 3}), Reason::bad_sequence);
  auto const first = agreement();
  expect_accepted(table.act(who("bo"), first));
  expect_accepted(table.act(who("amina"), RetryRound{round().id, 2}));
  expect_refused(table.act(who("bo"), first), Reason::target_mismatch);
  EXPECT_EQ(agreement().list, first.list);  // one d for each round
  EXPECT_NE(agreement().target, first.target);
}

TEST_F(AgreementTest, NobodyVotesAgainWhileAResultIsPending) {
  expect_refused(table.call_roll(case_1), Reason::wrong_phase);
  expect_refused(table.open_round(case_1), Reason::wrong_phase);
  expect_refused(table.act(who("amina"), PostponeCase{case_1}), Reason::result_pending);
}

TEST_F(AgreementTest, AWrongShareAndAnotherTrusteesShareAreRefused) {
  until<Decrypt>();
  auto share = duty<Decrypt>("bo");
  auto wrong = share;
  std::swap(wrong.shares[0], wrong.shares[1]);
  expect_refused(table.act(who("bo"), wrong), Reason::bad_proof);
  expect_refused(table.act(who("chen"), share), Reason::bad_proof);
  auto fewer = share;
  fewer.shares.pop_back();
  expect_refused(table.act(who("bo"), fewer), Reason::bad_proof);
  expect_accepted(table.act(who("bo"), share));
  expect_refused(table.act(who("bo"), share), Reason::already_done);
}

TEST_F(AgreementTest, TheShareOfWhoRecusedSinceIsRefused) {
  // R-C4
  until<Decrypt>();
  auto const share = duty<Decrypt>("bo");
  expect_accepted(table.recuse(who("bo"), case_1, "late"));
  expect_refused(table.act(who("bo"), share), Reason::recused);
}

TEST_F(RoundsTest, AClientWhoseSignedBallotIsMissingAgreesOnNothing) {
  // Signed for casting, and lost on the way.
  prepared("bo", "for");
  for (auto const& name : {"amina", "chen", "dana", "eli"})
    choose(name, "for");
  table.set_present(who("bo"), false);
  table.run_ballots();
  table.wait(minutes(6));
  expect_accepted(table.close_round(case_1));
  EXPECT_FALSE(table.juror(who("bo")).duty(table.state()));
  EXPECT_NE(table.juror(who("bo")).alarm(), "");
}

}  // namespace
}  // namespace conclave::table
