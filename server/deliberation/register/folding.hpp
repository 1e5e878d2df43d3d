// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Texts as they are compared: names of people, countries and places.
#pragma once

#include <conclave/record/refusal.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::deliberation {

/// NFKC with full case folding, without characters that nobody sees; runs of white space become one space,
/// none at the ends. Precondition (aborts): valid UTF-8.
std::string folded(std::string_view text);

/// The words of a text in their plainest form: folded, without diacritics and punctuation.
std::vector<std::u32string> plain_words(std::string_view text);

/// The text in lower-case ASCII letters and digits with single hyphens between words; what has no such form
/// is left out.
std::string ascii_slug(std::string_view text);

/// The text without spaces at its ends.
std::string_view trimmed(std::string_view text) noexcept;

/// The offset of the first character that no name or title may hold: a control character, a line or
/// paragraph separator, or one that turns the writing direction around. `several_lines` allows line feeds and
/// tabulators.
std::optional<std::size_t> find_control(std::string_view text, bool several_lines = false);

/// Refuses a text that is empty, blank or holds control characters, with out_of_range at `pointer`.
Result<void> check_text(std::string_view text, std::string_view pointer, std::string_view what);

}  // namespace conclave::deliberation
