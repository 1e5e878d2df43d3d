// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One struct per message, described once; the strict codec follows. Unknown, missing and mistyped members
// are refused with their JSON pointer, sizes are bounded, and every point, scalar and key is checked.
//
//   struct CastBallot {
//     RoundId round;
//     std::uint32_t seq = 0;
//     std::optional<crypto::Hash> prev;                       // absent when empty, never null
//     std::vector<crypto::Ciphertext> ciphertexts;
//     static constexpr std::string_view kind = "cast_ballot";  // where it is an alternative of a variant
//     static constexpr auto members = record::members(
//         record::member("round", &CastBallot::round), record::member("seq", &CastBallot::seq),
//         record::member("prev", &CastBallot::prev),
//         record::member("ciphertexts", &CastBallot::ciphertexts, record::at_most(64)));
//   };
//
// C++ to JSON: bool; integers within ±(2^53-1); std::string (4,000 bytes); Id; Timestamp and Duration as
// milliseconds, not negative; crypto::Hash, PublicKey, SessionPublicKey, Signature, Point, Scalar and
// Ciphertext as lower-case hex; crypto::Bytes as base64 (65,536 bytes); enums by name (specialise Names);
// std::optional; std::vector (4,096 elements); std::map with names as keys; described structs; std::variant
// of described structs as an object whose member "kind" tells which.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/session_key.hpp>
#include <conclave/crypto/signature.hpp>
#include <conclave/record/ensure.hpp>
#include <conclave/record/ids.hpp>
#include <conclave/record/json.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace conclave::record {

/// A bound on a member: bytes of a string, elements of a list, entries of a map, or the value of an integer.
/// `each` bounds the elements of a list or map in their turn.
struct Limit {
  static constexpr std::size_t by_default = std::numeric_limits<std::size_t>::max();
  std::size_t most = by_default;
  std::size_t each = by_default;

  constexpr std::size_t most_or(std::size_t fallback) const noexcept {
    return most == by_default ? fallback : most;
  }
};

constexpr Limit at_most(std::size_t most, std::size_t each = Limit::by_default) noexcept {
  return {most, each};
}

inline constexpr std::size_t default_string_bytes = 4'000;
inline constexpr std::size_t default_binary_bytes = 65'536;
inline constexpr std::size_t default_elements = 4'096;

/// One member of a message: its JSON name, where it is kept, and its bound.
template <class C, class T>
struct Member {
  std::string_view name;
  T C::*field;
  Limit limit;
};

template <class C, class T>
constexpr Member<C, T> member(std::string_view name, T C::*field, Limit limit = {}) noexcept {
  return {name, field, limit};
}

template <class... M>
constexpr std::tuple<M...> members(M... described) noexcept {
  return {described...};
}

/// The description of a struct: its own `members`. Specialise it for a struct that cannot carry them.
template <class T>
struct Description {};

template <class T>
requires requires {
  T::members;
}
struct Description<T> {
  static constexpr auto members = T::members;
};

template <class T>
concept Described = requires {
  Description<T>::members;
};

/// The names of an enum's values on the wire. Specialise it with
///   static constexpr std::array<std::pair<E, std::string_view>, N> names{{…}};
template <class E>
struct Names;

template <class E>
concept Named = std::is_enum_v<E> && requires {
  Names<E>::names;
};

/// A struct that can stand for itself among others in a variant.
template <class T>
concept Kind = Described<T> && requires {
  std::string_view(T::kind);
};

/// Where a value stands, as a chain from the innermost outwards. Lives on the stack while a message is read;
/// the text of the pointer is only made when something is refused.
class Place {
public:
  explicit Place(std::string_view prefix) noexcept : name_(prefix) {}
  Place(Place const& outer, std::string_view name) noexcept : outer_(&outer), name_(name) {}
  Place(Place const& outer, std::size_t index) noexcept : outer_(&outer), index_(index), indexed_(true) {}

  /// The JSON pointer (RFC 6901).
  std::string pointer() const;

private:
  Place const* outer_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  bool indexed_ = false;
};

/// How a type is read and written. read() checks everything; write() cannot fail.
template <class T>
struct Codec;

/// Reads a message out of a JSON value; `prefix` is put before the pointers of refusals.
/// Errors: unknown_member, missing_member, wrong_type, out_of_range, bad_identifier, bad_encoding,
/// unknown_kind; `where` is the JSON pointer. Members that do not belong are reported before any other error
/// of the same object, then the members in the order in which they are described.
template <class T>
[[nodiscard]] Result<T> decode(boost::json::value const& value, std::string_view prefix = "") {
  return Codec<T>::read(value, Limit{}, Place(prefix));
}

