// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/commitment.hpp>

#include <algorithm>

namespace conclave::record {

Commitment commitment_of(Opening const& opening) {
  return {crypto::hb("payload", opening.salt, opening.text)};
}

Committed commit(std::string_view text, crypto::Randomness& randomness) {
  Opening opening{{}, std::string(text)};
  randomness.fill(opening.salt.bytes);
  return {commitment_of(opening), std::move(opening)};
}

bool opens(Commitment const& commitment, Opening const& opening) {
  return commitment_of(opening) == commitment;
}

Opening const* find_opening(std::span<Opening const> openings, Commitment const& commitment) {
  auto const found = std::find_if(openings.begin(), openings.end(),
                                  [&](Opening const& opening) { return opens(commitment, opening); });
  return found == openings.end() ? nullptr : &*found;
}

Result<Commitment> Codec<Commitment>::read(boost::json::value const& value, Limit limit, Place const& place) {
  auto const hash = Codec<crypto::Hash>::read(value, limit, place);
  if (!hash) return hash.error();
  return Commitment{hash.value()};
}

boost::json::value Codec<Commitment>::write(Commitment const& value) {
  return Codec<crypto::Hash>::write(value.hash);
}

}  // namespace conclave::record
