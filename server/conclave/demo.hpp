// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// `conclave demo`, and the hidden `conclave seat` that each simulated member runs as a process of its own.
#pragma once

#include <CLI/CLI.hpp>

namespace conclave::server {

/// Adds the two commands. When one of them was given, `exit_code` is set by the time parsing is done.
void add_demo_commands(CLI::App& app, int& exit_code);

}  // namespace conclave::server
