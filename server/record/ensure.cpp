// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/ensure.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace conclave {

void broken(std::string_view what, std::source_location where) noexcept {
  std::fprintf(stderr, "conclave: %.*s (%s:%u)\n", static_cast<int>(what.size()), what.data(),
               where.file_name(), static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace conclave
