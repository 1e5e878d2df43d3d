// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault_table.hpp"
#include "checksum.hpp"

namespace conclave::store {

VaultTable::VaultTable(Connection& connection)
    : connection_(connection), get_(connection, "SELECT json, checksum FROM vault WHERE kind = ? AND id = ?"),
      list_(connection, "SELECT id, json, checksum FROM vault WHERE kind = ? ORDER BY id"),
      put_(connection,
           "INSERT INTO vault (kind, id, json, checksum) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) "
           "DO UPDATE SET json = excluded.json, checksum = excluded.checksum"),
      erase_(connection, "DELETE FROM vault WHERE kind = ? AND id = ?") {}

void VaultTable::check(std::string_view kind, std::string_view id, std::string_view json,
                       std::int64_t sum) const {
  if (sum != checksum({kind, id, json}))
    throw StoreError(Fault::damaged, connection_.file() + " is damaged: a record of the kind " +
                                         std::string(kind) + " is not what was written");
}

std::optional<std::string> VaultTable::get(std::string_view kind, std::string_view id) {
  auto row = get_.use();
  if (!row.bind(kind).bind(id).step()) return std::nullopt;
  check(kind, id, row.text(0), row.integer(1));
  return std::string(row.text(0));
}

std::vector<identity::VaultRecord> VaultTable::list(std::string_view kind) {
  std::vector<identity::VaultRecord> records;
  auto row = list_.use();
  row.bind(kind);
  while (row.step()) {
    check(kind, row.text(0), row.text(1), row.integer(2));
    records.push_back({std::string(row.text(0)), std::string(row.text(1))});
  }
  return records;
}

void VaultTable::put(std::string_view kind, std::string_view id, std::string_view json) {
  put_.use().bind(kind).bind(id).bind(json).bind(checksum({kind, id, json})).step();
}

void VaultTable::erase(std::string_view kind, std::string_view id) {
  erase_.use().bind(kind).bind(id).step();
}

}  // namespace conclave::store
