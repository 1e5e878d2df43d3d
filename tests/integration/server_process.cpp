// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace conclave::test {
namespace {

std::string text_of(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The program with both outputs going to the file.
::pid_t launch(std::vector<std::string> const& arguments, std::filesystem::path const& output) {
  std::vector<std::string> words{CONCLAVE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> raw;
  for (auto& word : words)
    raw.push_back(word.data());
  raw.push_back(nullptr);
  auto const pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid == 0) {
    int const file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execv(CONCLAVE_PROGRAM, raw.data());
    ::_exit(127);
  }
  return pid;
}

int exit_code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto name = (std::filesystem::temp_directory_path() / "conclave-house-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Output run_conclave(std::vector<std::string> const& arguments) {
  TemporaryFolder const folder;
  auto const output = folder.path() / "output";
  int status = 0;
  ::waitpid(launch(arguments, output), &status, 0);
  return {exit_code_of(status), text_of(output)};
}

ServerProcess::ServerProcess(std::filesystem::path data) : data_(std::move(data)) {}

ServerProcess::~ServerProcess() {
  if (pid_ > 0) kill_hard();
}

void ServerProcess::start() {
  auto const ready = data_ / "ready";
  std::filesystem::remove(ready);
  pid_ = launch({"serve", "--data", data_.string(), "--port", "0", "--ready-file", ready.string(), "--rules",
                 std::string(CONCLAVE_SOURCE_DIR) + "/config/rules/gnlc-membership-jury.toml"},
                data_ / "output");
  auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    if (auto const text = text_of(ready); text.ends_with('\n')) {
      port_ = static_cast<std::uint16_t>(std::stoul(text));
      return;
    }
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      throw std::runtime_error("the server ended with " + std::to_string(exit_code_of(status)) + ": " +
                               printed());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error("the server does not listen: " + printed());
}

void ServerProcess::kill_hard() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

int ServerProcess::stop() {
  ::kill(pid_, SIGTERM);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return exit_code_of(status);
}

std::string ServerProcess::printed() const {
  return text_of(data_ / "output");
}

}  // namespace conclave::test
