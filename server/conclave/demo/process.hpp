// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A child process with lines in and lines out.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace conclave::server::demo {

class Process {
public:
  /// Starts a program with arguments; its standard error goes to the file `log`. Throws std::runtime_error.
  Process(std::vector<std::string> arguments, std::string const& log);
  ~Process();  ///< asks it to end, then makes it
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;

  /// Writes a line to its standard input. Nothing happens if it has ended.
  void write_line(std::string const& line);
  /// The next line of its standard output, or nothing in time.
  std::optional<std::string> read_line(std::chrono::milliseconds timeout);
  /// Ends it at once, as a crash would.
  void kill();
  /// Asks it to end (SIGTERM) and waits. Returns its exit code, or -1 after a signal.
  int stop(std::chrono::milliseconds patience);
  /// Waits for its end. Nothing if it does not come in time.
  std::optional<int> wait(std::chrono::milliseconds timeout);

private:
  void read_all();

  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  std::optional<int> exit_code_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::string> lines_;
  bool ended_ = false;
  std::thread reader_;
};

/// Runs a program to its end; its output and exit code.
struct Finished {
  int exit_code = -1;
  std::string output;
};
Finished run(std::vector<std::string> arguments, std::string const& log);

}  // namespace conclave::server::demo
