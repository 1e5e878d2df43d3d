// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One act or finding in a log, with its position and the server's time.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/hash.hpp>
#include <conclave/record/commitment.hpp>
#include <conclave/record/envelope.hpp>
#include <conclave/record/ids.hpp>

#include <cstdint>
#include <vector>

namespace conclave::record {

struct Entry {
  std::uint64_t position = 0;  ///< 0, 1, 2 …
  Timestamp time;              ///< the server's
  Envelope envelope;
  std::vector<Opening> openings;  ///< beside the envelope, not in the leaf; none in a published record

  static constexpr auto members =
      record::members(record::member("position", &Entry::position), record::member("time", &Entry::time),
                      record::member("envelope", &Entry::envelope),
                      record::member("openings", &Entry::openings, at_most(64)));
  friend bool operator==(Entry const&, Entry const&) = default;
};

/// F("conclave-v1", "entry", u64le position, u64le time in ms, PAE, signature).
[[nodiscard]] crypto::Bytes leaf_data(Entry const& entry);

/// SHA-256(0x00 || leaf data), as RFC 9162 hashes a leaf.
[[nodiscard]] crypto::Hash leaf_hash(Entry const& entry);

}  // namespace conclave::record
