// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Keys, and the Director's signature under the roster (R-A6; protocol section 11, item 9).
#include "register_test.hpp"

#include <conclave/deliberation/act_codec.hpp>

namespace conclave::deliberation {
namespace {

using EnrolmentTest = RegisterTest;

TEST_F(EnrolmentTest, R_A6_waiting_enrolments_are_signed_in_one_step) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint_secretary());
  ASSERT_TRUE(appoint({"amina", "Amina Diallo", "", "Africa", "woman"}));
  ASSERT_TRUE(appoint({"bo", "Bo Lindqvist"}));
  ASSERT_TRUE(enrol("sam"));
  ASSERT_TRUE(enrol("amina"));
  auto const waiting = waiting_for_signature(state());
  ASSERT_EQ(waiting.size(), 2U);  // bo has not enrolled
  ASSERT_TRUE(act("dora", SignRoster{waiting}));
  EXPECT_TRUE(waiting_for_signature(state()).empty());
  auto const roster = roster_of(state());
  ASSERT_EQ(roster.entries.size(), 2U);
  auto const& amina = roster.entries.at(PersonId::of("amina"));
  EXPECT_EQ(amina.key, key_named("amina").public_key());
  EXPECT_EQ(amina.role, Role::juror);
  EXPECT_EQ(amina.region, state().people->at(PersonId::of("amina")).appointment.juror->region);
  EXPECT_EQ(roster.entries.at(PersonId::of("sam")).region, std::nullopt);
}

TEST_F(EnrolmentTest, an_enrolment_is_signed_with_the_key_that_it_names) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint_secretary());
  expect_refused(act("sam", Enrol{key_named("sam").public_key()}, "mallory"), Reason::wrong_key, "/keyid");
}

TEST_F(EnrolmentTest, nobody_enrols_who_was_not_appointed_or_no_longer_is) {
  with_secretary();
  expect_refused(enrol("mallory"), Reason::unknown_person, "/author");
  ASSERT_TRUE(end("sam"));
  expect_refused(enrol("sam", "another"), Reason::not_entitled, "/author");
}

TEST_F(EnrolmentTest, protocol_11_9_a_key_is_used_once_and_by_one_person) {
  with_secretary();
  ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
  ASSERT_TRUE(appoint({"bo", "Bo Lindqvist"}));
  for (auto const& key : {"dora", "sam", "server"})
    expect_refused(enrol("amina", key), Reason::key_in_use, "/body/key");
  ASSERT_TRUE(enrol("amina"));
  expect_refused(enrol("amina"), Reason::key_in_use, "/body/key");
  expect_refused(enrol("bo", "amina"), Reason::key_in_use, "/body/key", "amina");
  ASSERT_TRUE(enrol("amina", "amina's second"));
  expect_refused(enrol("bo", "amina"), Reason::key_in_use, "/body/key");  // not even one that was given up
}

TEST_F(EnrolmentTest, a_lost_key_is_replaced_after_the_directors_signature_and_shows) {
  with_secretary();
  ASSERT_TRUE(enrol("sam", "sam's second"));
  auto const& sam = state().people->at(PersonId::of("sam"));
  EXPECT_EQ(sam.key, key_named("sam").public_key()) << "the old key is in force until then";
  ASSERT_TRUE(sign_all());
  auto const& after = state().people->at(PersonId::of("sam"));
  EXPECT_EQ(after.key, key_named("sam's second").public_key());
  EXPECT_EQ(after.keys_replaced, 1U);
  RequestDocument const body{CaseId::of("none"), "letter"};
  expect_refused(act("sam", body, "sam"), Reason::wrong_key, "/keyid");
  expect_refused(act("sam", body, "sam's second"), Reason::unknown_case, "/body/case");
}

TEST_F(EnrolmentTest, without_a_signature_a_key_opens_nothing) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint_secretary());
  ASSERT_TRUE(enrol("sam"));
  expect_refused(act("sam", RequestDocument{CaseId::of("none"), "letter"}), Reason::not_enrolled, "/author");
}

TEST_F(EnrolmentTest, sign_roster_takes_exactly_what_waits) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint({"amina", "Amina Diallo", "", "Africa", "woman"}));
  ASSERT_TRUE(enrol("amina"));
  auto const right = waiting_for_signature(state()).at(0);
  auto const refused = [&](RosterEntry const& line, std::string_view member) {
    expect_refused(act("dora", SignRoster{{line}}), Reason::bad_roster,
                   "/body/entries/0/" + std::string(member));
  };
  auto line = right;
  line.name = "Amina D.";
  refused(line, "name");
  line = right;
  line.role = Role::secretariat;
  refused(line, "role");
  line = right;
  line.key = key_named("mallory").public_key();
  refused(line, "key");
  line = right;
  line.mandate_from = line.mandate_from + one_day;
  refused(line, "mandate_from");
  line = right;
  line.mandate_to = line.mandate_to + one_day;
  refused(line, "mandate_to");
  line = right;
  line.region = line.gender;
  refused(line, "region");
  line = right;
  line.gender.reset();
  refused(line, "gender");
  expect_refused(act("dora", SignRoster{{right, right}}), Reason::bad_roster, "/body/entries/1/person");
  ASSERT_TRUE(act("dora", SignRoster{{right}}));
  expect_refused(act("dora", SignRoster{{right}}), Reason::nothing_waiting, "/body/entries/0");
}

TEST_F(EnrolmentTest, sign_roster_refuses_who_is_unknown_not_enrolled_or_gone) {
  with_secretary();
  expect_refused(act("dora", SignRoster{}), Reason::nothing_waiting, "/body/entries");
  RosterEntry line;
  line.person = PersonId::of("nobody");
  line.key = key_named("nobody").public_key();
  expect_refused(act("dora", SignRoster{{line}}), Reason::unknown_person, "/body/entries/0/person");
  ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
  line.person = PersonId::of("amina");
  expect_refused(act("dora", SignRoster{{line}}), Reason::not_enrolled, "/body/entries/0/key");
  ASSERT_TRUE(enrol("amina"));
  auto const waiting = waiting_for_signature(state());
  expect_refused(act("sam", SignRoster{waiting}), Reason::not_entitled, "/author");
  ASSERT_TRUE(end("amina"));
  expect_refused(act("dora", SignRoster{waiting}), Reason::bad_roster, "/body/entries/0/person");
}

TEST_F(EnrolmentTest, protocol_11_9_a_roster_that_somebody_else_signed_is_refused) {
  with_secretary();
  ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
  ASSERT_TRUE(enrol("amina"));
  SignRoster const body{waiting_for_signature(state())};
  expect_refused(act("dora", body, "mallory"), Reason::wrong_key, "/keyid");
  auto forged = sign("dora", body, "dora");
  forged.signature.bytes[0] ^= 1U;
  auto const received = log_.receive(forged, {});
  ASSERT_FALSE(received);
  EXPECT_EQ(received.error().reason, Reason::bad_signature);
}

TEST_F(EnrolmentTest, unknown_authors_are_told_so) {
  ASSERT_TRUE(found());
  expect_refused(act("mallory", SignRoster{}), Reason::unknown_author, "/author");
}

}  // namespace
}  // namespace conclave::deliberation
