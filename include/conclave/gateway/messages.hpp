// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What client and server say to each other: one JSON object for each WebSocket text message, told apart by
// its member "kind". Envelopes and entries travel as they are signed and stored; these messages only carry
// them. Requests bear a number of the client's choice, and every answer to one bears it again.
#pragma once

#include <conclave/record/codec.hpp>
#include <conclave/record/entry.hpp>
#include <conclave/record/ids.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conclave::gateway {

inline constexpr std::uint32_t wire_version = 1;

// --- from the client ---

/// Signs in: the signature is over sign_in_message(server name, nonce of `welcome`).
struct SignIn {
  std::uint32_t request = 0;
  PersonId person;
  crypto::Signature signature;
  static constexpr std::string_view kind = "sign_in";
  static constexpr auto members =
      record::members(record::member("request", &SignIn::request), record::member("person", &SignIn::person),
                      record::member("signature", &SignIn::signature));
};

/// Hands in an act. An act that enrols a key, or founds the register, comes with the token of a one-time
/// invitation and needs no sign-in; all others need it.
struct Submit {
  std::uint32_t request = 0;
  LogId log;
  record::Envelope envelope;
  std::vector<record::Opening> openings;
  std::optional<std::string> token;
  static constexpr std::string_view kind = "submit";
  static constexpr auto members =
      record::members(record::member("request", &Submit::request), record::member("log", &Submit::log),
                      record::member("envelope", &Submit::envelope),
                      record::member("openings", &Submit::openings, record::at_most(512)),
                      record::member("token", &Submit::token));
};

/// Asks for a log from a position on. Some entries come at once, with `caught_up` behind the last; as long as
/// it has not come, the client asks again from where it stands. Then every new entry comes by itself.
struct Subscribe {
  std::uint32_t request = 0;
  LogId log;
  std::uint64_t from = 0;
  static constexpr std::string_view kind = "subscribe";
  static constexpr auto members =
      record::members(record::member("request", &Subscribe::request), record::member("log", &Subscribe::log),
                      record::member("from", &Subscribe::from));
};

/// Director or secretariat ask for a one-time invitation for a person who was appointed.
struct Invite {
  std::uint32_t request = 0;
  PersonId person;
  static constexpr std::string_view kind = "invite";
  static constexpr auto members =
      record::members(record::member("request", &Invite::request), record::member("person", &Invite::person));
};

using ClientMessage = std::variant<SignIn, Submit, Subscribe, Invite>;

// --- from the server ---

/// The first message on every connection.
struct Welcome {
  std::uint32_t version = wire_version;
  std::string server_name;
  crypto::PublicKey server_key;  ///< signs findings and heads
  crypto::Hash nonce{};          ///< for sign_in; good once, for a minute
  Timestamp time;
  static constexpr std::string_view kind = "welcome";
  static constexpr auto members = record::members(
      record::member("version", &Welcome::version), record::member("server_name", &Welcome::server_name),
      record::member("server_key", &Welcome::server_key), record::member("nonce", &Welcome::nonce),
      record::member("time", &Welcome::time));
};

struct SignedIn {
  std::uint32_t request = 0;
  PersonId person;
  std::vector<LogId> logs;  ///< that the person may subscribe to
  static constexpr std::string_view kind = "signed_in";
  static constexpr auto members =
      record::members(record::member("request", &SignedIn::request),
                      record::member("person", &SignedIn::person), record::member("logs", &SignedIn::logs));
};

/// Nothing was changed. `request` is 0 for a message that could not be read at all.
struct Refused {
  std::uint32_t request = 0;
  std::string reason;  ///< the name of a Reason
  std::string where;
  std::string detail;
  static constexpr std::string_view kind = "refused";
  static constexpr auto members = record::members(
      record::member("request", &Refused::request), record::member("reason", &Refused::reason),
      record::member("where", &Refused::where), record::member("detail", &Refused::detail));
};

/// The act is on disk. `head` is the signed checkpoint of a log that holds it: the receipt.
struct Acknowledged {
  std::uint32_t request = 0;
  LogId log;
  std::uint64_t position = 0;
  std::string head;
  static constexpr std::string_view kind = "acknowledged";
  static constexpr auto members = record::members(
      record::member("request", &Acknowledged::request), record::member("log", &Acknowledged::log),
      record::member("position", &Acknowledged::position), record::member("head", &Acknowledged::head));
};

/// Entries in order, without a gap.
struct Entries {
  LogId log;
  std::vector<record::Entry> entries;
  static constexpr std::string_view kind = "entries";
  static constexpr auto members =
      record::members(record::member("log", &Entries::log), record::member("entries", &Entries::entries));
};

/// The signed checkpoint behind the entries that were sent. In answer to `subscribe` it also says that the
/// client has all there is, and gets the rest by itself from now on.
struct CaughtUp {
  std::uint32_t request = 0;  ///< of the `subscribe` that this answers; 0: new entries came by themselves
  LogId log;
  std::string head;
  static constexpr std::string_view kind = "caught_up";
  static constexpr auto members =
      record::members(record::member("request", &CaughtUp::request), record::member("log", &CaughtUp::log),
                      record::member("head", &CaughtUp::head));
};

/// Who is connected and looks at the log. Advisory: what counts is the signed answer to a roll call.
struct Presence {
  LogId log;
  std::vector<PersonId> here;
  static constexpr std::string_view kind = "presence";
  static constexpr auto members =
      record::members(record::member("log", &Presence::log), record::member("here", &Presence::here));
};

struct Invited {
  std::uint32_t request = 0;
  PersonId person;
  std::string token;  ///< shown once
  Timestamp expires;
  static constexpr std::string_view kind = "invited";
  static constexpr auto members = record::members(
      record::member("request", &Invited::request), record::member("person", &Invited::person),
      record::member("token", &Invited::token), record::member("expires", &Invited::expires));
};

/// A session was opened that the person may subscribe to.
struct LogOpened {
  LogId log;
  static constexpr std::string_view kind = "log_opened";
  static constexpr auto members = record::members(record::member("log", &LogOpened::log));
};

using ServerMessage =
    std::variant<Welcome, SignedIn, Refused, Acknowledged, Entries, CaughtUp, Presence, Invited, LogOpened>;

}  // namespace conclave::gateway
