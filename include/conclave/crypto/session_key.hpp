// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A person's X25519 key of one session, and boxes sealed to it (the format of crypto_box_seal). Protocol 4.3.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/secret.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <span>

namespace conclave::crypto {

/// Default: 32 zero bytes, the key of nobody.
class SessionPublicKey {
public:
  SessionPublicKey() = default;
  /// 32 bytes: below p, top bit clear, not of small order. Errors: wrong_length, not_canonical, small_order.
  [[nodiscard]] static Result<SessionPublicKey> decode(ByteView bytes);
  [[nodiscard]] std::array<std::uint8_t, 32> const& bytes() const noexcept { return bytes_; }
  friend auto operator<=>(SessionPublicKey const&, SessionPublicKey const&) = default;

private:
  friend class SessionKey;
  std::array<std::uint8_t, 32> bytes_{};
};

/// The secret half, in locked memory. Deleted when the session is certified.
class SessionKey {
public:
  /// The secret scalar's 32 bytes (X25519 clamps them). Wiping them is the caller's.
  [[nodiscard]] static SessionKey from_secret(std::span<std::uint8_t const, 32> secret);
  [[nodiscard]] static SessionKey generate(Randomness& randomness);
  [[nodiscard]] SessionPublicKey const& public_key() const noexcept { return public_key_; }
  /// The 32 bytes of from_secret, for wrapping.
  [[nodiscard]] SecretBytes export_secret() const;
  /// Opens a box of seal() or crypto_box_seal. Errors: wrong_length, does_not_open. Constant-time in the key.
  [[nodiscard]] Result<SecretBytes> open(ByteView box) const;

private:
  SessionKey() = default;
  SecretBytes secret_;
  SessionPublicKey public_key_;
};

/// What a sealed box is longer than its plaintext.
inline constexpr std::size_t seal_overhead = 48;

/// ephemeral public key, then crypto_box(plaintext, nonce = BLAKE2b-192(ephemeral key, recipient's key)).
/// crypto_box_seal_open opens it. The ephemeral key comes from `randomness`.
[[nodiscard]] Bytes seal(ByteView plaintext, SessionPublicKey const& recipient, Randomness& randomness);
[[nodiscard]] inline Result<SecretBytes> open(ByteView box, SessionKey const& key) {
  return key.open(box);
}

}  // namespace conclave::crypto
