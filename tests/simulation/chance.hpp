// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace conclave::simulation {

/// SplitMix64 (Steele, Lea, Flood 2014): the same draws from the same seed on every machine, which the
/// distributions of the standard library do not promise.
class Chance {
public:
  explicit Chance(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// A number below n, which is not 0.
  std::size_t below(std::size_t n) noexcept { return static_cast<std::size_t>(next() % n); }
  /// True so many times out of a hundred.
  bool percent(unsigned share) noexcept { return below(100) < share; }
  /// One element of a list that is not empty.
  template <class List>
  auto const& one_of(List const& list) noexcept {
    return *std::next(list.begin(), static_cast<std::ptrdiff_t>(below(list.size())));
  }
  /// In random order.
  template <class List>
  List shuffled(List list) {
    for (std::size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[below(i)]);
    return list;
  }

private:
  std::uint64_t state_;
};

}  // namespace conclave::simulation
