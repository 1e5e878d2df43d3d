// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Protocol section 11, item 2: what a key ceremony must refuse.
#include "session_test.hpp"

namespace conclave::table {
namespace {

class CeremonyTest : public SessionTest {
protected:
  CeremonyTest() {
    call_roll();
    expect_accepted(table.open_ceremony(case_1));
  }
};

TEST_F(CeremonyTest, NothingIsRevealedBeforeAllHaveCommitted) {
  expect_accepted(*table.one_duty(who("amina")));
  auto const point = crypto::base_times(crypto::Scalar::from_u64(1));
  RevealKey early{ceremony().id, {point, point, point}, {}, {point, {}}, {}};
  expect_refused(table.act(who("amina"), early), Reason::wrong_phase);
  expect_refused(table.act(who("amina"), CommitKey{ceremony().id, {}}), Reason::already_done);
  expect_refused(table.act(who("sam"), CommitKey{ceremony().id, {}}), Reason::not_a_trustee);
  expect_refused(table.act(who("bo"), CommitKey{KeyId::of("other"), {}}), Reason::unknown_ceremony);
}

TEST_F(CeremonyTest, ADealingThatDoesNotHoldIsRefused) {
  until<RevealKey>();
  auto const dealing = duty<RevealKey>("bo");
  auto changed = dealing;
  changed.coefficients.pop_back();
  expect_refused(table.act(who("bo"), changed), Reason::bad_dealing);
  changed = dealing;
  changed.coefficients.push_back(changed.coefficients.front());
  expect_refused(table.act(who("bo"), changed), Reason::bad_dealing);
  changed = dealing;
  changed.opening.bytes[0] ^= 1;
  expect_refused(table.act(who("bo"), changed), Reason::bad_dealing);
  changed = dealing;
  changed.boxes.pop_back();
  expect_refused(table.act(who("bo"), changed), Reason::bad_dealing);
  changed = dealing;
  changed.proof = duty<RevealKey>("chen").proof;  // another dealer's
  expect_refused(table.act(who("bo"), changed), Reason::bad_dealing);
  expect_refused(table.act(who("chen"), dealing), Reason::bad_dealing);
  expect_accepted(table.act(who("bo"), dealing));
  expect_refused(table.act(who("bo"), dealing), Reason::already_done);
}

TEST_F(CeremonyTest, AShareThatDoesNotOpenIsComplainedOfAndPublished) {
  until<RevealKey>();
  auto dealing = duty<RevealKey>("bo");
  dealing.boxes[0][60] ^= 1;  // for amina
  expect_accepted(table.act(who("bo"), dealing));
  // Amina's client complains, bo's publishes the share, and the key is made all the same.
  table.run_duties();
  EXPECT_TRUE(live_key(table.state(), *table.state().cases.at(case_1)));
}

TEST_F(CeremonyTest, AComplaintAnsweredWronglyExcludesTheDealer) {
  until<AcknowledgeKey>();
  auto const id = ceremony().id;
  expect_accepted(table.act(who("amina"), Complain{id, who("bo")}));
  expect_refused(table.act(who("amina"), Complain{id, who("bo")}), Reason::already_done);
  expect_refused(table.act(who("amina"), AcknowledgeKey{id, duty<AcknowledgeKey>("chen").dealings}),
                 Reason::too_early);
  expect_refused(table.act(who("chen"), AnswerComplaint{id, who("amina"), crypto::Scalar::from_u64(7)}),
                 Reason::bad_complaint);
  expect_accepted(table.act(who("bo"), AnswerComplaint{id, who("amina"), crypto::Scalar::from_u64(7)}));
  // Aborted, and begun anew without bo, who keeps the vote.
  EXPECT_NE(ceremony().id, id);
  EXPECT_EQ(ceremony().trustees.size(), 4U);
  EXPECT_EQ(ceremony().electorate.size(), 5U);
  expect_refused(table.act(who("bo"), CommitKey{ceremony().id, {}}), Reason::not_a_trustee);
  table.run_duties();
  EXPECT_TRUE(live_key(table.state(), *table.state().cases.at(case_1)));
}

TEST_F(CeremonyTest, AnUnansweredComplaintExcludesTheDealerOnce) {
  until<AcknowledgeKey>();
  auto const id = ceremony().id;
  expect_accepted(table.act(who("amina"), Complain{id, who("bo")}));
  expect_accepted(table.act(who("chen"), Complain{id, who("bo")}));
  table.wait(seconds(31));
  auto const& aborted = std::get<Aborted>(table.state().ceremonies.at(id)->phase);
  EXPECT_EQ(aborted.cause, AbortCause::complaint_unanswered);
  EXPECT_EQ(ceremony().trustees.size(), 4U);
}

TEST_F(CeremonyTest, ComplaintsThatNameNothingAreRefused) {
  until<AcknowledgeKey>();
  auto const id = ceremony().id;
  expect_refused(table.act(who("amina"), Complain{id, who("amina")}), Reason::bad_complaint);
  expect_refused(table.act(who("amina"), Complain{id, who("sam")}), Reason::bad_complaint);
  expect_refused(table.act(who("amina"), AcknowledgeKey{id, {}}), Reason::transcript_mismatch);
  expect_accepted(*table.one_duty(who("amina")));
  expect_refused(table.act(who("amina"), Complain{id, who("bo")}), Reason::bad_complaint);
}

TEST_F(CeremonyTest, AComplaintAfterConfirmationIsRefused) {
  until<ConfirmKey>();
  auto const id = ceremony().id;
  expect_refused(table.act(who("amina"), Complain{id, who("bo")}), Reason::wrong_phase);
  expect_refused(table.act(who("amina"), ConfirmKey{id, {}}), Reason::transcript_mismatch);
  expect_accepted(*table.one_duty(who("amina")));
  expect_refused(table.act(who("amina"), Complain{id, who("bo")}), Reason::wrong_phase);
  expect_refused(table.act(who("amina"), ConfirmKey{id, duty<ConfirmKey>("bo").key_hash}),
                 Reason::already_done);
}

TEST_F(CeremonyTest, AConfirmationMissingOneSignatureMakesNoKey) {
  until<ConfirmKey>();
  for (auto const& name : {"amina", "bo", "chen", "dana"})
    expect_accepted(*table.one_duty(who(name)));
  EXPECT_FALSE(live_key(table.state(), *table.state().cases.at(case_1)));
  expect_refused(table.open_round(case_1), Reason::wrong_phase);
  auto const id = ceremony().id;
  expect_accepted(*table.one_duty(who("eli")));
  EXPECT_EQ(live_key(table.state(), *table.state().cases.at(case_1)), id);
  // An abort is refused afterwards.
  table.wait(minutes(1));
  expect_refused(table.act(who("amina"), PassOver{id, {who("bo")}}), Reason::wrong_phase);
}

TEST_F(CeremonyTest, ARecusedMemberIsNoTrustee) {
  expect_accepted(table.recuse(who("bo"), case_1, "a friend"));  // ends the ceremony
  auto const& jurors = table.jurors();
  expect_refused(table.open_ceremony(case_1, jurors), Reason::not_in_electorate);
  expect_refused(table.open_ceremony(case_1, std::vector{who("amina"), who("amina"), who("chen")}),
                 Reason::out_of_range);
  expect_refused(table.open_ceremony(case_1, std::vector{who("chen"), who("amina"), who("dana")}),
                 Reason::out_of_range);
  expect_refused(table.open_ceremony(case_1, std::vector{who("amina"), who("chen")}), Reason::too_few_left);
  expect_refused(table.open_ceremony(case_1, {}, who("chen")), Reason::not_presiding);
  expect_refused(table.act(who("amina"), OpenCeremony{case_1, KeyId::of("key-1-2"), {}}),
                 Reason::out_of_range);
}

TEST_F(CeremonyTest, APassedOverJurorMakesTheNextKeyWithAllWhoAreLeft) {
  table.set_present(who("bo"), false);
  table.set_present(who("chen"), false);
  table.set_present(who("dana"), false);
  table.run_duties();
  table.wait(seconds(31));
  // Two are left of t = 3: no key.
  auto const id = ceremony().id;
  expect_accepted(table.act(who("amina"), PassOver{id, {who("bo"), who("chen"), who("dana")}}));
  auto const& aborted = std::get<Aborted>(table.state().ceremonies.at(id)->phase);
  EXPECT_FALSE(aborted.successor);
  EXPECT_FALSE(live_key(table.state(), *table.state().cases.at(case_1)));
}

}  // namespace
}  // namespace conclave::table
