// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Arbitrary messages of every kind, from their descriptions: whatever the strict codec can read, nothing
// that it cannot.
#pragma once

#include "chance.hpp"

#include <conclave/crypto/random.hpp>
#include <conclave/crypto/session_key.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/commitment.hpp>
#include <conclave/record/envelope.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace conclave::simulation {

/// Names that exist, so that an arbitrary message may speak of something.
struct Known {
  std::vector<PersonId> people;
  std::vector<CaseId> cases;
  std::vector<RoundId> rounds;
  std::vector<KeyId> keys;
  /// Where commitments come from; without it they are to nothing.
  std::function<record::Commitment()> commitment;
};

class Any {
public:
  explicit Any(Chance& chance, Known known = {}) : chance_(chance), known_(std::move(known)) {}

  template <class T>
  T make(record::Limit limit = {}) {
    T value{};
    fill(value, limit);
    return value;
  }

  /// One of the kinds, each as likely as the others.
  template <class Variant>
  Variant one_kind() {
    return kind<Variant>(chance_.below(std::variant_size_v<Variant>));
  }
  /// The kind with this number.
  template <class Variant>
  Variant kind(std::size_t index) {
    return kind_at<Variant>(index, std::make_index_sequence<std::variant_size_v<Variant>>{});
  }

  /// Changes one thing somewhere in a message.
  template <class T>
  void change(T& value) {
    if constexpr (record::Described<T>) {
      change_member(value);
    } else {
      value = make<T>();
    }
  }
  void change(crypto::Bytes& value) { value = make<crypto::Bytes>(); }
  template <class T>
  void change(std::optional<T>& value) {
    if (value) {
      value.reset();
    } else {
      value = make<T>();
    }
  }
  template <class T>
  void change(std::vector<T>& list) {
    if (list.empty() || chance_.percent(10)) {
      list.push_back(make<T>());
    } else if (chance_.percent(15)) {
      list.pop_back();
    } else if (chance_.percent(15)) {
      std::swap(list.front(), list.back());
    } else {
      change(list[chance_.below(list.size())]);
    }
  }
  template <class... Kinds>
  void change(std::variant<Kinds...>& value) {
    std::visit([&](auto& held) { change(held); }, value);
  }

private:
  template <class Variant, std::size_t... I>
  Variant kind_at(std::size_t index, std::index_sequence<I...>) {
    Variant out;
    ((I == index ? static_cast<void>(out = make<std::variant_alternative_t<I, Variant>>()) : void()), ...);
    return out;
  }

  template <class T>
  void change_member(T& value) {
    std::apply(
        [&](auto const&... member) {
          auto which = chance_.below(std::max<std::size_t>(1, sizeof...(member)));
          ((which-- == 0 ? static_cast<void>(change(value.*(member.field))) : void()), ...);
        },
        record::Description<T>::members);
  }

  void bytes(std::span<std::uint8_t> out) {
    for (auto& byte : out)
      byte = static_cast<std::uint8_t>(chance_.next());
  }
  std::array<std::uint8_t, 32> seed() {
    std::array<std::uint8_t, 32> out{};
    bytes(out);
    return out;
  }

  template <class T>
  void pick(Id<T>& id, std::vector<Id<T>> const& pool) {
    if (!pool.empty() && !chance_.percent(10)) {
      id = chance_.one_of(pool);
      return;
    }
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    std::string text;
    for (auto length = 1 + chance_.below(64); length != 0; --length)
      text += letters[chance_.below(letters.size())];
    id = Id<T>::of(text);
  }

