// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "append_rules.hpp"
#include "group_writer.hpp"
#include "log_table.hpp"
#include "marks.hpp"
#include "schema.hpp"
#include "server_lock.hpp"
#include "sqlite_vault.hpp"
#include "write_ahead_log.hpp"

#include <conclave/store/sqlite_store.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <unistd.h>

namespace conclave::store {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(fs::path const& file) {
  throw StoreError(Fault::io, file.string() + ": " + std::strerror(errno));
}

/// Makes the name of a file in this folder durable.
void sync_folder(fs::path const& folder) {
  int const opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) fail(folder);
  int const synced = fsync(opened);
  close(opened);
  if (synced != 0) fail(folder);
}

/// Makes an empty store under another name and renames it, so that a crash leaves a whole store or none. Only
/// its owner may read it; SQLite gives the files that it puts beside it the same mode.
void make_store(fs::path const& file) {
  fs::path made = file;
  made += ".new";
  std::error_code ignored;
  fs::remove(made, ignored);
  int const descriptor = open(made.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(made);
  close(descriptor);
  {
    Connection connection(made, SQLITE_OPEN_READWRITE);
    create_schema(connection);
  }
  if (std::rename(made.c_str(), file.c_str()) != 0) fail(file);
  sync_folder(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

/// Brings the file into being where that is asked for, and checks it before anything else happens to it.
/// The lock, where the access has one.
std::unique_ptr<ServerLock> prepare(fs::path const& file, Access access) {
  auto lock = access == Access::serve ? std::make_unique<ServerLock>(file) : nullptr;
  if (!fs::exists(file)) {
    if (access != Access::serve)
      throw StoreError(Fault::missing, file.string() + " does not exist: there is no Conclave store here");
    make_store(file);
  }
  check_write_ahead_log(file);
  Connection connection(file, SQLITE_OPEN_READONLY);
  check_schema(connection);
  return lock;
}

/// The connection that reads, and what is read through it; one thread at a time.
struct Reading {
  explicit Reading(fs::path const& file) : connection(file, SQLITE_OPEN_READONLY) {}

  std::mutex mutex;
  Connection connection;
  LogTable logs{connection};
  Marks marks{connection};
  VaultTable vault{connection};
};

/// The connection that writes. The writer is the last member: it stops before what it writes through goes.
struct Writing {
  Writing(fs::path const& file, std::uint32_t most_pages) : connection(open_durable(file, most_pages)) {}

  static Connection open_durable(fs::path const& file, std::uint32_t most_pages) {
    Connection connection(file, SQLITE_OPEN_READWRITE);
    // secure_delete: what is taken out of the vault is overwritten, not merely unlinked.
    connection.run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
    if (most_pages != 0) connection.run(("PRAGMA max_page_count = " + std::to_string(most_pages)).c_str());
    return connection;
  }

  Connection connection;
  LogTable logs{connection};
  Marks marks{connection};
  VaultTable vault{connection};
  GroupWriter writer{connection};
};

class SqliteStore final : public Store {
public:
  SqliteStore(fs::path const& file, SqliteOptions const& options)
      : lock_(prepare(file, options.access)),
        writing_(options.access == Access::read ? nullptr
                                                : std::make_unique<Writing>(file, options.most_pages)),
        reading_(file), read_only_(file.string() + " is open for reading only"),
        vault_(reading_.mutex, reading_.vault, writing_ ? &writing_->writer : nullptr,
               writing_ ? &writing_->vault : nullptr, read_only_) {}

  void append(LogId log, std::uint64_t expected_size, std::vector<StoredEntry> entries,
              std::string checkpoint, AppendDone done) override {
    ensure_append(log, expected_size, entries, checkpoint, done);
    if (!writing_) return done(Failed{read_only_});
    struct Waiting {
      LogId log;
      std::uint64_t expected_size;
      std::vector<StoredEntry> entries;
      std::string checkpoint;
      AppendDone done;
      AppendOutcome outcome;
    };
    auto const waiting =
        std::make_shared<Waiting>(Waiting{std::move(log), expected_size, std::move(entries),
                                          std::move(checkpoint), std::move(done), Conflict{}});
    writing_->writer.submit(
        {[this, waiting] {
           waiting->outcome = writing_->logs.append(waiting->log, waiting->expected_size, waiting->entries,
                                                    waiting->checkpoint);
         },
         [waiting](std::optional<StoreError> const& failure) {
           // Also a conflict is void then: it may have been with an append that failed.
           waiting->done(failure ? AppendOutcome(Failed{failure->what()}) : std::move(waiting->outcome));
         }});
  }

  std::vector<LogId> logs() override {
    std::scoped_lock const lock(reading_.mutex);
    return reading_.logs.names();
  }

  std::uint64_t size(LogId const& log) override {
    std::scoped_lock const lock(reading_.mutex);
    return reading_.logs.size(log);
  }

  std::vector<StoredEntry> read(LogId const& log, std::uint64_t from, std::size_t limit) override {
    std::scoped_lock const lock(reading_.mutex);
    return reading_.logs.read(log, from, limit);
  }

  std::optional<std::string> checkpoint(LogId const& log) override {
    std::scoped_lock const lock(reading_.mutex);
    return reading_.logs.checkpoint(log);
  }

  std::optional<Timestamp> last_alive() override {
    std::scoped_lock const lock(reading_.mutex);
    auto const mark = reading_.marks.get(last_alive_mark);
    if (!mark) return std::nullopt;
    return Timestamp{*mark};
  }

  void mark_alive(Timestamp now) override {
    if (!writing_) throw StoreError(Fault::io, read_only_);
    writing_->writer.wait_for([this, now] { writing_->marks.set(last_alive_mark, now.ms); });
  }

  identity::Vault& vault() override { return vault_; }

private:
  std::unique_ptr<ServerLock> lock_;
  std::unique_ptr<Writing> writing_;  // outlives what reads: whoever closes last empties the write-ahead log
  Reading reading_;
  std::string read_only_;
  SqliteVault vault_;
};

}  // namespace

std::unique_ptr<Store> open_sqlite(fs::path const& file, SqliteOptions options) {
  return std::make_unique<SqliteStore>(file, options);
}

}  // namespace conclave::store
