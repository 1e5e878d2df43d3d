// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The commands of `conclave`, each in a file of its own.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace conclave::server {

/// Each adds one command. When it was given, its callback runs within parsing and sets `exit_code`, or throws
/// what main() turns into one.
void add_serve(CLI::App& app, int& exit_code);
void add_init(CLI::App& app, int& exit_code);
void add_invite(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_doctor(CLI::App& app, int& exit_code);
void add_replace_director(CLI::App& app, int& exit_code);

/// Parses and runs a whole command line; returns the exit code. Errors go to standard error. `add_more` adds
/// commands that this library does not have.
int run(int argc, char const* const* argv, std::function<void(CLI::App&, int&)> const& add_more = {});

}  // namespace conclave::server
