// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Text as bytes, bytes as text, and how much of a text is repeated.
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
#include <utility>

namespace conclave::record {

/// The bytes of a text; valid as long as the text is.
inline crypto::ByteView bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

inline std::string_view text_of(crypto::ByteView bytes) noexcept {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// The start of a text that a sender chose, short enough for a refusal. Never cuts through a character.
inline std::string_view shortened(std::string_view text) noexcept {
  std::size_t end = std::min<std::size_t>(text.size(), 80);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    --end;
  return text.substr(0, end);
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
  return std::move(bytes.value());
}

inline std::optional<std::string> base64_text(std::string_view text) {
  auto const bytes = base64_bytes(text);
  if (!bytes) return std::nullopt;
  return std::string(text_of(*bytes));
}

/// Exactly N bytes.
template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> array_of(crypto::ByteView bytes) {
  if (bytes.size() != N) return std::nullopt;
  std::array<std::uint8_t, N> out{};
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> base64_array(std::string_view text) {
  auto const bytes = crypto::from_base64(text);
  return bytes ? array_of<N>(bytes.value()) : std::nullopt;
}

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> hex_array(std::string_view text) {
  auto const bytes = crypto::from_hex(text);
  return bytes ? array_of<N>(bytes.value()) : std::nullopt;
}

}  // namespace conclave::record
