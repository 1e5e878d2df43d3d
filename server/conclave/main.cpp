// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "demo.hpp"

int main(int argc, char** argv) {
  return conclave::server::run(argc, argv, &conclave::server::add_demo_commands);
}
