// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "docket_rows.hpp"

#include <conclave/record/json.hpp>

namespace conclave::deliberation {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Where the values of a JSON array of objects begin. Walks a text that has been parsed already, so that
/// everything is known to be there; JSON values themselves do not remember where they stood.
class Offsets {
public:
  struct Element {
    std::size_t begin = 0;
    std::vector<std::size_t> members;  ///< of an object, in order
  };

  explicit Offsets(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

  std::vector<Element> elements() {
    std::vector<Element> out;
    space();
    if (text_[at_] != '[') return out;
    ++at_;
    for (space(); text_[at_] != ']'; space()) {
      if (text_[at_] == ',') {
        ++at_;
        space();
      }
      out.push_back({at_, {}});
      if (text_[at_] == '{') {
        members(out.back());
      } else {
        value();
      }
    }
    return out;
  }

private:
  void space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }
  void string() {
    for (++at_; text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }
  /// A value of any kind; brackets are counted, strings are jumped over.
  void value() {
    std::size_t depth = 0;
    do {
      char const c = text_[at_];
      if (c == '"') {
        string();
        continue;
      }
      if (c == '[' || c == '{') ++depth;
      if (c == ']' || c == '}') --depth;
      ++at_;
    } while (depth > 0 || !at_value_end());
  }
  bool at_value_end() const {
    return at_ >= text_.size() || std::string_view(",]} \t\r\n").find(text_[at_]) != std::string_view::npos;
  }
  void members(Element& element) {
    ++at_;
    for (space(); text_[at_] != '}'; space()) {
      if (text_[at_] == ',') {
        ++at_;
        space();
      }
      string();
      space();
      ++at_;  // the colon
      space();
      element.members.push_back(at_);
      value();
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void read_row(boost::json::value const& value, Offsets::Element const& offsets, DocketRows& rows) {
  auto const* object = value.if_object();
  if (object == nullptr) {
    rows.problem(offsets.begin, "each case is an object with the members " + known_columns());
    return;
  }
  Row row;
  row.offset = offsets.begin;
  bool good = true;
  std::size_t member = 0;
  for (auto const& [name, held] : *object) {
    auto const offset = offsets.members.at(member++);
    auto const column = column_of({name.data(), name.size()});
    if (!column) {
      good = rows.problem(offset, "no member \"" + beginning({name.data(), name.size()}) +
                                      "\" is known; there are " + known_columns());
    } else if (auto const* text = held.if_string(); text == nullptr) {
      good = rows.problem(offset, "the " + std::string(name) + " is no text");
    } else {
      row.at(*column) = Cell{std::string(text->data(), text->size()), offset};
    }
  }
  if (good) rows.add(row);
}

}  // namespace

DocketReading read_docket_json(std::string_view text, DocketOptions const& options) {
  DocketRows rows(text, options);
  if (!rows.readable()) return std::move(rows).reading();
  std::size_t const begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  auto const value = record::parse_strict(text.substr(begin), {largest_docket_file, 8});
  if (!value) {
    rows.problem_at(value.error().where, value.error().detail.empty() ? "not JSON" : value.error().detail);
    return std::move(rows).reading();
  }
  auto const* array = value->if_array();
  if (array == nullptr) {
    rows.problem(begin, "a docket is a list of cases: [{\"region\": …, \"city\": …, \"country\": …}, …]");
    return std::move(rows).reading();
  }
  auto const offsets = Offsets(text, begin).elements();
  for (std::size_t i = 0; i < array->size() && !rows.full(); ++i)
    read_row((*array)[i], offsets.at(i), rows);
  return std::move(rows).reading();
}

Result<std::vector<DocketCase>> parse_docket_json(std::string_view text, DocketOptions const& options) {
  auto reading = read_docket_json(text, options);
  if (!reading.problems.empty()) return reading.problems.front();
  return std::move(reading.cases);
}

}  // namespace conclave::deliberation
