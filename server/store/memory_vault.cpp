// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "memory_vault.hpp"

#include <conclave/record/ensure.hpp>

namespace conclave::store {

MemoryVault::Key MemoryVault::key_of(std::string_view kind, std::string_view id) {
  ensure(!kind.empty() && !id.empty(), "a vault record has a kind and an id");
  return {std::string(kind), std::string(id)};
}

void MemoryVault::put(std::string_view kind, std::string_view id, std::string_view json) {
  std::scoped_lock const lock(mutex_);
  records_.insert_or_assign(key_of(kind, id), std::string(json));
}

std::optional<std::string> MemoryVault::get(std::string_view kind, std::string_view id) {
  std::scoped_lock const lock(mutex_);
  auto const found = records_.find(key_of(kind, id));
  if (found == records_.end()) return std::nullopt;
  return found->second;
}

std::vector<identity::VaultRecord> MemoryVault::list(std::string_view kind) {
  std::scoped_lock const lock(mutex_);
  std::vector<identity::VaultRecord> records;
  for (auto it = records_.lower_bound({std::string(kind), {}});
       it != records_.end() && it->first.first == kind; ++it)
    records.push_back({it->first.second, it->second});
  return records;
}

bool MemoryVault::compare_and_swap(std::string_view kind, std::string_view id,
                                   std::optional<std::string> const& expected, std::string_view desired) {
  std::scoped_lock const lock(mutex_);
  if (!expected) return records_.emplace(key_of(kind, id), std::string(desired)).second;
  auto const found = records_.find(key_of(kind, id));
  if (found == records_.end() || found->second != *expected) return false;
  found->second = std::string(desired);
  return true;
}

std::optional<std::string> MemoryVault::consume(std::string_view kind, std::string_view id) {
  std::scoped_lock const lock(mutex_);
  auto taken = records_.extract(key_of(kind, id));
  if (taken.empty()) return std::nullopt;
  return std::move(taken.mapped());
}

}  // namespace conclave::store
