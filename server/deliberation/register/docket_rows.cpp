// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "docket_rows.hpp"

#include "folding.hpp"

#include <conclave/deliberation/register/state.hpp>
#include <conclave/record/json.hpp>

#include <algorithm>

namespace conclave::deliberation {
namespace {

constexpr bool continues_character(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// Where the longest beginning that is UTF-8 ends. Cuts fall between characters, so validity can only end
/// once.
std::size_t valid_utf8(std::string_view text) {
  std::size_t good = 0;
  while (good < text.size()) {
    auto end = good + 1;
    while (end < text.size() && end - good < 4 && continues_character(text[end]))
      ++end;
    if (!record::is_utf8(text.substr(good, end - good))) break;
    good = end;
  }
  return good;
}

constexpr std::size_t most_of_slug = 56;  // leaves room for "-2000" and more in 64

}  // namespace

std::optional<Column> column_of(std::string_view name) {
  auto const found = std::find(column_names.begin(), column_names.end(), name);
  if (found == column_names.end()) return std::nullopt;
  return static_cast<Column>(found - column_names.begin());
}

std::string known_columns() {
  std::string all;
  for (auto const& name : column_names)
    all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

std::string beginning(std::string_view text) {
  std::size_t end = std::min<std::size_t>(text.size(), 80);
  while (end > 0 && end < text.size() && continues_character(text[end]))
    --end;
  return std::string(text.substr(0, end));
}

std::string place_in(std::string_view text, std::size_t offset) {
  auto const before = text.substr(0, offset);
  auto const line = 1 + std::count(before.begin(), before.end(), '\n');
  auto const start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  auto column = 1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(),
                                  [](char c) { return !continues_character(c); });
  if (start == 0 && before.starts_with("\xef\xbb\xbf")) --column;  // a byte order mark is no character
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string slug(std::string_view title) {
  return ascii_slug(title);
}

std::string motion_from_pattern(std::string_view pattern, std::string_view title, std::string_view country) {
  static constexpr std::string_view title_mark = "{title}";
  static constexpr std::string_view country_mark = "{country}";
  std::string out;
  while (!pattern.empty()) {
    if (pattern.starts_with(title_mark)) {
      out += title;
      pattern.remove_prefix(title_mark.size());
    } else if (pattern.starts_with(country_mark)) {
      out += country;
      pattern.remove_prefix(country_mark.size());
    } else {
      out += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  return out;
}

DocketOptions docket_options(RegisterState const& state) {
  DocketOptions options{state.rules->motion_pattern, {}};
  for (auto const& [id, file] : *state.cases)
    options.taken.insert(id);
  return options;
}

bool DocketRows::problem(std::size_t offset, std::string detail) {
  return problem_at(place_in(text_, offset), std::move(detail));
}

bool DocketRows::problem_at(std::string where, std::string detail) {
  if (!full()) problems_.push_back(refuse(Reason::malformed_import, std::move(where), std::move(detail)));
  return false;
}

bool DocketRows::readable() {
  if (text_.size() > largest_docket_file) {
    return problem(0, "the file is larger than " + std::to_string(largest_docket_file) + " bytes");
  }
  auto const good = valid_utf8(text_);
  if (good < text_.size()) return problem(good, "not UTF-8; save the file in that encoding");
  return true;
}

std::string DocketRows::text_of(Row const& row, Column column, std::size_t most, bool several_lines) {
  auto const& cell = row.at(column);
  if (!cell) return {};
  auto const name = std::string(column_names.at(static_cast<std::size_t>(column)));
  if (auto const control = find_control(cell->text, several_lines)) {
    problem(cell->offset, "the " + name + " holds a control character");
    return {};
  }
  std::string text(trimmed(cell->text));
  if (text.size() > most) {
    problem(cell->offset, "the " + name + " is longer than " + std::to_string(most) + " bytes");
    return {};
  }
  return folded(text).empty() ? std::string() : text;
}

CaseKind DocketRows::kind_of(Row const& row) {
  auto const name = text_of(row, Column::kind, 64);
  if (name.empty()) return CaseKind::application;
  if (auto const kind = record::named<CaseKind>(name)) return *kind;
  problem(row.at(Column::kind)->offset, "no kind of case: " + name);
  return CaseKind::application;
}

void DocketRows::check_unique(Row const& row, DocketCase const& item) {
  auto const [first, fresh] = seen_.emplace(std::pair{folded(item.title), folded(item.country)}, row.offset);
  if (!fresh) {
    problem(row.offset,
            item.title + " (" + item.country + ") stands at " + place_in(text_, first->second) + " already");
  }
}

CaseId DocketRows::new_id(std::string_view title) {
  auto base = slug(title).substr(0, most_of_slug);
  while (base.ends_with('-'))
    base.pop_back();
  if (base.empty()) base = "case-" + std::to_string(cases_.size() + 1);
  auto id = CaseId::of(base);
  for (std::size_t n = 2; ids_.contains(id) || options_.taken.contains(id); ++n)
    id = CaseId::of(base + '-' + std::to_string(n));
  ids_.insert(id);
  return id;
}

void DocketRows::add(Row const& row) {
  if (full()) return;
  auto const before = problems_.size();
  if (cases_.size() >= largest_docket) {
    problem(row.offset, "more than " + std::to_string(largest_docket) + " cases");
    return;
  }
  DocketCase item;
  item.kind = kind_of(row);
  auto city = text_of(row, Column::city, 400);
  item.title = text_of(row, Column::title, 400);
  if (item.title.empty()) item.title = std::move(city);
  item.country = text_of(row, Column::country, 200);
  item.region = text_of(row, Column::region, 200);
  item.motion = text_of(row, Column::motion, 4000, true);
  if (problems_.size() != before) return;

  if (item.title.empty()) problem(row.offset, "neither city nor title");
  if (item.kind == CaseKind::application) {
    if (item.country.empty()) problem(row.offset, "an application without a country");
    if (item.region.empty()) problem(row.offset, "an application without a region");
    if (item.motion.empty()) {
      item.motion = motion_from_pattern(options_.motion_pattern, item.title, item.country);
      if (item.motion.size() > 4000) problem(row.offset, "the motion is longer than 4000 bytes");
    }
  } else if (item.motion.empty()) {
    problem(row.offset, "only applications have a motion by rule; this one needs its own");
  }
  if (problems_.size() != before) return;
  check_unique(row, item);
  item.case_id = new_id(item.title);
  cases_.push_back(std::move(item));
}

DocketReading DocketRows::reading() && {
  if (problems_.empty() && cases_.empty()) problem(0, "no case in the file");
  if (!problems_.empty()) cases_.clear();
  return {std::move(cases_), std::move(problems_)};
}

}  // namespace conclave::deliberation
