// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace conclave::load {

/// A real `conclave serve` with a new data folder of its own, on 127.0.0.1. Throws std::runtime_error.
class House {
public:
  /// `conclave` is the program, `rules` any rules file that it can read at its start.
  House(std::string const& conclave, std::string const& rules);
  House(House const&) = delete;
  House& operator=(House const&) = delete;
  ~House();  ///< ends the server, removes the folder

  std::string const& directors_token() const noexcept { return token_; }
  std::uint16_t port() const noexcept { return port_; }
  std::filesystem::path certificate() const { return folder_ / "data" / "tls-certificate.pem"; }
  /// Memory of the server in KiB: VmRSS of /proc/PID/status.
  std::size_t resident() const;

private:
  std::filesystem::path folder_;
  std::string token_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace conclave::load
