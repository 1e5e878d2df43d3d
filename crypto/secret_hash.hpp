// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// H2S over fields of which some are secret: streamed, so that no copy of a secret stays in a buffer.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/secret.hpp>

#include <sodium.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace conclave::crypto {

/// F("conclave-v1", tag, f1 … f_count) through SHA-512, modulo l.
class SecretHash {
public:
  SecretHash(std::string_view tag, std::uint32_t count);
  SecretHash(SecretHash const&) = delete;
  SecretHash& operator=(SecretHash const&) = delete;
  ~SecretHash();
  SecretHash& add(ByteView field);
  SecretHash& add(std::string_view field);
  SecretHash& add_u32(std::uint32_t number);
  /// Once, after exactly `count` fields.
  [[nodiscard]] SecretScalar scalar();

private:
  void u32(std::uint32_t number);

  crypto_hash_sha512_state state_{};
  std::uint32_t missing_;
};

/// The hedged nonces of one proof (protocol section 3): w, and for every branch j the simulated c_j and z_j.
///   H2S("nonce", tag, witness, statement, ctx, 32 random bytes, name, j)
/// with the names "w" (j = 0), "c" and "z".
class Nonces {
public:
  Nonces(std::string_view tag, SecretScalar const& witness, ByteView statement, ByteView ctx,
         Randomness& randomness);
  Nonces(Nonces const&) = delete;
  Nonces& operator=(Nonces const&) = delete;
  ~Nonces();
  [[nodiscard]] SecretScalar get(std::string_view name, std::uint32_t j) const;

private:
  std::string_view tag_;
  SecretScalar const& witness_;
  ByteView statement_;
  ByteView ctx_;
  std::array<std::uint8_t, 32> random_{};
};

}  // namespace conclave::crypto
