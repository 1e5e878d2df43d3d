// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The rules of procedure as a body writes them: TOML, as in config/rules/. Times are written as "30s", "10m",
// "72h", "2d" or "500ms".
#pragma once

#include <conclave/deliberation/rules.hpp>

#include <string_view>

namespace conclave {

/// Reads rules. Every option must be there; an option that does not exist is refused by name.
/// Errors: malformed_import for what is no TOML; unknown_member, missing_member, wrong_type, out_of_range,
/// bad_identifier, unknown_kind; `where` is "FILE, line 3, column 7", `detail` names the option and says what
/// does not fit.
Result<deliberation::Rules> load_rules(std::string_view toml_text, std::string_view file_name);

}  // namespace conclave
