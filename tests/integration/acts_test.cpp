// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// From the Director's one-time link to an open session, and everything that is refused on the way.
#include "town.hpp"

#include <gtest/gtest.h>

#include <conclave/record/json.hpp>

namespace conclave::test {
namespace {

using namespace deliberation;
using std::chrono::milliseconds;

/// The next refusal without a request, within twenty seconds.
std::optional<gateway::Refused> refusal_from(WireClient& client) {
  auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    auto const message = client.poll(milliseconds(100));
    if (!message) continue;
    if (auto const* refused = std::get_if<gateway::Refused>(&*message)) return *refused;
  }
  return std::nullopt;
}

TEST(Acts, R_A6_the_directors_link_founds_the_register_once) {
  Town town;
  auto& stranger = town.someone("stranger");
  town.connect(stranger);
  auto const claim = [&](Somebody& who) {
    return who.sign(FoundRegister{"X", who.key.public_key(), town.rules});
  };
  // Without the token, with a wrong one, and by somebody else than it invites.
  auto const first = claim(stranger);
  EXPECT_EQ(stranger.client->submit(register_log(), first.envelope).error().reason, Reason::missing_member);
  EXPECT_EQ(stranger.client->submit(register_log(), first.envelope, {}, std::string(64, 'a')).error().reason,
            Reason::invitation_invalid);
  EXPECT_EQ(stranger.client->submit(register_log(), first.envelope, {}, town.token).error().reason,
            Reason::invitation_invalid);
  EXPECT_EQ(town.size_on_disk(register_log()), 0U);

  town.found();
  EXPECT_EQ(town.size_on_disk(register_log()), 1U);
  EXPECT_EQ(town.someone("director").known->state().director->name, "Dr Director");

  // The same bytes again are acknowledged again; another key is not.
  auto& director = town.someone("director");
  Somebody thief("director", town.randomness);
  town.connect(thief);
  auto const again = claim(thief);
  EXPECT_FALSE(thief.client->submit(register_log(), again.envelope, {}, town.token));
  EXPECT_EQ(town.size_on_disk(register_log()), 1U);
  must(director.known->catch_up(*director.client));
}

TEST(Acts, R_A1_R_A6_people_are_appointed_invited_enrolled_and_signed) {
  Town town;
  town.found();
  town.seat_everybody();
  auto const& state = town.someone("amina").known->state();
  EXPECT_EQ(roster_of(state).entries.size(), 4U);
  EXPECT_TRUE(state.people->at(PersonId::of("amina")).key);

  // Only for people who were appointed; only by the Director or the secretariat.
  auto& director = town.someone("director");
  EXPECT_EQ(director.client->invite(PersonId::of("nobody")).error().reason, Reason::unknown_person);
  EXPECT_EQ(town.someone("amina").client->invite(PersonId::of("bo")).error().reason, Reason::not_entitled);
  EXPECT_EQ(town.someone("secretary").client->invite(PersonId::of("bo")).error().reason,
            Reason::already_done);
}

TEST(Acts, R_F4_personal_texts_reach_the_director_and_the_secretariat_alone) {
  Town town;
  town.found();
  town.seat_everybody();
  auto const texts = [](Somebody const& who) {
    return who.known->state().people->at(PersonId::of("bo")).appointment.juror->email_text;
  };
  EXPECT_EQ(texts(town.someone("director")), "bo@jury.example");
  EXPECT_EQ(texts(town.someone("secretary")), "bo@jury.example");
  EXPECT_EQ(texts(town.someone("amina")), std::nullopt);
}

TEST(Acts, a_refusal_reaches_its_author_alone_and_leaves_no_trace) {
  Town town;
  town.found();
  town.seat_everybody();
  auto& amina = town.someone("amina");
  auto& bo = town.someone("bo");
  must(bo.known->catch_up(*bo.client));
  auto const before = town.size_on_disk(register_log());

  // A juror may not appoint.
  std::vector<record::Opening> openings;
  auto const appointment = town.juror("dana", openings);
  auto const refused = amina.act(appointment, openings);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::not_entitled);

