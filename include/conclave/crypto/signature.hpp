// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Ed25519 identity keys (RFC 8032), by libsodium's rules everywhere: no small order, no non-canonical
// encoding, the equation without the cofactor.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/secret.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <span>

namespace conclave::crypto {

/// A person's or server's public key. Default: 32 zero bytes, the key of nobody; no signature verifies under
/// it.
class PublicKey {
public:
  PublicKey() = default;
  /// 32 bytes: canonical, on the curve, in the group of prime order. Errors: wrong_length, not_a_point.
  [[nodiscard]] static Result<PublicKey> decode(ByteView bytes);
  [[nodiscard]] std::array<std::uint8_t, 32> const& bytes() const noexcept { return bytes_; }
  friend auto operator<=>(PublicKey const&, PublicKey const&) = default;

private:
  friend class IdentityKey;
  std::array<std::uint8_t, 32> bytes_{};
};

/// 64 bytes (R, s). Any bytes: verify() judges them.
struct Signature {
  std::array<std::uint8_t, 64> bytes{};
  friend auto operator<=>(Signature const&, Signature const&) = default;
};

/// A secret signing key, in locked memory.
class IdentityKey {
public:
  /// Wiping the seed is the caller's.
  [[nodiscard]] static IdentityKey from_seed(std::span<std::uint8_t const, 32> seed);
  [[nodiscard]] static IdentityKey generate(Randomness& randomness);
  [[nodiscard]] PublicKey const& public_key() const noexcept { return public_key_; }
  /// Deterministic (RFC 8032), constant-time in the key.
  [[nodiscard]] Signature sign(ByteView message) const;
  /// The 32 bytes of from_seed, for wrapping.
  [[nodiscard]] SecretBytes export_seed() const;

private:
  IdentityKey() = default;
  SecretBytes secret_;  ///< 64 bytes: seed, public key
  PublicKey public_key_;
};

[[nodiscard]] bool verify(PublicKey const& key, ByteView message, Signature const& signature);

}  // namespace conclave::crypto
