// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The story of the demonstration: one whole session of the jury, from the founding of the register to a
// verified record, and what becomes of a record in which one byte is changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace conclave::server::demo {

struct StorySettings {
  std::string conclave;          ///< path of this program
  std::string conclave_verify;   ///< path of the verifier
  std::filesystem::path out;     ///< record.conclave and transcript.txt go here
  std::filesystem::path docket;  ///< CSV file
  std::filesystem::path rules;   ///< TOML file
  std::uint16_t port = 0;
  bool keep_serving = false;  ///< afterwards, until interrupted
};

/// Runs it. Returns 0 only if everything came out as told.
int tell_story(StorySettings const& settings);

}  // namespace conclave::server::demo
