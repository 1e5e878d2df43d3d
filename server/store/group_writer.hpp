// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One thread that writes: whatever waits is committed together, with one fsync.
#pragma once

#include "sqlite.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace conclave::store {

/// Something to write. `apply` runs inside the transaction and throws StoreError when the world fails; `done`
/// runs after it, with the reason if the group failed. Both run on the writer's thread.
struct WriteJob {
  std::function<void()> apply;
  std::function<void(std::optional<StoreError> const& failure)> done;
};

class GroupWriter {
public:
  /// Writes through this connection, which is the writer's alone until the end.
  explicit GroupWriter(Connection& connection);
  GroupWriter(GroupWriter const&) = delete;
  GroupWriter& operator=(GroupWriter const&) = delete;
  /// Finishes what was submitted.
  ~GroupWriter();

  void submit(WriteJob job);

  /// Submits and waits until it is durable. Throws the StoreError of its group.
  /// Precondition (aborts): not called on the writer's thread, which would wait for itself.
  void wait_for(std::function<void()> apply);

private:
  void run();
  std::vector<WriteJob> next_group();
  std::optional<StoreError> commit(std::vector<WriteJob> const& group);
  void trim_write_ahead_log();

  Connection& connection_;
  Statement begin_;
  Statement commit_;
  int log_pages_ = 0;  // of the write-ahead log, after the last commit

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<WriteJob> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace conclave::store
