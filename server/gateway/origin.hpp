// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace conclave::gateway {

/// Whether a page of `origin` may open a WebSocket. `allowed` lists origins; empty: the origin must be the
/// scheme (https under TLS, http without) and the very `host` (with port) of the request. Without TLS that
/// host must also be localhost or a loopback address: else a stranger's name that resolves to loopback would
/// pass for ours.
bool origin_allowed(std::string_view origin, std::string_view host, bool tls,
                    std::vector<std::string> const& allowed);

}  // namespace conclave::gateway
