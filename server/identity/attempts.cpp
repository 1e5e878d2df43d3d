// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault_record.hpp"

#include <conclave/identity/attempts.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace conclave::identity {

namespace {

constexpr std::string_view kind = "attempts";
constexpr Duration hour{3'600'000};

/// The failed tries of the last hour, the oldest first.
struct Tries {
  std::vector<Timestamp> at;
  static constexpr auto members = record::members(record::member("at", &Tries::at));
};

/// Forgets what is older than an hour. A clock that was set back makes nobody wait for the time it lost.
void bring_up_to(Tries& tries, Timestamp now) {
  std::erase_if(tries.at, [now](Timestamp t) { return now - t >= hour; });
  for (Timestamp& t : tries.at)
    t = std::min(t, now);
}

/// After the n-th failure in the hour: first_pause * 2^(n - tries_without_pause), at most longest_pause.
Duration pause_after(std::size_t failures, AttemptLimits const& limits) {
  if (failures < limits.tries_without_pause) return {};
  Duration pause = limits.first_pause;
  for (std::size_t n = limits.tries_without_pause; n < failures && pause < limits.longest_pause; ++n)
    pause = pause + pause;
  return std::min(pause, limits.longest_pause);
}

/// The first moment at which another try is allowed.
Timestamp next_try(Tries const& tries, AttemptLimits const& limits) {
  if (tries.at.empty()) return {};
  Timestamp next = tries.at.back() + pause_after(tries.at.size(), limits);
  if (tries.at.size() >= limits.tries_per_hour)
    next = std::max(next, tries.at[tries.at.size() - limits.tries_per_hour] + hour);
  return next;
}

}  // namespace

Result<void> Attempts::begin(std::string_view name, Timestamp now) {
  return change_record<Tries>(vault_, kind, name, [&](std::optional<Tries> const& found) -> Result<Tries> {
    Tries tries = found.value_or(Tries{});
    bring_up_to(tries, now);
    if (Duration const wait = next_try(tries, limits_) - now; wait > Duration{})
      return refuse(Reason::too_fast, {}, "try again in " + std::to_string((wait.ms + 999) / 1'000) + " s");
    tries.at.push_back(now);
    return tries;
  });
}

void Attempts::succeeded(std::string_view name) {
  static_cast<void>(vault_.consume(kind, name));
}

}  // namespace conclave::identity
