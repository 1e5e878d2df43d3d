// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The roster that a session embeds (R-A6; protocol section 11, item 9).
#include "register_test.hpp"

#include <conclave/deliberation/roster.hpp>

namespace conclave::deliberation {
namespace {

class RosterTest : public RegisterTest {
protected:
  /// dora founds, sam is secretary, amina and bo are jurors; one signature for all.
  void with_jury() {
    ASSERT_TRUE(found());
    ASSERT_TRUE(appoint_secretary());
    ASSERT_TRUE(appoint({"amina", "Amina Diallo"}));
    ASSERT_TRUE(appoint({"bo", "Bo Lindqvist"}));
    for (auto const& person : {"sam", "amina", "bo"})
      ASSERT_TRUE(enrol(person));
    ASSERT_TRUE(sign_all());
  }

  std::vector<SignedExcerpt> excerpts() const { return *state().roster; }

  Result<void> fold(std::vector<SignedExcerpt> const& list) const {
    auto const roster = fold_roster(list, server_.public_key());
    if (!roster) return roster.error();
    return {};
  }

  /// An excerpt that no register ever held.
  static SignedExcerpt forged(std::string_view author, std::uint32_t counter, RegisterActBody const& body,
                              std::string_view key, LogId const& log = register_log()) {
    ActHeader header;
    header.log = log;
    header.author = PersonId::of(author);
    header.counter = counter;
    return excerpt_of(record::sign(record::act_type, encode_act(header, body), key_named(key)));
  }

  static RosterEntry line(std::string_view person, std::string_view key) {
    return {PersonId::of(person), std::string(person),        Role::juror,  key_named(key).public_key(),
            march_2024,           mandate_end(march_2024, 6), std::nullopt, std::nullopt};
  }
};

TEST_F(RosterTest, R_A6_follows_from_the_directors_acts) {
  with_jury();
  auto const roster = fold_roster(excerpts(), server_.public_key()).value();
  EXPECT_EQ(roster.director,
            (Director{PersonId::of("dora"), "Dora Director", key_named("dora").public_key()}));
  EXPECT_EQ(roster.founder, roster.director);
  EXPECT_FALSE(roster.replaced_by_operator);
  ASSERT_EQ(roster.entries.size(), 3U);
  for (auto const& [id, entry] : roster.entries)
    EXPECT_EQ(entry, state().people->at(id).signed_entry);
}

TEST_F(RosterTest, the_last_word_on_a_person_counts) {
  with_jury();
  ASSERT_TRUE(enrol("bo", "bo's second"));
  ASSERT_TRUE(sign_all());
  ASSERT_TRUE(end("amina"));
  ASSERT_TRUE(bar("Bo Lindqvist", "", {PersonId::of("bo")}));
  auto list = excerpts();
  ASSERT_EQ(list.size(), 5U);
  EXPECT_EQ(fold_roster(list, server_.public_key()).value().entries.size(), 1U);
  list.pop_back();
  auto const before = fold_roster(list, server_.public_key()).value();
  EXPECT_EQ(before.entries.at(PersonId::of("bo")).key, key_named("bo's second").public_key());
  EXPECT_FALSE(before.entries.contains(PersonId::of("amina")));
}

TEST_F(RosterTest, R_A6_shows_that_the_operator_replaced_the_director) {
  with_jury();
  ASSERT_TRUE(declare(DirectorReplaced{PersonId::of("eve"), "Eve", key_named("eve").public_key()}));
  ASSERT_TRUE(enrol("bo", "bo's second"));
  ASSERT_TRUE(act("eve", SignRoster{waiting_for_signature(state())}));
  auto const roster = fold_roster(excerpts(), server_.public_key()).value();
  EXPECT_TRUE(roster.replaced_by_operator);
  EXPECT_EQ(roster.founder.person, PersonId::of("dora"));
  EXPECT_EQ(roster.director.person, PersonId::of("eve"));
  EXPECT_EQ(roster.entries.at(PersonId::of("bo")).key, key_named("bo's second").public_key());
  // only the log's own server can say so
  expect_refused(
      [&]() -> Result<void> {
        auto const other = fold_roster(excerpts(), key_named("mallory").public_key());
        return other.error();
      }(),
      Reason::bad_roster, "/roster/2", "the server's key");
}

TEST_F(RosterTest, R_A6_follows_a_hand_over) {
  with_jury();
  ASSERT_TRUE(act("dora", HandOverDirectorship{PersonId::of("eve"), "Eve", key_named("eve").public_key()}));
  ASSERT_TRUE(act("eve", EndAppointment{PersonId::of("bo"), commit("")}));
  auto const roster = fold_roster(excerpts(), server_.public_key()).value();
  EXPECT_FALSE(roster.replaced_by_operator);
  EXPECT_EQ(roster.director.person, PersonId::of("eve"));
  EXPECT_EQ(roster.entries.size(), 2U);
}

TEST_F(RosterTest, protocol_11_9_an_entry_that_the_director_did_not_sign_is_refused) {
  with_jury();
  auto list = excerpts();
  list.push_back(forged("dora", 99, SignRoster{{line("mallory", "mallory")}}, "mallory"));
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "not signed with the Director's key");
  list.back() = forged("sam", 99, SignRoster{{line("mallory", "mallory")}}, "sam");
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "not by the Director");
}

