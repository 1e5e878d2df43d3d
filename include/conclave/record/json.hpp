// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// JSON as the protocol has it: one text, one meaning. Numbers are integers within ±(2^53-1), a name stands
// once in its object, and what is signed is in canonical form (RFC 8785), so that no two parsers can read
// one act differently.
#pragma once

#include <conclave/record/refusal.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace conclave::record {

/// The largest integer that a message may hold, and with a minus sign the smallest: 2^53-1.
inline constexpr std::int64_t largest_integer = 9'007'199'254'740'991;

/// What a text may not exceed. The size is checked before anything is parsed.
struct Limits {
  std::size_t max_bytes = 1U << 20U;
  std::size_t max_depth = 32;  ///< arrays and objects inside each other
};

/// Parses one JSON text. White space around and inside it is allowed.
/// Errors: too_large beyond max_bytes; malformed_json for whatever is not JSON in valid UTF-8, nested deeper
/// than max_depth, followed by more text, or a name that stands twice in an object; out_of_range for numbers
/// that are not integers within ±(2^53-1), written as such (1.0, 1e2 and -0 are refused).
/// `where` is "line 1, column 7": where reading stopped, columns counted in bytes from 1.
[[nodiscard]] Result<boost::json::value> parse_strict(std::string_view text, Limits limits = {});

/// The canonical form of RFC 8785: no white space, members sorted by the UTF-16 code units of their names,
/// the shortest escapes. Precondition (aborts otherwise): integers within ±(2^53-1), strings valid UTF-8.
[[nodiscard]] std::string canonical(boost::json::value const& value);

/// Parses, writes anew and compares. Errors: those of parse_strict; not_canonical, at the first difference.
[[nodiscard]] Result<boost::json::value> parse_canonical(std::string_view text, Limits limits = {});

/// True for well-formed UTF-8: shortest forms only, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// "line 2, column 5" for a byte offset.
[[nodiscard]] std::string line_and_column(std::string_view text, std::size_t offset);

}  // namespace conclave::record
