// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the demonstration tells the process of a member to do, and what it hears back: one JSON object on a
// line. A seat decides nothing by itself but what an honest client does without being asked.
#pragma once

#include <conclave/record/codec.hpp>
#include <conclave/record/entry.hpp>

#include <map>
#include <optional>
#include <string>
#include <variant>

namespace conclave::server::demo {

/// Makes an identity key, founds the register with it, and signs in.
struct Found {
  std::string token;
  std::string name;
  std::string rules;  ///< canonical JSON
  static constexpr std::string_view kind = "found";
  static constexpr auto members =
      record::members(record::member("token", &Found::token), record::member("name", &Found::name),
                      record::member("rules", &Found::rules, record::at_most(65536)));
};

/// Makes an identity key, enrols it by a one-time invitation.
struct EnrolKey {
  std::string token;
  static constexpr std::string_view kind = "enrol_key";
  static constexpr auto members = record::members(record::member("token", &EnrolKey::token));
};

struct SignInNow {
  static constexpr std::string_view kind = "sign_in_now";
  static constexpr auto members = record::members();
};

/// Signs an act and hands it in, once the seat has seen `after` entries of the log.
struct Do {
  std::uint32_t number = 0;
  LogId log;
  std::uint64_t after = 0;
  std::string act;                           ///< its kind
  std::string body;                          ///< canonical JSON
  std::map<std::string, std::string> texts;  ///< members of the body that are commitments to these texts
  std::optional<crypto::Hash> answers;
  static constexpr std::string_view kind = "do";
  static constexpr auto members =
      record::members(record::member("number", &Do::number), record::member("log", &Do::log),
                      record::member("after", &Do::after), record::member("act", &Do::act),
                      record::member("body", &Do::body, record::at_most(1U << 20U)),
                      record::member("texts", &Do::texts), record::member("answers", &Do::answers));
};

/// The Director signs every enrolment that waits in the register, in one act.
struct SignWaiting {
  std::uint32_t expected = 0;  ///< how many are waited for first
  static constexpr std::string_view kind = "sign_waiting";
  static constexpr auto members = record::members(record::member("expected", &SignWaiting::expected));
};

struct Vote {
  RoundId round;
  OptionId option;
  static constexpr std::string_view kind = "vote";
  static constexpr auto members =
      record::members(record::member("round", &Vote::round), record::member("option", &Vote::option));
};

struct AskInvitation {
  PersonId person;
  static constexpr std::string_view kind = "ask_invitation";
  static constexpr auto members = record::members(record::member("person", &AskInvitation::person));
};

/// Drops the connection as a pulled cable would: now, or as soon as an act of this kind has been
/// acknowledged.
struct Disconnect {
  std::optional<std::string> after_act;
  static constexpr std::string_view kind = "disconnect";
  static constexpr auto members = record::members(record::member("after_act", &Disconnect::after_act));
};

struct Reconnect {
  static constexpr std::string_view kind = "reconnect";
  static constexpr auto members = record::members();
};

using Order =
    std::variant<Found, EnrolKey, SignInNow, SignWaiting, Do, Vote, AskInvitation, Disconnect, Reconnect>;

// --- what is heard back ---

struct Ready {
  std::string what;
  static constexpr std::string_view kind = "ready";
  static constexpr auto members = record::members(record::member("what", &Ready::what));
};

struct Done {
  std::uint32_t number = 0;  ///< of the order; 0 for what the client did by itself
  std::string act;
  std::uint64_t position = 0;
  static constexpr std::string_view kind = "done";
  static constexpr auto members =
      record::members(record::member("number", &Done::number), record::member("act", &Done::act),
                      record::member("position", &Done::position));
};

struct Denied {
  std::uint32_t number = 0;
  std::string act;
  std::string reason;
  std::string where;
  std::string detail;
  static constexpr std::string_view kind = "denied";
  static constexpr auto members =
      record::members(record::member("number", &Denied::number), record::member("act", &Denied::act),
                      record::member("reason", &Denied::reason), record::member("where", &Denied::where),
                      record::member("detail", &Denied::detail));
};

struct GotInvitation {
  PersonId person;
  std::string token;
  static constexpr std::string_view kind = "got_invitation";
  static constexpr auto members = record::members(record::member("person", &GotInvitation::person),
                                                  record::member("token", &GotInvitation::token));
};

/// An entry that the seat has verified (only from a seat that relays).
struct Relayed {
  LogId log;
  record::Entry entry;
  static constexpr std::string_view kind = "relayed";
  static constexpr auto members =
      record::members(record::member("log", &Relayed::log), record::member("entry", &Relayed::entry));
};

/// The seat cannot go on, and says why.
struct Trouble {
  std::string what;
  static constexpr std::string_view kind = "trouble";
  static constexpr auto members = record::members(record::member("what", &Trouble::what));
};

using Event = std::variant<Ready, Done, Denied, GotInvitation, Relayed, Trouble>;

}  // namespace conclave::server::demo
