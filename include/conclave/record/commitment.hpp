// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Salted commitments: an act names a confidential text by its commitment, and the text travels beside the
// envelope, so that it can be left out of a published record (protocol section 8).
#pragma once

#include <conclave/crypto/hash.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/record/codec.hpp>

#include <compare>
#include <span>
#include <string>

namespace conclave::record {

/// HB("payload", salt, text). Binds the text and, as long as the salt is unknown, hides it.
struct Commitment {
  crypto::Hash hash;
  friend auto operator<=>(Commitment const&, Commitment const&) = default;
};

inline constexpr std::size_t largest_opening = 65'536;  ///< bytes of text; larger ones enter by their hash

/// What opens a commitment.
struct Opening {
  crypto::Hash salt;  ///< 32 random bytes
  std::string text;

  static constexpr auto members =
      record::members(record::member("salt", &Opening::salt),
                      record::member("text", &Opening::text, record::at_most(largest_opening)));
  friend bool operator==(Opening const&, Opening const&) = default;
};

/// The commitment that an opening opens.
[[nodiscard]] Commitment commitment_of(Opening const& opening);

struct Committed {
  Commitment commitment;
  Opening opening;
};

/// Draws a salt and commits to the text.
[[nodiscard]] Committed commit(std::string_view text, crypto::Randomness& randomness);

[[nodiscard]] bool opens(Commitment const& commitment, Opening const& opening);

/// The opening among these that opens the commitment, or null.
[[nodiscard]] Opening const* find_opening(std::span<Opening const> openings, Commitment const& commitment);

/// 64 lower-case hex digits.
template <>
struct Codec<Commitment> {
  static Result<Commitment> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(Commitment const& value);
};

}  // namespace conclave::record
