// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Entries as the store keeps them, and what is said of entries that no longer fit.
#pragma once

#include <conclave/record/entry.hpp>
#include <conclave/store/store.hpp>

#include <stdexcept>

namespace conclave::server {

/// A stored log that does not hold: which entry, and what does not fit. Never repaired.
class DamagedLog : public std::runtime_error {
public:
  DamagedLog(LogId const& log, std::uint64_t position, Refusal const& refusal)
      : std::runtime_error("log " + log.str() + ", entry " + std::to_string(position) + ": " +
                           describe(refusal)) {}
};

/// Canonical JSON without the openings, and the openings apart.
store::StoredEntry to_stored(record::Entry const& entry);

/// Throws DamagedLog for a text that is no entry.
record::Entry from_stored(LogId const& log, store::StoredEntry const& stored);

}  // namespace conclave::server
