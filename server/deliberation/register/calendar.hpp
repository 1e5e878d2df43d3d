// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Days of the Gregorian calendar, in UTC.
#pragma once

#include <conclave/record/ids.hpp>

#include <cstdint>
#include <string>

namespace conclave::deliberation {

struct Day {
  std::int64_t year = 1970;
  std::int64_t month = 1;  ///< 1 to 12
  std::int64_t day = 1;    ///< 1 to 31
};

inline constexpr std::int64_t ms_of_day = 86'400'000;

/// The last moment of the year 9999: what is later is no date.
inline constexpr Timestamp last_date{253'402'300'799'999};

/// Days since 1970-01-01 of a day.
std::int64_t days_since_1970(Day day) noexcept;
/// The day of so many days since 1970-01-01.
Day day_since_1970(std::int64_t days) noexcept;
Day day_of(Timestamp time) noexcept;
/// "2026-03-01".
std::string date(Timestamp time);

}  // namespace conclave::deliberation
