// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/session_key.hpp>

#include "ensure.hpp"

#include <sodium.h>

#include <algorithm>

namespace conclave::crypto {
namespace {

/// p = 2^255 - 19, little-endian.
constexpr std::array<std::uint8_t, 32> prime = [] {
  std::array<std::uint8_t, 32> out{};
  out.fill(0xff);
  out.front() = 0xed;
  out.back() = 0x7f;
  return out;
}();

std::array<std::uint8_t, crypto_box_NONCEBYTES> seal_nonce(ByteView ephemeral, ByteView recipient) {
  std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, ephemeral.data(), ephemeral.size());
  crypto_generichash_update(&state, recipient.data(), recipient.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  return nonce;
}

}  // namespace

Result<SessionPublicKey> SessionPublicKey::decode(ByteView bytes) {
  if (bytes.size() != 32) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(bytes.size())};
  if (!std::lexicographical_compare(bytes.rbegin(), bytes.rend(), prime.rbegin(), prime.rend())) {
    return FaultAt{Fault::not_canonical, 0};
  }
  // X25519 clamps the scalar to a multiple of 8: a point of small order gives zero, which libsodium refuses.
  static constexpr std::array<std::uint8_t, 32> any{1};
  std::array<std::uint8_t, 32> shared{};
  if (crypto_scalarmult(shared.data(), any.data(), bytes.data()) != 0) return FaultAt{Fault::small_order, 0};
  SessionPublicKey out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  return out;
}

SessionKey SessionKey::from_secret(std::span<std::uint8_t const, 32> secret) {
  SessionKey out;
  out.secret_ = SecretBytes(secret);
  crypto_scalarmult_base(out.public_key_.bytes_.data(), secret.data());
  return out;
}

SessionKey SessionKey::generate(Randomness& randomness) {
  SessionKey out;
  out.secret_ = SecretBytes::random(32, randomness);
  crypto_scalarmult_base(out.public_key_.bytes_.data(), out.secret_.view().data());
  return out;
}

SecretBytes SessionKey::export_secret() const {
  return secret_.copy();
}

Result<SecretBytes> SessionKey::open(ByteView box) const {
  ensure(secret_.size() == 32, "a key was used after it was moved away");
  if (box.size() < seal_overhead) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(box.size())};
  SecretBytes out(box.size() - seal_overhead);
  if (crypto_box_seal_open(out.span().data(), box.data(), box.size(), public_key_.bytes().data(),
                           secret_.view().data()) != 0) {
    return FaultAt{Fault::does_not_open, 0};
  }
  return out;
}

Bytes seal(ByteView plaintext, SessionPublicKey const& recipient, Randomness& randomness) {
  static_assert(seal_overhead == crypto_box_SEALBYTES);
  SessionKey const ephemeral = SessionKey::generate(randomness);
  auto const& sender = ephemeral.public_key().bytes();
  auto const nonce = seal_nonce(sender, recipient.bytes());
  auto const secret = ephemeral.export_secret();
  Bytes out(plaintext.size() + seal_overhead);
  std::copy(sender.begin(), sender.end(), out.begin());
  ensure(crypto_box_easy(out.data() + sender.size(), plaintext.data(), plaintext.size(), nonce.data(),
                         recipient.bytes().data(), secret.view().data()) == 0,
         "boxes are sealed to decoded keys");
  return out;
}

}  // namespace conclave::crypto
