// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/bytes.hpp>

#include "ensure.hpp"

#include <sodium.h>

namespace conclave::crypto {

std::string to_hex(ByteView bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (std::uint8_t const byte : bytes) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  Bytes out(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    int digit = -1;
    if (c >= '0' && c <= '9') digit = c - '0';
    if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (digit < 0 || text.size() % 2 != 0) return FaultAt{Fault::bad_encoding, static_cast<std::uint32_t>(i)};
    out[i / 2] = static_cast<std::uint8_t>((out[i / 2] << 4U) | digit);
  }
  return out;
}

std::string to_base64(ByteView bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the terminating zero
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes out(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  char const* end = nullptr;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return FaultAt{Fault::bad_encoding, 0};
  }
  out.resize(size);
  // One spelling for each value: whatever the decoder let pass, the encoder would not have written.
  if (to_base64(out) != text) return FaultAt{Fault::bad_encoding, 0};
  return out;
}

}  // namespace conclave::crypto
