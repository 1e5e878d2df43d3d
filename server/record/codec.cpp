// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_bytes.hpp"

#include <conclave/record/codec.hpp>

#include <algorithm>

namespace conclave::record {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// How a value is called in a refusal.
std::string_view type_name(json::value const& value) noexcept {
  switch (value.kind()) {
  case json::kind::null:
    return "null";
  case json::kind::bool_:
    return "a boolean";
  case json::kind::int64:
  case json::kind::uint64:
  case json::kind::double_:
    return "a number";
  case json::kind::string:
    return "a string";
  case json::kind::array:
    return "a list";
  case json::kind::object:
    return "an object";
  }
  broken("a JSON value of no kind");
}

Refusal wrong_type(Place const& place, std::string_view expected, json::value const& found) {
  return refuse(Reason::wrong_type, place.pointer(),
                std::string("expected ").append(expected).append(", found ").append(type_name(found)));
}

Refusal too_many(Place const& place, std::size_t most, std::string_view of_what, std::size_t found) {
  return refuse(Reason::out_of_range, place.pointer(),
                "at most " + std::to_string(most) + " " + std::string(of_what) + ", found " +
                    std::to_string(found));
}

/// What a sender chose, as a refusal says it.
std::string quoted(std::string_view text) {
  std::string out(1, '"');
  return out.append(shortened(text)).append(1, '"');
}

}  // namespace

