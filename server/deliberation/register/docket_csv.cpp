// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "docket_rows.hpp"
#include "folding.hpp"

#include <algorithm>

namespace conclave::deliberation {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Takes a CSV file apart by RFC 4180: fields separated by commas, lines ended by LF or CRLF, quoted fields
/// with doubled quotes inside.
class CsvReader {
public:
  CsvReader(std::string_view text, DocketRows& out) : text_(text), out_(out) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  /// The next line that is not empty; nothing at the end of the file, or where it can no longer be read.
  std::optional<std::vector<Cell>> line() {
    while (!broken_ && at_ < text_.size()) {
      auto cells = any_line();
      if (broken_) break;
      bool const empty = std::all_of(cells.begin(), cells.end(),
                                     [](Cell const& cell) { return trimmed(cell.text).empty(); });
      if (!empty) return cells;
    }
    return std::nullopt;
  }

private:
  std::vector<Cell> any_line() {
    std::vector<Cell> cells;
    do {
      cells.push_back(field());
    } while (!broken_ && take(','));
    if (!broken_ && !at_line_end()) {
      fail(at_, "text behind the closing quotation mark of a field");
      return cells;
    }
    take('\r');
    take('\n');
    return cells;
  }

  Cell field() {
    Cell cell{{}, at_};
    if (take('"')) {
      quoted(cell);
      return cell;
    }
    while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
      if (text_[at_] == '"') {
        fail(at_, "a quotation mark inside a field that does not begin with one");
        return cell;
      }
      cell.text += text_[at_++];
    }
    return cell;
  }

  void quoted(Cell& cell) {
    for (;;) {
      if (at_ >= text_.size()) return fail(cell.offset, "a quotation mark that is never closed");
      char const c = text_[at_++];
      if (c != '"') {
        cell.text += c;
      } else if (take('"')) {
        cell.text += '"';
      } else {
        return;
      }
    }
  }

  bool at_line_end() const noexcept {
    return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
  }
  bool take(char c) noexcept {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void fail(std::size_t offset, std::string detail) {
    broken_ = true;
    out_.problem(offset, std::move(detail));
  }

  std::string_view text_;
  DocketRows& out_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

/// Which column each field of a line belongs to. False if the header does not do.
bool read_header(std::vector<Cell> const& header, DocketRows& out, std::vector<Column>& order) {
  bool good = true;
  if (header.size() == 1 && header.front().text.find(';') != std::string::npos) {
    return out.problem(header.front().offset, "the columns are separated by semicolons; use commas");
  }
  for (auto const& cell : header) {
    auto const column = column_of(folded(cell.text));
    if (!column) {
      good = out.problem(cell.offset, "no column \"" + beginning(trimmed(cell.text)) +
                                          "\" is known; there are " + known_columns());
    } else if (std::find(order.begin(), order.end(), *column) != order.end()) {
      good = out.problem(cell.offset, "the column " + std::string(trimmed(cell.text)) + " stands twice");
    } else {
      order.push_back(*column);
    }
  }
  auto const missing = [&](Column column) {
    return std::find(order.begin(), order.end(), column) == order.end();
  };
  auto const begin = header.front().offset;
  if (missing(Column::region)) good = out.problem(begin, "the column region is missing");
  if (missing(Column::country)) good = out.problem(begin, "the column country is missing");
  if (missing(Column::city) && missing(Column::title)) {
    good = out.problem(begin, "a column city or title is missing");
  }
  return good;
}

void append_field(std::string& out, std::string_view text) {
  bool const plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

DocketReading read_docket_csv(std::string_view text, DocketOptions const& options) {
  DocketRows rows(text, options);
  if (!rows.readable()) return std::move(rows).reading();
  CsvReader reader(text, rows);
  auto const header = reader.line();
  std::vector<Column> order;
  if (!header || !read_header(*header, rows, order)) return std::move(rows).reading();
  while (auto line = reader.line()) {
    auto const begin = line->front().offset;
    if (line->size() != order.size()) {
      rows.problem(begin, "the header has " + std::to_string(order.size()) + " fields, this line " +
                              std::to_string(line->size()));
      continue;
    }
    Row row;
    row.offset = begin;
    for (std::size_t i = 0; i < order.size(); ++i)
      row.at(order[i]) = std::move((*line)[i]);
    rows.add(row);
  }
  return std::move(rows).reading();
}

Result<std::vector<DocketCase>> parse_docket_csv(std::string_view text, DocketOptions const& options) {
  auto reading = read_docket_csv(text, options);
  if (!reading.problems.empty()) return reading.problems.front();
  return std::move(reading.cases);
}

std::string write_docket_csv(std::vector<DocketCase> const& cases) {
  std::string out = "region,country,title,kind,motion\r\n";
  for (auto const& item : cases) {
    append_field(out, item.region);
    out += ',';
    append_field(out, item.country);
    out += ',';
    append_field(out, item.title);
    out += ',';
    append_field(out, record::name_of(item.kind));
    out += ',';
    append_field(out, item.motion);
    out += "\r\n";
  }
  return out;
}

}  // namespace conclave::deliberation
