// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What all connections of one gateway have in common.
#pragma once

#include "admission.hpp"
#include "static_files.hpp"

#include <conclave/gateway/gateway.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace boost::asio::ssl {
class context;
}

namespace conclave::gateway {

struct Counters {
  std::atomic<std::uint64_t> connections = 0;
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> failed_handshakes = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> messages_received = 0;
  std::atomic<std::uint64_t> messages_sent = 0;
  std::atomic<std::uint64_t> rate_exceeded = 0;
  std::atomic<std::uint64_t> slow_readers = 0;
};

/// What still runs, so that stop can wait for its end.
class Running {
public:
  void begin() {
    std::lock_guard const lock(mutex_);
    ++count_;
  }
  void end() {
    std::lock_guard const lock(mutex_);
    if (--count_ == 0) none_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    none_.wait(lock, [this] { return count_ == 0; });
  }
  /// False: some run on after the deadline.
  bool wait_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    return none_.wait_until(lock, deadline, [this] { return count_ == 0; });
  }

private:
  std::mutex mutex_;
  std::condition_variable none_;
  std::size_t count_ = 0;
};

struct Shared {
  /// Checks the settings and reads what they name. Throws GatewayError.
  Shared(GatewaySettings given, Handler& whom, LogSink where);

  GatewaySettings settings;
  Handler& handler;
  LogSink log;
  std::shared_ptr<boost::asio::ssl::context> tls;  // null: plain HTTP
  StaticFiles files;
  std::shared_ptr<Admission> admission;
  Counters counters;
  Running running;
  std::atomic<bool> stopping = false;
};

}  // namespace conclave::gateway
