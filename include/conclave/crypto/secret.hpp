// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Secrets: in locked memory, wiped at the end of their life, moved and never copied by accident, not
// printable.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/random.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace conclave::crypto {

/// Secret bytes of a fixed size, in memory of sodium_malloc (guarded, locked where the system allows it).
class SecretBytes {
public:
  SecretBytes() = default;
  /// Zeros.
  explicit SecretBytes(std::size_t size);
  /// A copy. The source is the caller's to wipe.
  explicit SecretBytes(ByteView bytes);
  [[nodiscard]] static SecretBytes random(std::size_t size, Randomness& randomness);
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(SecretBytes const&) = delete;
  SecretBytes& operator=(SecretBytes const&) = delete;
  ~SecretBytes();

  [[nodiscard]] SecretBytes copy() const { return SecretBytes(view()); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] ByteView view() const noexcept { return {data_, size_}; }
  [[nodiscard]] std::span<std::uint8_t> span() noexcept { return {data_, size_}; }
  /// Constant-time in the contents, not in the size.
  [[nodiscard]] bool same_as(ByteView other) const noexcept;

private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A secret scalar in [0, l), in a pool of locked memory. All arithmetic is constant-time.
class SecretScalar {
public:
  /// 0.
  SecretScalar();
  /// Uniform in [0, l), from 64 random bytes.
  [[nodiscard]] static SecretScalar random(Randomness& randomness);
  /// 64 bytes, reduced modulo l. Wiping the source is the caller's.
  [[nodiscard]] static SecretScalar reduce(std::span<std::uint8_t const, 64> bytes);
  [[nodiscard]] static SecretScalar of(Scalar const& value);
  /// 32 bytes below l; else not_canonical or wrong_length. Constant-time in the bytes.
  [[nodiscard]] static Result<SecretScalar> import(ByteView bytes);
  /// A small secret number.
  [[nodiscard]] static SecretScalar of_number(std::uint32_t value);
  /// `chosen` if bit is 1, `other` if it is 0; constant-time in the bit and in both.
  [[nodiscard]] static SecretScalar select(SecretScalar const& other, SecretScalar const& chosen,
                                           std::uint64_t bit);
  SecretScalar(SecretScalar&& other) noexcept;
  SecretScalar& operator=(SecretScalar&& other) noexcept;
  SecretScalar(SecretScalar const&) = delete;
  SecretScalar& operator=(SecretScalar const&) = delete;
  ~SecretScalar();

  [[nodiscard]] SecretScalar copy() const;
  /// For wrapping; 32 bytes.
  [[nodiscard]] SecretBytes export_bytes() const;
  /// Makes the value public: a response of a proof, an answer to a complaint.
  [[nodiscard]] Scalar reveal() const;
  [[nodiscard]] std::span<std::uint8_t const, 32> view() const noexcept;
  /// Constant-time.
  [[nodiscard]] bool is_zero() const noexcept;
  [[nodiscard]] bool same_as(SecretScalar const& other) const noexcept;

  friend SecretScalar operator+(SecretScalar const& x, SecretScalar const& y);
  friend SecretScalar operator-(SecretScalar const& x, SecretScalar const& y);
  friend SecretScalar operator*(SecretScalar const& x, SecretScalar const& y);
  friend SecretScalar operator*(Scalar const& x, SecretScalar const& y);

private:
  std::uint8_t* slot_;  ///< 32 bytes of the pool; null after a move
};

/// x·P, constant-time in x. x or P zero yields the identity.
[[nodiscard]] Point operator*(SecretScalar const& x, Point const& P);
/// x·G, constant-time in x.
[[nodiscard]] Point base_times(SecretScalar const& x);

}  // namespace conclave::crypto
