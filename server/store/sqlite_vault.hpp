// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The vault in SQLite: reads through the reading connection, writes through the group writer.
#pragma once

#include "group_writer.hpp"
#include "vault_table.hpp"

#include <mutex>

namespace conclave::store {

class SqliteVault final : public identity::Vault {
public:
  /// `reading_mutex` guards `reading`. `writer` and `writing` are null when the file is open for reading
  /// only.
  SqliteVault(std::mutex& reading_mutex, VaultTable& reading, GroupWriter* writer, VaultTable* writing,
              std::string read_only_message);

  void put(std::string_view kind, std::string_view id, std::string_view json) override;
  std::optional<std::string> get(std::string_view kind, std::string_view id) override;
  std::vector<identity::VaultRecord> list(std::string_view kind) override;
  bool compare_and_swap(std::string_view kind, std::string_view id,
                        std::optional<std::string> const& expected, std::string_view desired) override;
  std::optional<std::string> consume(std::string_view kind, std::string_view id) override;

private:
  void write(std::function<void(VaultTable&)> const& change);

  std::mutex& reading_mutex_;
  VaultTable& reading_;
  GroupWriter* writer_;
  VaultTable* writing_;
  std::string read_only_message_;
};

}  // namespace conclave::store
