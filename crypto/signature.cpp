// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/signature.hpp>

#include <conclave/crypto/secret.hpp>

#include "ensure.hpp"

#include <sodium.h>

#include <algorithm>

namespace conclave::crypto {

Result<PublicKey> PublicKey::decode(ByteView bytes) {
  if (bytes.size() != 32) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(bytes.size())};
  // Canonical, on the curve, not of small order, in the subgroup of prime order. Used for this alone.
  if (crypto_core_ed25519_is_valid_point(bytes.data()) != 1) return FaultAt{Fault::not_a_point, 0};
  PublicKey out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  return out;
}

IdentityKey IdentityKey::from_seed(std::span<std::uint8_t const, 32> seed) {
  IdentityKey out;
  out.secret_ = SecretBytes(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(out.public_key_.bytes_.data(), out.secret_.span().data(), seed.data());
  return out;
}

IdentityKey IdentityKey::generate(Randomness& randomness) {
  auto const seed = SecretBytes::random(32, randomness);
  return from_seed(seed.view().first<32>());
}

Signature IdentityKey::sign(ByteView message) const {
  ensure(secret_.size() == crypto_sign_SECRETKEYBYTES, "a key was used after it was moved away");
  Signature out;
  crypto_sign_detached(out.bytes.data(), nullptr, message.data(), message.size(), secret_.view().data());
  return out;
}

SecretBytes IdentityKey::export_seed() const {
  return SecretBytes(secret_.view().first(32));
}

bool verify(PublicKey const& key, ByteView message, Signature const& signature) {
  return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                     key.bytes().data()) == 0;
}

}  // namespace conclave::crypto
