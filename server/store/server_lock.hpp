// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One file, one server.
#pragma once

#include <filesystem>

namespace conclave::store {

/// An advisory lock on FILE.lock beside the store, held as long as the object lives and gone with its
/// process, however that ends. A file of its own, because closing any descriptor of the database would drop
/// SQLite's locks.
class ServerLock {
public:
  /// Throws StoreError: locked, naming the process that serves the file; io.
  explicit ServerLock(std::filesystem::path const& file);
  ServerLock(ServerLock const&) = delete;
  ServerLock& operator=(ServerLock const&) = delete;
  ~ServerLock();

private:
  int descriptor_ = -1;
};

}  // namespace conclave::store
