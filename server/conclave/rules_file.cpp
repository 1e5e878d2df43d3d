// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rules_file.hpp"

#include <conclave/record/json.hpp>

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace conclave {
namespace {

/// Which options are times: text in TOML, milliseconds in JSON.
constexpr std::array<std::string_view, 4> times{"/consensus/shortest_answer_time",
                                                "/ballot/shortest_voting_time", "/time/ceremony_step",
                                                "/time/chair_absence"};

/// Milliseconds of "30s"; nothing for what is no time, or beyond the integers of a message.
std::optional<std::int64_t> parse_time(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
      {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0 || text.front() == '-') return std::nullopt;
  auto const unit = text.substr(static_cast<std::size_t>(end - text.data()));
  for (auto const& [name, milliseconds] : units) {
    if (unit != name) continue;
    if (number > record::largest_integer / milliseconds) return std::nullopt;
    return number * milliseconds;
  }
  return std::nullopt;
}

std::string place(std::string_view file, toml::source_position position) {
  return std::string(file) + ", line " + std::to_string(position.line) + ", column " +
         std::to_string(position.column);
}

/// "ballot.basis" for "/ballot/basis".
std::string option_of(std::string_view pointer) {
  std::string out(pointer.substr(pointer.starts_with('/') ? 1 : 0));
  std::replace(out.begin(), out.end(), '/', '.');
  return out;
}

/// Where the value of a pointer stands, or of the innermost table on the way to it that is there.
toml::source_position position_of(toml::table const& root, std::string_view pointer) {
  toml::node const* at = &root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    auto const name = pointer.substr(0, pointer.find('/'));
    toml::node const* next = nullptr;
    if (auto const* table = at->as_table()) {
      next = table->get(name);
    } else if (auto const* array = at->as_array()) {
      std::size_t index = array->size();
      std::from_chars(name.data(), name.data() + name.size(), index);
      next = array->get(index);
    }
    if (next == nullptr) break;
    at = next;
    pointer.remove_prefix(name.size());
  }
  return at->source().begin;
}

/// Turns TOML into the JSON that the codec of rules reads.
class Converter {
public:
  Converter(toml::table const& root, std::string_view file) : root_(root), file_(file) {}

  Result<boost::json::value> convert(toml::node const& node, std::string const& pointer) {
    if (auto const* table = node.as_table()) {
      boost::json::object out;
      for (auto const& [key, value] : *table) {
        auto converted = convert(value, pointer + '/' + std::string(key.str()));
        if (!converted) return converted.error();
        out.emplace(std::string_view(key.str()), std::move(*converted));
      }
      return boost::json::value(std::move(out));
    }
    if (auto const* array = node.as_array()) {
      boost::json::array out;
      for (std::size_t i = 0; i < array->size(); ++i) {
        auto converted = convert(*array->get(i), pointer + '/' + std::to_string(i));
        if (!converted) return converted.error();
        out.push_back(std::move(*converted));
      }
      return boost::json::value(std::move(out));
    }
    return plain(node, pointer);
  }

private:
  Result<boost::json::value> plain(toml::node const& node, std::string const& pointer) {
    bool const time = std::find(times.begin(), times.end(), pointer) != times.end();
    if (auto const* text = node.as_string()) {
      if (!time) return boost::json::value(std::string_view(text->get()));
      if (auto const milliseconds = parse_time(text->get())) return boost::json::value(*milliseconds);
    }
    if (time)
      return wrong(Reason::wrong_type, pointer, R"(a time is text such as "30s", "10m", "72h" or "2d")");
    if (auto const* number = node.as_integer()) return boost::json::value(number->get());
    if (auto const* truth = node.as_boolean()) return boost::json::value(truth->get());
    return wrong(Reason::wrong_type, pointer, "a number with a fraction, or a date, where none belongs");
  }

  Refusal wrong(Reason reason, std::string_view pointer, std::string_view what) const {
    return refuse(reason, place(file_, position_of(root_, pointer)),
                  option_of(pointer) + ": " + std::string(what));
  }

  toml::table const& root_;
  std::string_view file_;
};

/// The codec's word on an option, said about the file.
Refusal about_file(Refusal const& refusal, toml::table const& root, std::string_view file) {
  std::string detail = option_of(refusal.where) + ": ";
  if (refusal.reason == Reason::unknown_member) {
    detail += "there is no such option";
  } else if (refusal.reason == Reason::missing_member) {
    detail += "this option is missing";
  } else {
    detail += refusal.detail.empty() ? std::string(to_string(refusal.reason)) : refusal.detail;
  }
  return refuse(refusal.reason, place(file, position_of(root, refusal.where)), std::move(detail));
}

}  // namespace

Result<deliberation::Rules> load_rules(std::string_view toml_text, std::string_view file_name) {
  toml::table root;
  try {
    root = toml::parse(toml_text, file_name);
  } catch (toml::parse_error const& error) {
    return refuse(Reason::malformed_import, place(file_name, error.source().begin),
                  std::string(error.description()));
  }
  auto const json = Converter(root, file_name).convert(root, "");
  if (!json) return json.error();
  auto rules = record::decode<deliberation::Rules>(*json);
  if (!rules) return about_file(rules.error(), root, file_name);
  if (auto const sound = deliberation::check_rules(*rules); !sound) {
    return about_file(sound.error(), root, file_name);
  }
  return rules;
}

}  // namespace conclave
