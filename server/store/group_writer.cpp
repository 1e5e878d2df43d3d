// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "group_writer.hpp"

#include <conclave/record/ensure.hpp>

#include <future>
#include <memory>
#include <utility>

namespace conclave::store {

namespace {

// 16 MiB: seldom enough to cost little, often enough that a restart need not read much.
constexpr int most_log_pages = 4'096;

int remember_log_pages(void* context, sqlite3*, char const*, int pages) {
  *static_cast<int*>(context) = pages;
  return SQLITE_OK;
}

}  // namespace

GroupWriter::GroupWriter(Connection& connection)
    : connection_(connection), begin_(connection, "BEGIN IMMEDIATE"), commit_(connection, "COMMIT") {
  // In place of SQLite's own hook, which moves pages into the main file within COMMIT, before we could
  // acknowledge.
  sqlite3_wal_hook(connection_.handle(), remember_log_pages, &log_pages_);
  thread_ = std::thread([this] { run(); });
}

GroupWriter::~GroupWriter() {
  {
    std::scoped_lock const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void GroupWriter::submit(WriteJob job) {
  {
    std::scoped_lock const lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  wake_.notify_one();
}

void GroupWriter::wait_for(std::function<void()> apply) {
  ensure(std::this_thread::get_id() != thread_.get_id(),
         "the store's own thread must not wait for the store");
  auto const outcome = std::make_shared<std::promise<std::optional<StoreError>>>();
  auto waiting = outcome->get_future();
  submit({std::move(apply),
          [outcome](std::optional<StoreError> const& failure) { outcome->set_value(failure); }});
  if (auto const failure = waiting.get()) throw StoreError(*failure);
}

std::vector<WriteJob> GroupWriter::next_group() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  return std::exchange(waiting_, {});
}

void GroupWriter::run() {
  for (;;) {
    auto const group = next_group();
    if (group.empty()) return;
    auto const failure = commit(group);
    for (WriteJob const& job : group)
      job.done(failure);
    trim_write_ahead_log();
  }
}

std::optional<StoreError> GroupWriter::commit(std::vector<WriteJob> const& group) {
  try {
    begin_.use().step();
    for (WriteJob const& job : group)
      job.apply();
    commit_.use().step();  // the entries are durable when this returns: WAL with synchronous FULL
    return std::nullopt;
  } catch (StoreError const& error) {
    connection_.roll_back();
    return error;
  }
}

void GroupWriter::trim_write_ahead_log() {
  if (log_pages_ < most_log_pages) return;
  // Moves what no reader needs any more. A failure harms nothing: the pages stay in the log, and it is tried
  // again.
  sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace conclave::store
