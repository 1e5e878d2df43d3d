// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "stored_entry.hpp"

#include <conclave/gateway/certificate.hpp>
#include <conclave/gateway/client.hpp>
#include <conclave/gateway/gateway.hpp>
#include <conclave/store/store_error.hpp>
#include <conclave/verifier/command.hpp>

#include <cstring>
#include <exception>
#include <iostream>

namespace conclave::server {
namespace {

constexpr auto footer = R"(
A first start:
  conclave init --data var                 makes the keys and prints the Director's one-time link
  conclave serve --data var                serves until it is stopped with Ctrl-C
  conclave invite amina --data var         a one-time link for a person whom the Director appointed
  conclave import docket.csv --check       says what does not fit in a docket, by line and column
  conclave export session-1 --out s.record the record of a session
  conclave verify s.record                 checks a record, as conclave-verify does

Exit codes: 0 done; 1 refused, or does not hold; 2 wrong arguments or configuration; 3 stored data are damaged;
4 disk, network or permissions, or another server is running.)";

int fail(Exit exit, std::string const& what) {
  std::cerr << "conclave: " << what << '\n';
  return static_cast<int>(exit);
}

Exit exit_of(store::Fault fault) {
  switch (fault) {
  case store::Fault::damaged:
    return Exit::damaged;
  case store::Fault::missing:
  case store::Fault::locked:
  case store::Fault::no_store:
  case store::Fault::other_version:
  case store::Fault::io:
    return Exit::environment;
  }
  return Exit::environment;
}

}  // namespace

int run(int argc, char const* const* argv, std::function<void(CLI::App&, int&)> const& add_more) {
  if (argc > 1 && std::strcmp(argv[1], "verify") == 0) return verifier::run_command(argc - 1, argv + 1);
  CLI::App app("Conclave: jury deliberation whose every decision can be verified.", "conclave");
  app.set_version_flag("--version", CONCLAVE_VERSION);
  app.require_subcommand(1);
  app.footer(footer);
  int exit_code = 0;
  add_init(app, exit_code);
  add_serve(app, exit_code);
  add_invite(app, exit_code);
  add_import(app, exit_code);
  add_export(app, exit_code);
  // Handled above; here for --help.
  app.add_subcommand("verify", "Check a record: every signature, proof and finding (see verify --help)");
  add_doctor(app, exit_code);
  add_replace_director(app, exit_code);
  if (add_more) add_more(app, exit_code);
  try {
    app.parse(argc, argv);
    return exit_code;
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Exit::usage);
  } catch (CommandError const& error) {
    return fail(error.exit(), error.what());
  } catch (DamagedLog const& error) {
    return fail(Exit::damaged, std::string("the stored data are damaged: ") + error.what());
  } catch (store::StoreError const& error) {
    return fail(exit_of(error.fault()), error.what());
  } catch (std::exception const& error) {
    return fail(Exit::environment, error.what());
  }
}

}  // namespace conclave::server