template <class T>
[[nodiscard]] boost::json::value encode(T const& message) {
  return Codec<T>::write(message);
}

/// Reads a message out of its canonical text. Errors: those of parse_canonical and of decode.
template <class T>
[[nodiscard]] Result<T> decode_text(std::string_view text, Limits limits = {}) {
  auto const value = parse_canonical(text, limits);
  if (!value) return value.error();
  return decode<T>(value.value());
}

/// The canonical text of a message.
template <class T>
[[nodiscard]] std::string encode_text(T const& message) {
  return canonical(encode(message));
}

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// The object in `value`. Errors: wrong_type; unknown_member for a name that is neither `tag` nor in `names`.
Result<boost::json::object const*> open_object(boost::json::value const& value,
                                               std::span<std::string_view const> names, std::string_view tag,
                                               Place const& place);
Result<boost::json::object const*> open_map(boost::json::value const& value, Limit limit, Place const& place);
Result<boost::json::array const*> open_array(boost::json::value const& value, Limit limit,
                                             Place const& place);
Result<std::string_view> open_string(boost::json::value const& value, Limit limit, Place const& place);
/// The number of the alternative that the member `tag` names. Errors: as for a member that is a string;
/// unknown_kind.
Result<std::size_t> open_kind(boost::json::value const& value, std::string_view tag,
                              std::span<std::string_view const> kinds, Place const& place);
Result<std::size_t> find_kind(std::string_view kind, std::span<std::string_view const> kinds,
                              Place const& place);
Result<std::int64_t> read_integer(boost::json::value const& value, std::int64_t least, std::int64_t most,
                                  Limit limit, Place const& place);
boost::json::value write_integer(std::int64_t value);
boost::json::value write_integer(std::uint64_t value);

boost::json::value const* find(boost::json::object const& object, std::string_view name) noexcept;
void put(boost::json::object& object, std::string_view name, boost::json::value value);
boost::json::value text(std::string_view text);
Refusal missing(Place const& place, std::string_view name);
Refusal unknown_name(Place const& place, std::string_view name);
Refusal at(Refusal refusal, Place const& place);

template <class C, class T>
bool read_member(boost::json::object const& object, Member<C, T> const& member, C& out, Place const& place,
                 Refusal& refusal) {
  boost::json::value const* const value = find(object, member.name);
  if (value == nullptr) {
    if constexpr (is_optional<T>) return true;
    refusal = missing(place, member.name);
    return false;
  }
  auto read = Codec<T>::read(*value, member.limit, Place(place, member.name));
  if (!read) {
    refusal = read.error();
    return false;
  }
  out.*member.field = std::move(read.value());
  return true;
}

template <class C, class T>
void write_member(boost::json::object& object, Member<C, T> const& member, C const& message) {
  if constexpr (is_optional<T>) {
    if (!(message.*member.field)) return;
  }
  put(object, member.name, Codec<T>::write(message.*member.field));
}

}  // namespace detail

template <>
struct Codec<bool> {
  static Result<bool> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(bool value);
};
template <>
struct Codec<std::string> {
  static Result<std::string> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(std::string const& value);
};
template <>
struct Codec<Timestamp> {
  static Result<Timestamp> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(Timestamp value);
};
template <>
struct Codec<Duration> {
  static Result<Duration> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(Duration value);
};
template <>
struct Codec<crypto::Hash> {
  static Result<crypto::Hash> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::Hash const& value);
};
template <>
struct Codec<crypto::PublicKey> {
  static Result<crypto::PublicKey> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::PublicKey const& value);
};
template <>
struct Codec<crypto::SessionPublicKey> {
  static Result<crypto::SessionPublicKey> read(boost::json::value const& value, Limit limit,
                                               Place const& place);
  static boost::json::value write(crypto::SessionPublicKey const& value);
};
template <>
struct Codec<crypto::Signature> {
  static Result<crypto::Signature> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::Signature const& value);
};
template <>
struct Codec<crypto::Point> {
  static Result<crypto::Point> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::Point const& value);
};
template <>
struct Codec<crypto::Scalar> {
  static Result<crypto::Scalar> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::Scalar const& value);
};
template <>
struct Codec<crypto::Ciphertext> {
  static Result<crypto::Ciphertext> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::Ciphertext const& value);
};
template <>
struct Codec<crypto::Bytes> {
  static Result<crypto::Bytes> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(crypto::Bytes const& value);
};

