// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_bytes.hpp"

#include <conclave/record/ensure.hpp>
#include <conclave/record/json.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace conclave::record {
namespace {

namespace json = boost::json;
using json::error_code;

std::string_view view(json::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// Builds a value from the parser's events and refuses what Boost.JSON would let pass: names that stand twice
/// and numbers that are not integers within ±(2^53-1).
class StrictHandler {
public:
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);

  std::optional<Refusal> refusal;  ///< without its place

  json::value release() { return stack_.release(); }

  bool on_document_begin(error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(error_code&) { return true; }

  bool on_object_begin(error_code&) {
    names_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t n, error_code&) {
    names_.pop_back();
    stack_.push_object(n);
    return true;
  }
  bool on_key_part(json::string_view s, std::size_t, error_code&) {
    name_.append(s.data(), s.size());
    stack_.push_chars(s);
    return true;
  }
  bool on_key(json::string_view s, std::size_t, error_code& ec) {
    name_.append(s.data(), s.size());
    stack_.push_key(s);
    auto const [name, is_new] = names_.back().insert(std::exchange(name_, {}));
    if (is_new) return true;
    std::string detail = "the name \"";
    detail.append(shortened(*name)).append("\" stands twice in one object");
    return stop(ec, Reason::malformed_json, std::move(detail));
  }

  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t n, error_code&) {
    stack_.push_array(n);
    return true;
  }

  bool on_string_part(json::string_view s, std::size_t, error_code&) {
    stack_.push_chars(s);
    return true;
  }
  bool on_string(json::string_view s, std::size_t, error_code&) {
    stack_.push_string(s);
    return true;
  }

  bool on_number_part(json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view s, error_code& ec) {
    if (number < -largest_integer || number > largest_integer) return not_an_integer(s, ec);
    if (number == 0 && view(s).starts_with('-')) return not_an_integer(s, ec);
    stack_.push_int64(number);
    return true;
  }
  // Called for numbers above the range of int64 alone, all of them beyond 2^53-1.
  bool on_uint64(std::uint64_t, json::string_view s, error_code& ec) { return not_an_integer(s, ec); }
  // Called for every number with a fraction or an exponent, and for integers above 64 bits.
  bool on_double(double, json::string_view s, error_code& ec) { return not_an_integer(s, ec); }

  bool on_bool(bool value, error_code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

private:
  bool not_an_integer(json::string_view s, error_code& ec) {
    return stop(ec, Reason::out_of_range,
                std::string(shortened(view(s))) + " is not written as an integer within ±(2^53-1)");
  }
  bool stop(error_code& ec, Reason reason, std::string detail) {
    refusal = refuse(reason, {}, std::move(detail));
    ec = json::error::syntax;
    return false;
  }

  json::value_stack stack_;
  std::string name_;                          ///< the part of a name that has been read
  std::vector<std::set<std::string>> names_;  ///< of every object that is open
};

/// What to say of an error that Boost.JSON found.
Refusal parse_refusal(error_code const& ec) {
  if (ec == json::error::exponent_overflow) {
    return refuse(Reason::out_of_range, {}, "a number that is not written as an integer within ±(2^53-1)");
  }
  if (ec == json::error::too_deep) return refuse(Reason::malformed_json, {}, "nested too deeply");
  if (ec == json::error::incomplete) return refuse(Reason::malformed_json, {}, "the text ends too early");
  return refuse(Reason::malformed_json, {}, ec.message());
}

/// The length of the UTF-8 sequence that `text` begins with; 0 if it is not well formed.
/// Table 3-7 of the Unicode Standard.
std::size_t sequence_length(std::string_view text) noexcept {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto const continues = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xbf) {
    return i < text.size() && byte(i) >= least && byte(i) <= most;
  };
  unsigned const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return continues(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    unsigned const least = lead == 0xe0 ? 0xa0 : 0x80;  // shortest form
    unsigned const most = lead == 0xed ? 0x9f : 0xbf;   // no surrogates
    return continues(1, least, most) && continues(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    unsigned const least = lead == 0xf0 ? 0x90 : 0x80;  // shortest form
    unsigned const most = lead == 0xf4 ? 0x8f : 0xbf;   // at most U+10FFFF
    return continues(1, least, most) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

/// Order of UTF-16 code units, told from UTF-8. The two orders differ only where a surrogate pair (lead byte
/// F0 … F4, code units D800 …) meets U+E000 … U+FFFF (lead byte EE or EF).
bool utf16_less(std::string_view a, std::string_view b) noexcept {
  auto const [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
  auto const p = static_cast<unsigned char>(*x);
  auto const q = static_cast<unsigned char>(*y);
  if (p >= 0xf0 && (q == 0xee || q == 0xef)) return true;
  if (q >= 0xf0 && (p == 0xee || p == 0xef)) return false;
  return p < q;
}

void write_string(std::string_view text, std::string& out) {
  ensure(is_utf8(text), "a string to be written is not UTF-8");
  static constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (char const c : text) {
    switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      if (auto const byte = static_cast<unsigned char>(c); byte < 0x20) {
        out.append("\\u00").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
      } else {
        out += c;
      }
    }
  }
  out += '"';
}

void write_value(json::value const& value, std::string& out);

void write_object(json::object const& object, std::string& out) {
  std::vector<json::key_value_pair const*> members;
  members.reserve(object.size());
  for (auto const& pair : object)
    members.push_back(&pair);
  std::sort(members.begin(), members.end(),
            [](auto const* a, auto const* b) { return utf16_less(view(a->key()), view(b->key())); });
  char before = '{';
  for (auto const* member : members) {
    out += before;
    before = ',';
    write_string(view(member->key()), out);
    out += ':';
    write_value(member->value(), out);
  }
  if (members.empty()) out += '{';
  out += '}';
}

void write_array(json::array const& array, std::string& out) {
  out += '[';
  bool first = true;
  for (json::value const& element : array) {
    if (!first) out += ',';
    first = false;
    write_value(element, out);
  }
  out += ']';
}

void write_value(json::value const& value, std::string& out) {
  switch (value.kind()) {
  case json::kind::null:
    out += "null";
    return;
  case json::kind::bool_:
    out += value.get_bool() ? "true" : "false";
    return;
  case json::kind::int64: {
    auto const number = value.get_int64();
    ensure(number >= -largest_integer && number <= largest_integer,
           "an integer to be written is beyond 2^53-1");
    out += std::to_string(number);
    return;
  }
  case json::kind::uint64: {
    auto const number = value.get_uint64();
    ensure(number <= std::uint64_t{largest_integer}, "an integer to be written is beyond 2^53-1");
    out += std::to_string(number);
    return;
  }
  case json::kind::double_:
    broken("a fraction cannot be written: messages know integers only");
  case json::kind::string:
    write_string(view(value.get_string()), out);
    return;
  case json::kind::array:
    write_array(value.get_array(), out);
    return;
  case json::kind::object:
    write_object(value.get_object(), out);
    return;
  }
  broken("a JSON value of no kind");
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    auto const length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
  std::string_view const before = text.substr(0, offset);
  auto const line = 1 + std::count(before.begin(), before.end(), '\n');
  auto const line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_begin + 1);
}

Result<json::value> parse_strict(std::string_view text, Limits limits) {
  if (text.size() > limits.max_bytes) {
    return refuse(Reason::too_large, {},
                  std::to_string(text.size()) + " bytes, at most " + std::to_string(limits.max_bytes));
  }
  json::parse_options options;
  options.max_depth = limits.max_depth;
  json::basic_parser<StrictHandler> parser(options);
  error_code ec;
  std::size_t const read = parser.write_some(false, text.data(), text.size(), ec);
  if (ec) {
    Refusal refusal = parser.handler().refusal ? *parser.handler().refusal : parse_refusal(ec);
    refusal.where = line_and_column(text, read);
    return refusal;
  }
  if (read < text.size()) {
    return refuse(Reason::malformed_json, line_and_column(text, read), "more text behind the value");
  }
  return parser.handler().release();
}

std::string canonical(json::value const& value) {
  std::string out;
  write_value(value, out);
  return out;
}

Result<json::value> parse_canonical(std::string_view text, Limits limits) {
  auto value = parse_strict(text, limits);
  if (!value) return value;
  std::string const anew = canonical(value.value());
  if (anew != text) {
    auto const differs = std::mismatch(text.begin(), text.end(), anew.begin(), anew.end()).first;
    return refuse(Reason::not_canonical,
                  line_and_column(text, static_cast<std::size_t>(differs - text.begin())),
                  "not in canonical form (RFC 8785)");
  }
  return value;
}

}  // namespace conclave::record
