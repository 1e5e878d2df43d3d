// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace conclave::gateway {

/// So many at once, so many per second over time. The time is handed in and never goes back.
class TokenBucket {
public:
  using Time = std::chrono::steady_clock::time_point;

  TokenBucket(double per_second, std::size_t burst, Time now)
      : per_second_(per_second), burst_(static_cast<double>(burst)), tokens_(burst_), last_(now) {}

  /// Takes one token, if there is one.
  [[nodiscard]] bool take(Time now) {
    tokens_ = std::min(burst_, tokens_ + per_second_ * std::chrono::duration<double>(now - last_).count());
    last_ = now;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

private:
  double per_second_;
  double burst_;
  double tokens_;
  Time last_;
};

}  // namespace conclave::gateway
