// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Text from outside, made fit for a log or a close frame.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace conclave::gateway {

/// The longest beginning of at most `limit` bytes that does not end within a character of UTF-8 text.
inline std::string_view utf8_prefix(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U)
    --limit;
  return text.substr(0, limit);
}

/// At most `limit` bytes in which everything but printable ASCII has become a question mark.
inline std::string printable(std::string_view text, std::size_t limit) {
  std::string result(text.substr(0, limit));
  for (char& c : result)
    if (c < ' ' || c > '~') c = '?';
  return result;
}

}  // namespace conclave::gateway
