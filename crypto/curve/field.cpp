// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "field.hpp"

namespace conclave::crypto::curve {
namespace {

/// a^(2^n)
Field square_times(Field a, int n) noexcept {
  for (int i = 0; i < n; ++i)
    a = square(a);
  return a;
}

/// a^((p-5)/8) = a^(2^252 - 3)
Field pow_p58(Field const& a) noexcept {
  Field const a2 = square(a);
  Field const a9 = mul(a, square_times(a2, 2));
  Field const a11 = mul(a2, a9);
  Field const x5 = mul(a9, square(a11));           // 2^5 - 1
  Field const x10 = mul(square_times(x5, 5), x5);  // 2^10 - 1
  Field const x20 = mul(square_times(x10, 10), x10);
  Field const x40 = mul(square_times(x20, 20), x20);
  Field const x50 = mul(square_times(x40, 10), x10);
  Field const x100 = mul(square_times(x50, 50), x50);
  Field const x200 = mul(square_times(x100, 100), x100);
  Field const x250 = mul(square_times(x200, 50), x50);
  return mul(square_times(x250, 2), a);
}

}  // namespace

Field from_bytes(std::span<std::uint8_t const, 32> bytes) noexcept {
  auto const load = [&](std::size_t at) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i)
      word |= static_cast<std::uint64_t>(bytes[at + i]) << (8 * i);
    return word;
  };
  return {{load(0) & limb_mask, (load(6) >> 3U) & limb_mask, (load(12) >> 6U) & limb_mask,
           (load(19) >> 1U) & limb_mask, (load(24) >> 12U) & limb_mask}};
}

std::array<std::uint8_t, 32> to_bytes(Field const& a) noexcept {
  Field r = carry(carry(a));
  // r < 2^255 + a little: q = 1 if r >= p
  std::uint64_t q = (r.v[0] + 19) >> 51U;
  for (std::size_t i = 1; i < 5; ++i)
    q = (r.v[i] + q) >> 51U;
  r.v[0] += 19 * q;
  for (std::size_t i = 0; i < 4; ++i) {
    r.v[i + 1] += r.v[i] >> 51U;
    r.v[i] &= limb_mask;
  }
  r.v[4] &= limb_mask;
  std::array<std::uint64_t, 4> const words{r.v[0] | (r.v[1] << 51U), (r.v[1] >> 13U) | (r.v[2] << 38U),
                                           (r.v[2] >> 26U) | (r.v[3] << 25U),
                                           (r.v[3] >> 39U) | (r.v[4] << 12U)};
  std::array<std::uint8_t, 32> out{};
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = static_cast<std::uint8_t>((words[i / 8] >> (8 * (i % 8))) & 0xffU);
  return out;
}

std::uint64_t is_negative(Field const& a) noexcept {
  return to_bytes(a)[0] & 1U;
}

std::uint64_t is_equal(Field const& a, Field const& b) noexcept {
  auto const x = to_bytes(a);
  auto const y = to_bytes(b);
  std::uint64_t differ = 0;
  for (std::size_t i = 0; i < 32; ++i)
    differ |= static_cast<std::uint64_t>(x[i] ^ y[i]);
  return (differ - 1) >> 63U;
}

Field absolute(Field const& a) noexcept {
  return select(a, neg(a), mask_of(is_negative(a)));
}

SquareRoot sqrt_ratio(Field const& u, Field const& v) noexcept {
  Field const v3 = mul(square(v), v);
  Field const v7 = mul(square(v3), v);
  Field r = mul(mul(u, v3), pow_p58(mul(u, v7)));
  Field const check = mul(v, square(r));
  std::uint64_t const correct = is_equal(check, u);
  std::uint64_t const flipped = is_equal(check, neg(u));
  std::uint64_t const flipped_i = is_equal(check, mul(neg(u), sqrt_m1));
  r = select(r, mul(r, sqrt_m1), mask_of(flipped | flipped_i));
  return {correct | flipped, absolute(r)};
}

}  // namespace conclave::crypto::curve
