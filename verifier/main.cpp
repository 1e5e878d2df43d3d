// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// conclave-verify: verifies a record offline. Exit codes: 0 it holds, 1 it does not, 2 it is no record.
#include <conclave/verifier/command.hpp>

int main(int argc, char** argv) {
  return conclave::verifier::run_command(argc, argv);
}
