// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "element.hpp"

#include "ensure.hpp"

namespace conclave::crypto::curve {

Cached cached(Element const& P) noexcept {
  return {carry(add(P.Y, P.X)), sub(P.Y, P.X), add(P.Z, P.Z), mul(P.T, d2)};
}

Cached select(Cached const& a, Cached const& b, std::uint64_t mask) noexcept {
  return {select(a.y_plus_x, b.y_plus_x, mask), select(a.y_minus_x, b.y_minus_x, mask),
          select(a.z2, b.z2, mask), select(a.t2d, b.t2d, mask)};
}

namespace {

Element sum(Field const& A, Field const& B, Field const& C, Field const& D) noexcept {
  Field const E = sub(B, A);
  Field const F = sub(D, C);
  Field const G = add(D, C);
  Field const H = add(B, A);
  return {mul(E, F), mul(G, H), mul(F, G), mul(E, H)};
}

}  // namespace

Element add(Element const& P, Cached const& Q) noexcept {
  return sum(mul(sub(P.Y, P.X), Q.y_minus_x), mul(add(P.Y, P.X), Q.y_plus_x), mul(P.T, Q.t2d),
             mul(P.Z, Q.z2));
}

Element sub(Element const& P, Cached const& Q) noexcept {
  return add(P, Cached{Q.y_minus_x, Q.y_plus_x, Q.z2, neg(Q.t2d)});
}

Element doubled(Element const& P) noexcept {
  Field const A = square(P.X);
  Field const B = square(P.Y);
  Field const ZZ = square(P.Z);
  Field const H = add(A, B);
  Field const E = sub(H, square(add(P.X, P.Y)));
  Field const G = sub(A, B);
  Field const F = carry(add(add(ZZ, ZZ), G));
  return {mul(E, F), mul(G, H), mul(F, G), mul(E, H)};
}

bool is_identity(Element const& P) noexcept {
  // The encodings' rule: elements are equal if X1·Y2 = Y1·X2 or Y1·Y2 = X1·X2; the identity is (0, 1).
  return (is_equal(P.X, zero) | is_equal(P.Y, zero)) != 0;
}

std::optional<Element> decode(std::span<std::uint8_t const, 32> bytes) noexcept {
  Field const s = from_bytes(bytes);
  auto const canonical = to_bytes(s);
  for (std::size_t i = 0; i < 32; ++i) {
    if (canonical[i] != bytes[i]) return std::nullopt;
  }
  if (is_negative(s) != 0) return std::nullopt;
  Field const ss = square(s);
  Field const u1 = sub(one, ss);
  Field const u2 = add(one, ss);
  Field const u2_sqr = square(u2);
  Field const v = sub(neg(mul(d, square(u1))), u2_sqr);
  auto const [was_square, invsqrt] = sqrt_ratio(one, mul(v, u2_sqr));
  Field const den_x = mul(invsqrt, u2);
  Field const den_y = mul(mul(invsqrt, den_x), v);
  Field const x = absolute(mul(add(s, s), den_x));
  Field const y = mul(u1, den_y);
  Field const t = mul(x, y);
  if (was_square == 0 || is_negative(t) != 0 || is_equal(y, zero) != 0) return std::nullopt;
  return Element{x, y, one, t};
}

std::array<std::uint8_t, 32> encode(Element const& P) noexcept {
  Field const u1 = mul(add(P.Z, P.Y), sub(P.Z, P.Y));
  Field const u2 = mul(P.X, P.Y);
  Field const invsqrt = sqrt_ratio(one, mul(u1, square(u2))).root;
  Field const den1 = mul(invsqrt, u1);
  Field const den2 = mul(invsqrt, u2);
  Field const z_inv = mul(mul(den1, den2), P.T);
  Field const ix = mul(P.X, sqrt_m1);
  Field const iy = mul(P.Y, sqrt_m1);
  Field const enchanted = mul(den1, invsqrt_a_minus_d);
  std::uint64_t const rotate = mask_of(is_negative(mul(P.T, z_inv)));
  Field const x = select(P.X, iy, rotate);
  Field y = select(P.Y, ix, rotate);
  Field const den_inv = select(den2, enchanted, rotate);
  y = select(y, neg(y), mask_of(is_negative(mul(x, z_inv))));
  return to_bytes(absolute(mul(den_inv, sub(P.Z, y))));
}

Element element(Point const& P) {
  auto const decoded = decode(P.bytes());
  ensure(decoded.has_value(), "a point is a valid encoding");
  return *decoded;
}

Point point(Element const& P) {
  return PointAccess::make(encode(P));
}

}  // namespace conclave::crypto::curve
