// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "power_cut.hpp"
#include "temporary_store.hpp"

#include <sqlite3.h>

#include <fstream>
#include <map>
#include <mutex>
#include <string>

namespace conclave::store {

namespace {

using Methods = sqlite3_io_methods;

struct OpenFile {
  std::string name;
  Methods const* real = nullptr;
};

struct Watched {
  std::mutex mutex;
  std::map<sqlite3_file*, OpenFile> open;
  std::map<std::string, std::string> synced;  // by name: the bytes at the last sync
  std::map<Methods const*, Methods> methods;  // of SQLite's, and the same but for what is watched
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs vfs{};
};

Watched watched;

OpenFile file_of(sqlite3_file* file) {
  std::scoped_lock const lock(watched.mutex);
  return watched.open.at(file);
}

int watch_sync(sqlite3_file* file, int flags) {
  OpenFile const open = file_of(file);
  int const code = open.real->xSync(file, flags);
  std::scoped_lock const lock(watched.mutex);
  if (code == SQLITE_OK) watched.synced[open.name] = bytes_of(open.name);
  return code;
}

int watch_close(sqlite3_file* file) {
  OpenFile const open = file_of(file);
  {
    std::scoped_lock const lock(watched.mutex);
    watched.open.erase(file);
  }
  return open.real->xClose(file);
}

int watch_open(sqlite3_vfs*, char const* name, sqlite3_file* file, int flags, int* out_flags) {
  int const code = watched.real->xOpen(watched.real, name, file, flags, out_flags);
  if (code != SQLITE_OK || name == nullptr) return code;
  std::scoped_lock const lock(watched.mutex);
  Methods methods = *file->pMethods;
  methods.xSync = watch_sync;
  methods.xClose = watch_close;
  watched.open[file] = {name, file->pMethods};
  watched.synced.try_emplace(name, bytes_of(name));
  file->pMethods = &watched.methods.try_emplace(file->pMethods, methods).first->second;
  return code;
}

void write(std::filesystem::path const& file, std::string const& name) {
  auto const found = watched.synced.find(name);
  std::ofstream(file, std::ios::binary) << (found == watched.synced.end() ? std::string() : found->second);
}

}  // namespace

PowerCut::PowerCut() {
  watched.real = sqlite3_vfs_find(nullptr);
  watched.vfs = *watched.real;
  watched.vfs.zName = "power-cut";
  watched.vfs.xOpen = watch_open;
  sqlite3_vfs_register(&watched.vfs, 1);
}

PowerCut::~PowerCut() {
  sqlite3_vfs_unregister(&watched.vfs);
  sqlite3_vfs_register(watched.real, 1);
  watched.synced.clear();
}

void PowerCut::leave(std::filesystem::path const& database, std::filesystem::path const& copy) const {
  std::scoped_lock const lock(watched.mutex);
  write(copy, database.string());
  write(copy.string() + "-wal", database.string() + "-wal");
}

}  // namespace conclave::store
