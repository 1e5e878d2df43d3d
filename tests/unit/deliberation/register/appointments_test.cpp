// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who directs, who is appointed, who is barred (R-A1, R-A2, R-A3, R-A6).
#include "register_test.hpp"

#include <conclave/deliberation/register/people.hpp>

namespace conclave::deliberation {
namespace {

using AppointmentsTest = RegisterTest;

// --- R-A6: the root of trust ---

TEST_F(AppointmentsTest, R_A6_the_directors_key_is_entry_0_signed_by_itself) {
  ASSERT_TRUE(found());
  EXPECT_EQ(log_.size(), 1U);
  EXPECT_EQ(state().director->person, PersonId::of("dora"));
  EXPECT_EQ(state().founder, state().director);
  EXPECT_FALSE(state().replaced_by_operator);
  EXPECT_EQ(roster_of(state()).founder.key, key_named("dora").public_key());
}

TEST_F(AppointmentsTest, R_A6_founding_needs_the_key_that_it_names) {
  FoundRegister const body{"Dora", key_named("dora").public_key(), jury_rules()};
  expect_refused(act("dora", body, "mallory"), Reason::wrong_key, "/keyid");
}

TEST_F(AppointmentsTest, R_A6_a_register_is_founded_once) {
  ASSERT_TRUE(found());
  FoundRegister const again{"Mallory", key_named("mallory").public_key(), jury_rules()};
  expect_refused(act("mallory", again), Reason::wrong_phase, "/kind");
}

TEST_F(AppointmentsTest, nothing_comes_before_the_founding_act) {
  expect_refused(appoint_secretary(), Reason::unknown_author, "/author");
  expect_refused(enrol("sam"), Reason::unknown_person, "/author");
  expect_refused(declare(DirectorReplaced{PersonId::of("eve"), "Eve", key_named("eve").public_key()}),
                 Reason::finding_mismatch, "/finding");
}

TEST_F(AppointmentsTest, founding_refuses_rules_that_contradict_themselves_and_names_without_letters) {
  auto rules = jury_rules();
  rules.certification.certifiers = 0;
  expect_refused(found(rules), Reason::out_of_range, "/body/rules/certification/certifiers");
  expect_refused(act("dora", FoundRegister{" ", key_named("dora").public_key(), jury_rules()}),
                 Reason::out_of_range, "/body/name");
  expect_refused(act("dora", FoundRegister{"Do\x07ra", key_named("dora").public_key(), jury_rules()}),
                 Reason::out_of_range, "/body/name", "control character");
  expect_refused(act("dora", FoundRegister{"Dora", server_.public_key(), jury_rules()}, "server"),
                 Reason::key_in_use, "/body/key");
}

TEST_F(AppointmentsTest, the_director_adopts_new_rules_and_nobody_else_does) {
  with_secretary();
  auto rules = jury_rules();
  rules.mandate.term_years = 3;
  expect_refused(act("sam", AdoptRules{rules}), Reason::not_entitled, "/author");
  ASSERT_TRUE(act("dora", AdoptRules{rules}));
  EXPECT_EQ(state().rules->mandate.term_years, 3U);
  rules.quorum.minimum = 2;
  expect_refused(act("dora", AdoptRules{rules}), Reason::out_of_range, "/body/rules/quorum/minimum");
}

TEST_F(AppointmentsTest, R_A6_a_new_director_is_installed_by_the_old_ones_signature) {
  with_secretary();
  HandOverDirectorship const to_eve{PersonId::of("eve"), "Eve", key_named("eve").public_key()};
  expect_refused(act("sam", to_eve), Reason::not_entitled, "/author", "only the Director");
  ASSERT_TRUE(act("dora", to_eve));
  EXPECT_EQ(state().director->person, PersonId::of("eve"));
  EXPECT_FALSE(state().replaced_by_operator);
  EXPECT_EQ(roster_of(state()).founder.person, PersonId::of("dora"));
  // the old one has no word any more
  expect_refused(end("sam"), Reason::unknown_author, "/author");
  ASSERT_TRUE(act("eve", EndAppointment{PersonId::of("sam"), commit("")}));
}

TEST_F(AppointmentsTest, R_A6_the_operators_replacement_shows_for_ever) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(declare(DirectorReplaced{PersonId::of("eve"), "Eve", key_named("eve").public_key()}));
  EXPECT_TRUE(state().replaced_by_operator);
  ASSERT_TRUE(act("eve", HandOverDirectorship{PersonId::of("fay"), "Fay", key_named("fay").public_key()}));
  EXPECT_TRUE(state().replaced_by_operator);
  EXPECT_TRUE(roster_of(state()).replaced_by_operator);
  EXPECT_EQ(roster_of(state()).director.person, PersonId::of("fay"));
}

TEST_F(AppointmentsTest, R_A6_a_director_needs_a_key_of_their_own_and_holds_no_other_seat) {
  with_secretary();
  for (auto const& key : {"dora", "sam"}) {
    HandOverDirectorship const body{PersonId::of("eve"), "Eve", key_named(key).public_key()};
    expect_refused(act("dora", body), Reason::key_in_use, "/body/key");
    DirectorReplaced const statement{PersonId::of("eve"), "Eve", key_named(key).public_key()};
    expect_refused(declare(statement), Reason::key_in_use, "/body/key");
  }
  HandOverDirectorship const to_sam{PersonId::of("sam"), "Sam", key_named("new").public_key()};
  expect_refused(act("dora", to_sam), Reason::person_exists, "/body/person");
  DirectorReplaced const sam{PersonId::of("sam"), "Sam", key_named("new").public_key()};
  expect_refused(declare(sam), Reason::person_exists, "/body/person");
  expect_refused(appoint({"dora", "Dora Director"}), Reason::person_exists, "/body/person");
}

TEST_F(AppointmentsTest, whoever_becomes_director_leaves_the_roster) {
  with_secretary();
  now_ = mandate_end(march_2024, 10);  // sam's office has run out
  HandOverDirectorship const to_sam{PersonId::of("sam"), "Sam", key_named("new").public_key()};
  ASSERT_TRUE(act("dora", to_sam));
  EXPECT_TRUE(roster_of(state()).entries.empty());
  EXPECT_TRUE(waiting_for_signature(state()).empty());
}

TEST_F(AppointmentsTest, the_server_states_outages_and_nothing_that_is_the_directors) {
  with_secretary();
  with_juror("amina", "Amina Diallo");
  expect_refused(declare(JurorSeatLost{PersonId::of("amina")}), Reason::finding_mismatch, "/finding");
  auto const last = log_.last_time();
  now_ = last + one_day;
  expect_refused(declare(RegisterResumed{last, now_ + Duration{1}}), Reason::finding_mismatch, "/body");
  expect_refused(declare(RegisterResumed{now_, last}), Reason::finding_mismatch, "/body");
  expect_refused(declare(RegisterResumed{{last.ms - 1}, now_}), Reason::finding_mismatch, "/body");
  EXPECT_TRUE(declare(RegisterResumed{last, now_}));
}

// --- R-A1: mandates ---

TEST_F(AppointmentsTest, R_A1_a_juror_is_appointed_for_six_years_to_the_day) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
  auto const& appointment = state().people->at(PersonId::of("amina")).appointment;
  EXPECT_EQ(appointment.mandate_to.ms, 1'898'553'600'000);  // 2030-03-01T00:00:00Z
}

