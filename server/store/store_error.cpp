// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/ensure.hpp>
#include <conclave/store/store_error.hpp>

namespace conclave::store {

std::string_view to_string(Fault fault) noexcept {
  switch (fault) {
  case Fault::missing:
    return "missing";
  case Fault::locked:
    return "locked";
  case Fault::no_store:
    return "no_store";
  case Fault::other_version:
    return "other_version";
  case Fault::damaged:
    return "damaged";
  case Fault::io:
    return "io";
  }
  broken("a fault without a name");
}

}  // namespace conclave::store
