// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server_lock.hpp"

#include <conclave/store/store_error.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace conclave::store {

namespace {

/// The process that wrote itself into the lock file, in words.
std::string holder(int descriptor) {
  std::array<char, 32> text{};
  ssize_t const size = pread(descriptor, text.data(), text.size(), 0);
  std::string digits;
  for (ssize_t i = 0;
       i < size && text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9'; ++i)
    digits.push_back(text[static_cast<std::size_t>(i)]);
  return digits.empty() ? "another process" : "process " + digits;
}

}  // namespace

ServerLock::ServerLock(std::filesystem::path const& file) {
  std::string const name = file.string() + ".lock";
  descriptor_ = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw StoreError(Fault::io, name + ": " + std::strerror(errno));
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    int const reason = errno;
    std::string const who = holder(descriptor_);
    close(descriptor_);
    if (reason != EWOULDBLOCK) throw StoreError(Fault::io, name + ": " + std::strerror(reason));
    throw StoreError(Fault::locked, file.string() + " is being served by " + who +
                                        " already. One file has one server: stop that one first.");
  }
  // For the sentence above alone: that the lock holds does not depend on it.
  std::string const self = std::to_string(getpid()) + "\n";
  if (ftruncate(descriptor_, 0) != 0 || pwrite(descriptor_, self.data(), self.size(), 0) < 0) {
    int const reason = errno;
    close(descriptor_);
    throw StoreError(Fault::io, name + ": " + std::strerror(reason));
  }
}

ServerLock::~ServerLock() {
  close(descriptor_);
}

}  // namespace conclave::store