TEST_F(AppointmentsTest, R_A1_another_term_than_the_rules_say_is_refused) {
  ASSERT_TRUE(found());
  for (auto const wrong : {mandate_end(march_2024, 5), mandate_end(march_2024, 6) + one_day, march_2024,
                           Timestamp{march_2024.ms - 1}, Timestamp{record::largest_integer}}) {
    AppointJuror body;
    body.person = PersonId::of("amina");
    body.name = "Amina Diallo";
    body.email = body.region = body.gender = body.expertise = body.independence = commit("");
    body.mandate_from = march_2024;
    body.mandate_to = wrong;
    expect_refused(act("dora", body), Reason::bad_mandate, "/body/mandate_to");
  }
}

TEST_F(AppointmentsTest, R_A1_another_body_sets_another_term) {
  auto rules = jury_rules();
  rules.mandate.term_years = 3;
  ASSERT_TRUE(found(rules));
  ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
  EXPECT_EQ(state().people->at(PersonId::of("amina")).appointment.mandate_to, mandate_end(march_2024, 3));
}

TEST_F(AppointmentsTest, R_A1_outside_the_mandate_there_is_no_seat_and_the_system_says_why) {
  ASSERT_TRUE(found());
  with_juror("amina", "Amina Diallo");
  auto const why = [&](Timestamp when) { return why_not_seated(state(), PersonId::of("amina"), when); };
  EXPECT_FALSE(why(march_2024));
  ASSERT_TRUE(why({march_2024.ms - 1}));
  EXPECT_EQ(why({march_2024.ms - 1})->reason, Reason::not_seated);
  EXPECT_EQ(why({march_2024.ms - 1})->detail, "the mandate of Amina Diallo begins on 2024-03-01");
  auto const end_of_mandate = mandate_end(march_2024, 6);
  EXPECT_FALSE(why({end_of_mandate.ms - 1}));
  ASSERT_TRUE(why(end_of_mandate));
  EXPECT_EQ(why(end_of_mandate)->detail, "the mandate of Amina Diallo ended on 2030-03-01");
}

