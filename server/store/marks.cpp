// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks.hpp"

namespace conclave::store {

Marks::Marks(Connection& connection)
    : get_(connection, "SELECT value FROM marks WHERE name = ?"),
      set_(connection, "INSERT INTO marks (name, value) VALUES (?, ?) "
                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value") {}

std::optional<std::int64_t> Marks::get(std::string_view name) {
  auto row = get_.use();
  if (!row.bind(name).step()) return std::nullopt;
  return row.integer(0);
}

void Marks::set(std::string_view name, std::int64_t value) {
  set_.use().bind(name).bind(value).step();
}

}  // namespace conclave::store
