// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checksum.hpp"

#include <bit>

namespace conclave::store {

namespace {

class Fnv1a {
public:
  void take(std::uint8_t byte) noexcept { state_ = (state_ ^ byte) * 0x100000001b3U; }
  std::uint64_t value() const noexcept { return state_; }

private:
  std::uint64_t state_ = 0xcbf29ce484222325U;
};

}  // namespace

std::int64_t checksum(std::initializer_list<std::string_view> texts) noexcept {
  Fnv1a sum;
  for (std::string_view const text : texts) {
    for (unsigned shift = 0; shift < 64; shift += 8)
      sum.take(static_cast<std::uint8_t>(std::uint64_t{text.size()} >> shift));
    for (char const c : text)
      sum.take(static_cast<std::uint8_t>(c));
  }
  return std::bit_cast<std::int64_t>(sum.value());
}

}  // namespace conclave::store