TEST_F(AppointmentsTest, R_A1_the_system_says_why_at_every_step_towards_a_seat) {
  ASSERT_TRUE(found());
  auto const why = [&] { return why_not_seated(state(), PersonId::of("amina"), now_); };
  EXPECT_EQ(why()->reason, Reason::unknown_person);
  ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
  EXPECT_EQ(why()->reason, Reason::not_enrolled);
  ASSERT_TRUE(enrol("amina"));
  EXPECT_EQ(why()->reason, Reason::not_enrolled);
  EXPECT_NE(why()->detail.find("has not signed"), std::string::npos);
  ASSERT_TRUE(sign_all());
  EXPECT_FALSE(why());
  ASSERT_TRUE(end("amina"));
  EXPECT_EQ(why()->reason, Reason::not_seated);
  EXPECT_NE(why()->detail.find("ended the appointment"), std::string::npos);
}

TEST_F(AppointmentsTest, R_A1_an_expired_mandate_can_be_renewed_and_waits_for_the_signature) {
  ASSERT_TRUE(found());
  with_juror("amina", "Amina Diallo");
  expect_refused(appoint({"amina", "Amina Diallo"}), Reason::person_exists, "/body/person");
  now_ = mandate_end(march_2024, 6);
  Candidate renewed{"amina", "Amina Diallo"};
  renewed.from = now_;
  ASSERT_TRUE(appoint(renewed));
  ASSERT_EQ(waiting_for_signature(state()).size(), 1U);
  EXPECT_TRUE(why_not_seated(state(), PersonId::of("amina"), now_));
  ASSERT_TRUE(sign_all());
  EXPECT_FALSE(why_not_seated(state(), PersonId::of("amina"), now_));
  EXPECT_EQ(state().people->at(PersonId::of("amina")).keys_replaced, 0U);
}

TEST_F(AppointmentsTest, only_the_director_appoints_ends_and_bars) {
  with_secretary();
  AppointSecretariat const other{PersonId::of("tim"), "Tim", march_2024, mandate_end(march_2024, 1)};
  expect_refused(act("sam", other), Reason::not_entitled, "/author");
  expect_refused(act("sam", EndAppointment{PersonId::of("sam"), commit("")}), Reason::not_entitled,
                 "/author");
  expect_refused(act("sam", BarPerson{"Bob", commit(""), {}}), Reason::not_entitled, "/author");
  AppointJuror juror;
  juror.person = PersonId::of("tim");
  juror.email = juror.region = juror.gender = juror.expertise = juror.independence = commit("");
  expect_refused(act("sam", juror), Reason::not_entitled, "/author");
}

TEST_F(AppointmentsTest, appointments_are_ended_once_and_only_if_they_were_made) {
  with_secretary();
  expect_refused(end("nobody"), Reason::unknown_person, "/body/person");
  ASSERT_TRUE(end("sam"));
  expect_refused(end("sam"), Reason::already_done, "/body/person");
  EXPECT_TRUE(roster_of(state()).entries.empty());
}

