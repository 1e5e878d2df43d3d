// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Structured logs: an event's name and named fields. Never message bodies, tokens or keys.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::server {

enum class Severity { debug, info, warning, error, critical };
using Fields = std::vector<std::pair<std::string, std::string>>;
using Report = std::function<void(Severity, std::string_view event, Fields const&)>;

}  // namespace conclave::server
