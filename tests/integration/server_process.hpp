// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The built program as processes of its own.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace conclave::test {

class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  std::filesystem::path const& path() const { return path_; }

private:
  std::filesystem::path path_;
};

struct Output {
  int exit_code = -1;
  std::string text;  ///< standard output and standard error
};

/// Runs `conclave` with the arguments to its end.
Output run_conclave(std::vector<std::string> const& arguments);

/// `conclave serve` on a free port. The data folder outlives it.
class ServerProcess {
public:
  explicit ServerProcess(std::filesystem::path data);
  ~ServerProcess();
  ServerProcess(ServerProcess const&) = delete;
  ServerProcess& operator=(ServerProcess const&) = delete;

  /// Starts it and waits until it listens. Throws with what it printed when it ends instead.
  void start();
  void kill_hard();  ///< kill -9
  int stop();        ///< SIGTERM; the exit code
  std::uint16_t port() const { return port_; }
  std::string printed() const;

private:
  std::filesystem::path data_;
  ::pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace conclave::test
