// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "stored_log.hpp"

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

namespace conclave::server {
namespace {

struct Arguments {
  std::string data = "var";
  std::string person;
  std::string name;
  std::string key;
};

void replace_director(Arguments const& given) {
  auto const person = value_or_fail(PersonId::parse(given.person), "PERSON", Exit::usage);
  auto const bytes = crypto::from_hex(given.key);
  auto const key =
      bytes ? crypto::PublicKey::decode(*bytes) : crypto::Result<crypto::PublicKey>(bytes.error());
  if (!key) throw CommandError(Exit::usage, "KEY: not an Ed25519 public key of 64 hexadecimal digits");
  std::filesystem::path const data = given.data;
  if (!std::filesystem::exists(store_file(data))) {
    throw CommandError(Exit::environment, store_file(data).string() + ": there is no such store");
  }
  // As the one server: refused while another is running.
  auto const store = store::open_sqlite(store_file(data));
  auto const server_key = load_key(server_key_file(data));
  if (store->size(register_log()) == 0) throw CommandError(Exit::refused, "the register is not founded yet");
  auto log = replay_stored<deliberation::RegisterLaw>(*store, register_log(), server_key.public_key(),
                                                      proved_before);
  auto const now = std::max(system_time(), log.proceedings.last_time());
  auto const entries = value_or_fail(
      log.proceedings.declare(deliberation::DirectorReplaced{person, given.name, *key}, now, server_key),
      "replace-director");
  auto const size = log.proceedings.size();
  log.proceedings.append(entries);
  std::vector<store::StoredEntry> stored;
  for (auto const& entry : entries)
    stored.push_back(to_stored(entry));
  auto const origin = log.head.origin();
  auto const head = record::SignedHead::make({register_log(), log.proceedings.size(), log.proceedings.root()},
                                             origin.substr(0, origin.rfind('/')), server_key);
  auto const outcome = store->append_now(register_log(), size, std::move(stored), head.text());
  if (!std::holds_alternative<store::Appended>(outcome)) {
    throw CommandError(Exit::environment, "not written: " + store::describe(outcome));
  }
  std::cout << given.name << " (" << person.str() << ") is the Director from entry " << size
            << " of the register. Every page and every record shows that the operator did this.\n";
}

}  // namespace

void add_replace_director(CLI::App& app, int& exit_code) {
  auto const given = std::make_shared<Arguments>();
  auto* command = app.add_subcommand(
      "replace-director",
      "Install a Director without the old one's signature, for all to see (server stopped)");
  command->add_option("PERSON", given->person, "The new Director's id")->required();
  command->add_option("NAME", given->name, "The new Director's name")->required();
  command->add_option("KEY", given->key, "The new Director's public key, 64 hexadecimal digits")->required();
  command->add_option("--data", given->data, "The server's data folder")->capture_default_str();
  command->footer("For a lost Director's key alone: records name the replacement for ever.");
  command->callback([given, &exit_code] {
    replace_director(*given);
    exit_code = 0;
  });
}

}  // namespace conclave::server
