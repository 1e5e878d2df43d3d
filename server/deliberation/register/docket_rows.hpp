// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the rows of a docket file have in common, whichever format they came in.
#pragma once

#include <conclave/deliberation/register/docket.hpp>

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::deliberation {

enum class Column { region, city, country, title, kind, motion };
inline constexpr std::size_t columns = 6;
inline constexpr std::array<std::string_view, columns> column_names{"region", "city", "country",
                                                                    "title",  "kind", "motion"};
std::optional<Column> column_of(std::string_view name);
std::string known_columns();

/// A value and the offset in the file where it begins.
struct Cell {
  std::string text;
  std::size_t offset = 0;
};

/// One row: its cells, and where it begins.
struct Row {
  std::array<std::optional<Cell>, columns> cells;
  std::size_t offset = 0;

  std::optional<Cell>& at(Column column) { return cells.at(static_cast<std::size_t>(column)); }
  std::optional<Cell> const& at(Column column) const { return cells.at(static_cast<std::size_t>(column)); }
};

/// Turns rows into cases, and gathers what is wrong with them.
class DocketRows {
public:
  DocketRows(std::string_view text, DocketOptions const& options) : text_(text), options_(options) {}

  /// Notes a problem at an offset; the answer is false.
  bool problem(std::size_t offset, std::string detail);
  /// The same, for a place that is known in words.
  bool problem_at(std::string where, std::string detail);
  bool full() const noexcept { return problems_.size() >= most_problems; }

  /// Refuses files that are too large or no UTF-8; nothing else may be read of them.
  bool readable();
  void add(Row const& row);

  DocketReading reading() &&;

private:
  static constexpr std::size_t most_problems = 10;

  std::string text_of(Row const& row, Column column, std::size_t most, bool several_lines = false);
  CaseKind kind_of(Row const& row);
  void check_unique(Row const& row, DocketCase const& item);
  CaseId new_id(std::string_view title);

  std::string_view text_;
  DocketOptions const& options_;
  std::vector<DocketCase> cases_;
  std::vector<Refusal> problems_;
  std::set<CaseId> ids_;
  std::map<std::pair<std::string, std::string>, std::size_t> seen_;  ///< title, country -> offset
};

/// The beginning of a text, for a sentence about it: 80 bytes at most, cut between characters.
std::string beginning(std::string_view text);

/// "line 3, column 7" for an offset; columns counted in characters from 1. Line ends are LF or CRLF.
std::string place_in(std::string_view text, std::size_t offset);

}  // namespace conclave::deliberation
