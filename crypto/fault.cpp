// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/fault.hpp>

#include <cstdio>
#include <cstdlib>

namespace conclave::crypto {

std::string_view to_string(Fault fault) noexcept {
  switch (fault) {
  case Fault::bad_encoding:
    return "bad_encoding";
  case Fault::bad_index:
    return "bad_index";
  case Fault::challenges_do_not_add_up:
    return "challenges_do_not_add_up";
  case Fault::commitment_mismatch:
    return "commitment_mismatch";
  case Fault::counts_do_not_add_up:
    return "counts_do_not_add_up";
  case Fault::does_not_open:
    return "does_not_open";
  case Fault::duplicate:
    return "duplicate";
  case Fault::equation_fails:
    return "equation_fails";
  case Fault::identity:
    return "identity";
  case Fault::no_logarithm:
    return "no_logarithm";
  case Fault::not_a_point:
    return "not_a_point";
  case Fault::not_canonical:
    return "not_canonical";
  case Fault::small_order:
    return "small_order";
  case Fault::too_few_shares:
    return "too_few_shares";
  case Fault::unknown_voter:
    return "unknown_voter";
  case Fault::wrong_context:
    return "wrong_context";
  case Fault::wrong_length:
    return "wrong_length";
  case Fault::wrong_share:
    return "wrong_share";
  }
  return "unknown";
}

void throw_exception_from_error(FaultAt const& fault, boost::source_location const& where) {
  auto const kind = to_string(fault.kind);
  std::fprintf(stderr, "conclave: the value of a failed result was read: %.*s at %u (%s:%u)\n",
               static_cast<int>(kind.size()), kind.data(), fault.index, where.file_name(),
               static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace conclave::crypto
