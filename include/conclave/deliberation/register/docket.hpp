// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dockets as files: CSV (RFC 4180) and JSON (R-B1). A file is taken whole or refused whole.
//
//   region,city,country[,title][,kind][,motion]
//   [{"region": …, "city": …, "country": …, "title": …, "kind": …, "motion": …}, …]
//
// `city` or `title` must be there; a title that is not empty counts before the city. Kinds: application (the
// default), renewal, election, motion. An application without a motion gets the pattern's; other kinds must
// bring their own.
#pragma once

#include <conclave/deliberation/register/acts.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::deliberation {

struct RegisterState;

/// What a docket file is read with.
struct DocketOptions {
  std::string motion_pattern;  ///< rules.motion_pattern: {title} and {country} are filled in
  std::set<CaseId> taken;      ///< case ids of other dockets
};

inline constexpr std::size_t largest_docket_file = 4U << 20U;  ///< bytes
inline constexpr std::size_t largest_docket = 2000;            ///< cases

/// A file as it was read. Cases are there only if there are no problems.
struct DocketReading {
  std::vector<DocketCase> cases;
  /// The first problems (ten at most), in the order of the file: malformed_import; where = "line 3, column
  /// 7", columns counted in characters from 1; detail = a sentence.
  std::vector<Refusal> problems;
};

DocketReading read_docket_csv(std::string_view text, DocketOptions const& options);
DocketReading read_docket_json(std::string_view text, DocketOptions const& options);

/// The cases, or the first problem.
Result<std::vector<DocketCase>> parse_docket_csv(std::string_view text, DocketOptions const& options);
Result<std::vector<DocketCase>> parse_docket_json(std::string_view text, DocketOptions const& options);

/// The cases as CSV with all columns but the ids: parsing it gives the cases again, except for their ids.
std::string write_docket_csv(std::vector<DocketCase> const& cases);

/// The options for one more docket of this register: its rules' pattern, and the ids that are taken.
DocketOptions docket_options(RegisterState const& state);

/// "bouake" for "Bouaké": lower-case ASCII letters, digits and hyphens; characters with no ASCII form are
/// left out, and if nothing is left the answer is empty.
std::string slug(std::string_view title);

/// The motion on an application: the pattern with {title} and {country} filled in.
std::string motion_from_pattern(std::string_view pattern, std::string_view title, std::string_view country);

}  // namespace conclave::deliberation
