// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What can be wrong with something received. A fault is a value, and never carries a secret.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <cstdint>
#include <string_view>

namespace conclave::crypto {

enum class Fault : std::uint8_t {
  wrong_length,         ///< a value, or a list, has not the size that the protocol fixes
  bad_encoding,         ///< hex or base64 that is not strict
  not_canonical,        ///< a scalar not below l, a point or key with a spare bit or a coordinate not below p
  not_a_point,          ///< 32 bytes that encode no element of the group
  identity,             ///< the identity where the protocol does not allow it
  small_order,          ///< a public key of small order
  wrong_context,        ///< a context that breaks its own rules (order, duplicates, n, t, a)
  unknown_voter,        ///< not in the round's electorate
  bad_index,            ///< 0, above n, or not the one that stands in the box
  duplicate,            ///< the same trustee, or the same alpha, twice
  commitment_mismatch,  ///< a commitment that these values do not open
  challenges_do_not_add_up,  ///< Σc_j differs from the hash
  equation_fails,            ///< a proof whose equation does not hold
  does_not_open,             ///< a sealed box that is not for this key, or was altered
  wrong_share,               ///< s_ij·G differs from Σ_k j^k·A_ik
  too_few_shares,            ///< fewer valid partial decryptions than the threshold
  no_logarithm,              ///< no count in the range opens the sum
  counts_do_not_add_up       ///< the counts' sum differs from the number of ballots
};

/// The enumerator's name.
[[nodiscard]] std::string_view to_string(Fault fault) noexcept;

/// A fault and where it is: the index of the element, option, trustee or digit, or a batch's label.
struct FaultAt {
  Fault kind{};
  std::uint32_t index = 0;
  friend bool operator==(FaultAt const&, FaultAt const&) = default;
};

template <class T>
using Result = boost::system::result<T, FaultAt>;

/// Reading the value of a failed Result is our own mistake: prints the fault and aborts.
[[noreturn]] void throw_exception_from_error(FaultAt const& fault, boost::source_location const& where);

}  // namespace conclave::crypto
