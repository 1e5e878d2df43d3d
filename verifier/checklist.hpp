// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The list of checks, in the order in which people read them. A check passes only by having been made: those
// that depend on the replay are marked unchecked when it had to stop.
#pragma once

#include <conclave/verifier/verification.hpp>

#include <string_view>

namespace conclave::verifier {

class Checklist {
public:
  Checklist();

  void fail(std::string_view id, std::optional<std::uint64_t> entry, std::string what);
  void pass(std::string_view id, std::string detail);
  void leave(std::string_view id, std::string detail);
  void detail(std::string_view id, std::string text);

  /// The replay stopped: every check that rests on it, and has not failed, was not completed.
  void stop_replay();

  std::vector<Check> take() { return std::move(checks_); }

private:
  Check& find(std::string_view id);
  std::vector<Check> checks_;
};

}  // namespace conclave::verifier
