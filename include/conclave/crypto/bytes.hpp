// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Bytes, hashes, and the two ways in which they become text.
#pragma once

#include <conclave/crypto/fault.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::crypto {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<std::uint8_t const>;

/// 32 bytes of SHA-256 or BLAKE2b-256, or another public value of that size (a salt, a seed that was shown).
/// Comparison is not constant-time: never hold a secret in it.
struct Hash {
  std::array<std::uint8_t, 32> bytes{};
  friend auto operator<=>(Hash const&, Hash const&) = default;
};

/// Lower-case hex. Not constant-time.
[[nodiscard]] std::string to_hex(ByteView bytes);

/// Strict: lower-case digits, an even number of them. Errors: bad_encoding with the index of the digit.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

/// Base64, standard alphabet, padded.
[[nodiscard]] std::string to_base64(ByteView bytes);

/// Strict and canonical: standard alphabet, padded, no spare bits, no spaces. Errors: bad_encoding.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

}  // namespace conclave::crypto
