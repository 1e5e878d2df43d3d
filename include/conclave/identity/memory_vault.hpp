// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A vault that forgets everything at its end, for tests and simulations.
#pragma once

#include <conclave/identity/vault.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace conclave::identity {

class MemoryVault final : public Vault {
public:
  void put(std::string_view kind, std::string_view id, std::string_view json) override;
  std::optional<std::string> get(std::string_view kind, std::string_view id) override;
  std::vector<VaultRecord> list(std::string_view kind) override;
  bool compare_and_swap(std::string_view kind, std::string_view id,
                        std::optional<std::string> const& expected, std::string_view desired) override;
  std::optional<std::string> consume(std::string_view kind, std::string_view id) override;

private:
  using Key = std::pair<std::string, std::string>;  // kind, id
  std::mutex mutex_;
  std::map<Key, std::string> records_;
};

}  // namespace conclave::identity
