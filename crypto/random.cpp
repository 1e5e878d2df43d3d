// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/random.hpp>

#include "ensure.hpp"

#include <sodium.h>

#include <algorithm>

namespace conclave::crypto {

void SystemRandomness::fill(std::span<std::uint8_t> out) {
  sodium_ready();
  randombytes_buf(out.data(), out.size());
}

SeededRandomness::SeededRandomness(std::span<std::uint8_t const, 32> seed) {
  sodium_ready();
  std::copy(seed.begin(), seed.end(), seed_.begin());
}

SeededRandomness::~SeededRandomness() {
  sodium_memzero(seed_.data(), seed_.size());
}

void SeededRandomness::fill(std::span<std::uint8_t> out) {
  std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
  for (std::size_t i = 0; i < nonce.size(); ++i)
    nonce[i] = static_cast<std::uint8_t>((calls_ >> (8 * i)) & 0xffU);
  ++calls_;
  crypto_stream_chacha20(out.data(), out.size(), nonce.data(), seed_.data());
}

}  // namespace conclave::crypto