TEST_F(AppointmentsTest, secretariat_needs_a_name_and_a_time_of_office) {
  ASSERT_TRUE(found());
  expect_refused(act("dora", AppointSecretariat{PersonId::of("sam"), "", march_2024, now_}),
                 Reason::out_of_range, "/body/name");
  expect_refused(act("dora", AppointSecretariat{PersonId::of("sam"), "Sam", march_2024, march_2024}),
                 Reason::bad_mandate, "/body/mandate_to", "ends (2024-03-01) before it begins");
  expect_refused(act("dora", AppointSecretariat{PersonId::of("sam"), "Sam", {record::largest_integer}, now_}),
                 Reason::bad_mandate, "/body/mandate_from");
}

TEST_F(AppointmentsTest, personal_attributes_must_be_handed_in_with_the_appointment) {
  ASSERT_TRUE(found());
  AppointJuror body;
  body.person = PersonId::of("amina");
  body.name = "Amina Diallo";
  body.email = body.region = body.gender = body.expertise = commit("x");
  body.independence = commit("y");
  openings_.pop_back();
  body.mandate_from = march_2024;
  body.mandate_to = mandate_end(march_2024, 6);
  expect_refused(act("dora", body), Reason::bad_commitment, "/openings");
}

// --- R-A2: barred people ---

TEST_F(AppointmentsTest, R_A2_a_member_of_the_governing_board_cannot_be_appointed) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(bar("José García Peña", "jose@board.example"));
  for (auto const& name : {"José García Peña", "JOSÉ GARCÍA PEÑA", "  jose\u0301  garc\u00eda pen\u0303a "}) {
    expect_refused(appoint({"jose", name}), Reason::barred_person, "/body/name", "Governing Board");
  }
  expect_refused(appoint({"jp", "Somebody Else", "JOSE@Board.Example "}), Reason::barred_person, "/body/name",
                 "José García Peña");
  EXPECT_TRUE(appoint({"amina", "Amina Diallo", "amina@example.org"}));
  EXPECT_FALSE(state().people->contains(PersonId::of("jose")));
}

TEST_F(AppointmentsTest, R_A2_a_near_match_asks_the_director) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(bar("José García Peña", ""));
  for (auto const& name :
       {"Jose Garcia Pena", "García Peña, José", "José Garcia Pêna", "José García", "Jose Garcai Pena"}) {
    expect_refused(appoint({"jose", name}), Reason::near_match_of_barred, "/body/name", "confirm");
  }
  Candidate confirmed{"jose", "Jose Garcia"};
  confirmed.confirmed = false;
  expect_refused(appoint(confirmed), Reason::near_match_of_barred, "/body/name");
  confirmed.confirmed = true;
  ASSERT_TRUE(appoint(confirmed));
  EXPECT_TRUE(state().people->at(PersonId::of("jose")).appointment.near_match_confirmed);
}

TEST_F(AppointmentsTest, R_A2_confirming_does_not_help_against_an_exact_match) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(bar("José García Peña", ""));
  Candidate confirmed{"jose", "José García Peña"};
  confirmed.confirmed = true;
  expect_refused(appoint(confirmed), Reason::barred_person, "/body/name");
}

TEST_F(AppointmentsTest, R_A2_a_juror_who_is_put_on_the_list_loses_the_seat) {
  ASSERT_TRUE(found());
  with_juror("amina", "Amina Diallo", "amina@example.org");
  with_juror("bo", "Bo Lindqvist", "bo@example.org");
  // the act must name who loses the seat: by name …
  expect_refused(bar("AMINA DIALLO", ""), Reason::barred_person, "/body/unseats", "amina");
  // … or by address
  expect_refused(bar("B. L.", "BO@example.org"), Reason::barred_person, "/body/unseats", "bo");
  auto const before = log_.size();
  ASSERT_TRUE(bar("Amina Diallo", "", {PersonId::of("amina")}));
  EXPECT_EQ(log_.size(), before + 2) << "the act, and the finding seat_lost";
  auto const why = why_not_seated(state(), PersonId::of("amina"), now_);
  ASSERT_TRUE(why);
  EXPECT_EQ(why->reason, Reason::barred_person);
  EXPECT_FALSE(roster_of(state()).entries.contains(PersonId::of("amina")));
  EXPECT_TRUE(roster_of(state()).entries.contains(PersonId::of("bo")));
  // and cannot come back
  expect_refused(appoint({"amina", "Amina Diallo"}), Reason::barred_person, "/body/name");
  expect_refused(enrol("amina", "another"), Reason::not_entitled, "/author");
}

