// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"

#include <conclave/crypto/random.hpp>
#include <conclave/gateway/certificate.hpp>
#include <conclave/identity/invitations.hpp>
#include <conclave/record/json.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace conclave::server {
namespace {

struct Arguments {
  std::string data = "var";
  std::string director = "director";
  std::string host = "localhost";
  std::uint16_t port = 8443;
  bool json = false;
};

constexpr Duration directors_link{7 * 86'400'000LL};

void init(Arguments const& given) {
  auto const person = value_or_fail(PersonId::parse(given.director), "--director", Exit::usage);
  std::filesystem::path const data = given.data;
  make_data_folder(data);
  auto const store = store::open_sqlite(store_file(data));
  identity::Invitations invitations(store->vault());
  if (store->size(register_log()) != 0 || !invitations.list().empty()) {
    throw CommandError(Exit::refused, data.string() + " was initialised before; nothing was changed");
  }
  auto const key = ensure_key(server_key_file(data));
  gateway::ensure_certificate(data);
  crypto::SystemRandomness randomness;
  auto const now = system_time();
  auto const token = invitations.make(person, "director", now, now + directors_link, randomness);
  auto const link = "https://" + given.host + ':' + std::to_string(given.port) + "/#invite=" + token;
  auto const server_key = crypto::to_hex(key.public_key().bytes());
  if (given.json) {
    boost::json::object out{
        {"link", link}, {"person", person.str()}, {"server_key", server_key}, {"token", token}};
    std::cout << record::canonical(out) << '\n';
    return;
  }
  std::cout << "Initialised " << data.string() << ".\n"
            << "Server key: " << server_key << "\n\n"
            << "The Director opens this link once, within seven days:\n  " << link << "\n\n"
            << "Then: conclave serve --data " << data.string() << '\n';
}

}  // namespace

void add_init(CLI::App& app, int& exit_code) {
  auto const given = std::make_shared<Arguments>();
  auto* command =
      app.add_subcommand("init", "Make the data folder, its keys and the Director's one-time link");
  command->add_option("--data", given->data, "Folder of everything that must survive")->capture_default_str();
  command->add_option("--director", given->director, "The Director's id: [a-z0-9-], 64 at most")
      ->capture_default_str();
  command->add_option("--host", given->host, "Host name for the link")->capture_default_str();
  command->add_option("--port", given->port, "Port for the link")->capture_default_str();
  command->add_flag("--json", given->json, "Print one JSON object: link, person, server_key, token");
  command->footer(
      "Example:\n  conclave init --data var\nRefused (exit code 1) when the folder was initialised before.");
  command->callback([given, &exit_code] {
    init(*given);
    exit_code = 0;
  });
}

}  // namespace conclave::server
