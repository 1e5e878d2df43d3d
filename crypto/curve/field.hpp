// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Integers modulo p = 2^255 - 19 in five limbs of 51 bits. Constant-time: no branch and no address depends on
// a value. A limb is below 2^52 in what from_bytes, mul, square and sub give, and below 2^53 in what add
// gives of two such; mul, square and sub take both.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace conclave::crypto::curve {

__extension__ using Wide = unsigned __int128;

struct Field {
  std::array<std::uint64_t, 5> v{};
};

inline constexpr std::uint64_t limb_mask = (std::uint64_t{1} << 51U) - 1;
inline constexpr Field zero{};
inline constexpr Field one{{1, 0, 0, 0, 0}};

/// All ones for true. The barrier keeps the compiler from finding a branch in it.
inline std::uint64_t mask_of(std::uint64_t bit) noexcept {
  asm volatile("" : "+r"(bit));
  return std::uint64_t{0} - bit;
}

/// 1 if a = b, for numbers below 2^63.
inline std::uint64_t same(std::uint64_t a, std::uint64_t b) noexcept {
  return ((a ^ b) - 1) >> 63U;
}

/// b if mask is all ones, a if it is 0.
inline Field select(Field const& a, Field const& b, std::uint64_t mask) noexcept {
  Field out;
  for (std::size_t i = 0; i < 5; ++i)
    out.v[i] = a.v[i] ^ (mask & (a.v[i] ^ b.v[i]));
  return out;
}

inline Field carry(Field a) noexcept {
  for (std::size_t i = 0; i < 4; ++i) {
    a.v[i + 1] += a.v[i] >> 51U;
    a.v[i] &= limb_mask;
  }
  a.v[0] += 19 * (a.v[4] >> 51U);
  a.v[4] &= limb_mask;
  return a;
}

inline Field add(Field const& a, Field const& b) noexcept {
  return {{a.v[0] + b.v[0], a.v[1] + b.v[1], a.v[2] + b.v[2], a.v[3] + b.v[3], a.v[4] + b.v[4]}};
}

inline Field sub(Field const& a, Field const& b) noexcept {
  // a + 4p - b
  constexpr std::uint64_t p0 = 4 * ((std::uint64_t{1} << 51U) - 19);
  constexpr std::uint64_t pi = 4 * limb_mask;
  return carry({{a.v[0] + p0 - b.v[0], a.v[1] + pi - b.v[1], a.v[2] + pi - b.v[2], a.v[3] + pi - b.v[3],
                 a.v[4] + pi - b.v[4]}});
}

inline Field neg(Field const& a) noexcept {
  return sub(zero, a);
}

namespace detail {

inline Field reduce(Wide r0, Wide r1, Wide r2, Wide r3, Wide r4) noexcept {
  auto const low = [](Wide r) { return static_cast<std::uint64_t>(r) & limb_mask; };
  Field out;
  r1 += static_cast<std::uint64_t>(r0 >> 51U);
  r2 += static_cast<std::uint64_t>(r1 >> 51U);
  r3 += static_cast<std::uint64_t>(r2 >> 51U);
  r4 += static_cast<std::uint64_t>(r3 >> 51U);
  out.v = {low(r0) + 19 * static_cast<std::uint64_t>(r4 >> 51U), low(r1), low(r2), low(r3), low(r4)};
  out.v[1] += out.v[0] >> 51U;
  out.v[0] &= limb_mask;
  return out;
}

inline Wide times(std::uint64_t a, std::uint64_t b) noexcept {
  return static_cast<Wide>(a) * b;
}

}  // namespace detail

inline Field mul(Field const& a, Field const& b) noexcept {
  using detail::times;
  auto const& [a0, a1, a2, a3, a4] = a.v;
  auto const& [b0, b1, b2, b3, b4] = b.v;
  std::uint64_t const c1 = 19 * b1;
  std::uint64_t const c2 = 19 * b2;
  std::uint64_t const c3 = 19 * b3;
  std::uint64_t const c4 = 19 * b4;
  return detail::reduce(times(a0, b0) + times(a1, c4) + times(a2, c3) + times(a3, c2) + times(a4, c1),
                        times(a0, b1) + times(a1, b0) + times(a2, c4) + times(a3, c3) + times(a4, c2),
                        times(a0, b2) + times(a1, b1) + times(a2, b0) + times(a3, c4) + times(a4, c3),
                        times(a0, b3) + times(a1, b2) + times(a2, b1) + times(a3, b0) + times(a4, c4),
                        times(a0, b4) + times(a1, b3) + times(a2, b2) + times(a3, b1) + times(a4, b0));
}

inline Field square(Field const& a) noexcept {
  using detail::times;
  auto const& [a0, a1, a2, a3, a4] = a.v;
  std::uint64_t const d0 = 2 * a0;
  std::uint64_t const d1 = 2 * a1;
  std::uint64_t const d2 = 2 * a2;
  std::uint64_t const e3 = 19 * a3;
  std::uint64_t const e4 = 19 * a4;
  return detail::reduce(
      times(a0, a0) + times(d1, e4) + times(d2, e3), times(d0, a1) + times(d2, e4) + times(a3, e3),
      times(d0, a2) + times(a1, a1) + times(2 * a3, e4), times(d0, a3) + times(d1, a2) + times(a4, e4),
      times(d0, a4) + times(d1, a3) + times(a2, a2));
}

/// Little-endian; the top bit is ignored, and the value may be p or above.
Field from_bytes(std::span<std::uint8_t const, 32> bytes) noexcept;
/// Canonical: below p.
std::array<std::uint8_t, 32> to_bytes(Field const& a) noexcept;
/// 1 if the canonical value is odd ("negative" in RFC 9496).
std::uint64_t is_negative(Field const& a) noexcept;
std::uint64_t is_equal(Field const& a, Field const& b) noexcept;
Field absolute(Field const& a) noexcept;

struct SquareRoot {
  std::uint64_t was_square = 0;
  Field root;
};
/// SQRT_RATIO_M1 of RFC 9496, section 4.2.
SquareRoot sqrt_ratio(Field const& u, Field const& v) noexcept;

inline constexpr Field d{
    {0x34dca135978a3U, 0x1a8283b156ebdU, 0x5e7a26001c029U, 0x739c663a03cbbU, 0x52036cee2b6ffU}};
inline constexpr Field d2{
    {0x69b9426b2f159U, 0x35050762add7aU, 0x3cf44c0038052U, 0x6738cc7407977U, 0x2406d9dc56dffU}};
inline constexpr Field sqrt_m1{
    {0x61b274a0ea0b0U, 0xd5a5fc8f189dU, 0x7ef5e9cbd0c60U, 0x78595a6804c9eU, 0x2b8324804fc1dU}};
inline constexpr Field invsqrt_a_minus_d{
    {0xfdaa805d40eaU, 0x2eb482e57d339U, 0x7610274bc58U, 0x6510b613dc8ffU, 0x786c8905cfaffU}};

}  // namespace conclave::crypto::curve
