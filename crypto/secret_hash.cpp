// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "secret_hash.hpp"

#include "ensure.hpp"

namespace conclave::crypto {

SecretHash::SecretHash(std::string_view tag, std::uint32_t count) : missing_(count + 2) {
  crypto_hash_sha512_init(&state_);
  u32(missing_);
  add("conclave-v1").add(tag);
}

SecretHash::~SecretHash() {
  sodium_memzero(&state_, sizeof state_);
}

void SecretHash::u32(std::uint32_t number) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t i = 0; i < 4; ++i)
    bytes[i] = static_cast<std::uint8_t>((number >> (8 * i)) & 0xffU);
  crypto_hash_sha512_update(&state_, bytes.data(), bytes.size());
}

SecretHash& SecretHash::add(ByteView field) {
  ensure(missing_ > 0, "a hash takes as many fields as it announced");
  --missing_;
  u32(static_cast<std::uint32_t>(field.size()));
  crypto_hash_sha512_update(&state_, field.data(), field.size());
  return *this;
}

SecretHash& SecretHash::add(std::string_view field) {
  return add(ByteView(reinterpret_cast<std::uint8_t const*>(field.data()), field.size()));
}

SecretHash& SecretHash::add_u32(std::uint32_t number) {
  ensure(missing_ > 0, "a hash takes as many fields as it announced");
  --missing_;
  u32(4);
  u32(number);
  return *this;
}

SecretScalar SecretHash::scalar() {
  ensure(missing_ == 0, "a hash takes as many fields as it announced");
  std::array<std::uint8_t, 64> digest{};
  crypto_hash_sha512_final(&state_, digest.data());
  SecretScalar out = SecretScalar::reduce(digest);
  sodium_memzero(digest.data(), digest.size());
  return out;
}

Nonces::Nonces(std::string_view tag, SecretScalar const& witness, ByteView statement, ByteView ctx,
               Randomness& randomness)
    : tag_(tag), witness_(witness), statement_(statement), ctx_(ctx) {
  randomness.fill(random_);
}

Nonces::~Nonces() {
  sodium_memzero(random_.data(), random_.size());
}

SecretScalar Nonces::get(std::string_view name, std::uint32_t j) const {
  SecretHash hash("nonce", 7);
  hash.add(tag_).add(witness_.view()).add(statement_).add(ctx_).add(random_).add(name).add_u32(j);
  return hash.scalar();
}

}  // namespace conclave::crypto
