// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace conclave::server::demo {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "no pipe");
  return {ends[0], ends[1]};
}

}  // namespace

Process::Process(std::vector<std::string> arguments, std::string const& log) {
  auto const in = make_pipe();
  auto const out = make_pipe();
  int const errors = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (errors < 0) throw std::system_error(errno, std::generic_category(), "cannot write " + log);
  std::vector<char*> argv;
  for (auto& argument : arguments)
    argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "cannot start " + arguments.front());
  if (pid_ == 0) {
    ::dup2(in.read, STDIN_FILENO);
    ::dup2(out.write, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    ::execv(argv.front(), argv.data());
    ::_exit(127);
  }
  ::close(in.read);
  ::close(out.write);
  ::close(errors);
  in_ = in.write;
  out_ = out.read;
  reader_ = std::thread([this] { read_all(); });
}

Process::~Process() {
  stop(std::chrono::milliseconds(3000));
  if (in_ >= 0) ::close(in_);
  if (reader_.joinable()) reader_.join();
  ::close(out_);
}

void Process::read_all() {
  std::string pending;
  char buffer[16384];
  for (;;) {
    auto const got = ::read(out_, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    pending.append(buffer, static_cast<std::size_t>(got));
    std::size_t start = 0;
    for (auto end = pending.find('\n', start); end != std::string::npos; end = pending.find('\n', start)) {
      std::scoped_lock const lock(mutex_);
      lines_.push_back(pending.substr(start, end - start));
      start = end + 1;
      arrived_.notify_one();
    }
    pending.erase(0, start);
  }
  std::scoped_lock const lock(mutex_);
  if (!pending.empty()) lines_.push_back(std::move(pending));
  ended_ = true;
  arrived_.notify_all();
}

void Process::write_line(std::string const& line) {
  auto const text = line + '\n';
  std::size_t written = 0;
  while (written < text.size()) {
    auto const some = ::write(in_, text.data() + written, text.size() - written);
    if (some < 0 && errno == EINTR) continue;
    if (some <= 0) return;
    written += static_cast<std::size_t>(some);
  }
}

std::optional<std::string> Process::read_line(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  arrived_.wait_for(lock, timeout, [&] { return !lines_.empty() || ended_; });
  if (lines_.empty()) return std::nullopt;
  auto line = std::move(lines_.front());
  lines_.pop_front();
  return line;
}

void Process::kill() {
  if (!exit_code_) ::kill(pid_, SIGKILL);
  wait(std::chrono::milliseconds(3000));
}

std::optional<int> Process::wait(std::chrono::milliseconds timeout) {
  auto const until = std::chrono::steady_clock::now() + timeout;
  while (!exit_code_) {
    int status = 0;
    auto const ended = ::waitpid(pid_, &status, WNOHANG);
    if (ended == pid_) {
      exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    } else if (ended < 0 && errno != EINTR) {
      exit_code_ = -1;
    } else if (std::chrono::steady_clock::now() >= until) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  return exit_code_;
}

int Process::stop(std::chrono::milliseconds patience) {
  if (exit_code_) return *exit_code_;
  ::kill(pid_, SIGTERM);
  if (!wait(patience)) kill();
  return exit_code_.value_or(-1);
}

Finished run(std::vector<std::string> arguments, std::string const& log) {
  Process process(std::move(arguments), log);
  Finished finished;
  while (auto line = process.read_line(std::chrono::milliseconds(120'000)))
    finished.output += *line + "\n";
  finished.exit_code = process.wait(std::chrono::milliseconds(120'000)).value_or(-1);
  return finished;
}

}  // namespace conclave::server::demo
