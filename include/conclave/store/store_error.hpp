// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The world failed, where logs are kept.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace conclave::store {

/// What kind of failure it is, for exit codes and for what to do next.
enum class Fault {
  missing,        ///< no such file, and it was not to be made
  locked,         ///< another server serves this file
  no_store,       ///< the file is something else
  other_version,  ///< made by another version of Conclave
  damaged,        ///< what is there is not what was written
  io,             ///< the disk is full or failed, or access was denied
};

/// The fault's name, as spelled above.
std::string_view to_string(Fault fault) noexcept;

/// The message is one sentence for people, names the file, and holds nothing of what the file says.
class StoreError : public std::runtime_error {
public:
  StoreError(Fault fault, std::string const& message) : std::runtime_error(message), fault_(fault) {}
  [[nodiscard]] Fault fault() const noexcept { return fault_; }

private:
  Fault fault_;
};

}  // namespace conclave::store