TEST_F(AppointmentsTest, R_A2_barring_names_nobody_who_is_somebody_else) {
  with_secretary();
  with_juror("amina", "Amina Diallo", "amina@example.org");
  with_juror("bo", "Bo Lindqvist", "bo@example.org");
  expect_refused(bar("Amina Diallo", "", {PersonId::of("amina"), PersonId::of("bo")}), Reason::out_of_range,
                 "/body/unseats/1");
  expect_refused(bar("Amina Diallo", "", {PersonId::of("amina"), PersonId::of("amina")}),
                 Reason::out_of_range, "/body/unseats/1");
  expect_refused(bar("Sam Secretary", "", {PersonId::of("sam")}), Reason::unknown_person, "/body/unseats/0");
  expect_refused(bar("Zoe", "", {PersonId::of("zoe")}), Reason::unknown_person, "/body/unseats/0");
  expect_refused(bar("", ""), Reason::out_of_range, "/body/name");
  // a near match is the Director's own judgement
  EXPECT_TRUE(bar("Amina Dialo", "", {PersonId::of("amina")}));
}

TEST_F(AppointmentsTest, nobody_is_barred_twice_under_the_same_name_and_address) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(bar("Bob", "bob@example.org"));
  expect_refused(bar("BOB", "Bob@example.org"), Reason::already_done, "/body/name");
  EXPECT_TRUE(bar("Bob", "another.bob@example.org"));
}

// --- R-A3: balance ---

TEST_F(AppointmentsTest, R_A3_the_balance_is_shown_as_it_is_and_as_an_appointment_would_make_it) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint({"amina", "Amina Diallo", "", "Africa", "woman"}));
  ASSERT_TRUE(appoint({"bo", "Bo Lindqvist", "", "Europe", "man"}));
  ASSERT_TRUE(appoint({"chen", "Chen Wei", "", "AFRICA ", ""}));
  auto const figures = balance(state(), now_, "Europe", "");
  Composition const now{3, {{"Africa", 2}, {"Europe", 1}}, {{"man", 1}, {"woman", 1}}, 0, 1};
  Composition const then{4, {{"Africa", 2}, {"Europe", 2}}, {{"man", 1}, {"woman", 1}}, 0, 2};
  EXPECT_EQ(figures.as_it_is, now);
  EXPECT_EQ(figures.with_appointment, then);
  EXPECT_EQ(composition(state(), now_), now);
}

TEST_F(AppointmentsTest, R_A3_only_jurors_within_their_mandate_are_counted) {
  with_secretary();
  ASSERT_TRUE(appoint({"amina", "Amina Diallo", "", "Africa", "woman"}));
  ASSERT_TRUE(appoint({"bo", "Bo Lindqvist", "", "Europe", "man"}));
  ASSERT_TRUE(end("bo"));
  EXPECT_EQ(composition(state(), now_).jurors, 1U);
  EXPECT_EQ(composition(state(), {march_2024.ms - 1}).jurors, 0U);
  EXPECT_EQ(composition(state(), mandate_end(march_2024, 6)).jurors, 0U);
}

TEST_F(AppointmentsTest, R_A3_a_reader_without_the_texts_counts_them_as_withheld) {
  ASSERT_TRUE(found());
  ASSERT_TRUE(appoint({"amina", "Amina Diallo", "", "Africa", "woman"}));
  Composition const unknown{1, {}, {}, 1, 1};
  EXPECT_EQ(composition(uninformed_.state(), now_), unknown);
}

}  // namespace
}  // namespace conclave::deliberation
