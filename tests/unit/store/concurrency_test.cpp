// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Many juries at once. To be run under the thread sanitizer as well.
#include "temporary_store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace conclave::store {
namespace {

constexpr std::size_t log_count = 20;
constexpr std::size_t thread_count = 8;
constexpr std::uint64_t appends_of_each = 30;

LogId log_number(std::size_t number) {
  return LogId::of("session-" + std::to_string(number));
}

/// Appends to a log, one after the other, each from within the acknowledgement of the one before: as a strand
/// does.
class Jury {
public:
  Jury(Store& store, LogId log, std::atomic<std::size_t>& finished)
      : store_(store), log_(std::move(log)), finished_(finished) {}

  void next() {
    store_.append(log_, size_, entries_at(log_, size_, 1), checkpoint_at(log_, size_ + 1),
                  [this](AppendOutcome const& outcome) {
                    EXPECT_EQ(outcome, AppendOutcome(Appended{size_ + 1}));
                    if (++size_ < appends_of_each) return next();
                    ++finished_;
                    finished_.notify_all();
                  });
  }

private:
  Store& store_;
  LogId log_;
  std::atomic<std::size_t>& finished_;
  std::uint64_t size_ = 0;
};

TEST(Concurrency, twenty_juries_append_from_their_acknowledgements_while_others_read) {
  TemporaryFolder const folder;
  auto const store = open_sqlite(folder.file());
  std::atomic<std::size_t> finished = 0;
  std::vector<Jury> juries;
  for (std::size_t i = 0; i < log_count; ++i)
    juries.emplace_back(*store, log_number(i), finished);

  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < thread_count; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::size_t i = thread; i < log_count; i += thread_count)
        juries[i].next();
      for (std::size_t i = thread; !stop; i = (i + 1) % log_count) {
        LogId const log = log_number(i);
        std::uint64_t const before = store->size(log);
        auto const read = store->read(log, 0, 1'000);
        EXPECT_GE(read.size(), before);
        EXPECT_EQ(read, entries_at(log, 0, read.size()));
        store->mark_alive(Timestamp{static_cast<std::int64_t>(i)});
      }
    });
  }
  for (std::size_t seen = finished; seen < log_count; seen = finished)
    finished.wait(seen);
  stop = true;
  for (auto& thread : threads)
    thread.join();
  for (std::size_t i = 0; i < log_count; ++i)
    EXPECT_EQ(store->read(log_number(i), 0, 1'000), entries_at(log_number(i), 0, appends_of_each));
}

TEST(Concurrency, eight_threads_that_contend_for_the_same_logs_lose_nothing) {
  TemporaryFolder const folder;
  auto const store = open_sqlite(folder.file());
  std::atomic<std::uint64_t> acknowledged = 0;
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < thread_count; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::size_t i = 0; i < 40; ++i) {
        LogId const log = log_number((thread + i) % 4);
        std::uint64_t expected = store->size(log);
        for (;;) {
          auto const outcome = append_some(*store, log, expected);
          if (auto const* const conflict = std::get_if<Conflict>(&outcome)) {
            expected = conflict->actual_size;
            continue;
          }
          EXPECT_TRUE(succeeded(outcome));
          ++acknowledged;
          break;
        }
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  std::uint64_t stored = 0;
  for (LogId const& log : store->logs()) {
    auto const size = store->size(log);
    EXPECT_EQ(store->read(log, 0, 10'000), entries_at(log, 0, size));
    stored += size;
  }
  EXPECT_EQ(stored, acknowledged);
  EXPECT_EQ(acknowledged, thread_count * 40);
}

}  // namespace
}  // namespace conclave::store
