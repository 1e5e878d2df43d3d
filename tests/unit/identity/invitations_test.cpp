// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One-time links (R-A6).
#include "seeded.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/identity/invitations.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <atomic>
#include <thread>

namespace conclave::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class InvitationsTest : public ::testing::Test {
protected:
  std::string make(PersonId const& person, std::string_view role = "juror", Timestamp expires = noon + hour) {
    return invitations.make(person, role, noon, expires, randomness);
  }

  Forgetful forgetful;
  crypto::SeededRandomness randomness = seeded(7);
  Invitations invitations{forgetful.vault};
  PersonId const amina = PersonId::of("amina");
  PersonId const bo = PersonId::of("bo");
};

TEST_F(InvitationsTest, a_link_tells_whom_it_invites_and_is_not_used_up_by_asking) {
  auto const token = make(amina, "director");
  for (int i = 0; i < 3; ++i) {
    auto const checked = invitations.check(token, noon);
    ASSERT_TRUE(checked) << describe(checked.error());
    EXPECT_EQ(checked->person, amina);
    EXPECT_EQ(checked->role, "director");
    EXPECT_EQ(checked->used, std::nullopt);
  }
}

TEST_F(InvitationsTest, a_link_is_redeemed_exactly_once_R_A6) {
  auto const token = make(amina, "director");
  auto const redeemed = invitations.redeem(token, noon + minute);
  ASSERT_TRUE(redeemed);
  EXPECT_EQ(redeemed->person, amina);
  EXPECT_EQ(redeemed->used, noon + minute);
  EXPECT_FALSE(invitations.redeem(token, noon + minute));
  EXPECT_FALSE(invitations.check(token, noon + minute));
}

TEST_F(InvitationsTest, of_many_who_redeem_at_once_one_succeeds_R_A6) {
  for (int round = 0; round < 20; ++round) {
    auto const token = make(amina);
    std::atomic<int> redeemed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] { redeemed += invitations.redeem(token, noon) ? 1 : 0; });
    for (auto& thread : threads)
      thread.join();
    EXPECT_EQ(redeemed, 1);
  }
}

TEST_F(InvitationsTest, a_link_holds_until_the_moment_of_its_expiry) {
  auto const token = make(amina);
  EXPECT_TRUE(invitations.check(token, Timestamp{(noon + hour).ms - 1}));
  EXPECT_FALSE(invitations.check(token, noon + hour));
  EXPECT_FALSE(invitations.redeem(token, noon + hour));
}

TEST_F(InvitationsTest, the_refusal_is_the_same_for_every_cause) {
  auto const used = make(amina);
  ASSERT_TRUE(invitations.redeem(used, noon));
  auto const expired = make(amina, "juror", noon);
  auto const revoked = make(bo);
  for (auto const& kept : invitations.list()) {
    if (kept.invitation.person == bo) {
      ASSERT_TRUE(invitations.revoke(kept.id));
    }
  }
  std::string const unknown(64, 'a');
  Refusal const expected = invitations.check(unknown, noon).error();
  EXPECT_EQ(expected.reason, Reason::invitation_invalid);
  std::string const good = make(bo);
  std::string upper = good;
  for (char& c : upper)
    c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
  ASSERT_NE(upper, good);
  for (std::string const& token :
       {used, expired, revoked, unknown, upper, std::string(), std::string("no token"), good.substr(1),
        good + "00", good.substr(2) + "zz"}) {
    EXPECT_EQ(invitations.check(token, noon).error(), expected) << token;
    EXPECT_EQ(invitations.redeem(token, noon).error(), expected) << token;
  }
  EXPECT_TRUE(invitations.redeem(good, noon));
}

TEST_F(InvitationsTest, the_log_learns_the_cause_and_not_the_token) {
  auto const token = make(amina);
  EXPECT_THAT(invitations.explain(token, noon), HasSubstr("for amina holds"));
  EXPECT_THAT(invitations.explain(token, noon + hour), HasSubstr("for amina expired"));
  ASSERT_TRUE(invitations.redeem(token, noon));
  EXPECT_THAT(invitations.explain(token, noon), HasSubstr("for amina was used"));
  EXPECT_THAT(invitations.explain(std::string(64, 'a'), noon), HasSubstr("never made, or was revoked"));
  EXPECT_THAT(invitations.explain("secret?", noon), HasSubstr("no token"));
  for (Timestamp const now : {noon, noon + hour})
    EXPECT_THAT(invitations.explain(token, now), Not(HasSubstr(token.substr(0, 8))));
}

TEST_F(InvitationsTest, the_vault_holds_no_token) {
  auto const token = make(amina);
  for (VaultRecord const& kept : forgetful.vault.list("invitation")) {
    EXPECT_NE(kept.id, token);
    EXPECT_THAT(kept.json, Not(HasSubstr(token)));
  }
  // Nor does what is listed redeem anything.
  for (auto const& kept : invitations.list())
    EXPECT_FALSE(invitations.redeem(kept.id, noon));
}

TEST_F(InvitationsTest, all_are_listed_in_the_order_of_their_making_and_can_be_revoked) {
  static_cast<void>(invitations.make(bo, "juror", noon + second, noon + hour, randomness));
  auto const first = make(amina, "director");
  auto const list = invitations.list();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].invitation, (Invitation{amina, "director", noon, noon + hour, std::nullopt}));
  EXPECT_EQ(list[1].invitation.person, bo);
  EXPECT_TRUE(invitations.revoke(list[0].id));
  EXPECT_FALSE(invitations.revoke(list[0].id));
  EXPECT_FALSE(invitations.revoke(""));
  EXPECT_FALSE(invitations.redeem(first, noon));
  EXPECT_EQ(invitations.list().size(), 1U);
}

TEST_F(InvitationsTest, randomness_that_repeats_itself_is_a_mistake_of_ours) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  static_cast<void>(make(amina));
  auto again = seeded(7);
  EXPECT_DEATH(static_cast<void>(invitations.make(bo, "juror", noon, noon + hour, again)), "repeats itself");
}

TEST(InvitationsProperty, a_token_that_was_altered_in_any_place_redeems_nothing) {
  Forgetful forgetful;
  auto randomness = seeded(9);
  Invitations invitations(forgetful.vault);
  auto const token = invitations.make(PersonId::of("amina"), "juror", noon, noon + hour, randomness);
  EXPECT_TRUE(rc::check([&] {
    std::string altered = token;
    auto const at = *rc::gen::inRange<std::size_t>(0, token.size());
    altered[at] = *rc::gen::distinctFrom(rc::gen::arbitrary<char>(), token[at]);
    RC_ASSERT(!invitations.check(altered, noon));
    RC_ASSERT(!invitations.redeem(altered, noon));
  }));
  EXPECT_TRUE(invitations.redeem(token, noon));
}

}  // namespace
}  // namespace conclave::identity
