// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The vault's records in SQLite, seen through one connection.
#pragma once

#include "sqlite.hpp"

#include <conclave/identity/vault.hpp>

namespace conclave::store {

/// Not for several threads at once. Every function throws StoreError; none names what a record holds.
class VaultTable {
public:
  explicit VaultTable(Connection& connection);

  [[nodiscard]] std::optional<std::string> get(std::string_view kind, std::string_view id);
  [[nodiscard]] std::vector<identity::VaultRecord> list(std::string_view kind);
  void put(std::string_view kind, std::string_view id, std::string_view json);
  void erase(std::string_view kind, std::string_view id);

private:
  void check(std::string_view kind, std::string_view id, std::string_view json, std::int64_t sum) const;

  Connection& connection_;
  Statement get_;
  Statement list_;
  Statement put_;
  Statement erase_;
};

}  // namespace conclave::store
