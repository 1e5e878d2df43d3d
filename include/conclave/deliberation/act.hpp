// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What all acts have in common, whichever log they are signed for (architecture, "How an act travels").
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/commitment.hpp>
#include <conclave/record/envelope.hpp>
#include <conclave/record/ids.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conclave::deliberation {

using crypto::Hash;
using record::Commitment;

/// The head that an author had verified when the act was signed.
struct Seen {
  std::uint64_t size = 0;
  Hash root{};
  static constexpr auto members =
      record::members(record::member("root", &Seen::root), record::member("size", &Seen::size));
};

/// Everything in an act but its kind and body.
struct ActHeader {
  LogId log;
  PersonId author;
  std::uint32_t counter = 0;  ///< 1, 2, 3 … for each author in each log; a refused act does not use it up
  Seen seen;
  Timestamp time;               ///< by the author's clock; the log's times are the server's
  std::optional<Hash> answers;  ///< act hash of the call, motion or round that the act answers
  static constexpr auto members = record::members(
      record::member("log", &ActHeader::log), record::member("author", &ActHeader::author),
      record::member("counter", &ActHeader::counter), record::member("seen", &ActHeader::seen),
      record::member("time", &ActHeader::time), record::member("answers", &ActHeader::answers));
};

/// Texts that were disclosed beside an envelope, by their commitment. What is not in here was withheld.
using Disclosed = std::map<Commitment, std::string>;

/// An act of one log: header, one of the log's bodies, the hash of the signed bytes, and what stands beside
/// it.
template <class Body>
struct Act {
  ActHeader header;
  Body body;
  Hash hash{};
  Disclosed disclosed;
};

/// One entry as the state machines see it. `root` is the log's root with this entry in it; `envelope` is the
/// signed form, valid only while evolve() runs.
template <class ActBody, class FindingBody>
struct Happening {
  std::uint64_t position = 0;
  Timestamp time;
  Hash root{};
  Hash hash{};  ///< SHA-256 of the entry's PAE: an act's hash, or a finding's
  record::Envelope const* envelope = nullptr;
  std::variant<Act<ActBody>, FindingBody> what;
};

}  // namespace conclave::deliberation
