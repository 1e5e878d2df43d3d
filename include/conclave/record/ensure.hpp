// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The third kind of failure: we are wrong. Never applied to input.
#pragma once

#include <source_location>
#include <string_view>

namespace conclave {

/// Prints what was broken, and where, and aborts.
[[noreturn]] void broken(std::string_view what,
                         std::source_location where = std::source_location::current()) noexcept;

/// An assertion that is always on.
inline void ensure(bool holds, std::string_view what,
                   std::source_location where = std::source_location::current()) noexcept {
  if (!holds) broken(what, where);
}

}  // namespace conclave
