// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sqlite_vault.hpp"

#include <conclave/record/ensure.hpp>

namespace conclave::store {

namespace {

void ensure_named(std::string_view kind, std::string_view id) {
  ensure(!kind.empty() && !id.empty(), "a vault record has a kind and an id");
}

}  // namespace

SqliteVault::SqliteVault(std::mutex& reading_mutex, VaultTable& reading, GroupWriter* writer,
                         VaultTable* writing, std::string read_only_message)
    : reading_mutex_(reading_mutex), reading_(reading), writer_(writer), writing_(writing),
      read_only_message_(std::move(read_only_message)) {}

void SqliteVault::write(std::function<void(VaultTable&)> const& change) {
  if (writer_ == nullptr) throw StoreError(Fault::io, read_only_message_);
  writer_->wait_for([this, &change] { change(*writing_); });
}

void SqliteVault::put(std::string_view kind, std::string_view id, std::string_view json) {
  ensure_named(kind, id);
  write([&](VaultTable& table) { table.put(kind, id, json); });
}

std::optional<std::string> SqliteVault::get(std::string_view kind, std::string_view id) {
  ensure_named(kind, id);
  std::scoped_lock const lock(reading_mutex_);
  return reading_.get(kind, id);
}

std::vector<identity::VaultRecord> SqliteVault::list(std::string_view kind) {
  std::scoped_lock const lock(reading_mutex_);
  return reading_.list(kind);
}

bool SqliteVault::compare_and_swap(std::string_view kind, std::string_view id,
                                   std::optional<std::string> const& expected, std::string_view desired) {
  ensure_named(kind, id);
  bool swapped = false;
  write([&](VaultTable& table) {
    swapped = table.get(kind, id) == expected;
    if (swapped) table.put(kind, id, desired);
  });
  return swapped;
}

std::optional<std::string> SqliteVault::consume(std::string_view kind, std::string_view id) {
  ensure_named(kind, id);
  std::optional<std::string> taken;
  write([&](VaultTable& table) {
    taken = table.get(kind, id);
    if (taken) table.erase(kind, id);
  });
  return taken;
}

}  // namespace conclave::store
