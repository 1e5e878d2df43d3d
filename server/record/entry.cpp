// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/fields.hpp>
#include <conclave/crypto/hash.hpp>
#include <conclave/record/entry.hpp>
#include <conclave/record/merkle.hpp>

#include <utility>

namespace conclave::record {

crypto::Bytes leaf_data(Entry const& entry) {
  ensure(entry.time.ms >= 0, "an entry dated before 1970");
  Envelope const& envelope = entry.envelope;
  crypto::Fields leaf = crypto::tagged("entry");
  leaf.add_u64(entry.position).add_u64(static_cast<std::uint64_t>(entry.time.ms));
  leaf.add(pae(envelope.payload_type, envelope.payload)).add(envelope.signature.bytes);
  return std::move(leaf).bytes();
}

crypto::Hash leaf_hash(Entry const& entry) {
  return merkle_leaf(leaf_data(entry));
}

}  // namespace conclave::record
