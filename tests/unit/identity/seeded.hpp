// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Randomness that repeats itself from run to run, and a vault that forgets.
#pragma once

#include <conclave/crypto/random.hpp>
#include <conclave/store/memory_store.hpp>

#include <array>
#include <memory>

namespace conclave::identity {

inline crypto::SeededRandomness seeded(std::uint8_t seed) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(seed);
  return crypto::SeededRandomness(bytes);
}

struct Forgetful {
  std::unique_ptr<store::Store> store = store::make_memory_store();
  Vault& vault = store->vault();
};

inline constexpr Timestamp noon{1'700'000'000'000};
inline constexpr Duration second{1'000};
inline constexpr Duration minute{60'000};
inline constexpr Duration hour{3'600'000};

}  // namespace conclave::identity
