// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <conclave/deliberation/register/docket.hpp>

#include <string>
#include <string_view>

namespace conclave::server {

/// Reads a docket file by its name's end: .json as JSON, everything else as CSV.
deliberation::DocketReading read_docket(std::string_view file_name, std::string_view text,
                                        deliberation::DocketOptions const& options);

/// What a person checks before the docket is brought in: every case on a line, or every problem with its line
/// and column, and nothing of the cases then.
std::string preview(std::string_view file_name, deliberation::DocketReading const& reading);

}  // namespace conclave::server