  // Nobody hands in what somebody else has signed.
  auto const theirs = bo.sign(appointment, openings);
  EXPECT_EQ(amina.client->submit(register_log(), theirs.envelope, theirs.openings).error().reason,
            Reason::not_entitled);

  // A signature that does not hold.
  auto broken = amina.sign(appointment, openings);
  broken.envelope.signature.bytes[0] ^= 1U;
  EXPECT_EQ(amina.client->submit(register_log(), broken.envelope, broken.openings).error().reason,
            Reason::bad_signature);

  EXPECT_EQ(town.size_on_disk(register_log()), before);
  // The next thing that Bo hears of is an act that was accepted.
  std::vector<record::Opening> beside;
  auto const eli = town.juror("eli", beside);
  must(town.someone("director").act(eli, beside));
  while (auto const message = bo.client->poll(milliseconds(2000))) {
    EXPECT_FALSE(std::holds_alternative<gateway::Refused>(*message));
    if (auto const* entries = std::get_if<gateway::Entries>(&*message)) {
      EXPECT_EQ(entries->entries.front().position, before);
      must(bo.known->take(*entries));
      break;
    }
  }
  EXPECT_EQ(bo.known->size(), before + 1);
}

TEST(Acts, the_same_bytes_are_acknowledged_again_and_other_bytes_of_the_counter_refused) {
  Town town;
  town.found();
  auto& director = town.someone("director");
  auto const now = server::system_time();
  auto const act = [&](std::string const& id) {
    return director.sign(AppointSecretariat{PersonId::of(id), id, now, Timestamp{now.ms + 86'400'000}});
  };
  auto const one = act("one");
  auto const other = act("other");
  auto const first = must(director.client->submit(register_log(), one.envelope));
  auto const again = must(director.client->submit(register_log(), one.envelope));
  EXPECT_EQ(first.position, again.position);
  EXPECT_EQ(director.client->submit(register_log(), other.envelope).error().reason, Reason::counter_reused);
  EXPECT_EQ(town.size_on_disk(register_log()), 2U);
}

TEST(Acts, R_B2_a_session_opens_only_as_the_register_has_it) {
  Town town;
  town.found();
  town.seat_everybody();
  town.open_session();
  auto& secretary = town.someone("secretary");
  EXPECT_TRUE(std::holds_alternative<Sitting>(secretary.session->state().phase));

  auto const try_to_open = [&](OpenSession const& opening) {
    Follower<SessionLaw> fresh(LogId::of("s2"), secretary.client->welcome());
    auto const out = participant::sign_act(fresh.proceedings(), secretary.person, secretary.key,
                                           {opening, std::nullopt, {}}, server::system_time());
    return secretary.client->submit(LogId::of("s2"), out.envelope);
  };
  auto other_roster = town.opening();
  other_roster.roster.pop_back();
  EXPECT_EQ(try_to_open(other_roster).error().reason, Reason::bad_roster);
  auto other_rules = town.opening();
  other_rules.rules.quorum.minimum += 1;
  EXPECT_EQ(try_to_open(other_rules).error().reason, Reason::not_entitled);
  auto other_motion = town.opening();
  other_motion.cases[0].motion = "Something else.";
  EXPECT_EQ(try_to_open(other_motion).error().reason, Reason::unknown_case);
  EXPECT_THROW(town.size_on_disk(LogId::of("s2")), std::exception);
  // What was refused is not in the way of what holds.
  EXPECT_TRUE(try_to_open(town.opening()));
}