  void fill(bool& value, record::Limit) { value = chance_.percent(50); }
  template <class T>
  requires(std::integral<T> && sizeof(T) >= 4) void fill(T& value, record::Limit limit) {
    // Small numbers are the likely ones; the rest up to what JSON integers carry.
    auto const most =
        std::min<std::uint64_t>(limit.most_or(record::largest_integer),
                                sizeof(T) == 4 ? static_cast<std::uint64_t>(std::numeric_limits<T>::max())
                                               : static_cast<std::uint64_t>(record::largest_integer));
    auto const bound = chance_.percent(80) ? std::min<std::uint64_t>(most, 4) : most;
    value = static_cast<T>(bound == 0 ? 0 : chance_.next() % (bound + 1));
    if constexpr (std::is_signed_v<T>) {
      if (chance_.percent(30)) value = static_cast<T>(-value);
    }
  }
  template <class E>
  requires std::is_enum_v<E>
  void fill(E& value, record::Limit) { value = chance_.one_of(record::Names<E>::names).first; }
  void fill(std::string& value, record::Limit limit) {
    static constexpr std::array<std::string_view, 12> pieces{"a", "Z",  "7",    " ", "\"", "\\",
                                                             "/", "\n", "\x01", "é", "漢", "😀"};
    auto const most = std::min<std::size_t>(limit.most_or(record::default_string_bytes), 40);
    for (auto length = chance_.below(12); length != 0; --length) {
      auto const piece = chance_.one_of(pieces);
      if (value.size() + piece.size() <= most) value += piece;
    }
  }
  void fill(Timestamp& value, record::Limit) { fill_time(value.ms); }
  void fill(Duration& value, record::Limit) { fill_time(value.ms); }
  void fill_time(std::int64_t& ms) {
    // Around 2026, or anywhere.
    ms = static_cast<std::int64_t>(chance_.next() % (std::uint64_t{1} << 53U));
    if (chance_.percent(70)) ms = 1'772'355'600'000 + ms % 7'200'000;
  }
  void fill(crypto::Hash& value, record::Limit) { bytes(value.bytes); }
  void fill(crypto::Signature& value, record::Limit) { bytes(value.bytes); }
  void fill(crypto::Bytes& value, record::Limit) {
    value.resize(chance_.below(120));
    bytes(value);
  }
  void fill(crypto::PublicKey& value, record::Limit) {
    value = crypto::IdentityKey::from_seed(seed()).public_key();
  }
  void fill(crypto::SessionPublicKey& value, record::Limit) {
    value = crypto::SessionKey::from_secret(seed()).public_key();
  }
  void fill(crypto::Scalar& value, record::Limit) {
    std::array<std::uint8_t, 64> wide{};
    bytes(wide);
    value = crypto::Scalar::reduce(wide);
  }
  void fill(crypto::Point& value, record::Limit) { value = crypto::base_times(make<crypto::Scalar>()); }
  void fill(crypto::Ciphertext& value, record::Limit) {
    value = {make<crypto::Point>(), make<crypto::Point>()};
  }
  void fill(record::Commitment& value, record::Limit) {
    if (known_.commitment) {
      value = known_.commitment();
    } else {
      bytes(value.hash.bytes);
    }
  }
  void fill(record::Envelope& value, record::Limit) {
    value = record::sign(record::act_type, make<std::string>(), crypto::IdentityKey::from_seed(seed()));
  }
  void fill(PersonId& value, record::Limit) { pick(value, known_.people); }
  void fill(CaseId& value, record::Limit) { pick(value, known_.cases); }
  void fill(RoundId& value, record::Limit) { pick(value, known_.rounds); }
  void fill(KeyId& value, record::Limit) { pick(value, known_.keys); }
  template <class T>
  void fill(Id<T>& value, record::Limit) {
    pick(value, {});
  }
  template <class T>
  void fill(std::optional<T>& value, record::Limit limit) {
    if (chance_.percent(50)) value = make<T>(limit);
  }
  template <class T>
  void fill(std::vector<T>& value, record::Limit limit) {
    for (auto length = std::min<std::size_t>(limit.most_or(4), chance_.below(4)); length != 0; --length)
      value.push_back(make<T>(record::at_most(limit.each)));
  }
  template <class K, class T>
  void fill(std::map<K, T>& value, record::Limit limit) {
    for (auto length = std::min<std::size_t>(limit.most_or(4), chance_.below(4)); length != 0; --length)
      value.emplace(make<K>(), make<T>(record::at_most(limit.each)));
  }
  template <record::Described T>
  void fill(T& value, record::Limit) {
    std::apply([&](auto const&... member) { (fill(value.*(member.field), member.limit), ...); },
               record::Description<T>::members);
  }

  Chance& chance_;
  Known known_;
};

/// Whether two messages say the same, member by member.
template <class T>
bool same(T const& a, T const& b);

namespace detail {
template <class T>
bool same_as(T const& a, T const& b) {
  if constexpr (record::Described<T>) {
    return std::apply(
        [&](auto const&... member) { return (same(a.*(member.field), b.*(member.field)) && ...); },
        record::Description<T>::members);
  } else {
    return a == b;
  }
}
template <class T>
bool same_as(std::optional<T> const& a, std::optional<T> const& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
template <class T>
bool same_as(std::vector<T> const& a, std::vector<T> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](auto const& x, auto const& y) { return same(x, y); });
}
template <class... Kinds>
bool same_as(std::variant<Kinds...> const& a, std::variant<Kinds...> const& b) {
  return a.index() == b.index() &&
         std::visit([&]<class T>(T const& held) { return same(held, std::get<T>(b)); }, a);
}
}  // namespace detail

template <class T>
bool same(T const& a, T const& b) {
  return detail::same_as(a, b);
}

}  // namespace conclave::simulation
