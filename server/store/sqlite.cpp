// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sqlite.hpp"

#include <cstring>

namespace conclave::store {

namespace {

// Another process writes for a moment only; whoever holds the file longer than this is stuck.
constexpr int busy_milliseconds = 10'000;

Fault fault_of(int code) noexcept {
  switch (code & 0xff) {
  case SQLITE_CORRUPT:
    return Fault::damaged;
  case SQLITE_NOTADB:
    return Fault::no_store;
  default:
    return Fault::io;
  }
}

}  // namespace

Connection::Connection(std::filesystem::path const& file, int flags) : file_(file.string()) {
  sqlite3* handle = nullptr;
  // Each connection has its own lock in its owner: SQLite need not lock again.
  int const code =
      sqlite3_open_v2(file_.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code);
  sqlite3_busy_timeout(handle, busy_milliseconds);
}

void Connection::run(char const* sql) {
  int const code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

void Connection::roll_back() noexcept {
  if (sqlite3_get_autocommit(handle_.get()) == 0)
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::fail(int code) const {
  std::string message = file_ + ": " + sqlite3_errstr(code);
  int const system = handle_ ? sqlite3_system_errno(handle_.get()) : 0;
  int const primary = code & 0xff;
  if (system != 0 && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_FULL))
    message.append(" (").append(std::strerror(system)).append(")");
  throw StoreError(fault_of(code), message);
}

Statement::Statement(Connection& connection, std::string_view sql) : connection_(connection) {
  sqlite3_stmt* handle = nullptr;
  int const code = sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) connection.fail(code);
}

Statement::Use::~Use() {
  sqlite3_reset(statement_.handle_.get());
  sqlite3_clear_bindings(statement_.handle_.get());
}

void Statement::Use::check(int code) const {
  if (code != SQLITE_OK) statement_.connection_.fail(code);
}

Statement::Use& Statement::Use::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.handle_.get(), ++bound_, value));
  return *this;
}

Statement::Use& Statement::Use::bind(std::string_view text) {
  // An empty view may hold no pointer, and SQLite takes no pointer for NULL.
  char const* const data = text.empty() ? "" : text.data();
  check(
      sqlite3_bind_text64(statement_.handle_.get(), ++bound_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

bool Statement::Use::step() {
  int const code = sqlite3_step(statement_.handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) statement_.connection_.fail(code);
  return false;
}

std::int64_t Statement::Use::integer(int column) const {
  return sqlite3_column_int64(statement_.handle_.get(), column);
}

std::string_view Statement::Use::text(int column) const {
  // The blob form: the text form would convert, and stops nowhere else.
  void const* const data = sqlite3_column_blob(statement_.handle_.get(), column);
  int const size = sqlite3_column_bytes(statement_.handle_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<char const*>(data), static_cast<std::size_t>(size)};
}

bool Statement::Use::is_null(int column) const {
  return sqlite3_column_type(statement_.handle_.get(), column) == SQLITE_NULL;
}

}  // namespace conclave::store