std::string Place::pointer() const {
  std::string out = outer_ == nullptr ? std::string(name_) : outer_->pointer() + "/";
  if (outer_ == nullptr) return out;
  if (indexed_) return out + std::to_string(index_);
  for (char const c : name_) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

namespace detail {

json::value const* find(json::object const& object, std::string_view name) noexcept {
  return object.if_contains(json::string_view(name.data(), name.size()));
}

void put(json::object& object, std::string_view name, json::value value) {
  bool const is_new = object.emplace(json::string_view(name.data(), name.size()), std::move(value)).second;
  ensure(is_new, "a message with two members of one name");
}

json::value text(std::string_view text) {
  return json::value(json::string(text.data(), text.size()));
}

Refusal missing(Place const& place, std::string_view name) {
  return refuse(Reason::missing_member, Place(place, name).pointer(), {});
}

Refusal unknown_name(Place const& place, std::string_view name) {
  return refuse(Reason::out_of_range, place.pointer(),
                quoted(name) + " is none of the values that it can have");
}

Refusal at(Refusal refusal, Place const& place) {
  refusal.where = place.pointer();
  return refusal;
}

Result<json::object const*> open_object(json::value const& value, std::span<std::string_view const> names,
                                        std::string_view tag, Place const& place) {
  auto const* const object = value.if_object();
  if (object == nullptr) return wrong_type(place, "an object", value);
  for (auto const& member : *object) {
    std::string_view const name = view(member.key());
    bool const belongs =
        (!tag.empty() && name == tag) || std::find(names.begin(), names.end(), name) != names.end();
    if (!belongs) {
      return refuse(Reason::unknown_member, Place(place, shortened(name)).pointer(), {});
    }
  }
  return object;
}

Result<json::object const*> open_map(json::value const& value, Limit limit, Place const& place) {
  auto const* const object = value.if_object();
  if (object == nullptr) return wrong_type(place, "an object", value);
  std::size_t const most = limit.most_or(default_elements);
  if (object->size() > most) return too_many(place, most, "members", object->size());
  return object;
}

Result<json::array const*> open_array(json::value const& value, Limit limit, Place const& place) {
  auto const* const array = value.if_array();
  if (array == nullptr) return wrong_type(place, "a list", value);
  std::size_t const most = limit.most_or(default_elements);
  if (array->size() > most) return too_many(place, most, "elements", array->size());
  return array;
}

Result<std::string_view> open_string(json::value const& value, Limit limit, Place const& place) {
  auto const* const string = value.if_string();
  if (string == nullptr) return wrong_type(place, "a string", value);
  std::size_t const most = limit.most_or(default_string_bytes);
  if (string->size() > most) return too_many(place, most, "bytes", string->size());
  return view(*string);
}

Result<std::size_t> find_kind(std::string_view kind, std::span<std::string_view const> kinds,
                              Place const& place) {
  auto const found = std::find(kinds.begin(), kinds.end(), kind);
  if (found == kinds.end()) return refuse(Reason::unknown_kind, place.pointer(), quoted(kind));
  return static_cast<std::size_t>(found - kinds.begin());
}

Result<std::size_t> open_kind(json::value const& value, std::string_view tag,
                              std::span<std::string_view const> kinds, Place const& place) {
  auto const* const object = value.if_object();
  if (object == nullptr) return wrong_type(place, "an object", value);
  auto const* const kind = find(*object, tag);
  if (kind == nullptr) return missing(place, tag);
  Place const kind_place(place, tag);
  auto const name = open_string(*kind, Limit{}, kind_place);
  if (!name) return name.error();
  return find_kind(name.value(), kinds, kind_place);
}

Result<std::int64_t> read_integer(json::value const& value, std::int64_t least, std::int64_t most,
                                  Limit limit, Place const& place) {
  if (limit.most != Limit::by_default) {
    ensure(limit.most <= std::uint64_t{largest_integer}, "a limit beyond 2^53-1");
    most = std::min(most, static_cast<std::int64_t>(limit.most));
  }
  bool in_range = false;
  std::int64_t number = 0;
  if (auto const* const i = value.if_int64()) {
    number = *i;
    in_range = number >= least && number <= most;
  } else if (auto const* const u = value.if_uint64()) {
    in_range = *u <= std::uint64_t{largest_integer} && static_cast<std::int64_t>(*u) <= most;
    if (in_range) number = static_cast<std::int64_t>(*u);
  } else {
    return wrong_type(place, "an integer", value);
  }
  if (!in_range) {
    return refuse(Reason::out_of_range, place.pointer(),
                  "an integer from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

json::value write_integer(std::int64_t value) {
  ensure(value >= -largest_integer && value <= largest_integer, "an integer to be written is beyond 2^53-1");
  return json::value(value);
}

json::value write_integer(std::uint64_t value) {
  ensure(value <= std::uint64_t{largest_integer}, "an integer to be written is beyond 2^53-1");
  return json::value(static_cast<std::int64_t>(value));
}

}  // namespace detail

Result<bool> Codec<bool>::read(json::value const& value, Limit, Place const& place) {
  auto const* const held = value.if_bool();
  if (held == nullptr) return wrong_type(place, "a boolean", value);
  return *held;
}
json::value Codec<bool>::write(bool value) {
  return json::value(value);
}

Result<std::string> Codec<std::string>::read(json::value const& value, Limit limit, Place const& place) {
  auto const held = detail::open_string(value, limit, place);
  if (!held) return held.error();
  return std::string(held.value());
}
json::value Codec<std::string>::write(std::string const& value) {
  return detail::text(value);
}

Result<Timestamp> Codec<Timestamp>::read(json::value const& value, Limit limit, Place const& place) {
  auto const ms = detail::read_integer(value, 0, largest_integer, limit, place);
  if (!ms) return ms.error();
  return Timestamp{ms.value()};
}
json::value Codec<Timestamp>::write(Timestamp value) {
  ensure(value.ms >= 0, "a time before 1970");
  return detail::write_integer(value.ms);
}

Result<Duration> Codec<Duration>::read(json::value const& value, Limit limit, Place const& place) {
  auto const ms = detail::read_integer(value, 0, largest_integer, limit, place);
  if (!ms) return ms.error();
  return Duration{ms.value()};
}
json::value Codec<Duration>::write(Duration value) {
  ensure(value.ms >= 0, "a negative duration");
  return detail::write_integer(value.ms);
}

}  // namespace conclave::record
