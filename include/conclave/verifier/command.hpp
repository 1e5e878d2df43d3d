// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace conclave::verifier {

/// The command `conclave-verify FILE [--json] [--director FINGERPRINT] [--batch]`, which is also
/// `conclave verify`. Returns the exit code: 0 the record holds, 1 it does not, 2 no record or bad arguments.
int run_command(int argc, char const* const* argv);

}  // namespace conclave::verifier
