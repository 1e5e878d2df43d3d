// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// SQLite's C interface with owners, so that nothing leaks and no result code is overlooked.
#pragma once

#include <conclave/store/store_error.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace conclave::store {

/// One connection. Used by one thread at a time. Every function throws StoreError, naming the file.
class Connection {
public:
  /// `flags` as sqlite3_open_v2 takes them.
  Connection(std::filesystem::path const& file, int flags);

  /// Runs SQL that returns no rows of interest.
  void run(char const* sql);
  /// Undoes the open transaction, if there is one: SQLite has undone it itself after some errors.
  void roll_back() noexcept;

  [[noreturn]] void fail(int code) const;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] std::string const& file() const noexcept { return file_; }

private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
  };
  std::string file_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// One prepared statement. Parameters are bound in order; texts must live until the use ends.
class Statement {
public:
  Statement(Connection& connection, std::string_view sql);

  /// One use of the statement; its end resets it for the next.
  class Use {
  public:
    explicit Use(Statement& statement) noexcept : statement_(statement) {}
    Use(Use const&) = delete;
    Use& operator=(Use const&) = delete;
    ~Use();

    Use& bind(std::int64_t value);
    Use& bind(std::string_view text);
    /// Steps to the next row; false at the end.
    bool step();
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next step. Bytes as stored, zero bytes included.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] bool is_null(int column) const;

  private:
    void check(int code) const;
    Statement& statement_;
    int bound_ = 0;
  };
  [[nodiscard]] Use use() noexcept { return Use(*this); }

private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
  };
  Connection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace conclave::store
