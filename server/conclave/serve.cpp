// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "serve.hpp"

#include "data_folder.hpp"
#include "house.hpp"
#include "json_log.hpp"
#include "rules_file.hpp"

#include <conclave/gateway/certificate.hpp>
#include <conclave/gateway/gateway.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <optional>
#include <string>
#include <thread>

namespace conclave::server {
namespace {

constexpr int seconds_between_marks = 2;

gateway::GatewaySettings gateway_settings(Configuration const& configuration) {
  auto const& limits = configuration.limits;
  gateway::GatewaySettings settings;
  settings.address = configuration.server.address;
  settings.port = configuration.server.port;
  if (configuration.tls.certificate.empty()) {
    auto names = std::vector<std::string>{"localhost", "127.0.0.1", "::1"};
    if (std::find(names.begin(), names.end(), configuration.server.name) == names.end()) {
      names.push_back(configuration.server.name);
    }
    auto const certificate = gateway::ensure_certificate(configuration.server.data, names);
    settings.tls = gateway::TlsFiles{certificate.certificate, certificate.key};
  } else {
    settings.tls = gateway::TlsFiles{configuration.tls.certificate, configuration.tls.key};
  }
  settings.allow_tls_1_2 = configuration.tls.allow_tls_1_2;
  settings.max_message_bytes = limits.max_message_bytes;
  settings.max_connections = limits.max_connections;
  settings.max_connections_per_address = limits.max_connections_per_address;
  settings.messages_per_second = static_cast<double>(limits.messages_per_second);
  settings.message_burst = limits.message_burst;
  settings.max_queued_messages = limits.max_queued_messages;
  settings.handshake_timeout = std::chrono::seconds(limits.handshake_seconds);
  settings.idle_timeout = std::chrono::seconds(limits.idle_seconds);
  if (!configuration.server.static_files.empty()) settings.static_root = configuration.server.static_files;
  settings.allowed_origins = configuration.server.origins;
  return settings;
}

/// SIGINT and SIGTERM wait for sigtimedwait(); threads made afterwards inherit it.
sigset_t hold_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

bool told_to_stop(sigset_t const& set, int seconds) {
  timespec const wait{seconds, 0};
  return sigtimedwait(&set, nullptr, &wait) > 0;
}

}  // namespace

int serve(Configuration const& configuration, std::filesystem::path const& ready_file) {
  auto const& where = configuration.server;
  auto const signals = hold_signals();
  auto rules = value_or_fail(load_rules(read_text(where.rules, 1U << 20U), where.rules.string()),
                             "rules of procedure", Exit::usage);
  make_data_folder(where.data);
  auto const server_key = ensure_key(server_key_file(where.data));
  JsonLog log(configuration.log.level, configuration.log.file);
  auto const settings = gateway_settings(configuration);

  auto const store = store::open_sqlite(store_file(where.data));
  auto const threads = configuration.crypto.threads != 0
                           ? configuration.crypto.threads
                           : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  boost::asio::thread_pool strands(std::max<std::size_t>(2, threads));
  boost::asio::thread_pool crypto_threads(threads);
  Services services{*store,       strands,      crypto_threads,
                    server_key,   where.name,   std::move(rules),
                    &system_time, log.report(), Duration{configuration.limits.clock_skew_seconds * 1000}};
  HouseLimits limits;
  limits.sign_in = Duration{configuration.limits.sign_in_seconds * 1000};

  std::optional<House> house;
  house.emplace(services, store->last_alive(), limits);
  house->start();
  // Only now: a crash before this leaves the gap to the next start.
  store->mark_alive(system_time());
  gateway::Gateway gateway(settings, *house, log.gateway_sink());
  gateway.start();

  auto const port = std::to_string(gateway.port());
  if (!ready_file.empty()) write_text(ready_file, port + "\n");
  std::cout << "Conclave serves https://" << where.name << ':' << port << "/\n"
            << "listening on " << port << std::endl;
  log.write(Severity::info, "serving", {{"address", where.address}, {"port", port}});

  while (!told_to_stop(signals, seconds_between_marks)) {
    house->sweep();
    try {
      store->mark_alive(system_time());
    } catch (std::exception const& failure) {
      log.write(Severity::error, "mark_not_written", {{"what", failure.what()}});
    }
  }

  log.write(Severity::info, "stopping", {});
  // What is under way is written and answered first, then the connections are closed.
  house->stop();
  crypto_threads.join();
  strands.join();
  gateway.stop(std::chrono::seconds(configuration.limits.shutdown_seconds));
  try {
    store->mark_alive(system_time());
  } catch (std::exception const& failure) {
    log.write(Severity::error, "mark_not_written", {{"what", failure.what()}});
  }
  log.write(Severity::info, "stopped", {});
  return 0;
}

}  // namespace conclave::server
