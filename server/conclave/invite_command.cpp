// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "stored_log.hpp"

#include <conclave/crypto/random.hpp>
#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/identity/invitations.hpp>
#include <conclave/record/json.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace conclave::server {
namespace {

struct Arguments {
  std::string person;
  std::string data = "var";
  std::string host = "localhost";
  std::uint16_t port = 8443;
  std::uint32_t days = 7;
  bool json = false;
};

void invite(Arguments const& given) {
  auto const person = value_or_fail(PersonId::parse(given.person), "PERSON", Exit::usage);
  auto const store = store::open_sqlite(store_file(given.data), {store::Access::beside});
  if (store->size(register_log()) == 0) {
    throw CommandError(Exit::refused,
                       "the register is not founded yet: the Director opens the link of init first");
  }
  auto const key = load_key(server_key_file(given.data)).public_key();
  auto const log = replay_stored<deliberation::RegisterLaw>(*store, register_log(), key, proved_before);
  auto const& people = *log.proceedings.state().people;
  auto const found = people.find(person);
  if (found == people.end() || !std::holds_alternative<deliberation::Appointed>(found->second.standing)) {
    throw CommandError(Exit::refused, person.str() + " is not appointed: the Director appoints first");
  }
  crypto::SystemRandomness randomness;
  auto const now = system_time();
  auto const expires = now + Duration{std::int64_t{given.days} * 86'400'000};
  identity::Invitations invitations(store->vault());
  auto const token =
      invitations.make(person, record::name_of(found->second.appointment.role), now, expires, randomness);
  auto const link = "https://" + given.host + ':' + std::to_string(given.port) + "/#invite=" + token;
  if (given.json) {
    boost::json::object out{
        {"expires", expires.ms}, {"link", link}, {"person", person.str()}, {"token", token}};
    std::cout << record::canonical(out) << '\n';
    return;
  }
  std::cout << "One-time link for " << found->second.appointment.name << " (" << person.str()
            << "), good for " << given.days << " days:\n  " << link << '\n';
  if (found->second.key) {
    std::cout << "They are enrolled: a new key comes into force when the Director has signed it.\n";
  }
}

}  // namespace

void add_invite(CLI::App& app, int& exit_code) {
  auto const given = std::make_shared<Arguments>();
  auto* command =
      app.add_subcommand("invite", "Make a one-time link for a person whom the Director appointed");
  command->add_option("PERSON", given->person, "The person's id")->required();
  command->add_option("--data", given->data, "The server's data folder; it may be running")
      ->capture_default_str();
  command->add_option("--host", given->host, "Host name for the link")->capture_default_str();
  command->add_option("--port", given->port, "Port for the link")->capture_default_str();
  command->add_option("--days", given->days, "How long the link holds")
      ->check(CLI::Range(1, 90))
      ->capture_default_str();
  command->add_flag("--json", given->json, "Print one JSON object: expires, link, person, token");
  command->footer("Example:\n  conclave invite amina --data var");
  command->callback([given, &exit_code] {
    invite(*given);
    exit_code = 0;
  });
}

}  // namespace conclave::server
