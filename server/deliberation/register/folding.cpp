// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "folding.hpp"

#include <conclave/record/ensure.hpp>

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

namespace conclave::deliberation {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* text) const noexcept {
    std::free(text);  // NOLINT: utf8proc allocates with malloc
  }
};

constexpr auto fold_options =
    static_cast<unsigned>(UTF8PROC_STABLE) | static_cast<unsigned>(UTF8PROC_COMPOSE) |
    static_cast<unsigned>(UTF8PROC_COMPAT) | static_cast<unsigned>(UTF8PROC_CASEFOLD) |
    static_cast<unsigned>(UTF8PROC_IGNORE);

std::string mapped(std::string_view text, unsigned options) {
  utf8proc_uint8_t* out = nullptr;
  auto const length =
      utf8proc_map(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &out, static_cast<utf8proc_option_t>(options));
  std::unique_ptr<utf8proc_uint8_t, Free> const owner(out);
  ensure(length >= 0, "text that is no UTF-8 was let in");
  return {reinterpret_cast<char const*>(out), static_cast<std::size_t>(length)};
}

/// The code point at `at`, which moves behind it. Precondition (aborts): valid UTF-8.
char32_t next(std::string_view text, std::size_t& at) {
  utf8proc_int32_t point = 0;
  auto const read = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data() + at),
                                     static_cast<utf8proc_ssize_t>(text.size() - at), &point);
  ensure(read > 0, "text that is no UTF-8 was let in");
  at += static_cast<std::size_t>(read);
  return static_cast<char32_t>(point);
}

bool is_space(char32_t point) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return true;
  default:
    return point == U'\t' || point == U'\n' || point == U'\r';
  }
}

bool is_letter_or_digit(char32_t point) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
    return true;
  default:
    return false;
  }
}

/// Letters that Unicode does not take apart, as they are commonly written without diacritics.
std::u32string_view plain(char32_t const& point) {
  static constexpr std::array<std::pair<char32_t, std::u32string_view>, 10> letters{{
      {U'æ', U"ae"},
      {U'ð', U"d"},
      {U'ø', U"o"},
      {U'þ', U"th"},
      {U'đ', U"d"},
      {U'ħ', U"h"},
      {U'ı', U"i"},
      {U'ł', U"l"},
      {U'ŋ', U"n"},
      {U'œ', U"oe"},
  }};
  for (auto const& [letter, form] : letters) {
    if (letter == point) return form;
  }
  return {&point, 1};
}

bool turns_direction(char32_t point) noexcept {
  return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

}  // namespace

std::string folded(std::string_view text) {
  std::string const mapped_text = mapped(text, fold_options);
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < mapped_text.size();) {
    auto const begin = at;
    if (is_space(next(mapped_text, at))) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out.append(mapped_text, begin, at - begin);
  }
  return out;
}

std::vector<std::u32string> plain_words(std::string_view text) {
  std::string const bare = mapped(text, fold_options | static_cast<unsigned>(UTF8PROC_STRIPMARK));
  std::vector<std::u32string> words;
  bool inside = false;
  for (std::size_t at = 0; at < bare.size();) {
    char32_t const point = next(bare, at);
    if (point == U'\'' || point == U'’') continue;  // O'Brien is one word
    if (!is_letter_or_digit(point)) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    words.back() += plain(point);
  }
  return words;
}

std::string ascii_slug(std::string_view text) {
  std::string out;
  for (auto const& word : plain_words(text)) {
    std::string ascii;
    for (char32_t const point : word) {
      if ((point >= U'a' && point <= U'z') || (point >= U'0' && point <= U'9')) {
        ascii += static_cast<char>(point);
      }
    }
    if (ascii.empty()) continue;
    if (!out.empty()) out += '-';
    out += ascii;
  }
  return out;
}

std::string_view trimmed(std::string_view text) noexcept {
  auto const first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<std::size_t> find_control(std::string_view text, bool several_lines) {
  for (std::size_t at = 0; at < text.size();) {
    auto const begin = at;
    char32_t const point = next(text, at);
    if (several_lines && (point == U'\n' || point == U'\t')) continue;
    auto const category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
    if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
        category == UTF8PROC_CATEGORY_ZP || turns_direction(point)) {
      return begin;
    }
  }
  return std::nullopt;
}

Result<void> check_text(std::string_view text, std::string_view pointer, std::string_view what) {
  if (folded(text).empty()) {
    return refuse(Reason::out_of_range, std::string(pointer), std::string(what) + " is empty");
  }
  if (find_control(text)) {
    return refuse(Reason::out_of_range, std::string(pointer),
                  std::string(what) + " holds a control character");
  }
  return {};
}

}  // namespace conclave::deliberation
