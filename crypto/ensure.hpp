// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Assertions that are always on: for our own mistakes, never for input.
#pragma once

#include <string_view>

namespace conclave::crypto {

/// Prints what was broken and aborts.
[[noreturn]] void broken(std::string_view what) noexcept;

inline void ensure(bool holds, std::string_view what) noexcept {
  if (!holds) broken(what);
}

/// libsodium is initialised, or the program ends. Cheap after the first call.
void sodium_ready() noexcept;

}  // namespace conclave::crypto
