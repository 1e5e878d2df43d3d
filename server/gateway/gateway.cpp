// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Threads, the listening socket, and stopping.
#include <conclave/gateway/gateway.hpp>

#include "session.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace conclave::gateway {

namespace {

using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;

// How long accepting pauses when the system has no descriptor or memory left for another connection.
constexpr Milliseconds accept_pause{100};

/// One thread and the connections that live on it.
class Worker {
public:
  Worker() : context_(std::make_shared<asio::io_context>(1)), work_(context_->get_executor()) {}
  Worker(Worker const&) = delete;
  Worker& operator=(Worker const&) = delete;
  ~Worker() { join(); }

  std::shared_ptr<asio::io_context> const& context() const { return context_; }
  Residents& residents() { return residents_; }

  void start() {
    thread_ = std::thread([context = context_] { context->run(); });
  }
  /// After every connection has ended. The context is not stopped but runs dry: what were still queued would
  /// keep connections, and these the context.
  void join() {
    work_.reset();
    if (thread_.joinable()) thread_.join();
  }
  bool is_this_thread() const { return thread_.get_id() == std::this_thread::get_id(); }

  void begin_stop() {
    asio::post(context_->get_executor(), [this] {
      residents_.stopping = true;
      for (auto* const session : residents_.sessions)
        session->begin_stop();
    });
  }
  void drop_all() {
    asio::post(context_->get_executor(), [this] {
      for (auto* const session : residents_.sessions)
        session->drop();
    });
  }

private:
  std::shared_ptr<asio::io_context> context_;
  asio::executor_work_guard<Executor> work_;
  Residents residents_;
  std::thread thread_;
};

}  // namespace

class Gateway::Impl {
public:
  Impl(GatewaySettings settings, Handler& handler, LogSink log)
      : shared_(std::move(settings), handler, std::move(log)), workers_(shared_.settings.threads),
        acceptor_(first()), pause_(first()) {}
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;
  ~Impl() { stop(Milliseconds(0)); }

  void start() {
    listen();
    for (auto& worker : workers_)
      worker.start();
    started_ = true;
    shared_.log(Severity::info, "gateway_started",
                {{"address", shared_.settings.address},
                 {"port", std::to_string(port_)},
                 {"tls", shared_.tls ? "true" : "false"}});
    shared_.running.begin();
    asio::post(first(), [this] { accept(); });
  }

  std::uint16_t port() const noexcept { return port_; }

  void stop(Milliseconds time) {
    for (auto const& worker : workers_) {
      if (worker.is_this_thread()) {
        std::fputs("Gateway::stop was called from within its handler, and would wait for itself\n", stderr);
        std::abort();
      }
    }
    std::lock_guard const lock(stop_mutex_);
    if (!std::exchange(started_, false)) return;
    auto const deadline = Clock::now() + time;
    shared_.log(Severity::info, "gateway_stopping", {});
    shared_.stopping = true;
    asio::post(first(), [this] {
      ErrorCode ignored;
      acceptor_.close(ignored);
      pause_.cancel();
    });
    for (auto& worker : workers_)
      worker.begin_stop();
    if (!shared_.running.wait_until(deadline)) {
      shared_.log(Severity::warn, "gateway_drops_connections",
                  {{"sockets", std::to_string(shared_.admission->taken())}});
      for (auto& worker : workers_)
        worker.drop_all();
      shared_.running.wait();  // without a socket nothing waits for anything
    }
    for (auto& worker : workers_)
      worker.join();
    shared_.log(Severity::info, "gateway_stopped", {});
  }

  GatewayStats stats() const {
    auto const& counters = shared_.counters;
    GatewayStats stats;
    stats.connections = counters.connections;
    stats.sockets = shared_.admission->taken();
    stats.accepted = counters.accepted;
    stats.refused = counters.refused;
    stats.failed_handshakes = counters.failed_handshakes;
    stats.requests = counters.requests;
    stats.messages_received = counters.messages_received;
    stats.messages_sent = counters.messages_sent;
    stats.rate_exceeded = counters.rate_exceeded;
    stats.slow_readers = counters.slow_readers;
    return stats;
  }

private:
  Executor first() { return workers_.front().context()->get_executor(); }

  void listen() {
    auto const& settings = shared_.settings;
    Tcp::endpoint const end(asio::ip::make_address(settings.address), settings.port);
    ErrorCode error;
    acceptor_.open(end.protocol(), error);
    if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(end, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error)
      throw GatewayError("cannot listen on " + settings.address + " port " + std::to_string(settings.port) +
                         ": " + error.message());
  }

  void accept() {
    auto& worker = workers_[turn_++ % workers_.size()];
    acceptor_.async_accept(worker.context()->get_executor(),
                           [this, &worker](ErrorCode const& error, Socket socket) {
                             if (!acceptor_.is_open() || shared_.stopping) {
                               shared_.running.end();
                             } else if (error && error != asio::error::connection_aborted) {
                               shared_.log(Severity::error, "accept_failed", {{"error", error.message()}});
                               pause_.expires_after(accept_pause);
                               pause_.async_wait([this](ErrorCode const&) { accept_unless_stopping(); });
                             } else {
                               if (!error) admit(worker, std::move(socket));
                               accept();
                             }
                           });
  }

  void accept_unless_stopping() {
    if (shared_.stopping)
      shared_.running.end();
    else
      accept();
  }

  void admit(Worker& worker, Socket socket) {
    ++shared_.counters.accepted;
    ErrorCode error;
    auto const remote = socket.remote_endpoint(error);
    if (error) return;  // gone already
    auto place = shared_.admission->enter(remote.address());
    if (!place) {
      ++shared_.counters.refused;
      shared_.log(Severity::warn, "connection_refused", {{"address", remote.address().to_string()}});
      return;
    }
    socket.set_option(Tcp::no_delay(true), error);
    shared_.running.begin();
    make_session(worker.context(), worker.residents(), shared_, std::move(socket), std::move(place))->start();
  }

  Shared shared_;
  std::vector<Worker> workers_;
  Acceptor acceptor_;
  Timer pause_;
  std::size_t turn_ = 0;
  std::uint16_t port_ = 0;
  std::mutex stop_mutex_;
  bool started_ = false;
};

Gateway::Gateway(GatewaySettings settings, Handler& handler, LogSink log)
    : impl_(std::make_unique<Impl>(std::move(settings), handler, std::move(log))) {}
Gateway::~Gateway() = default;
void Gateway::start() {
  impl_->start();
}
std::uint16_t Gateway::port() const noexcept {
  return impl_->port();
}
void Gateway::stop(std::chrono::milliseconds deadline) {
  impl_->stop(deadline);
}
GatewayStats Gateway::stats() const {
  return impl_->stats();
}

}  // namespace conclave::gateway
