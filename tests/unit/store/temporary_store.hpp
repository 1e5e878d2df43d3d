// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A folder that goes away, and appends that are quick to write down.
#pragma once

#include <conclave/store/memory_store.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace conclave::store {

class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "conclave-store-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path const& path() const { return path_; }
  std::filesystem::path file() const { return path_ / "conclave.sqlite"; }

private:
  std::filesystem::path path_;
};

inline std::string bytes_of(std::filesystem::path const& file) {
  std::error_code error;
  auto const size = std::filesystem::file_size(file, error);
  std::string bytes(error ? 0 : size, '\0');
  std::ifstream(file, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

/// What the test says stands at a position: tellable from every other log and position.
inline StoredEntry entry_at(LogId const& log, std::uint64_t position, std::size_t padding = 0) {
  std::string const name = log.str() + "/" + std::to_string(position);
  return {position, "{\"entry\":\"" + name + std::string(padding, 'x') + "\"}",
          position % 2 == 0 ? std::string() : "[\"opening of " + name + "\"]"};
}

inline std::vector<StoredEntry> entries_at(LogId const& log, std::uint64_t from, std::size_t count,
                                           std::size_t padding = 0) {
  std::vector<StoredEntry> entries;
  for (std::size_t i = 0; i < count; ++i)
    entries.push_back(entry_at(log, from + i, padding));
  return entries;
}

inline std::string checkpoint_at(LogId const& log, std::uint64_t size) {
  return "head of " + log.str() + " at " + std::to_string(size) + "\n";
}

inline AppendOutcome append_some(Store& store, LogId const& log, std::uint64_t expected_size,
                                 std::size_t count = 1, std::size_t padding = 0) {
  return store.append_now(log, expected_size, entries_at(log, expected_size, count, padding),
                          checkpoint_at(log, expected_size + count));
}

inline bool succeeded(AppendOutcome const& outcome) {
  return std::holds_alternative<Appended>(outcome);
}
inline bool failed(AppendOutcome const& outcome) {
  return std::holds_alternative<Failed>(outcome);
}

}  // namespace conclave::store
