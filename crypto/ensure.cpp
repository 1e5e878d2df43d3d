// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ensure.hpp"

#include <sodium.h>

#include <cstdio>
#include <cstdlib>

namespace conclave::crypto {

void broken(std::string_view what) noexcept {
  std::fprintf(stderr, "conclave: cryptography: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void sodium_ready() noexcept {
  static bool const ready = sodium_init() >= 0;
  ensure(ready, "libsodium cannot be initialised");
}

}  // namespace conclave::crypto
