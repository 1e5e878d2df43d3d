// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "docket_preview.hpp"
#include "follower.hpp"
#include "rules_file.hpp"
#include "wire_client.hpp"

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/participant/signing.hpp>

#include <charconv>
#include <iostream>
#include <memory>
#include <string>

namespace conclave::server {
namespace {

struct Arguments {
  std::string file;
  bool check = false;
  std::string docket;
  std::string title;
  std::string source;
  std::string rules;
  std::string server;
  std::string as;
  std::string key;
  std::string certificate = "var/tls-certificate.pem";
  std::string fingerprint;
};

/// Host and port of "https://host:port".
gateway::ClientSettings settings_of(Arguments const& given) {
  static constexpr std::string_view scheme = "https://";
  std::string_view rest = given.server;
  if (!rest.starts_with(scheme)) throw CommandError(Exit::usage, "--server: https://HOST:PORT belongs here");
  rest.remove_prefix(scheme.size());
  while (rest.ends_with('/'))
    rest.remove_suffix(1);
  gateway::ClientSettings settings;
  settings.port = 443;
  auto const colon = rest.rfind(':');
  if (colon != std::string_view::npos && !rest.ends_with(']')) {
    auto const digits = rest.substr(colon + 1);
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), settings.port);
    if (error != std::errc{} || end != digits.data() + digits.size() || settings.port == 0) {
      throw CommandError(Exit::usage, "--server: the port is no number from 1 to 65535");
    }
    rest = rest.substr(0, colon);
  }
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  settings.host = rest;
  if (given.fingerprint.empty()) {
    settings.trusted_certificate = given.certificate;
  } else {
    settings.fingerprint = given.fingerprint;
  }
  return settings;
}

int check(Arguments const& given, std::string const& text) {
  deliberation::DocketOptions options;
  options.motion_pattern = "Admit {title}, {country}";
  if (!given.rules.empty()) {
    options.motion_pattern = value_or_fail(load_rules(read_text(given.rules, 1U << 20U), given.rules),
                                           "rules of procedure", Exit::usage)
                                 .motion_pattern;
  }
  auto const reading = read_docket(given.file, text, options);
  (reading.problems.empty() ? std::cout : std::cerr) << preview(given.file, reading);
  return static_cast<int>(reading.problems.empty() ? Exit::done : Exit::refused);
}

int import_docket(Arguments const& given) {
  auto const text = read_text(given.file, deliberation::largest_docket_file);
  if (given.check) return check(given, text);
  if (given.docket.empty() || given.title.empty() || given.server.empty() || given.as.empty() ||
      given.key.empty()) {
    throw CommandError(Exit::usage,
                       "import needs --docket, --title, --server, --as and --key, or --check alone");
  }
  auto const docket = value_or_fail(DocketId::parse(given.docket), "--docket", Exit::usage);
  auto const person = value_or_fail(PersonId::parse(given.as), "--as", Exit::usage);
  auto const key = load_key(given.key);

  gateway::ClientPool pool;
  WireClient client(pool, settings_of(given));
  static_cast<void>(value_or_fail(client.sign_in(person, key), "sign-in"));
  Follower<deliberation::RegisterLaw> known(register_log(), client.welcome());
  value_or_fail(known.catch_up(client), "the register");

  auto reading = read_docket(given.file, text, deliberation::docket_options(known.state()));
  if (!reading.problems.empty()) {
    std::cerr << preview(given.file, reading);
    return static_cast<int>(Exit::refused);
  }
  auto const count = reading.cases.size();
  auto act = participant::sign_act(
      known.proceedings(), person, key,
      {deliberation::ImportDocket{docket, given.title, given.source, std::move(reading.cases)},
       std::nullopt,
       {}},
      system_time());
  auto const receipt = value_or_fail(
      client.submit(register_log(), std::move(act.envelope), std::move(act.openings)), "import");
  std::cout << "Imported " << count << " cases as docket " << docket.str() << ", entry " << receipt.position
            << " of the register.\n";
  return 0;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto const given = std::make_shared<Arguments>();
  auto* command =
      app.add_subcommand("import", "Check a docket file, or bring it in as a member of the secretariat");
  command->add_option("FILE", given->file, "CSV (region,city,country[,title][,kind][,motion]) or JSON")
      ->required();
  command->add_flag("--check", given->check, "Only show the cases, or what does not fit, by line and column");
  command->add_option("--docket", given->docket, "The docket's id");
  command->add_option("--title", given->title, "The docket's title");
  command->add_option("--source", given->source, "Where the cases come from");
  command->add_option("--rules", given->rules, "With --check: rules whose motion pattern is used");
  command->add_option("--server", given->server, "https://HOST:PORT");
  command->add_option("--as", given->as, "Your person id");
  command->add_option("--key", given->key, "File of your identity key: 64 hexadecimal digits, mode 0600");
  command->add_option("--certificate", given->certificate, "PEM file of the certificate to trust")
      ->capture_default_str();
  command->add_option("--fingerprint", given->fingerprint, "Or its SHA-256 fingerprint");
  command->footer(
      "Examples:\n  conclave import data/gnlc-2022-intake.csv --check\n"
      "  conclave import data/gnlc-2022-intake.csv --docket gnlc-2022 --title \"Intake 2022\" \\\n"
      "    --server https://localhost:8443 --as secretary --key secretary.key");
  command->callback([given, &exit_code] { exit_code = import_docket(*given); });
}

}  // namespace conclave::server
