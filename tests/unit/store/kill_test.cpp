// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// R-H3: what was acknowledged is on disk after a kill at any moment.
#include "temporary_store.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <map>
#include <random>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace conclave::store {
namespace {

constexpr std::size_t log_count = 5;

LogId log_number(std::size_t number) {
  return LogId::of("session-" + std::to_string(number));
}

/// What the child writes into the pipe from within each acknowledgement.
struct Acknowledged {
  std::uint64_t log = 0;
  std::uint64_t position = 0;
};

/// Appends to several logs for ever, acknowledging through the pipe. Runs in a process of its own.
[[noreturn]] void append_until_killed(std::filesystem::path const& file, int pipe) {
  auto const store = open_sqlite(file);
  std::array<std::uint64_t, log_count> sizes{};
  std::function<void(std::size_t)> next = [&](std::size_t log) {
    LogId const name = log_number(log);
    store->append(name, sizes.at(log), entries_at(name, sizes.at(log), 1, log * 700),
                  checkpoint_at(name, sizes.at(log) + 1), [&, log, pipe](AppendOutcome const& outcome) {
                    if (!succeeded(outcome)) _exit(3);
                    Acknowledged const acknowledged{log, sizes.at(log)++};
                    if (write(pipe, &acknowledged, sizeof acknowledged) != sizeof acknowledged) _exit(4);
                    next(log);
                  });
  };
  for (std::size_t log = 0; log < log_count; ++log)
    sizes.at(log) = store->size(log_number(log));
  for (std::size_t log = 0; log < log_count; ++log)
    next(log);
  for (;;)
    pause();
}

/// Everything that was acknowledged until the pipe's writing end was closed.
std::map<std::uint64_t, std::uint64_t> read_acknowledged(int pipe) {
  std::map<std::uint64_t, std::uint64_t> last;
  std::string bytes;
  std::array<char, 4'096> part{};
  for (ssize_t got = 0; (got = read(pipe, part.data(), part.size())) > 0;)
    bytes.append(part.data(), static_cast<std::size_t>(got));
  for (std::size_t at = 0; at + sizeof(Acknowledged) <= bytes.size(); at += sizeof(Acknowledged)) {
    Acknowledged acknowledged;
    std::memcpy(&acknowledged, bytes.data() + at, sizeof acknowledged);
    last[acknowledged.log] = acknowledged.position;
  }
  return last;
}

TEST(Kill, loses_nothing_that_was_acknowledged_R_H3) {
  TemporaryFolder const folder;
  std::mt19937 random(20261029);  // the moments differ anyway: this only spreads them
  std::uint64_t total = 0;
  for (int round = 0; round < 12; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    pid_t const child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(ends[0]);
      append_until_killed(folder.file(), ends[1]);
    }
    close(ends[1]);
    std::thread killer([child, delay = std::chrono::milliseconds(30 + random() % 120)] {
      std::this_thread::sleep_for(delay);
      kill(child, SIGKILL);
    });
    auto const last = read_acknowledged(ends[0]);
    killer.join();
    close(ends[0]);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        << "the child ended by itself: " << status;

    auto const store = open_sqlite(folder.file());
    for (auto const& [log, position] : last) {
      LogId const name = log_number(log);
      std::uint64_t const size = store->size(name);
      ASSERT_GT(size, position) << "entry " << position << " of " << name.str() << " was acknowledged";
      ASSERT_EQ(store->read(name, 0, size), entries_at(name, 0, size, log * 700));
      ASSERT_EQ(store->checkpoint(name), checkpoint_at(name, size));
      total = std::max(total, position);
    }
  }
  EXPECT_GT(total, 20U) << "the children acknowledged hardly anything: the test shows nothing";
}

}  // namespace
}  // namespace conclave::store
