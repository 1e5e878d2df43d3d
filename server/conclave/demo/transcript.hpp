// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the demonstration shows: numbered chapters with a progress bar, and a line for each thing that
// happens. The same lines go to a file.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace conclave::server::demo {

class Transcript {
public:
  Transcript(std::filesystem::path const& file, unsigned chapters);

  void chapter(std::string_view title);
  /// "  amina casts a ballot"
  void line(std::string_view text);
  /// Text of some lines, set off from the story.
  void quote(std::string_view text);
  void end(std::string_view text);

private:
  void write(std::string const& text);

  std::ofstream file_;
  unsigned chapters_;
  unsigned current_ = 0;
  bool colour_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace conclave::server::demo
