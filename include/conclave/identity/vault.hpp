// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Where the identity part keeps what belongs in no log. Implemented by a store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::identity {

struct VaultRecord {
  std::string id;
  std::string json;
  friend bool operator==(VaultRecord const&, VaultRecord const&) = default;
};

/// Small records of JSON, each under a kind and an id; both are any text that is not empty. The vault reads
/// none of it. Every function is atomic towards all other users of the same vault, in whatever process, waits
/// until a change is durable, and throws store::StoreError when the medium fails. Any thread may call.
class Vault {
public:
  Vault() = default;
  Vault(Vault const&) = delete;
  Vault& operator=(Vault const&) = delete;
  virtual ~Vault() = default;

  /// Writes the record, whether or not there was one.
  virtual void put(std::string_view kind, std::string_view id, std::string_view json) = 0;

  [[nodiscard]] virtual std::optional<std::string> get(std::string_view kind, std::string_view id) = 0;

  /// Every record of the kind, in bytewise order of ids.
  [[nodiscard]] virtual std::vector<VaultRecord> list(std::string_view kind) = 0;

  /// Writes `desired` if the record is exactly `expected`; without `expected`, if there is no record.
  /// Returns whether it wrote.
  [[nodiscard]] virtual bool compare_and_swap(std::string_view kind, std::string_view id,
                                              std::optional<std::string> const& expected,
                                              std::string_view desired) = 0;

  /// Takes the record out. Of any number of callers at once exactly one gets it.
  [[nodiscard]] virtual std::optional<std::string> consume(std::string_view kind, std::string_view id) = 0;
};

}  // namespace conclave::identity
