// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A power cut, simulated: SQLite's own file layer, with a memory of what each file held when it was last
// synced.
#pragma once

#include <filesystem>

namespace conclave::store {

/// While one lives, every file that SQLite opens is watched. One at a time; close all stores before its end.
class PowerCut {
public:
  PowerCut();
  PowerCut(PowerCut const&) = delete;
  PowerCut& operator=(PowerCut const&) = delete;
  ~PowerCut();

  /// Makes `copy` the database, with its write-ahead log, that would be found if the power failed now and
  /// every write that was not synced were lost. Any thread may call.
  void leave(std::filesystem::path const& database, std::filesystem::path const& copy) const;
};

}  // namespace conclave::store
