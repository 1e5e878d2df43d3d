// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema.hpp"
#include "marks.hpp"

#include <string>

namespace conclave::store {

namespace {

// "CNCL": tells a store from other SQLite files, also for file(1).
constexpr int application_id = 0x434e434c;

// Entries lie in the order of their arrival, whatever their log: a group of appends then fills pages one
// after the other, and the index, whose rows are small, is all that it touches elsewhere.
constexpr char const* tables = R"sql(
CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE logs (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  checkpoint TEXT NOT NULL,
  checksum INTEGER NOT NULL
);
CREATE TABLE entries (
  arrival INTEGER PRIMARY KEY,
  log INTEGER NOT NULL,
  position INTEGER NOT NULL,
  entry TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (log, position)
);
CREATE TABLE openings (
  arrival INTEGER PRIMARY KEY,
  openings TEXT NOT NULL,
  checksum INTEGER NOT NULL
);
CREATE TABLE vault (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
)sql";

std::int64_t pragma(Connection& connection, std::string_view sql) {
  Statement statement(connection, sql);
  auto row = statement.use();
  return row.step() ? row.integer(0) : 0;
}

void check_version(Connection& connection) {
  if (pragma(connection, "PRAGMA application_id") != application_id)
    throw StoreError(Fault::no_store, connection.file() + " is no Conclave store: it is some other database");
  auto const version = Marks(connection).get(schema_version_mark);
  if (!version)
    throw StoreError(Fault::damaged, connection.file() + " is damaged: it names no schema version");
  if (*version != schema_version)
    throw StoreError(Fault::other_version,
                     connection.file() + " has schema version " + std::to_string(*version) +
                         ", and this program knows version " + std::to_string(schema_version) + " only");
}

void check_pages(Connection& connection) {
  Statement statement(connection, "PRAGMA quick_check(1)");
  auto row = statement.use();
  std::string const found = row.step() ? std::string(row.text(0)) : "no answer";
  if (found != "ok") throw StoreError(Fault::damaged, connection.file() + " is damaged: " + found);
}

}  // namespace

void create_schema(Connection& connection) {
  connection.run(
      "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
  connection.run(tables);
  connection.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  Marks(connection).set(schema_version_mark, schema_version);
  connection.run("COMMIT");
}

void check_schema(Connection& connection) {
  try {
    check_version(connection);
    check_pages(connection);
  } catch (StoreError const& error) {
    if (error.fault() != Fault::no_store && error.fault() != Fault::damaged) throw;
    throw StoreError(error.fault(), std::string(error.what()) + ". Nothing was changed or repaired.");
  }
}

}  // namespace conclave::store