template <class T>
requires(std::integral<T> && sizeof(T) >= 4) struct Codec<T> {
  static Result<T> read(boost::json::value const& value, Limit limit, Place const& place) {
    constexpr auto least =
        std::is_signed_v<T>
            ? (sizeof(T) == 4 ? std::int64_t{std::numeric_limits<std::int32_t>::min()} : -largest_integer)
            : std::int64_t{0};
    constexpr auto most =
        sizeof(T) == 4 ? static_cast<std::int64_t>(std::numeric_limits<T>::max()) : largest_integer;
    auto const read = detail::read_integer(value, least, most, limit, place);
    if (!read) return read.error();
    return static_cast<T>(read.value());
  }
  static boost::json::value write(T value) {
    if constexpr (std::is_signed_v<T>)
      return detail::write_integer(std::int64_t{value});
    else
      return detail::write_integer(std::uint64_t{value});
  }
};

template <class Tag>
struct Codec<Id<Tag>> {
  static Result<Id<Tag>> read(boost::json::value const& value, Limit limit, Place const& place) {
    auto const text = detail::open_string(value, limit, place);
    if (!text) return text.error();
    auto id = Id<Tag>::parse(text.value());
    if (!id) return detail::at(id.error(), place);
    return id;
  }
  static boost::json::value write(Id<Tag> const& id) { return detail::text(id.str()); }
};

/// The name of an enum's value. Aborts for a value that has none.
template <Named E>
constexpr std::string_view name_of(E value) {
  for (auto const& [known, name] : Names<E>::names) {
    if (known == value) return name;
  }
  broken("an enumerator without a name");
}

