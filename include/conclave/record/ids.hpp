// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Names and times as types of their own, so that a person is never mistaken for a case.
#pragma once

#include <conclave/record/refusal.hpp>

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace conclave {

/// True for ids as section 2 of the protocol has them: [a-z0-9-]{1,64}.
constexpr bool is_identifier(std::string_view text) noexcept {
  if (text.empty() || text.size() > 64) return false;
  for (char const c : text) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return true;
}

/// An id of one sort. Made only by parse(), or from a literal that the program itself wrote.
template <class Tag>
class Id {
public:
  Id() = default;

  /// Refuses with bad_identifier; `where` is left for the caller to fill.
  static Result<Id> parse(std::string_view text) {
    if (!is_identifier(text)) return refuse(Reason::bad_identifier, {}, std::string(text.substr(0, 80)));
    return Id(std::string(text));
  }
  /// For text that is known to be an id (literals, ids derived from ids). Aborts otherwise.
  static Id of(std::string_view text) { return parse(text).value(); }

  std::string const& str() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }
  friend auto operator<=>(Id const&, Id const&) = default;

private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

using PersonId = Id<struct PersonTag>;
using LogId = Id<struct LogTag>;        ///< "register", or a session's id
using CaseId = Id<struct CaseTag>;      ///< a case, or an election, of a session
using RoundId = Id<struct RoundTag>;    ///< unique within its session
using KeyId = Id<struct KeyTag>;        ///< one attempt of one key ceremony
using OptionId = Id<struct OptionTag>;  ///< "for", "against", "abstain", or a candidate's person id
using DocketId = Id<struct DocketTag>;

/// The id of the log that is about the jury itself.
inline LogId register_log() {
  return LogId::of("register");
}

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds. Always handed in, never read here.
struct Timestamp {
  std::int64_t ms = 0;
  friend auto operator<=>(Timestamp const&, Timestamp const&) = default;
};

/// Milliseconds.
struct Duration {
  std::int64_t ms = 0;
  friend auto operator<=>(Duration const&, Duration const&) = default;
};

constexpr Timestamp operator+(Timestamp t, Duration d) noexcept {
  return {t.ms + d.ms};
}
constexpr Duration operator-(Timestamp a, Timestamp b) noexcept {
  return {a.ms - b.ms};
}
constexpr Duration operator+(Duration a, Duration b) noexcept {
  return {a.ms + b.ms};
}

}  // namespace conclave

template <class Tag>
struct std::hash<conclave::Id<Tag>> {
  std::size_t operator()(conclave::Id<Tag> const& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
