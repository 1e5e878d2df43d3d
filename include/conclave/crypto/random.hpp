// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <conclave/crypto/bytes.hpp>

#include <cstdint>
#include <span>

namespace conclave::crypto {

/// A source of random bytes. Every function here that needs some takes one; there is no hidden one.
class Randomness {
public:
  Randomness() = default;
  Randomness(Randomness const&) = delete;
  Randomness& operator=(Randomness const&) = delete;
  virtual ~Randomness() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// The operating system's, through libsodium. May be used by several threads.
class SystemRandomness final : public Randomness {
public:
  void fill(std::span<std::uint8_t> out) override;
};

/// ChaCha20 under a seed: call number i yields the stream of nonce i. For test vectors and simulations only.
class SeededRandomness final : public Randomness {
public:
  explicit SeededRandomness(std::span<std::uint8_t const, 32> seed);
  SeededRandomness(SeededRandomness const&) = delete;
  SeededRandomness& operator=(SeededRandomness const&) = delete;
  ~SeededRandomness() override;
  void fill(std::span<std::uint8_t> out) override;

private:
  std::array<std::uint8_t, 32> seed_{};
  std::uint64_t calls_ = 0;
};

}  // namespace conclave::crypto
