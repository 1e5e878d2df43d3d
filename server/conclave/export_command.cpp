// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "stored_log.hpp"

#include <conclave/record/record_file.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace conclave::server {
namespace {

struct Arguments {
  std::string log;
  std::string out;
  std::string data = "var";
  bool full = false;
};

void export_record(Arguments const& given) {
  auto const log = value_or_fail(LogId::parse(given.log), "LOG", Exit::usage);
  auto const store = store::open_sqlite(store_file(given.data), {store::Access::read});
  if (store->size(log) == 0) {
    std::string known;
    for (auto const& other : store->logs())
      known += (known.empty() ? "" : ", ") + other.str();
    throw CommandError(Exit::refused, "there is no log " + log.str() + " (there is: " + known + ")");
  }
  auto const key = load_key(server_key_file(given.data)).public_key();
  // The head first: what a running server appends meanwhile belongs to the next export.
  auto head = stored_head(*store, log, key);
  auto entries = stored_entries(*store, log, head.head().size);
  auto const openings = given.full ? record::Openings::kept : record::Openings::left_out;
  record::RecordHeader header{log, openings, {head.origin(), key}};
  auto const size = entries.size();
  write_text(given.out, record::write_record({std::move(header), std::move(entries), std::move(head), {}}));
  std::cout << "Wrote " << size << " entries of " << log.str() << " to " << given.out
            << (given.full ? ", with confidential texts: keep it safe" : ", without confidential texts")
            << ".\nCheck it with: conclave verify " << given.out << '\n';
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  auto const given = std::make_shared<Arguments>();
  auto* command =
      app.add_subcommand("export", "Write the record of a session, or of the register, to a file");
  command->add_option("LOG", given->log, "A session's id, or \"register\"")->required();
  command->add_option("--out", given->out, "The file to write")->required();
  command->add_option("--data", given->data, "The server's data folder; it may be running")
      ->capture_default_str();
  command->add_flag("--full", given->full,
                    "With the confidential texts beside the acts; not for publication");
  command->footer("Example:\n  conclave export session-1 --data var --out session-1.conclave");
  command->callback([given, &exit_code] {
    export_record(*given);
    exit_code = 0;
  });
}

}  // namespace conclave::server
