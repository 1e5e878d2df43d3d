// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "transcript.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace conclave::server::demo {

Transcript::Transcript(std::filesystem::path const& file, unsigned chapters)
    : file_(file), chapters_(chapters),
      colour_(isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr) {
  if (!file_) throw std::runtime_error("cannot write " + file.string());
}

void Transcript::chapter(std::string_view title) {
  ++current_;
  constexpr unsigned width = 24;
  std::string bar(static_cast<std::size_t>(width) * current_ / chapters_, '#');
  bar.resize(width, '.');
  auto const seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_).count();
  std::string const head = "[" + bar + "] " + std::to_string(current_) + "/" + std::to_string(chapters_) +
                           "  " + std::string(title);
  std::string const time = "  (" + std::to_string(seconds) + " s)";
  file_ << "\n" << head << time << "\n" << std::flush;
  std::cout << "\n"
            << (colour_ ? "\033[1m" : "") << head << (colour_ ? "\033[0m" : "") << time << "\n"
            << std::flush;
}

void Transcript::line(std::string_view text) {
  write("    " + std::string(text));
}

void Transcript::quote(std::string_view text) {
  std::istringstream lines{std::string(text)};
  for (std::string each; std::getline(lines, each);)
    write("      | " + each);
}

void Transcript::end(std::string_view text) {
  write("\n" + std::string(text));
}

void Transcript::write(std::string const& text) {
  file_ << text << "\n" << std::flush;
  std::cout << text << "\n" << std::flush;
}

}  // namespace conclave::server::demo
