// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_bytes.hpp"

#include <conclave/crypto/fields.hpp>
#include <conclave/record/entry.hpp>
#include <conclave/record/merkle.hpp>

namespace conclave::record {

crypto::Bytes leaf_data(Entry const& entry) {
  ensure(entry.time.ms >= 0, "an entry dated before 1970");
  auto const position = little_endian(entry.position);
  auto const time = little_endian(static_cast<std::uint64_t>(entry.time.ms));
  std::string const encoding = pae(entry.envelope.payload_type, entry.envelope.payload);
  return crypto::F("conclave-v1", "entry", position, time, bytes_of(encoding),
                   entry.envelope.signature.bytes);
}

crypto::Hash leaf_hash(Entry const& entry) {
  return merkle_leaf(leaf_data(entry));
}

}  // namespace conclave::record
