// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The vault of a store that keeps nothing on disk.
#pragma once

#include <conclave/identity/vault.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace conclave::store {

class MemoryVault final : public identity::Vault {
public:
  void put(std::string_view kind, std::string_view id, std::string_view json) override;
  std::optional<std::string> get(std::string_view kind, std::string_view id) override;
  std::vector<identity::VaultRecord> list(std::string_view kind) override;
  bool compare_and_swap(std::string_view kind, std::string_view id,
                        std::optional<std::string> const& expected, std::string_view desired) override;
  std::optional<std::string> consume(std::string_view kind, std::string_view id) override;

private:
  using Key = std::pair<std::string, std::string>;  // kind, id
  static Key key_of(std::string_view kind, std::string_view id);

  std::mutex mutex_;
  std::map<Key, std::string> records_;
};

}  // namespace conclave::store
