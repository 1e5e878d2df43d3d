// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "write_ahead_log.hpp"

#include <conclave/store/store_error.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::store {

namespace {

// The format is SQLite's "WAL-mode file format": a header of 32 bytes, then frames of 24 bytes and a page.
constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::uint32_t magic = 0x377f0682;  // its last bit: the checksums read words in big-endian order

std::uint32_t big_endian(std::span<char const> bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i)
    word = word << 8U | static_cast<unsigned char>(bytes[at + i]);
  return word;
}

/// For each pair of words x, y: s1 += x + s2, s2 += y + s1.
struct Sum {
  bool big = false;
  std::uint32_t s1 = 0;
  std::uint32_t s2 = 0;

  void take(std::span<char const> bytes) {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      s1 += word(bytes, at) + s2;
      s2 += word(bytes, at + 4) + s1;
    }
  }
  bool is(std::span<char const> bytes, std::size_t at) const {
    return s1 == big_endian(bytes, at) && s2 == big_endian(bytes, at + 4);
  }

private:
  std::uint32_t word(std::span<char const> bytes, std::size_t at) const {
    std::uint32_t const read = big_endian(bytes, at);
    return big ? read : __builtin_bswap32(read);
  }
};

/// Where the first thing is that does not hold although whole transactions follow it, in bytes from the
/// start.
std::optional<std::uint64_t> find_damage(std::filesystem::path const& log) {
  std::ifstream in(log, std::ios::binary);
  std::array<char, header_bytes> header{};
  if (!in.read(header.data(), header.size())) return std::nullopt;  // no log, or an empty one

  Sum sum{.big = (big_endian(header, 0) & 1U) != 0};
  sum.take(std::span(header).first(24));
  std::uint32_t const page_bytes = big_endian(header, 8);
  bool const header_holds = (big_endian(header, 0) & ~1U) == magic && sum.is(header, 24) &&
                            page_bytes >= 512 && page_bytes <= 65'536;
  if (!header_holds) {
    // It is written and synced before any frame, within one sector.
    bool const frames_follow = in.peek() != std::ifstream::traits_type::eof();
    return frames_follow ? std::optional<std::uint64_t>(0) : std::nullopt;
  }

  std::optional<std::uint64_t> bad;
  int transactions_behind = 0;
  std::vector<char> frame(frame_header_bytes + page_bytes);
  for (std::uint64_t at = header_bytes; in.read(frame.data(), static_cast<std::streamsize>(frame.size()));
       at += frame.size()) {
    std::span<char const> const bytes(frame);
    bool const of_this_log =
        big_endian(bytes, 8) == big_endian(header, 16) && big_endian(bytes, 12) == big_endian(header, 20);
    bool const ends_transaction = big_endian(bytes, 4) != 0;
    if (!bad) {
      sum.take(bytes.first(8));
      sum.take(bytes.subspan(frame_header_bytes));
      if (of_this_log && sum.is(bytes, 16)) continue;
      bad = at;
    }
    // From here on: frames of earlier uses of the file (other salts), of a transaction that was cut off, or
    // damage.
    if (of_this_log && ends_transaction) ++transactions_behind;
  }
  return transactions_behind >= 2 ? bad : std::nullopt;
}

}  // namespace

void check_write_ahead_log(std::filesystem::path const& database) {
  std::filesystem::path log = database;
  log += "-wal";
  auto const damage = find_damage(log);
  // Twice: what was caught in the middle of being written holds by now, or is elsewhere.
  if (damage && damage == find_damage(log))
    throw StoreError(
        Fault::damaged,
        log.string() + " is damaged at byte " + std::to_string(*damage) +
            ", and entries that were acknowledged lie behind it. Nothing was changed or repaired.");
}

}  // namespace conclave::store