TEST(Acts, a_log_is_shown_only_to_those_who_may_read_it) {
  Town town;
  town.found();
  town.seat_everybody();
  auto& stranger = town.someone("stranger");
  town.connect(stranger);
  stranger.client->subscribe(register_log(), 0);
  auto const refused = refusal_from(*stranger.client);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->reason, "sign_in_required");
  EXPECT_EQ(stranger.client->sign_in(PersonId::of("amina"), stranger.key).error().reason,
            Reason::bad_signature);

  auto& amina = town.someone("amina");
  amina.client->subscribe(LogId::of("nothing-here"), 0);
  auto const not_there = refusal_from(*amina.client);
  ASSERT_TRUE(not_there);
  EXPECT_EQ(not_there->reason, "not_entitled");
  amina.client->subscribe(register_log(), 1'000'000);
  auto const beyond = refusal_from(*amina.client);
  ASSERT_TRUE(beyond);
  EXPECT_EQ(beyond->reason, "out_of_range");
}

TEST(Acts, R_C5_a_recused_juror_sees_no_confidential_text_of_the_case) {
  Town town;
  town.found();
  town.seat_everybody();
  town.open_session();
  auto& amina = town.someone("amina");
  auto& bo = town.someone("bo");
  auto& chen = town.someone("chen");
  auto const m1 = CaseId::of("m1");
  std::vector<record::Opening> reason;
  auto const why = participant::confide("adviser to the city", reason, town.randomness);
  must(amina.act_in_session(DeclareConflict{m1, Conflict::real, why, false}, reason));
  must(bo.act_in_session(DeclareConflict{m1, Conflict::none, std::nullopt, false}));
  std::vector<record::Opening> second;
  auto const other = participant::confide("a relative applies", second, town.randomness);
  must(chen.act_in_session(DeclareConflict{m1, Conflict::potential, other, false}, second));

  auto const texts_for = [&](Somebody& who) {
    town.sign_in(who);
    who.client->subscribe(LogId::of("s1"), 0);
    std::vector<std::string> texts;
    while (auto const message = who.client->poll(std::chrono::seconds(10))) {
      if (auto const* entries = std::get_if<gateway::Entries>(&*message);
          entries && entries->log.str() == "s1") {
        for (auto const& entry : entries->entries) {
          for (auto const& opening : entry.openings)
            texts.push_back(opening.text);
        }
      }
      auto const* end = std::get_if<gateway::CaughtUp>(&*message);
      if (end && end->log.str() == "s1") break;
    }
    return texts;
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts_for(amina), Texts{"adviser to the city"});
  EXPECT_EQ(texts_for(chen), Texts{"a relative applies"});
  EXPECT_EQ(texts_for(bo), (Texts{"adviser to the city", "a relative applies"}));
  EXPECT_EQ(texts_for(town.someone("secretary")), (Texts{"adviser to the city", "a relative applies"}));
}

TEST(Acts, malformed_messages_are_refused_with_their_place_and_at_last_end_the_connection) {
  Town town;
  WireClient client(town.pool, town.settings());
  client.send_raw("{\"kind\":\"sign_in\",");
  auto const not_json = refusal_from(client);
  ASSERT_TRUE(not_json);
  EXPECT_EQ(not_json->request, 0U);
  EXPECT_EQ(not_json->reason, "malformed_json");
  EXPECT_EQ(not_json->where.substr(0, 6), "line 1");
  client.send_raw(R"({"kind":"open_the_ballots"})");
  EXPECT_EQ(refusal_from(client).value().reason, "unknown_kind");
  client.send_raw(R"({"kind":"subscribe","request":1,"log":"register","from":0,"extra":1})");
  EXPECT_EQ(refusal_from(client).value().where, "/extra");
  EXPECT_THROW(
      {
        for (int i = 0; i < 40; ++i) {
          client.send_raw("[]");
          static_cast<void>(client.poll(milliseconds(200)));
        }
      },
      gateway::ConnectionClosed);
  // The server is well.
  WireClient another(town.pool, town.settings());
  EXPECT_EQ(another.welcome().server_name, "localhost");
}

}  // namespace
}  // namespace conclave::test
