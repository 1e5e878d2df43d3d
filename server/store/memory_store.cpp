// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "append_rules.hpp"
#include "memory_vault.hpp"

#include <conclave/store/memory_store.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>

namespace conclave::store {

namespace {

class MemoryStore final : public Store {
public:
  void append(LogId log, std::uint64_t expected_size, std::vector<StoredEntry> entries,
              std::string checkpoint, AppendDone done) override {
    ensure_append(log, expected_size, entries, checkpoint, done);
    // Outside the lock: done may append again.
    done(take(log, expected_size, std::move(entries), std::move(checkpoint)));
  }

  std::vector<LogId> logs() override {
    std::scoped_lock const lock(mutex_);
    std::vector<LogId> names;
    for (auto const& [name, log] : logs_)
      names.push_back(name);
    return names;
  }

  std::uint64_t size(LogId const& log) override {
    std::scoped_lock const lock(mutex_);
    auto const found = logs_.find(log);
    return found == logs_.end() ? 0 : found->second.entries.size();
  }

  std::vector<StoredEntry> read(LogId const& log, std::uint64_t from, std::size_t limit) override {
    std::scoped_lock const lock(mutex_);
    auto const found = logs_.find(log);
    if (found == logs_.end() || from >= found->second.entries.size()) return {};
    auto const& entries = found->second.entries;
    auto const count = std::min(limit, entries.size() - from);
    auto const first = std::next(entries.begin(), static_cast<std::ptrdiff_t>(from));
    return {first, std::next(first, static_cast<std::ptrdiff_t>(count))};
  }

  std::optional<std::string> checkpoint(LogId const& log) override {
    std::scoped_lock const lock(mutex_);
    auto const found = logs_.find(log);
    if (found == logs_.end()) return std::nullopt;
    return found->second.checkpoint;
  }

  std::optional<Timestamp> last_alive() override {
    std::scoped_lock const lock(mutex_);
    return alive_;
  }

  void mark_alive(Timestamp now) override {
    std::scoped_lock const lock(mutex_);
    alive_ = now;
  }

  identity::Vault& vault() override { return vault_; }

private:
  struct Log {
    std::vector<StoredEntry> entries;
    std::string checkpoint;
  };

  AppendOutcome take(LogId const& name, std::uint64_t expected_size, std::vector<StoredEntry> entries,
                     std::string checkpoint) {
    std::scoped_lock const lock(mutex_);
    auto const found = logs_.find(name);
    std::uint64_t const actual = found == logs_.end() ? 0 : found->second.entries.size();
    if (actual != expected_size) return Conflict{actual};
    Log& log = logs_[name];
    std::ranges::move(entries, std::back_inserter(log.entries));
    log.checkpoint = std::move(checkpoint);
    return Appended{log.entries.size()};
  }

  std::mutex mutex_;
  std::map<LogId, Log> logs_;
  std::optional<Timestamp> alive_;
  MemoryVault vault_;
};

}  // namespace

std::unique_ptr<Store> make_memory_store() {
  return std::make_unique<MemoryStore>();
}

}  // namespace conclave::store
