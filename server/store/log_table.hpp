// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Logs and their entries in SQLite, seen through one connection.
#pragma once

#include "sqlite.hpp"

#include <conclave/store/store.hpp>

namespace conclave::store {

/// Not for several threads at once. Every function throws StoreError, naming log and entry where something is
/// not what was written.
class LogTable {
public:
  explicit LogTable(Connection& connection);

  [[nodiscard]] std::vector<LogId> names();
  [[nodiscard]] std::uint64_t size(LogId const& log);
  [[nodiscard]] std::optional<std::string> checkpoint(LogId const& log);
  [[nodiscard]] std::vector<StoredEntry> read(LogId const& log, std::uint64_t from, std::size_t limit);

  /// Appended or Conflict. To be called inside a write transaction, which alone makes it durable.
  [[nodiscard]] AppendOutcome append(LogId const& log, std::uint64_t expected_size,
                                     std::vector<StoredEntry> const& entries, std::string_view checkpoint);

private:
  struct Row {
    std::int64_t number = 0;
    std::uint64_t size = 0;
    std::string checkpoint;
  };
  std::optional<Row> find(LogId const& log);
  void insert(std::int64_t number, LogId const& log, StoredEntry const& entry);
  [[noreturn]] void damaged(LogId const& log, std::string const& what) const;

  Connection& connection_;
  Statement names_;
  Statement find_;
  Statement read_;
  Statement insert_log_;
  Statement update_log_;
  Statement insert_entry_;
  Statement insert_openings_;
};

}  // namespace conclave::store
