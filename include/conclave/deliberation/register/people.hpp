// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who is barred, and how the jury is composed (R-A2, R-A3). Pages ask before the Director signs.
#pragma once

#include <conclave/deliberation/register/state.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::deliberation {

/// How a name or an address stands to the list of barred people.
enum class Match {
  none,
  near,   ///< close enough that the Director must say that it is somebody else
  exact,  ///< the same after NFKC and case folding, spaces aside
};

/// Compares names. near: the same words in another order or without diacritics, all words of one among the
/// other's (two at least), or a small edit distance for their length.
Match match_names(std::string_view a, std::string_view b);
/// Compares e-mail addresses: exact or none. Two empty ones do not match.
Match match_emails(std::string_view a, std::string_view b);

struct BarredMatch {
  Match match = Match::none;
  std::string barred_name;  ///< the closest of the barred
};

/// Where somebody stands to the list of barred people (R-A2). `email` may be empty.
BarredMatch find_barred(RegisterState const& state, std::string_view name, std::string_view email);

/// The jurors who lose their seats when this person is barred, in the order of their ids.
std::vector<PersonId> barred_seats(RegisterState const& state, std::string_view name, std::string_view email);

/// How many jurors there are of each region and gender. What was withheld, or not disclosed to this reader,
/// is counted as withheld. Spellings that differ in case alone are counted together, under the first.
struct Composition {
  std::uint32_t jurors = 0;
  std::map<std::string, std::uint32_t> regions;
  std::map<std::string, std::uint32_t> genders;
  std::uint32_t region_withheld = 0;
  std::uint32_t gender_withheld = 0;
  friend bool operator==(Composition const&, Composition const&) = default;
};

/// The balance of the jury as it is, and as one more appointment would make it (R-A3).
struct Balance {
  Composition as_it_is;
  Composition with_appointment;
};

/// The jurors whose mandate holds at `now`, enrolled or not.
Composition composition(RegisterState const& state, Timestamp now);

/// `region` and `gender` of the juror to be appointed; empty: withheld.
Balance balance(RegisterState const& state, Timestamp now, std::string_view region, std::string_view gender);

}  // namespace conclave::deliberation
