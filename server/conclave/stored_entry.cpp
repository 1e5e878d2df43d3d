// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "stored_entry.hpp"

namespace conclave::server {

store::StoredEntry to_stored(record::Entry const& entry) {
  record::Entry bare{entry.position, entry.time, entry.envelope, {}};
  return {entry.position, record::encode_text(bare),
          entry.openings.empty() ? std::string() : record::canonical(record::encode(entry.openings))};
}

record::Entry from_stored(LogId const& log, store::StoredEntry const& stored) {
  auto entry = record::decode_text<record::Entry>(stored.entry, {std::size_t{4} << 20U, 32});
  if (!entry) throw DamagedLog(log, stored.position, entry.error());
  if (entry->position != stored.position) {
    throw DamagedLog(log, stored.position,
                     refuse(Reason::bad_inclusion, "/position", "another entry stands here"));
  }
  if (!stored.openings.empty()) {
    auto const parsed = record::parse_canonical(stored.openings);
    if (!parsed) throw DamagedLog(log, stored.position, parsed.error());
    auto openings = record::decode<std::vector<record::Opening>>(*parsed, "/openings");
    if (!openings) throw DamagedLog(log, stored.position, openings.error());
    entry->openings = std::move(*openings);
  }
  return std::move(*entry);
}

}  // namespace conclave::server
