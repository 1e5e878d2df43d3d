// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "log_table.hpp"
#include "checksum.hpp"

#include <algorithm>
#include <limits>

namespace conclave::store {

namespace {

constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

std::int64_t checksum_of(LogId const& log, std::uint64_t number, std::string_view text) {
  return checksum({log.str(), std::to_string(number), text});
}

std::string entry_name(std::uint64_t position) {
  return "entry " + std::to_string(position);
}

}  // namespace

LogTable::LogTable(Connection& connection)
    : connection_(connection), names_(connection, "SELECT name FROM logs ORDER BY name"),
      find_(connection, "SELECT number, size, checkpoint, checksum FROM logs WHERE name = ?"),
      read_(connection, "SELECT position, entry, entries.checksum, openings, openings.checksum "
                        "FROM entries LEFT JOIN openings USING (arrival) "
                        "WHERE log = ? AND position >= ? ORDER BY position LIMIT ?"),
      insert_log_(connection, "INSERT INTO logs (name, size, checkpoint, checksum) VALUES (?, 0, '', 0)"),
      update_log_(connection, "UPDATE logs SET size = ?, checkpoint = ?, checksum = ? WHERE number = ?"),
      insert_entry_(connection, "INSERT INTO entries (log, position, entry, checksum) VALUES (?, ?, ?, ?)"),
      insert_openings_(connection, "INSERT INTO openings (arrival, openings, checksum) VALUES (?, ?, ?)") {}

void LogTable::damaged(LogId const& log, std::string const& what) const {
  throw StoreError(Fault::damaged, connection_.file() + " is damaged: log " + log.str() + ", " + what);
}

std::vector<LogId> LogTable::names() {
  std::vector<LogId> names;
  auto row = names_.use();
  while (row.step()) {
    auto name = LogId::parse(row.text(0));
    if (!name) throw StoreError(Fault::damaged, connection_.file() + " is damaged: a log's name is none");
    names.push_back(std::move(*name));
  }
  return names;
}

std::optional<LogTable::Row> LogTable::find(LogId const& log) {
  auto row = find_.use();
  if (!row.bind(log.str()).step()) return std::nullopt;
  Row found{row.integer(0), static_cast<std::uint64_t>(row.integer(1)), std::string(row.text(2))};
  if (row.integer(3) != checksum_of(log, found.size, found.checkpoint))
    damaged(log, "size and checkpoint: they are not what was written");
  return found;
}

std::uint64_t LogTable::size(LogId const& log) {
  auto const row = find(log);
  return row ? row->size : 0;
}

std::optional<std::string> LogTable::checkpoint(LogId const& log) {
  auto row = find(log);
  if (!row) return std::nullopt;
  return std::move(row->checkpoint);
}

std::vector<StoredEntry> LogTable::read(LogId const& log, std::uint64_t from, std::size_t limit) {
  auto const found = find(log);
  if (!found || from >= found->size) return {};
  std::uint64_t const count = std::min<std::uint64_t>(limit, found->size - from);

  std::vector<StoredEntry> entries;
  auto row = read_.use();
  row.bind(found->number).bind(static_cast<std::int64_t>(from)).bind(static_cast<std::int64_t>(count));
  while (row.step()) {
    std::uint64_t const position = from + entries.size();
    if (static_cast<std::uint64_t>(row.integer(0)) != position)
      damaged(log, entry_name(position) + ": it is missing");
    if (row.integer(2) != checksum_of(log, position, row.text(1)))
      damaged(log, entry_name(position) + ": it is not what was written");
    if (!row.is_null(3) && row.integer(4) != checksum_of(log, position, row.text(3)))
      damaged(log, entry_name(position) + ": its openings are not what was written");
    entries.push_back({position, std::string(row.text(1)), std::string(row.text(3))});
  }
  if (entries.size() != count) damaged(log, entry_name(from + entries.size()) + ": it is missing");
  return entries;
}

void LogTable::insert(std::int64_t number, LogId const& log, StoredEntry const& entry) {
  insert_entry_.use()
      .bind(number)
      .bind(static_cast<std::int64_t>(entry.position))
      .bind(entry.entry)
      .bind(checksum_of(log, entry.position, entry.entry))
      .step();
  if (entry.openings.empty()) return;
  insert_openings_.use()
      .bind(sqlite3_last_insert_rowid(connection_.handle()))
      .bind(entry.openings)
      .bind(checksum_of(log, entry.position, entry.openings))
      .step();
}

AppendOutcome LogTable::append(LogId const& log, std::uint64_t expected_size,
                               std::vector<StoredEntry> const& entries, std::string_view checkpoint) {
  auto const found = find(log);
  std::uint64_t const actual = found ? found->size : 0;
  // Inside the write transaction nobody else can append: comparing the size decides about (log, position),
  // and the table's unique key stands behind it.
  if (actual != expected_size || expected_size > largest - entries.size()) return Conflict{actual};
  std::int64_t number = 0;
  if (found) {
    number = found->number;
  } else {
    insert_log_.use().bind(log.str()).step();
    number = sqlite3_last_insert_rowid(connection_.handle());
  }
  for (StoredEntry const& entry : entries)
    insert(number, log, entry);
  std::uint64_t const size = expected_size + entries.size();
  update_log_.use()
      .bind(static_cast<std::int64_t>(size))
      .bind(checkpoint)
      .bind(checksum_of(log, size, checkpoint))
      .bind(number)
      .step();
  return Appended{size};
}

}  // namespace conclave::store
