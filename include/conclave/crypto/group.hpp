// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The group ristretto255 (RFC 9496), of prime order l, written additively, with base G. Protocol section 2.
// What is here is public: arithmetic on Point and Scalar need not be constant-time. Secrets: secret.hpp.
#pragma once

#include <conclave/crypto/bytes.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <span>

namespace conclave::crypto {

/// A public scalar, always in [0, l). Default: 0.
class Scalar {
public:
  Scalar() = default;
  /// DecScalar: exactly 32 bytes, little-endian, below l. Errors: wrong_length, not_canonical.
  [[nodiscard]] static Result<Scalar> decode(ByteView bytes);
  [[nodiscard]] static Scalar from_u64(std::uint64_t value);
  /// 64 bytes, little-endian, modulo l.
  [[nodiscard]] static Scalar reduce(std::span<std::uint8_t const, 64> bytes);
  /// The inverse of a scalar that is not 0 (else aborts).
  [[nodiscard]] Scalar inverse() const;
  [[nodiscard]] bool is_zero() const noexcept;
  [[nodiscard]] std::array<std::uint8_t, 32> const& bytes() const noexcept { return bytes_; }

  friend Scalar operator+(Scalar const& x, Scalar const& y);
  friend Scalar operator-(Scalar const& x, Scalar const& y);
  friend Scalar operator-(Scalar const& x);
  friend Scalar operator*(Scalar const& x, Scalar const& y);
  friend auto operator<=>(Scalar const&, Scalar const&) = default;

private:
  std::array<std::uint8_t, 32> bytes_{};
};

/// An element of the group, held as its canonical encoding. Default: the identity.
class Point {
public:
  Point() = default;
  /// DecPoint, for everything that is received: exactly 32 bytes, top bit clear, canonical, an element of the
  /// group, not the identity. Errors: wrong_length, not_canonical, not_a_point, identity.
  [[nodiscard]] static Result<Point> decode(ByteView bytes);
  /// G.
  [[nodiscard]] static Point const& base();
  /// For results and intermediate values; decode() never yields it.
  [[nodiscard]] static Point identity() { return {}; }
  [[nodiscard]] bool is_identity() const noexcept;
  [[nodiscard]] std::array<std::uint8_t, 32> const& bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::array<std::uint8_t, 32> const& encode() const noexcept { return bytes_; }

  friend Point operator+(Point const& P, Point const& Q);
  friend Point operator-(Point const& P, Point const& Q);
  friend Point operator-(Point const& P) { return identity() - P; }
  /// s·P; s or P zero yields the identity.
  friend Point operator*(Scalar const& s, Point const& P);
  Point& operator+=(Point const& Q) { return *this = *this + Q; }
  Point& operator-=(Point const& Q) { return *this = *this - Q; }
  /// By encoding: an order for sets, and equality of group elements.
  friend auto operator<=>(Point const&, Point const&) = default;

private:
  friend struct PointAccess;
  std::array<std::uint8_t, 32> bytes_{};
};

/// s·G.
[[nodiscard]] Point base_times(Scalar const& s);

/// Σ s_i·P_i in variable time; the lists have one length.
[[nodiscard]] Point linear_combination(std::span<Scalar const> s, std::span<Point const> P);

/// (r·G, r·H + m·G): m under the key H with randomness r.
struct Ciphertext {
  Point alpha;
  Point beta;
  friend Ciphertext operator+(Ciphertext const& x, Ciphertext const& y);
  friend Ciphertext operator-(Ciphertext const& x, Ciphertext const& y);
  /// 64 bytes: alpha, beta. One field under a hash.
  [[nodiscard]] std::array<std::uint8_t, 64> bytes() const;
  /// 64 bytes, both halves by Point::decode. Errors: those, with index 0 for alpha and 1 for beta.
  [[nodiscard]] static Result<Ciphertext> decode(ByteView bytes);
  friend auto operator<=>(Ciphertext const&, Ciphertext const&) = default;
};

}  // namespace conclave::crypto
