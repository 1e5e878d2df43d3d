// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "demo.hpp"

#include "demo/seat.hpp"
#include "demo/story.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>

namespace conclave::server {
namespace {

/// The file as given, or beside the sources that this program was built from.
std::filesystem::path find_file(std::filesystem::path const& program, std::string const& name) {
  if (std::filesystem::exists(name)) return name;
  for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / name)) return folder / name;
  }
  return name;
}

}  // namespace

void add_demo_commands(CLI::App& app, int& exit_code) {
  auto const program = std::filesystem::read_symlink("/proc/self/exe");

  auto* demo = app.add_subcommand("demo", "Shows one whole session of a jury: a server, and eleven members "
                                          "as processes of their own that talk to it "
                                          "over TLS WebSockets only. Ends with a verified record.\n\nExit "
                                          "codes: 0 everything came out as told, 1 not.");
  auto const story = std::make_shared<demo::StorySettings>();
  story->conclave = program.string();
  story->conclave_verify = (program.parent_path() / "conclave-verify").string();
  story->out = "var/demo";
  demo->add_option("--out", story->out, "folder for record.conclave and transcript.txt")
      ->capture_default_str();
  demo->add_option("--docket", story->docket,
                   "the docket to import (CSV); default: data/gnlc-2022-intake.csv");
  demo->add_option("--rules", story->rules,
                   "the rules of procedure (TOML); default: config/rules/demonstration.toml");
  demo->add_option("--port", story->port, "port on the loopback address; 0: any free one")
      ->capture_default_str();
  demo->add_flag("--keep-serving", story->keep_serving,
                 "go on serving what the demonstration has made, until Ctrl-C");
  demo->callback([story, program, &exit_code] {
    if (story->docket.empty()) story->docket = find_file(program, "data/gnlc-2022-intake.csv");
    if (story->rules.empty()) story->rules = find_file(program, "config/rules/demonstration.toml");
    std::error_code failed;
    std::filesystem::create_directories(story->out, failed);
    if (failed) {
      std::cerr << "conclave demo: cannot make the folder " << story->out.string() << ": " << failed.message()
                << "\n";
      exit_code = 4;
      return;
    }
    story->out = std::filesystem::absolute(story->out);
    exit_code = demo::tell_story(*story);
  });

  auto* seat = app.add_subcommand(
      "seat", "One simulated member of the demonstration; takes orders from standard input.");
  seat->group("");  // hidden: a part of the demonstration
  auto const settings = std::make_shared<demo::SeatSettings>();
  seat->add_option("person", settings->person)->required();
  seat->add_option("--host", settings->host);
  seat->add_option("--port", settings->port)->required();
  seat->add_option("--certificate", settings->certificate)->required();
  seat->add_flag("--relay", settings->relay);
  seat->callback([settings, &exit_code] { exit_code = demo::run_seat(*settings); });
}

}  // namespace conclave::server
