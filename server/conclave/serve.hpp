// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "configuration.hpp"

#include <filesystem>

namespace conclave::server {

/// Serves until SIGINT or SIGTERM. Prints the address, and "listening on PORT" once connections are accepted;
/// `ready_file`, if given, then holds the port. Returns the exit code; throws CommandError, DamagedLog,
/// StoreError, GatewayError or CertificateError.
int serve(Configuration const& configuration, std::filesystem::path const& ready_file);

}  // namespace conclave::server
