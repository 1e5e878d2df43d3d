// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The keys that the vectors are made with: Ed25519 seeds of 32 equal bytes.
#pragma once

#include <conclave/crypto/signature.hpp>

namespace conclave::record {

inline crypto::IdentityKey key_of(std::uint8_t number) {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(number);
  return crypto::IdentityKey::from_seed(seed);
}

inline crypto::IdentityKey amina_key() {
  return key_of(1);
}
inline crypto::IdentityKey bo_key() {
  return key_of(2);
}
inline crypto::IdentityKey server_key() {
  return key_of(3);
}
inline crypto::IdentityKey witness_key() {
  return key_of(4);
}

}  // namespace conclave::record
