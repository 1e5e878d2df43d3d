// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checksum.hpp"

#include <bit>
#include <cstring>

namespace conclave::store {

namespace {

// state -> rotl((state xor word) * odd, 29): a bijection of the state for every word.
class Sum {
public:
  void take(std::uint64_t word) noexcept { state_ = std::rotl((state_ ^ word) * 0x9e3779b97f4a7c15U, 29); }

  void take(std::string_view text) noexcept {
    take(std::uint64_t{text.size()});
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t)))
      take(word_at(text));
    if (!text.empty()) take(word_at(text));
  }

  std::int64_t value() const noexcept { return std::bit_cast<std::int64_t>(state_); }

private:
  /// The first eight bytes, or what there is with zero bytes after it.
  static std::uint64_t word_at(std::string_view text) noexcept {
    static_assert(std::endian::native == std::endian::little,
                  "a store is moved between machines of one byte order");
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), text.size() < sizeof word ? text.size() : sizeof word);
    return word;
  }

  std::uint64_t state_ = 0xcbf29ce484222325U;
};

}  // namespace

std::int64_t checksum(std::initializer_list<std::string_view> texts) noexcept {
  Sum sum;
  for (std::string_view const text : texts)
    sum.take(text);
  return sum.value();
}

}  // namespace conclave::store
