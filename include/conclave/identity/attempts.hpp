// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How often a secret may be guessed.
#pragma once

#include <conclave/identity/vault.hpp>
#include <conclave/record/ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace conclave::identity {

struct AttemptLimits {
  std::uint32_t tries_per_hour = 10;
  /// So many may fail one after the other before there is a pause after each.
  std::uint32_t tries_without_pause = 3;
  Duration first_pause{1'000};      ///< doubled after each further failure
  Duration longest_pause{900'000};  ///< a quarter of an hour
};

/// Counts failed tries under a name, durably: a restart gives nobody a fresh start. Time is handed in.
class Attempts {
public:
  explicit Attempts(Vault& vault, AttemptLimits limits = {}) : vault_(vault), limits_(limits) {}

  /// Counts a try as failed, before it is judged, so that tries at the same time are all counted.
  /// Error: too_fast, with the seconds to wait; then nothing is counted, and nothing may be judged.
  [[nodiscard]] Result<void> begin(std::string_view name, Timestamp now);

  /// The try was right: forget the failures.
  void succeeded(std::string_view name);

private:
  Vault& vault_;
  AttemptLimits limits_;
};

}  // namespace conclave::identity
