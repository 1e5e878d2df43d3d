// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A register as the server keeps it, with people who sign. Every accepted act is also replayed by two
// readers: one who has all confidential texts, and one who has none.
#pragma once

#include <conclave/crypto/hash.hpp>
#include <conclave/deliberation/proceedings.hpp>
#include <conclave/deliberation/register/register_law.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::deliberation {

inline constexpr Timestamp march_2024{1'709'251'200'000};  // 2024-03-01T00:00:00Z
inline constexpr Duration one_day{86'400'000};

inline crypto::ByteView view(std::string_view text) {
  return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

/// The key of this name: one name, one key.
inline crypto::IdentityKey key_named(std::string_view name) {
  return crypto::IdentityKey::from_seed(crypto::sha256(view(name)).bytes);
}

inline Rules jury_rules() {
  Rules rules;
  rules.body = "Jury";
  rules.barred_list = "Governing Board";
  rules.working_language = "en";
  rules.motion_pattern = "Admit {title}, {country}, to the network";
  rules.consensus.shortest_answer_time = {1000};
  rules.ballot.shortest_voting_time = {1000};
  rules.time = {{30'000}, {600'000}};
  rules.admissibility.checks = {{"form-complete", "The form is complete"},
                                {"mayor-endorsement", "The mayor has endorsed the application"}};
  rules.admissibility.endorsed_per_country = 3;
  return rules;
}

/// A juror as a test tells it.
struct Candidate {
  std::string person;
  std::string name;
  std::string email = {};
  std::string region = {};
  std::string gender = {};
  Timestamp from = march_2024;
  std::optional<bool> confirmed = {};
};

class RegisterTest : public ::testing::Test {
protected:
  using Register = Proceedings<RegisterLaw>;

  RegisterTest()
      : server_(key_named("server")), log_(register_log(), server_.public_key()),
        informed_(register_log(), server_.public_key()), uninformed_(register_log(), server_.public_key()) {}

  RegisterState const& state() const { return log_.state(); }

  /// A commitment to a text, whose opening goes beside the next act.
  Commitment commit(std::string_view text) {
    record::Opening opening{{}, std::string(text)};
    opening.salt = crypto::sha256(view("salt " + std::to_string(++salts_)));
    openings_.push_back(opening);
    return record::commitment_of(opening);
  }

  record::Envelope sign(std::string_view person, RegisterActBody const& body, std::string_view key) const {
    ActHeader header;
    header.log = register_log();
    header.author = PersonId::of(person);
    header.counter = log_.next_counter(header.author);
    header.seen = {log_.size(), log_.root()};
    header.time = now_;
    return record::sign(record::act_type, encode_act(header, body), key_named(key));
  }

  /// Hands in an act, signed with the key of this name. The whole way: receive, decide, append, replay.
  Result<void> act(std::string_view person, RegisterActBody const& body, std::string_view key) {
    auto received = log_.receive(sign(person, body, key), std::exchange(openings_, {}));
    if (!received) return received.error();
    if (auto const complete = Register::complete(*received); !complete) return complete.error();
    auto const entries = log_.decide(*received, std::nullopt, now_, server_);
    if (!entries) return entries.error();
    take(*entries);
    return {};
  }
  /// Signed with the key that bears the person's name.
  Result<void> act(std::string_view person, RegisterActBody const& body) { return act(person, body, person); }

  Result<void> declare(RegisterFinding const& statement) {
    auto const entries = log_.declare(statement, now_, server_);
    if (!entries) return entries.error();
    take(*entries);
    return {};
  }

  void take(std::vector<record::Entry> const& entries) {
    log_.append(entries);
    for (auto entry : entries) {
      auto const informed = informed_.replay(entry);
      EXPECT_TRUE(informed) << describe(informed.error());
      entry.openings.clear();
      auto const uninformed = uninformed_.replay(entry);
      EXPECT_TRUE(uninformed) << describe(uninformed.error());
      now_ = now_ + Duration{1};
    }
    EXPECT_TRUE(informed_.settled() && uninformed_.settled());
    EXPECT_EQ(informed_.state(), state());
    EXPECT_EQ(*uninformed_.state().roster, *state().roster);
    EXPECT_EQ(*uninformed_.state().cases, *state().cases);
  }

  // --- the usual acts ---

  Result<void> found(Rules const& rules = jury_rules()) {
    return act("dora", FoundRegister{"Dora Director", key_named("dora").public_key(), rules});
  }

  Result<void> appoint(Candidate const& who) {
    AppointJuror body;
    body.person = PersonId::of(who.person);
    body.name = who.name;
    body.email = commit(who.email);
    body.region = commit(who.region);
    body.gender = commit(who.gender);
    body.expertise = commit("thirty years of it");
    body.independence = commit("no ties");
    body.mandate_from = who.from;
    body.mandate_to = mandate_end(who.from, state().rules->mandate.term_years);
    body.near_match_confirmed = who.confirmed;
    return act("dora", body);
  }

  Result<void> appoint_secretary(std::string_view person = "sam") {
    return act("dora", AppointSecretariat{PersonId::of(person), "Sam Secretary", march_2024,
                                          mandate_end(march_2024, 10)});
  }

  Result<void> enrol(std::string_view person, std::string_view key) {
    return act(person, Enrol{key_named(key).public_key()}, key);
  }
  Result<void> enrol(std::string_view person) { return enrol(person, person); }

  Result<void> sign_all() { return act("dora", SignRoster{waiting_for_signature(state())}); }

  Result<void> end(std::string_view person) {
    return act("dora", EndAppointment{PersonId::of(person), commit("asked to leave")});
  }

  Result<void> bar(std::string_view name, std::string_view email, std::vector<PersonId> unseats = {}) {
    return act("dora", BarPerson{std::string(name), commit(email), std::move(unseats)});
  }

  /// A founded register with a secretary, who is enrolled and signed.
  void with_secretary() {
    ASSERT_TRUE(found());
    ASSERT_TRUE(appoint_secretary());
    ASSERT_TRUE(enrol("sam"));
    ASSERT_TRUE(sign_all());
  }

  void with_juror(std::string const& person, std::string const& name, std::string const& email = {}) {
    ASSERT_TRUE(appoint({person, name, email}));
    ASSERT_TRUE(enrol(person));
    ASSERT_TRUE(sign_all());
  }

  crypto::IdentityKey server_;
  Register log_;
  Register informed_;
  Register uninformed_;
  Timestamp now_ = march_2024 + one_day;
  std::vector<record::Opening> openings_;
  unsigned salts_ = 0;
};

/// Expects a refusal with this reason and pointer, whose sentence holds the words.
inline void expect_refused(Result<void> const& result, Reason reason, std::string_view where,
                           std::string_view words = "") {
  ASSERT_FALSE(result) << "accepted, though it should be refused with " << to_string(reason);
  EXPECT_EQ(to_string(result.error().reason), to_string(reason)) << describe(result.error());
  EXPECT_EQ(result.error().where, where) << describe(result.error());
  EXPECT_NE(result.error().detail.find(words), std::string::npos) << describe(result.error());
}

}  // namespace conclave::deliberation