TEST_F(RosterTest, a_changed_byte_is_found_wherever_it_is) {
  with_jury();
  for (std::size_t i = 0; i < excerpts().size(); ++i) {
    auto const where = "/roster/" + std::to_string(i);
    auto list = excerpts();
    list[i].signature.bytes[40] ^= 1U;
    expect_refused(fold(list), Reason::bad_roster, where);
    list = excerpts();
    auto const at = list[i].payload.find("\"name\":\"") + 8;
    list[i].payload[at] = 'X';
    expect_refused(fold(list), Reason::bad_roster, where, "not signed");
    list = excerpts();
    list[i].payload_type = "application/json";
    expect_refused(fold(list), Reason::bad_roster, where);
    list = excerpts();
    list[i].keyid = std::string(64, '0');
    expect_refused(fold(list), Reason::bad_roster, where);
  }
}

TEST_F(RosterTest, excerpts_stand_once_and_in_their_order) {
  with_jury();
  ASSERT_TRUE(end("bo"));
  auto list = excerpts();
  list.push_back(list[1]);  // would bring bo back
  expect_refused(fold(list), Reason::bad_roster, "/roster/3", "out of its order");
  list = excerpts();
  std::swap(list[1], list[2]);
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "out of its order");
}

TEST_F(RosterTest, begins_with_the_founding_act_and_is_founded_once) {
  with_jury();
  expect_refused(fold({}), Reason::bad_roster, "/roster", "founding");
  auto list = excerpts();
  list.erase(list.begin());
  expect_refused(fold(list), Reason::bad_roster, "/roster/0", "found");
  list = excerpts();
  list.push_back(
      forged("mallory", 1, FoundRegister{"M", key_named("mallory").public_key(), jury_rules()}, "mallory"));
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "founded twice");
  auto const finding = record::sign(
      record::finding_type,
      encode_finding(register_log(), RegisterFinding{DirectorReplaced{PersonId::of("eve"), "E",
                                                                      key_named("eve").public_key()}}),
      server_);
  expect_refused(fold({excerpt_of(finding)}), Reason::bad_roster, "/roster/0", "found");
  auto const self_signed_by_another =
      forged("dora", 1, FoundRegister{"Dora", key_named("dora").public_key(), jury_rules()}, "mallory");
  expect_refused(fold({self_signed_by_another}), Reason::bad_roster, "/roster/0");
}

TEST_F(RosterTest, protocol_11_9_one_key_for_two_people_is_refused) {
  with_jury();
  auto const refused = [&](std::vector<RosterEntry> lines, std::string_view words) {
    auto list = excerpts();
    list.push_back(forged("dora", 99, SignRoster{std::move(lines)}, "dora"));
    expect_refused(fold(list), Reason::bad_roster, "/roster/2", words);
  };
  refused({line("cy", "amina")}, "amina");
  refused({line("cy", "cy"), line("di", "cy")}, "cy");
  refused({line("cy", "dora")}, "dora");
  refused({line("dora", "new")}, "the Director has no seat");
  auto backwards = line("cy", "cy");
  backwards.mandate_to = backwards.mandate_from;
  refused({backwards}, "ends before it begins");
  auto nameless = line("cy", "cy");
  nameless.name.clear();
  refused({nameless}, "a name");
}

TEST_F(RosterTest, takes_nothing_that_is_no_part_of_it) {
  with_jury();
  auto list = excerpts();
  list.push_back(forged("dora", 99, AdoptRules{jury_rules()}, "dora"));
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "makes no roster");
  list.back() = forged("dora", 99, SignRoster{{line("cy", "cy")}}, "dora", LogId::of("session-1"));
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "another log");
  list.back() = excerpt_of(record::sign(
      record::finding_type,
      encode_finding(register_log(), RegisterFinding{JurorSeatLost{PersonId::of("bo")}}), server_));
  expect_refused(fold(list), Reason::bad_roster, "/roster/2", "makes no roster");
  list.back().payload = "{}";
  expect_refused(fold(list), Reason::bad_roster, "/roster/2");
}

TEST_F(RosterTest, the_hash_covers_every_payload_and_signature) {
  with_jury();
  auto const hash = roster_hash(excerpts());
  EXPECT_EQ(roster_hash(excerpts()), hash);
  auto list = excerpts();
  list[1].signature.bytes[0] ^= 1U;
  EXPECT_NE(roster_hash(list), hash);
  list = excerpts();
  list[0].payload += ' ';
  EXPECT_NE(roster_hash(list), hash);
  list = excerpts();
  list.pop_back();
  EXPECT_NE(roster_hash(list), hash);
}

TEST_F(RosterTest, excerpts_survive_the_codec) {
  with_jury();
  auto const text = record::encode_text(excerpts());
  EXPECT_EQ(record::decode_text<std::vector<SignedExcerpt>>(text).value(), excerpts());
}

TEST(MandateTest, R_A1_ends_on_the_same_day_of_the_year) {
  Timestamp const leap_day{1'709'164'800'000 + 3'600'000};               // 2024-02-29T01:00:00Z
  EXPECT_EQ(mandate_end(leap_day, 4).ms, 1'835'398'800'000);             // 2028-02-29T01:00:00Z
  EXPECT_EQ(mandate_end(leap_day, 6).ms, 1'898'557'200'000);             // 2030-03-01T01:00:00Z
  EXPECT_EQ(mandate_end({0}, 30).ms, 946'684'800'000);                   // 2000-01-01
  EXPECT_EQ(mandate_end({951'782'400'000}, 100).ms, 4'107'542'400'000);  // 2000-02-29 to 2100-03-01
}

}  // namespace
}  // namespace conclave::deliberation
