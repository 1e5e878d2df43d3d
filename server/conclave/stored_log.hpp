// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A stored log, replayed by a command.
#pragma once

#include "stored_entry.hpp"

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/record/head.hpp>

#include <utility>
#include <vector>

namespace conclave::server {

template <class Law>
struct StoredLog {
  deliberation::Proceedings<Law> proceedings;
  record::SignedHead head;
};

/// The checkpoint of a log that exists, signed by this key. Throws DamagedLog.
inline record::SignedHead stored_head(store::Store& store, LogId const& log,
                                      crypto::PublicKey const& server_key) {
  auto const text = store.checkpoint(log);
  if (!text) throw DamagedLog(log, 0, refuse(Reason::bad_record, "head", "no checkpoint is stored"));
  auto head = record::SignedHead::parse(*text);
  if (!head) throw DamagedLog(log, 0, head.error());
  if (auto const held = head->verify({head->origin(), server_key}); !held) {
    throw DamagedLog(log, head->head().size, held.error());
  }
  return std::move(*head);
}

/// The entries up to the stored checkpoint, whatever a running server appends meanwhile. Throws DamagedLog.
inline std::vector<record::Entry> stored_entries(store::Store& store, LogId const& log, std::uint64_t size) {
  std::vector<record::Entry> entries;
  while (entries.size() < size) {
    auto const some = store.read(log, entries.size(), 256);
    if (some.empty()) {
      throw DamagedLog(log, entries.size(), refuse(Reason::bad_inclusion, "", "the entry is missing"));
    }
    for (auto const& stored : some) {
      if (stored.position < size) entries.push_back(from_stored(log, stored));
    }
  }
  return entries;
}

/// Replays a log that exists. Throws DamagedLog, naming the entry that does not hold.
template <class Law>
StoredLog<Law> replay_stored(store::Store& store, LogId const& log, crypto::PublicKey const& server_key,
                             deliberation::Prover const& prove) {
  StoredLog<Law> out{deliberation::Proceedings<Law>(log, server_key), stored_head(store, log, server_key)};
  for (auto const& entry : stored_entries(store, log, out.head.head().size)) {
    if (auto const held = out.proceedings.replay(entry, prove); !held) {
      throw DamagedLog(log, entry.position, held.error());
    }
  }
  auto const size = out.proceedings.size();
  if (auto const settled = out.proceedings.settled(); !settled) throw DamagedLog(log, size, settled.error());
  if (out.head.head() != record::Head{log, size, out.proceedings.root()}) {
    throw DamagedLog(log, size,
                     refuse(Reason::bad_inclusion, "head", "the entries do not hash to the signed root"));
  }
  return out;
}

/// A Prover for logs whose proofs were verified before they were written.
inline Result<void> proved_before(deliberation::ProofCheck const&, std::uint64_t) {
  return {};
}

}  // namespace conclave::server
