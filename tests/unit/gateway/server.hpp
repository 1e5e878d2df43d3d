// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A gateway on a free port of 127.0.0.1, a handler that writes down what happens, and settings for clients.
#pragma once

#include "temporary_folder.hpp"

#include <conclave/gateway/certificate.hpp>
#include <conclave/gateway/client.hpp>
#include <conclave/gateway/gateway.hpp>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace conclave::gateway::test {

using namespace std::chrono_literals;

/// How long a test waits for what must come. Only a failing test waits that long.
constexpr auto patience = 20'000ms;

inline std::shared_ptr<std::string const> text(std::string value) {
  return std::make_shared<std::string const>(std::move(value));
}

class Recorder : public Handler {
public:
  using OnOpened = std::function<void(std::shared_ptr<Connection> const&)>;
  using OnReceived = std::function<void(std::shared_ptr<Connection> const&, std::string const&)>;

  // Set before the gateway starts.
  OnOpened on_opened = [](auto const&) {};
  OnReceived on_received = [](auto const& connection, auto const& message) {
    connection->send(text(message));
  };
  std::function<std::string()> on_health = [] { return R"({"status":"ok"})"; };

  void opened(std::shared_ptr<Connection> connection) override {
    {
      std::lock_guard const lock(mutex_);
      connections_.push_back(connection);
    }
    changed_.notify_all();
    on_opened(connection);
  }
  void received(std::shared_ptr<Connection> const& connection, std::string message) override {
    {
      std::lock_guard const lock(mutex_);
      messages_.push_back(message);
    }
    changed_.notify_all();
    on_received(connection, message);
  }
  void closed(std::shared_ptr<Connection> const& connection, Ending const& ending) override {
    std::lock_guard const lock(mutex_);
    endings_.emplace_back(connection->id(), ending);
    changed_.notify_all();
  }
  std::string health() override { return on_health(); }

  std::vector<std::shared_ptr<Connection>> connections() const {
    std::lock_guard const lock(mutex_);
    return connections_;
  }
  std::vector<std::string> messages() const {
    std::lock_guard const lock(mutex_);
    return messages_;
  }
  std::vector<std::pair<std::uint64_t, Ending>> endings() const {
    std::lock_guard const lock(mutex_);
    return endings_;
  }

  bool wait_for_connections(std::size_t count) {
    return wait([&] { return connections_.size() >= count; });
  }
  bool wait_for_messages(std::size_t count) {
    return wait([&] { return messages_.size() >= count; });
  }
  bool wait_for_endings(std::size_t count) {
    return wait([&] { return endings_.size() >= count; });
  }

private:
  template <class Condition>
  bool wait(Condition condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, condition);
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::vector<std::string> messages_;
  std::vector<std::pair<std::uint64_t, Ending>> endings_;
};

/// What the gateway has told about itself.
class LogBook {
public:
  LogSink sink() {
    return [this](Severity, std::string_view event, LogFields fields) {
      std::lock_guard const lock(mutex_);
      events_.emplace_back(event);
      for (auto const& [name, value] : fields)
        text_ += name + "=" + value + "\n";
      changed_.notify_all();
    };
  }
  bool wait_for(std::string const& event) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(
        lock, patience, [&] { return std::find(events_.begin(), events_.end(), event) != events_.end(); });
  }
  std::string text() const {
    std::lock_guard const lock(mutex_);
    return text_;
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> events_;
  std::string text_;
};

/// One certificate for all tests of the program.
inline Certificate const& certificate() {
  static TemporaryFolder const folder;
  static Certificate const made = ensure_certificate(folder.path() / "tls");
  return made;
}

inline GatewaySettings over_tls() {
  GatewaySettings settings;
  settings.port = 0;
  settings.tls = TlsFiles{certificate().certificate, certificate().key};
  return settings;
}

inline GatewaySettings over_plain_http() {
  GatewaySettings settings;
  settings.port = 0;
  return settings;
}

struct Server {
  explicit Server(GatewaySettings settings = over_tls(), std::function<void(Recorder&)> const& prepare = {})
      : tls(settings.tls.has_value()) {
    if (prepare) prepare(handler);
    gateway.emplace(std::move(settings), handler, book.sink());
    gateway->start();
  }

  ClientSettings client() const {
    ClientSettings settings;
    settings.port = gateway->port();
    settings.tls = tls;
    settings.host = "127.0.0.1";
    settings.timeout = patience;
    if (tls) settings.trusted_certificate = certificate().certificate;
    return settings;
  }
  Client connect() { return Client::connect(pool, client()); }

  bool tls;
  Recorder handler;
  LogBook book;
  std::optional<Gateway> gateway;
  ClientPool pool;
};

/// The code with which a connection ends; what is received before that is let go.
inline std::uint16_t code_at_end(Client& client) {
  try {
    while (client.receive(patience)) {
    }
  } catch (ConnectionClosed const& closed) {
    return closed.code();
  }
  return 0;
}

}  // namespace conclave::gateway::test
