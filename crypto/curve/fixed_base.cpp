// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "products.hpp"

#include <sodium.h>

namespace conclave::crypto::curve {
namespace {

void keep(Cached& out, std::uint64_t mask) noexcept {
  for (Field* field : {&out.y_plus_x, &out.y_minus_x, &out.z2, &out.t2d}) {
    for (std::size_t i = 0; i < 5; ++i)
      field->v[i] &= mask;
  }
}

/// out |= in & mask
void mix(Cached& out, Cached const& in, std::uint64_t mask) noexcept {
  for (std::size_t i = 0; i < 5; ++i) {
    out.y_plus_x.v[i] |= in.y_plus_x.v[i] & mask;
    out.y_minus_x.v[i] |= in.y_minus_x.v[i] & mask;
    out.z2.v[i] |= in.z2.v[i] & mask;
    out.t2d.v[i] |= in.t2d.v[i] & mask;
  }
}

/// digit·(256^w·B), digit in -8..8: every entry is read, whatever the digit.
Cached pick(std::array<Cached, 8> const& row, std::int8_t digit) noexcept {
  auto const bits = static_cast<std::uint8_t>(digit);
  std::uint64_t const negative = bits >> 7U;
  std::uint64_t const negate = mask_of(negative);
  std::uint64_t const magnitude = ((bits ^ negate) + negative) & 0xffU;
  // Σ of the entries under masks, one of which is all ones: the identity's for magnitude 0.
  Cached out;
  keep(out, mask_of(same(magnitude, 0)));
  for (std::uint64_t e = 0; e < 8; ++e)
    mix(out, row[e], mask_of(same(magnitude, e + 1)));
  return select(out, Cached{out.y_minus_x, out.y_plus_x, out.z2, neg(out.t2d)}, negate);
}

}  // namespace

FixedBase::FixedBase(Element const& base) {
  Element power = base;
  for (auto& row : multiples_) {
    Element multiple = power;
    row[0] = cached(power);
    for (std::size_t e = 1; e < 8; ++e) {
      multiple = add(multiple, row[0]);
      row[e] = cached(multiple);
    }
    // 256·power = 2^5·(8·power)
    power = multiple;
    for (int i = 0; i < 5; ++i)
      power = doubled(power);
  }
}

FixedBase const& FixedBase::generator() {
  static FixedBase const table(element(Point::base()));
  return table;
}

Element FixedBase::times(std::span<std::uint8_t const, 32> x) const noexcept {
  // x = Σ digit_i·16^i with digits in -8..8
  std::array<std::int8_t, 64> digits{};
  int carried = 0;
  for (std::size_t i = 0; i < 64; ++i) {
    int const nibble = ((x[i / 2] >> (4 * (i % 2))) & 15) + carried;
    carried = (nibble + 8) >> 4;
    digits[i] = static_cast<std::int8_t>(nibble - carried * 16);
  }
  // The last carry is 0: x < l < 2^253.
  Element sum;
  for (std::size_t i = 1; i < 64; i += 2)
    sum = add(sum, pick(multiples_[i / 2], digits[i]));
  for (int i = 0; i < 4; ++i)
    sum = doubled(sum);
  for (std::size_t i = 0; i < 64; i += 2)
    sum = add(sum, pick(multiples_[i / 2], digits[i]));
  sodium_memzero(digits.data(), digits.size());
  return sum;
}

}  // namespace conclave::crypto::curve