/// The value of this name, if there is one.
template <Named E>
constexpr std::optional<E> named(std::string_view text) {
  for (auto const& [value, name] : Names<E>::names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
  static Result<E> read(boost::json::value const& value, Limit limit, Place const& place) {
    auto const text = detail::open_string(value, limit, place);
    if (!text) return text.error();
    auto const found = named<E>(text.value());
    if (!found) return detail::unknown_name(place, text.value());
    return *found;
  }
  static boost::json::value write(E value) { return detail::text(name_of(value)); }
};

template <class T>
struct Codec<std::optional<T>> {
  static Result<std::optional<T>> read(boost::json::value const& value, Limit limit, Place const& place) {
    auto read = Codec<T>::read(value, limit, place);
    if (!read) return read.error();
    return std::optional<T>(std::move(read.value()));
  }
  static boost::json::value write(std::optional<T> const& value) { return Codec<T>::write(value.value()); }
};

template <class T>
struct Codec<std::vector<T>> {
  static Result<std::vector<T>> read(boost::json::value const& value, Limit limit, Place const& place) {
    auto const array = detail::open_array(value, limit, place);
    if (!array) return array.error();
    std::vector<T> out;
    out.reserve(array.value()->size());
    for (boost::json::value const& element : *array.value()) {
      auto read = Codec<T>::read(element, at_most(limit.each), Place(place, out.size()));
      if (!read) return read.error();
      out.push_back(std::move(read.value()));
    }
    return out;
  }
  static boost::json::value write(std::vector<T> const& list) {
    boost::json::array out;
    out.reserve(list.size());
    for (T const& element : list)
      out.push_back(Codec<T>::write(element));
    return out;
  }
};

/// A map is an object whose names are the keys, written as their type is written as a string.
template <class K, class T>
struct Codec<std::map<K, T>> {
  static Result<std::map<K, T>> read(boost::json::value const& value, Limit limit, Place const& place) {
    auto const object = detail::open_map(value, limit, place);
    if (!object) return object.error();
    std::map<K, T> out;
    for (auto const& [name, element] : *object.value()) {
      Place const inside(place, std::string_view(name.data(), name.size()));
      auto key = Codec<K>::read(detail::text(std::string_view(name.data(), name.size())), Limit{}, inside);
      if (!key) return key.error();
      auto read = Codec<T>::read(element, at_most(limit.each), inside);
      if (!read) return read.error();
      out.emplace(std::move(key.value()), std::move(read.value()));
    }
    return out;
  }
  static boost::json::value write(std::map<K, T> const& map) {
    boost::json::object out;
    for (auto const& [key, element] : map) {
      boost::json::value const name = Codec<K>::write(key);
      detail::put(out, std::string_view(name.get_string().data(), name.get_string().size()),
                  Codec<T>::write(element));
    }
    return out;
  }
};

template <Described T>
struct Codec<T> {
  /// `tag` is a member that belongs to the message although T does not have it (the kind, in a variant).
  static Result<T> read(boost::json::value const& value, Limit, Place const& place,
                        std::string_view tag = {}) {
    return std::apply(
        [&](auto const&... described) -> Result<T> {
          std::array<std::string_view, sizeof...(described)> const names{described.name...};
          auto const object = detail::open_object(value, names, tag, place);
          if (!object) return object.error();
          T out{};
          Refusal refusal{};
          if (!(detail::read_member(*object.value(), described, out, place, refusal) && ...)) return refusal;
          return out;
        },
        Description<T>::members);
  }
  static boost::json::value write(T const& message) {
    boost::json::object out;
    std::apply([&](auto const&... described) { (detail::write_member(out, described, message), ...); },
               Description<T>::members);
    return out;
  }
};

/// The kinds of a variant's alternatives, in their order.
template <class V>
struct Kinds;

template <Kind... A>
struct Kinds<std::variant<A...>> {
  using V = std::variant<A...>;
  static constexpr std::array<std::string_view, sizeof...(A)> names{A::kind...};

  static Result<V> read(std::size_t which, boost::json::value const& value, Place const& place,
                        std::string_view tag) {
    using Read = Result<V> (*)(boost::json::value const&, Place const&, std::string_view);
    static constexpr std::array<Read, sizeof...(A)> readers{&read_as<A>...};
    return readers.at(which)(value, place, tag);
  }

private:
  template <class T>
  static Result<V> read_as(boost::json::value const& value, Place const& place, std::string_view tag) {
    auto read = Codec<T>::read(value, Limit{}, place, tag);
    if (!read) return read.error();
    return V(std::in_place_type<T>, std::move(read.value()));
  }
};

/// The kind of what a variant holds.
template <Kind... A>
[[nodiscard]] std::string_view kind_of(std::variant<A...> const& message) {
  return Kinds<std::variant<A...>>::names.at(message.index());
}

/// Reads one of several messages, told apart by the member `tag`, which stands among their own members.
/// Errors: those of decode; unknown_kind at the tag.
template <class V>
[[nodiscard]] Result<V> decode_union(boost::json::value const& value, std::string_view tag = "kind",
                                     std::string_view prefix = "") {
  Place const place(prefix);
  auto const which = detail::open_kind(value, tag, Kinds<V>::names, place);
  if (!which) return which.error();
  return Kinds<V>::read(which.value(), value, place, tag);
}

/// Reads one of several messages whose kind stands elsewhere ({"kind": …, "body": {…}}); `value` is the body.
/// Errors: those of decode; unknown_kind with `kind_where` as its place.
template <class V>
[[nodiscard]] Result<V> decode_kind(std::string_view kind, boost::json::value const& value,
                                    std::string_view prefix = "", std::string_view kind_where = "/kind") {
  auto const which = detail::find_kind(kind, Kinds<V>::names, Place(kind_where));
  if (!which) return which.error();
  return Kinds<V>::read(which.value(), value, Place(prefix), {});
}

/// The message with its kind as the member `tag`.
template <Kind... A>
[[nodiscard]] boost::json::value encode_union(std::variant<A...> const& message,
                                              std::string_view tag = "kind") {
  return std::visit(
      [tag]<class T>(T const& held) {
        boost::json::value out = Codec<T>::write(held);
        detail::put(out.get_object(), tag, detail::text(T::kind));
        return out;
      },
      message);
}

/// The message without its kind, for {"kind": kind_of(message), "body": …}.
template <Kind... A>
[[nodiscard]] boost::json::value encode_body(std::variant<A...> const& message) {
  return std::visit([]<class T>(T const& held) { return Codec<T>::write(held); }, message);
}

template <Kind... A>
struct Codec<std::variant<A...>> {
  using V = std::variant<A...>;
  static Result<V> read(boost::json::value const& value, Limit, Place const& place) {
    auto const which = detail::open_kind(value, "kind", Kinds<V>::names, place);
    if (!which) return which.error();
    return Kinds<V>::read(which.value(), value, place, "kind");
  }
  static boost::json::value write(V const& message) { return encode_union(message); }
};

}  // namespace conclave::record
