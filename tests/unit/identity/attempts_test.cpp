// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seeded.hpp"

#include <conclave/identity/attempts.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <atomic>
#include <thread>

namespace conclave::identity {
namespace {

class AttemptsTest : public ::testing::Test {
protected:
  Forgetful forgetful;
  Attempts attempts{forgetful.vault};
};

TEST_F(AttemptsTest, the_first_failures_cost_no_time_and_then_pauses_double) {
  EXPECT_TRUE(attempts.begin("amina", noon));
  EXPECT_TRUE(attempts.begin("amina", noon));
  EXPECT_TRUE(attempts.begin("amina", noon));
  auto const refused = attempts.begin("amina", noon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::too_fast);
  EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("try again in 1 s"));
  Timestamp now = noon;
  for (std::int64_t const seconds : {1, 2, 4, 8, 16}) {
    Timestamp const allowed = now + Duration{1'000 * seconds};
    EXPECT_FALSE(attempts.begin("amina", Timestamp{allowed.ms - 1})) << seconds;
    EXPECT_TRUE(attempts.begin("amina", allowed)) << seconds;
    now = allowed;
  }
}

TEST_F(AttemptsTest, people_are_counted_apart_and_success_forgets_the_failures) {
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(attempts.begin("amina", noon));
  EXPECT_TRUE(attempts.begin("bo", noon));
  EXPECT_FALSE(attempts.begin("amina", noon));
  attempts.succeeded("amina");
  EXPECT_TRUE(attempts.begin("amina", noon));
}

TEST_F(AttemptsTest, a_refused_try_is_not_counted) {
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(attempts.begin("amina", noon));
  for (int i = 0; i < 50; ++i)
    EXPECT_FALSE(attempts.begin("amina", noon));
  EXPECT_TRUE(attempts.begin("amina", noon + second));
}

TEST_F(AttemptsTest, a_clock_that_is_set_back_locks_nobody_out_for_the_time_it_lost) {
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(attempts.begin("amina", noon + Duration{24 * hour.ms}));
  EXPECT_FALSE(attempts.begin("amina", noon));
  EXPECT_TRUE(attempts.begin("amina", noon + Duration{24 * hour.ms} + second));
}

TEST_F(AttemptsTest, tries_at_the_same_time_do_not_slip_through_together) {
  std::atomic<int> allowed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j < 10; ++j)
        allowed += attempts.begin("amina", noon) ? 1 : 0;
    });
  for (auto& thread : threads)
    thread.join();
  EXPECT_EQ(allowed, 3);
}

TEST(AttemptsProperty, no_hour_ever_sees_more_tries_than_allowed) {
  EXPECT_TRUE(rc::check([] {
    Forgetful forgetful;
    AttemptLimits const limits{.tries_per_hour = *rc::gen::inRange<std::uint32_t>(1, 12),
                               .tries_without_pause = *rc::gen::inRange<std::uint32_t>(1, 5),
                               .first_pause = Duration{*rc::gen::inRange<std::int64_t>(0, 5'000)},
                               .longest_pause = Duration{*rc::gen::inRange<std::int64_t>(5'000, 1'000'000)}};
    Attempts attempts(forgetful.vault, limits);
    std::vector<Timestamp> allowed;
    Timestamp now = noon;
    for (auto const step :
         *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 600'000))) {
      now = now + Duration{step};
      if (attempts.begin("amina", now)) allowed.push_back(now);
    }
    for (std::size_t i = limits.tries_per_hour; i < allowed.size(); ++i)
      RC_ASSERT(allowed[i] - allowed[i - limits.tries_per_hour] >= hour);
    // And whoever waits an hour may always try again.
    RC_ASSERT(attempts.begin("amina", now + hour).has_value());
  }));
}

}  // namespace
}  // namespace conclave::identity
