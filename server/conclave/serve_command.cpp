// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "serve.hpp"

#include <memory>
#include <optional>
#include <string>

namespace conclave::server {

void add_serve(CLI::App& app, int& exit_code) {
  struct Arguments {
    std::string config;
    std::optional<std::string> data, address, rules, static_files;
    std::optional<std::uint16_t> port;
    std::string ready_file;
  };
  auto const given = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("serve", "Serve until SIGINT or SIGTERM (Ctrl-C)");
  command->add_option("--config", given->config, "TOML file; config/conclave.toml shows every option");
  command->add_option("--data", given->data, "Folder of everything that must survive (var)");
  command->add_option("--address", given->address, "Address to listen on (127.0.0.1)");
  command->add_option("--port", given->port, "Port to listen on (8443); 0: any free one");
  command->add_option("--rules", given->rules, "Rules of procedure, a TOML file");
  command->add_option("--static", given->static_files, "Folder of files for browsers");
  command->add_option("--ready-file", given->ready_file, "File to write the port to once it listens");
  command->footer(
      "Example:\n  conclave serve --data var --port 8443\nPrints \"listening on PORT\" when it is ready.");
  command->callback([given, &exit_code] {
    Configuration configuration;
    if (!given->config.empty()) {
      configuration = value_or_fail(load_configuration(read_text(given->config, 1U << 20U), given->config),
                                    "configuration", Exit::usage);
    }
    auto& server = configuration.server;
    if (given->data) server.data = *given->data;
    if (given->address) server.address = *given->address;
    if (given->port) server.port = *given->port;
    if (given->rules) server.rules = *given->rules;
    if (given->static_files) server.static_files = *given->static_files;
    exit_code = serve(configuration, given->ready_file);
  });
}

}  // namespace conclave::server
