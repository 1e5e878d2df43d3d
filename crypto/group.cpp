// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/group.hpp>

#include "curve/products.hpp"
#include "ensure.hpp"

#include <sodium.h>

#include <algorithm>

namespace conclave::crypto {
namespace {

/// l, little-endian.
constexpr std::array<std::uint8_t, 32> order{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                             0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                             0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

/// p = 2^255 - 19, little-endian.
constexpr std::array<std::uint8_t, 32> prime = [] {
  std::array<std::uint8_t, 32> out{};
  out.fill(0xff);
  out.front() = 0xed;
  out.back() = 0x7f;
  return out;
}();

bool below(ByteView value, std::array<std::uint8_t, 32> const& bound) {
  return std::lexicographical_compare(value.rbegin(), value.rend(), bound.rbegin(), bound.rend());
}

}  // namespace

Result<Scalar> Scalar::decode(ByteView bytes) {
  if (bytes.size() != 32) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(bytes.size())};
  if (!below(bytes, order)) return FaultAt{Fault::not_canonical, 0};
  Scalar out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  return out;
}

Scalar Scalar::from_u64(std::uint64_t value) {
  Scalar out;
  for (std::size_t i = 0; i < 8; ++i)
    out.bytes_[i] = static_cast<std::uint8_t>((value >> (8 * i)) & 0xffU);
  return out;
}

Scalar Scalar::reduce(std::span<std::uint8_t const, 64> bytes) {
  Scalar out;
  crypto_core_ristretto255_scalar_reduce(out.bytes_.data(), bytes.data());
  return out;
}

Scalar Scalar::inverse() const {
  Scalar out;
  ensure(crypto_core_ristretto255_scalar_invert(out.bytes_.data(), bytes_.data()) == 0,
         "zero has no inverse");
  return out;
}

bool Scalar::is_zero() const noexcept {
  return sodium_is_zero(bytes_.data(), bytes_.size()) == 1;
}

Scalar operator+(Scalar const& x, Scalar const& y) {
  Scalar out;
  crypto_core_ristretto255_scalar_add(out.bytes_.data(), x.bytes_.data(), y.bytes_.data());
  return out;
}

Scalar operator-(Scalar const& x, Scalar const& y) {
  Scalar out;
  crypto_core_ristretto255_scalar_sub(out.bytes_.data(), x.bytes_.data(), y.bytes_.data());
  return out;
}

Scalar operator-(Scalar const& x) {
  Scalar out;
  crypto_core_ristretto255_scalar_negate(out.bytes_.data(), x.bytes_.data());
  return out;
}

Scalar operator*(Scalar const& x, Scalar const& y) {
  Scalar out;
  crypto_core_ristretto255_scalar_mul(out.bytes_.data(), x.bytes_.data(), y.bytes_.data());
  return out;
}

Result<Point> Point::decode(ByteView bytes) {
  if (bytes.size() != 32) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(bytes.size())};
  // libsodium 1.0.18 takes P with bit 255 set for P; with that bit, 32 bytes are above p, too.
  if (!below(bytes, prime)) return FaultAt{Fault::not_canonical, 0};
  Point out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  // is_valid_point takes the identity, of which 32 zeros are the only encoding.
  if (out.is_identity()) return FaultAt{Fault::identity, 0};
  if (crypto_core_ristretto255_is_valid_point(out.bytes_.data()) != 1) return FaultAt{Fault::not_a_point, 0};
  return out;
}

Point const& Point::base() {
  static Point const base = base_times(Scalar::from_u64(1));
  return base;
}

bool Point::is_identity() const noexcept {
  return sodium_is_zero(bytes_.data(), bytes_.size()) == 1;
}

Point operator+(Point const& P, Point const& Q) {
  Point out;
  ensure(crypto_core_ristretto255_add(out.bytes_.data(), P.bytes_.data(), Q.bytes_.data()) == 0,
         "a point is a valid encoding");
  return out;
}

Point operator-(Point const& P, Point const& Q) {
  Point out;
  ensure(crypto_core_ristretto255_sub(out.bytes_.data(), P.bytes_.data(), Q.bytes_.data()) == 0,
         "a point is a valid encoding");
  return out;
}

Point operator*(Scalar const& s, Point const& P) {
  // A result of zero and a bad operand both give -1.
  if (s.is_zero() || P.is_identity()) return Point::identity();
  Point out;
  ensure(crypto_scalarmult_ristretto255(out.bytes_.data(), s.bytes().data(), P.bytes_.data()) == 0,
         "a point is a valid encoding");
  return out;
}

Point base_times(Scalar const& s) {
  if (s.is_zero()) return Point::identity();
  std::array<std::uint8_t, 32> out{};
  ensure(crypto_scalarmult_ristretto255_base(out.data(), s.bytes().data()) == 0, "s·G is not zero");
  return PointAccess::make(out);
}

Point linear_combination(std::span<Scalar const> s, std::span<Point const> P) {
  std::vector<curve::Element> elements;
  elements.reserve(P.size());
  for (Point const& point : P)
    elements.push_back(curve::element(point));
  return curve::point(curve::sum_of_products(s, elements));
}

Ciphertext operator+(Ciphertext const& x, Ciphertext const& y) {
  return {x.alpha + y.alpha, x.beta + y.beta};
}
Ciphertext operator-(Ciphertext const& x, Ciphertext const& y) {
  return {x.alpha - y.alpha, x.beta - y.beta};
}

std::array<std::uint8_t, 64> Ciphertext::bytes() const {
  std::array<std::uint8_t, 64> out{};
  std::copy(alpha.bytes().begin(), alpha.bytes().end(), out.begin());
  std::copy(beta.bytes().begin(), beta.bytes().end(), out.begin() + 32);
  return out;
}

Result<Ciphertext> Ciphertext::decode(ByteView bytes) {
  if (bytes.size() != 64) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(bytes.size())};
  auto const alpha = Point::decode(bytes.first(32));
  if (!alpha) return FaultAt{alpha.error().kind, 0};
  auto const beta = Point::decode(bytes.subspan(32));
  if (!beta) return FaultAt{beta.error().kind, 1};
  return Ciphertext{*alpha, *beta};
}

}  // namespace conclave::crypto
