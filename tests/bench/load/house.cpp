// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "house.hpp"

#include <conclave/record/json.hpp>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace conclave::load {
namespace {

using namespace std::chrono_literals;

std::string output_of(std::string const& command) {
  std::unique_ptr<FILE, int (*)(FILE*)> const pipe(::popen(command.c_str(), "r"), ::pclose);
  if (!pipe) throw std::runtime_error("cannot run " + command);
  std::string out;
  std::array<char, 4096> buffer{};
  while (auto const got = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    out.append(buffer.data(), got);
  return out;
}

}  // namespace

House::House(std::string const& conclave, std::string const& rules) {
  std::string name = (std::filesystem::temp_directory_path() / "conclave-load-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  auto const data = (folder_ / "data").string();
  auto const made = record::parse_strict(output_of("'" + conclave + "' init --json --data '" + data + "'"));
  if (!made || !made->is_object()) throw std::runtime_error("conclave init did not work");
  token_ = std::string(made->get_object().at("token").as_string());

  // All clients come from one address here, and none of them is to be slowed down.
  auto const config = (folder_ / "load.toml").string();
  std::ofstream(config) << "[limits]\nmax_connections = 4096\nmax_connections_per_address = 4096\n";
  auto const ready = (folder_ / "ready").string();
  auto const log = (folder_ / "server.log").string();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("cannot start a process");
  if (pid_ == 0) {
    int const out = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execl(conclave.c_str(), conclave.c_str(), "serve", "--config", config.c_str(), "--data", data.c_str(),
            "--address", "127.0.0.1", "--port", "0", "--rules", rules.c_str(), "--ready-file", ready.c_str(),
            nullptr);
    ::_exit(127);
  }
  for (int i = 0; i < 400 && port_ == 0; ++i) {
    std::ifstream file(ready);
    unsigned number = 0;
    if (file >> number) port_ = static_cast<std::uint16_t>(number);
    std::this_thread::sleep_for(25ms);
  }
  if (port_ == 0) {
    std::ifstream said(log);
    throw std::runtime_error("the server did not start: " +
                             std::string(std::istreambuf_iterator<char>(said), {}));
  }
}

House::~House() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::size_t House::resident() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string word; status >> word;) {
    std::size_t kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib;
  }
  return 0;
}

}  // namespace conclave::load
