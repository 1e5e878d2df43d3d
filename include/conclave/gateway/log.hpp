// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the gateway tells about itself. Never a message's text, never a secret.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::gateway {

enum class Severity { trace, debug, info, warn, error };

using LogFields = std::vector<std::pair<std::string, std::string>>;

/// Takes one event: a fixed snake_case name, and fields beside it. Called from several threads at once, so it
/// must lock for itself; it must be quick and must not throw. Fields may hold what a stranger sent (a reason
/// for closing, a request's path), bounded in length and valid UTF-8: escape it before writing.
using LogSink = std::function<void(Severity, std::string_view event, LogFields fields)>;

}  // namespace conclave::gateway
