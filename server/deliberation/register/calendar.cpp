// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "calendar.hpp"

namespace conclave::deliberation {
namespace {

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

constexpr std::int64_t days_of_era = 146'097;   // 400 years
constexpr std::int64_t days_to_1970 = 719'468;  // from 0000-03-01

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

// Years are counted from March, so that the leap day is the last day of its year; then the day of the year
// of a month m' (0 = March) is floor((153·m' + 2) / 5).

std::int64_t days_since_1970(Day day) noexcept {
  auto const year = day.year - (day.month <= 2 ? 1 : 0);
  auto const era = floor_div(year, 400);
  auto const year_of_era = year - era * 400;
  auto const month = (day.month + 9) % 12;
  auto const day_of_year = (153 * month + 2) / 5 + day.day - 1;
  auto const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_of_era + day_of_era - days_to_1970;
}

Day day_since_1970(std::int64_t days) noexcept {
  auto const shifted = days + days_to_1970;
  auto const era = floor_div(shifted, days_of_era);
  auto const day_of_era = shifted - era * days_of_era;
  auto const year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  auto const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  auto const month = (5 * day_of_year + 2) / 153;
  Day out;
  out.day = day_of_year - (153 * month + 2) / 5 + 1;
  out.month = month < 10 ? month + 3 : month - 9;
  out.year = year_of_era + era * 400 + (out.month <= 2 ? 1 : 0);
  return out;
}

Day day_of(Timestamp time) noexcept {
  return day_since_1970(floor_div(time.ms, ms_of_day));
}

std::string date(Timestamp time) {
  auto const day = day_of(time);
  return padded(day.year, 4) + '-' + padded(day.month, 2) + '-' + padded(day.day, 2);
}

}  // namespace conclave::deliberation
