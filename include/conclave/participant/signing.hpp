// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signing acts: what every client does, whoever sits before it.
#pragma once

#include <conclave/deliberation/proceedings.hpp>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::participant {

/// A signed act with the texts that stand beside it: ready to be handed in.
struct Outgoing {
  record::Envelope envelope;
  std::vector<record::Opening> openings;
};

/// What is to be done, before it is signed: the body, what it answers, and the texts it commits to.
template <class Body>
struct Intent {
  Body body;
  std::optional<crypto::Hash> answers;
  std::vector<record::Opening> openings;
};

/// Signs an act against the head of a log that the client has verified.
template <class Law>
Outgoing sign_act(deliberation::Proceedings<Law> const& log, PersonId const& person,
                  crypto::IdentityKey const& key, Intent<typename Law::ActBody> intent, Timestamp now) {
  deliberation::ActHeader header;
  header.log = log.log();
  header.author = person;
  header.counter = log.next_counter(person);
  header.seen = {log.size(), log.root()};
  header.time = now;
  header.answers = intent.answers;
  auto const payload = deliberation::encode_act(header, intent.body);
  return {record::sign(record::act_type, payload, key), std::move(intent.openings)};
}

/// Commits to a text; its opening joins `openings`.
inline record::Commitment confide(std::string_view text, std::vector<record::Opening>& openings,
                                  crypto::Randomness& randomness) {
  auto committed = record::commit(text, randomness);
  openings.push_back(std::move(committed.opening));
  return committed.commitment;
}

}  // namespace conclave::participant
