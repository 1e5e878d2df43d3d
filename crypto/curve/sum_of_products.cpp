// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "products.hpp"

#include "ensure.hpp"

#include <algorithm>
#include <vector>

namespace conclave::crypto::curve {
namespace {

/// Signed digits of width 5: odd or 0, below 16 in size, no two within five places. 256 of them.
using Digits = std::array<std::int8_t, 256>;

struct Product {
  Digits digits{};
  std::array<Cached, 8> odd;  ///< P, 3P … 15P
  int top = -1;               ///< the highest place that is not 0
};

int bit_of(std::array<std::uint8_t, 33> const& bytes, int place) {
  return (bytes[static_cast<std::size_t>(place) / 8] >> (place % 8)) & 1;
}

/// The width-5 signed digits of s, with the highest place.
int recode(std::array<std::uint8_t, 32> const& s, bool negate, Digits& digits) {
  std::array<std::uint8_t, 33> bits{};
  std::copy(s.begin(), s.end(), bits.begin());
  int top = -1;
  int carried = 0;
  for (int place = 0; place < 256;) {
    if (bit_of(bits, place) == carried) {
      ++place;
      continue;
    }
    int window = carried;
    for (int i = 0; i < 5 && place + i < 256; ++i)
      window += bit_of(bits, place + i) << i;
    carried = (window >> 4) & 1;
    int const digit = window - (carried << 5);
    digits[static_cast<std::size_t>(place)] = static_cast<std::int8_t>(negate ? -digit : digit);
    top = place;
    place += 5;
  }
  return top;
}

/// True if -s has fewer bits than s: then s > l/2.
bool is_high(Scalar const& s, Scalar const& minus_s) {
  return std::lexicographical_compare(minus_s.bytes().rbegin(), minus_s.bytes().rend(), s.bytes().rbegin(),
                                      s.bytes().rend());
}

Element straus(std::span<Product const> products) {
  int top = -1;
  for (auto const& product : products)
    top = std::max(top, product.top);
  Element sum;
  for (int place = top; place >= 0; --place) {
    sum = doubled(sum);
    for (auto const& product : products) {
      int const digit = product.digits[static_cast<std::size_t>(place)];
      if (digit > 0) sum = add(sum, product.odd[static_cast<std::size_t>(digit) / 2]);
      if (digit < 0) sum = sub(sum, product.odd[static_cast<std::size_t>(-digit) / 2]);
    }
  }
  return sum;
}

}  // namespace

Element sum_of_products(std::span<Scalar const> s, std::span<Element const> P) {
  ensure(s.size() == P.size(), "as many scalars as elements");
  // In parts, so that the tables stay in the cache.
  constexpr std::size_t part = 256;
  Element sum;
  std::vector<Product> products;
  for (std::size_t first = 0; first < s.size(); first += part) {
    std::size_t const count = std::min(part, s.size() - first);
    products.assign(count, Product{});
    for (std::size_t i = 0; i < count; ++i) {
      Scalar const& scalar = s[first + i];
      Scalar const minus = -scalar;
      bool const high = is_high(scalar, minus);
      auto& product = products[i];
      product.top = recode((high ? minus : scalar).bytes(), high, product.digits);
      Element odd = P[first + i];
      Cached const twice = cached(doubled(odd));
      product.odd[0] = cached(odd);
      for (std::size_t e = 1; e < 8; ++e) {
        odd = add(odd, twice);
        product.odd[e] = cached(odd);
      }
    }
    sum = add(sum, cached(straus(products)));
  }
  return sum;
}

}  // namespace conclave::crypto::curve
