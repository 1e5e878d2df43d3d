// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Elements of ristretto255 as points of the twisted Edwards curve -x² + y² = 1 + d·x²·y², in extended
// coordinates (x = X/Z, y = Y/Z, x·y = T/Z). The formulas are complete: no point is an exception.
// libsodium offers only encoded elements, and pays a square root for each operand and result; sums of many
// products are made here instead. All of it is held against libsodium in the tests.
#pragma once

#include "field.hpp"

#include <conclave/crypto/group.hpp>

#include <optional>

namespace conclave::crypto::curve {

struct Element {
  Field X;
  Field Y{one};
  Field Z{one};
  Field T;
};

/// What an addition needs of its second operand.
struct Cached {
  Field y_plus_x{one};
  Field y_minus_x{one};
  Field z2{add(one, one)};
  Field t2d;
};

Cached cached(Element const& P) noexcept;
/// b if mask is all ones, a if it is 0; constant-time.
Cached select(Cached const& a, Cached const& b, std::uint64_t mask) noexcept;
Element add(Element const& P, Cached const& Q) noexcept;
/// P - Q
Element sub(Element const& P, Cached const& Q) noexcept;
Element doubled(Element const& P) noexcept;
/// True for every representative of the group's identity. Variable-time is harmless: the answer is one bit.
bool is_identity(Element const& P) noexcept;

/// RFC 9496, section 4.3.1. Nothing for what is no canonical encoding. For public values.
std::optional<Element> decode(std::span<std::uint8_t const, 32> bytes) noexcept;
/// RFC 9496, section 4.3.2. Constant-time.
std::array<std::uint8_t, 32> encode(Element const& P) noexcept;

/// Of a Point, which always is a valid encoding.
Element element(Point const& P);
Point point(Element const& P);

}  // namespace conclave::crypto::curve

namespace conclave::crypto {

/// How results of arithmetic become points without being checked again.
struct PointAccess {
  static Point make(std::array<std::uint8_t, 32> const& bytes) noexcept {
    Point out;
    out.bytes_ = bytes;
    return out;
  }
};

}  // namespace conclave::crypto
