// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the checks say about a case, and whether it may go to the jury (R-B2).
#pragma once

#include <conclave/deliberation/register/state.hpp>

#include <string>
#include <vector>

namespace conclave::deliberation {

enum class CheckStanding { passed, failed, still_to_be_checked };

/// One check of one case, as it stands.
struct CheckLine {
  std::string check;
  std::string label;  ///< in words
  CheckStanding standing = CheckStanding::still_to_be_checked;
  bool waived = false;
  friend bool operator==(CheckLine const&, CheckLine const&) = default;
};

/// Every check of the case, in the order of the rules; the cap of endorsements per country last, where the
/// rules have one. Cases that are no applications have none. Error: unknown_case.
Result<std::vector<CheckLine>> check_lines(RegisterState const& state, CaseId const& case_id);

/// What has failed, in words, one sentence per check; waived or not. Error: unknown_case.
Result<std::vector<std::string>> failures(RegisterState const& state, CaseId const& case_id);

/// Whether the case may be put on a session's agenda: every check passed or waived. Errors: unknown_case;
/// not_admissible, with what has failed or is still to be checked.
Result<void> admissible(RegisterState const& state, CaseId const& case_id);

/// The case as entry 0 of a session names it, with the reason of its waiver if there was one. Errors: those
/// of admissible().
Result<AgendaItem> agenda_item(RegisterState const& state, CaseId const& case_id);

}  // namespace conclave::deliberation
