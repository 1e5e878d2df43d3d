// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a caller of append owes every store.
#pragma once

#include <conclave/record/ensure.hpp>
#include <conclave/store/store.hpp>

namespace conclave::store {

/// Aborts unless the preconditions of Store::append hold.
inline void ensure_append(LogId const& log, std::uint64_t expected_size,
                          std::vector<StoredEntry> const& entries, std::string const& checkpoint,
                          AppendDone const& done) {
  ensure(!log.empty(), "an append names its log");
  ensure(!entries.empty(), "an append has entries");
  ensure(!checkpoint.empty(), "an append has a checkpoint");
  ensure(static_cast<bool>(done), "an append has somebody who waits for its outcome");
  std::uint64_t position = expected_size;
  for (StoredEntry const& entry : entries) {
    ensure(entry.position == position, "positions follow the expected size without a gap");
    ensure(!entry.entry.empty(), "an entry has a text");
    ++position;
  }
}

}  // namespace conclave::store
