// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Text as bytes, bytes as text.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/signature.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace conclave::record {

/// The bytes of a text; valid as long as the text is.
inline crypto::ByteView bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

inline std::string_view text_of(crypto::ByteView bytes) noexcept {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

inline std::string hex_of(crypto::PublicKey const& key) {
  return crypto::to_hex(key.bytes());
}

inline std::string base64_of(crypto::ByteView bytes) {
  return crypto::to_base64(bytes);
}

/// Strict: the standard alphabet, padding as it must be, no spare bits set.
inline std::optional<crypto::Bytes> base64_bytes(std::string_view text) {
  auto bytes = crypto::from_base64(text);
  if (!bytes) return std::nullopt;
  return std::move(*bytes);
}

inline std::optional<std::string> base64_text(std::string_view text) {
  auto const bytes = base64_bytes(text);
  if (!bytes) return std::nullopt;
  return std::string(text_of(*bytes));
}

/// Bytes of exactly N, from base64 or hex.
template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> array_of(std::optional<crypto::Bytes> const& bytes) {
  if (!bytes || bytes->size() != N) return std::nullopt;
  std::array<std::uint8_t, N> out{};
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> base64_array(std::string_view text) {
  return array_of<N>(base64_bytes(text));
}

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> hex_array(std::string_view text) {
  auto const bytes = crypto::from_hex(text);
  return bytes ? array_of<N>(crypto::Bytes(bytes->begin(), bytes->end())) : std::nullopt;
}

inline std::array<std::uint8_t, 8> little_endian(std::uint64_t number) noexcept {
  std::array<std::uint8_t, 8> out{};
  for (std::uint8_t& byte : out) {
    byte = static_cast<std::uint8_t>(number & 0xffU);
    number >>= 8U;
  }
  return out;
}

}  // namespace conclave::record
