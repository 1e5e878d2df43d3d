// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Logs in one SQLite file, for one server: the embedded default.
#pragma once

#include <conclave/store/store.hpp>
#include <conclave/store/store_error.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace conclave::store {

/// What the file is opened for.
enum class Access {
  serve,   ///< by the one server: made where it is missing, and locked against a second server
  beside,  ///< by a command that writes beside a running server (invite, import): must exist, takes no lock
  read,    ///< by a command that only reads (export, doctor, verify), with or without a running server: must
           ///< exist
};

struct SqliteOptions {
  Access access = Access::serve;
  /// The file grows no further than this many pages of 4,096 bytes; appends then fail as on a full disk.
  /// 0: as far as the disk has room.
  std::uint32_t most_pages = 0;
};

/// Opens the file, checks it whole (PRAGMA quick_check) and repairs nothing. Appends of Access::read fail,
/// and so do its vault's writes. The destructor finishes what was appended before. Throws StoreError; the
/// message says which file, and what is wrong with it.
[[nodiscard]] std::unique_ptr<Store> open_sqlite(std::filesystem::path const& file,
                                                 SqliteOptions options = {});

}  // namespace conclave::store
