// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tampering.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/json.hpp>

#include <stdexcept>

namespace conclave::server::demo {

std::optional<std::uint64_t> entry_with(std::vector<record::Entry> const& entries, std::string const& text) {
  for (auto const& entry : entries) {
    if (entry.envelope.payload.find(text) != std::string::npos) return entry.position;
  }
  return std::nullopt;
}

std::string with_one_byte_changed(std::string const& record, std::uint64_t position,
                                  std::string const& text) {
  // The header is the first line, entry 0 the second.
  std::size_t start = 0;
  for (std::uint64_t line = 0; line <= position; ++line) {
    start = record.find('\n', start);
    if (start == std::string::npos)
      throw std::runtime_error("the record has no entry " + std::to_string(position));
    ++start;
  }
  std::string const opening = "\"payload\":\"";
  auto const payload = record.find(opening, start) + opening.size();
  auto const end = record.find('"', payload);
  auto const bytes = crypto::from_base64(record.substr(payload, end - payload));
  if (!bytes) throw std::runtime_error("entry " + std::to_string(position) + " has no payload");
  std::string plain(bytes->begin(), bytes->end());
  auto const at = plain.find(text);
  if (at == std::string::npos) throw std::runtime_error("\"" + text + "\" does not stand in the entry");
  // The last character of the text, by the smallest change: '3' becomes '2', 'a' becomes '`'.
  auto& byte = plain[at + text.size() - 1];
  byte = static_cast<char>(byte ^ 1);
  auto const changed = crypto::to_base64({reinterpret_cast<std::uint8_t const*>(plain.data()), plain.size()});
  return record.substr(0, payload) + changed + record.substr(end);
}

}  // namespace conclave::server::demo
