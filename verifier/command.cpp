// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/verifier/command.hpp>
#include <conclave/verifier/verification.hpp>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace conclave::verifier {
namespace {

constexpr int holds = 0;
constexpr int does_not_hold = 1;
constexpr int no_record = 2;

void draw_progress(std::uint64_t done, std::uint64_t of) {
  constexpr std::uint64_t width = 40;
  auto const filled = of == 0 ? width : done * width / of;
  std::string bar(filled, '#');
  bar.resize(width, '.');
  std::fprintf(stderr, "\rverifying [%s] %llu of %llu entries", bar.c_str(),
               static_cast<unsigned long long>(done), static_cast<unsigned long long>(of));
  if (done == of) std::fprintf(stderr, "\n");
}

}  // namespace

int run_command(int argc, char const* const* argv) {
  CLI::App app{"Verifies a Conclave record offline: every signature, proof, finding and count.\n\n"
               "Exit codes: 0 the record holds, 1 it does not (each failed check and entry is named), 2 the "
               "file is no "
               "record."};
  app.name("conclave-verify");
  std::string file;
  std::string director;
  bool json = false;
  Options options;
  app.add_option("FILE", file, "the record, as `conclave export` writes it")->required();
  app.add_flag("--json", json, "print one JSON object instead of words");
  app.add_option("--director", director,
                 "the fingerprint of the Director's key, as you know it from elsewhere");
  app.add_flag("--batch", options.batch, "verify the proofs in batches instead of one by one");
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? holds : no_record;
  }
  if (!director.empty()) options.director = director;
  if (isatty(STDERR_FILENO) == 1) options.progress = draw_progress;

  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    std::cerr << "conclave-verify: cannot read " << file << ": check the name and the permissions\n";
    return no_record;
  }
  std::string const text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  std::string why;
  auto const report = verify(text, options, why);
  if (!report) {
    std::cerr << "conclave-verify: " << file << " is no record: " << why << "\n";
    return no_record;
  }
  std::cout << (json ? in_json(*report) + "\n" : in_words(*report));
  return report->valid ? holds : does_not_hold;
}

}  // namespace conclave::verifier
