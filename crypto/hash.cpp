// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/hash.hpp>

#include <sodium.h>

#include <new>

namespace conclave::crypto {
namespace {

crypto_hash_sha256_state* state_in(std::array<std::byte, 128>& bytes) {
  static_assert(sizeof(crypto_hash_sha256_state) <= 128);
  return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(bytes.data()));
}

}  // namespace

Hash sha256(ByteView bytes) {
  Hash out;
  crypto_hash_sha256(out.bytes.data(), bytes.data(), bytes.size());
  return out;
}

std::array<std::uint8_t, 64> sha512(ByteView bytes) {
  std::array<std::uint8_t, 64> out{};
  crypto_hash_sha512(out.data(), bytes.data(), bytes.size());
  return out;
}

Hash blake2b_256(ByteView bytes) {
  Hash out;
  crypto_generichash_blake2b(out.bytes.data(), out.bytes.size(), bytes.data(), bytes.size(), nullptr, 0);
  return out;
}

static_assert(alignof(crypto_hash_sha256_state) <= 16, "Sha256 keeps it in 16-byte aligned storage");

Sha256::Sha256() {
  crypto_hash_sha256_init(new (state_.data()) crypto_hash_sha256_state);
}

Sha256& Sha256::update(ByteView bytes) {
  crypto_hash_sha256_update(state_in(state_), bytes.data(), bytes.size());
  return *this;
}

Hash Sha256::finish() {
  Hash out;
  crypto_hash_sha256_final(state_in(state_), out.bytes.data());
  return out;
}

}  // namespace conclave::crypto
