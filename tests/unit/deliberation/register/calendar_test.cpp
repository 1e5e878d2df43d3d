// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace conclave::deliberation {
namespace {

TEST(CalendarTest, knows_days_by_their_dates) {
  EXPECT_EQ(date({0}), "1970-01-01");
  EXPECT_EQ(date({-1}), "1969-12-31");
  EXPECT_EQ(date({951'782'400'000}), "2000-02-29");
  EXPECT_EQ(date({4'107'542'399'999}), "2100-02-28");
  EXPECT_EQ(date({4'107'542'400'000}), "2100-03-01");
  EXPECT_EQ(date(last_date), "9999-12-31");
}

RC_GTEST_PROP(CalendarProperties, days_and_dates_are_one_to_one, ()) {
  auto const days = *rc::gen::inRange<std::int64_t>(-1'000'000, 3'000'000);
  auto const day = day_since_1970(days);
  RC_ASSERT(days_since_1970(day) == days);
  RC_ASSERT(day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31);
  auto const next = day_since_1970(days + 1);
  RC_ASSERT(next.day == day.day + 1 || next.day == 1);
}

}  // namespace
}  // namespace conclave::deliberation
