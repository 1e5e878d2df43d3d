// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/gateway/client.hpp>

#include "io.hpp"
#include "tls.hpp"
#include "transport.hpp"
#include "utf8.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <unordered_set>

namespace conclave::gateway {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

template <class T = void>
using Awaitable = asio::awaitable<T, Executor>;
using WebSocket = websocket::stream<Transport, false>;

constexpr asio::use_awaitable_t<Executor> awaitable;
constexpr auto as_result = asio::as_tuple(awaitable);

constexpr std::uint16_t abnormal = 1006;
constexpr std::size_t max_reason = 123;

class Line;

}  // namespace

ConnectionClosed::ConnectionClosed(std::uint16_t code, std::string reason)
    : ClientError("the connection has ended (" + std::to_string(code) +
                  (reason.empty() ? "" : ": " + reason) + ")"),
      code_(code), reason_(std::move(reason)) {}

// --- the pool ---

class ClientPool::Impl {
public:
  Impl()
      : context_(std::make_shared<asio::io_context>(1)), work_(context_->get_executor()),
        thread_([context = context_] { context->run(); }) {}
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;
  ~Impl();

  std::shared_ptr<asio::io_context> const& context() const { return context_; }

  /// One TLS context for all clients that trust the same.
  std::shared_ptr<asio::ssl::context> tls(ClientSettings const& settings) {
    if (!settings.tls) return nullptr;
    std::lock_guard const lock(mutex_);
    auto& context =
        tls_[{settings.trusted_certificate.string(), settings.fingerprint, settings.only_tls_1_2}];
    if (!context) context = client_tls(settings);
    return context;
  }

  /// On the pool's thread alone: what is to be dropped when the pool goes.
  std::unordered_set<Line*>& lines() { return lines_; }

private:
  std::shared_ptr<asio::io_context> context_;
  asio::executor_work_guard<Executor> work_;
  std::unordered_set<Line*> lines_;
  std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, bool>, std::shared_ptr<asio::ssl::context>> tls_;
  std::thread thread_;
};

namespace {

/// A connection to a server that is being made or stands. Everything but the constructor runs on the pool's
/// thread.
class Line {
public:
  Line(ClientPool::Impl& pool, ClientSettings settings)
      : context_(pool.context()), settings_(std::move(settings)), tls_(pool.tls(settings_)),
        lines_(pool.lines()), resolver_(context_->get_executor()), connecting_(context_->get_executor()) {}
  Line(Line const&) = delete;
  Line& operator=(Line const&) = delete;
  virtual ~Line() = default;

  ClientSettings const& settings() const { return settings_; }
  Executor executor() const { return context_->get_executor(); }
  Transport& transport() { return *transport_; }
  bool dropped() const { return dropped_; }

  virtual void drop() noexcept {
    dropped_ = true;
    ErrorCode ignored;
    resolver_.cancel();
    connecting_.close(ignored);
    if (transport_) transport_->drop();
  }

  Awaitable<> dial();

protected:
  void begin() { lines_.insert(this); }
  void end() {
    drop();
    lines_.erase(this);
  }

private:
  std::string place() const { return settings_.host + ":" + std::to_string(settings_.port); }

  std::shared_ptr<asio::io_context> context_;
  ClientSettings settings_;
  std::shared_ptr<asio::ssl::context> tls_;
  std::unordered_set<Line*>& lines_;
  asio::ip::basic_resolver<Tcp, Executor> resolver_;
  Socket connecting_;
  std::optional<Transport> transport_;
  bool dropped_ = false;
};

Awaitable<> Line::dial() {
  auto const [not_resolved, found] =
      co_await resolver_.async_resolve(settings_.host, std::to_string(settings_.port), as_result);
  if (not_resolved) throw ClientError("cannot find " + settings_.host + ": " + not_resolved.message());
  auto const [not_connected, end] = co_await asio::async_connect(connecting_, found, as_result);
  if (not_connected) throw ClientError("cannot connect to " + place() + ": " + not_connected.message());
  ErrorCode ignored;
  connecting_.set_option(Tcp::no_delay(true), ignored);
  transport_.emplace(std::move(connecting_), tls_.get(), settings_.timeout);
  if (!tls_) co_return;
  expect_host(transport_->tls_handle(), settings_);
  auto const [no_tls] = co_await transport_->async_handshake(false, as_result);
  if (no_tls) {
    auto const why = distrust(transport_->tls_handle());
    throw ClientError("no TLS with " + place() + ": " + (why.empty() ? no_tls.message() : why));
  }
}

}  // namespace

ClientPool::Impl::~Impl() {
  asio::post(context_->get_executor(), [this] {
    for (auto* const line : lines_)
      line->drop();
  });
  work_.reset();
  thread_.join();  // returns when every line has ended
}

ClientPool::ClientPool() : impl_(std::make_shared<Impl>()) {}
ClientPool::~ClientPool() = default;

// --- the WebSocket ---

class Client::Impl final : public Line, public std::enable_shared_from_this<Impl> {
public:
  Impl(ClientPool::Impl& pool, ClientSettings const& settings) : Line(pool, settings), gate_(executor()) {}

  void connect() {
    asio::co_spawn(executor(), run(shared_from_this()), asio::detached);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, settings().timeout, [this] { return state_ != State::connecting; });
    if (was_open_) return;  // it may have ended already, and then receive tells
    if (state_ == State::connecting) {
      failure_ = "no connection to " + settings().host + ":" + std::to_string(settings().port) + " within " +
                 std::to_string(settings().timeout.count()) + " ms";
      lock.unlock();
      abort();
      lock.lock();
    }
    throw ClientError(failure_);
  }

  void send(std::string message) {
    {
      std::lock_guard const lock(mutex_);
      if (state_ != State::open || closing_) throw ConnectionClosed(code_, reason_);
      outbox_.push_back(std::move(message));
    }
    post_pump();
  }

  std::optional<std::string> receive(Milliseconds timeout) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, timeout, [this] { return !inbox_.empty() || state_ != State::open; }))
      return std::nullopt;
    if (inbox_.empty()) throw ConnectionClosed(code_, reason_);
    auto message = std::move(inbox_.front());
    inbox_.pop_front();
    bool const was_full = inbox_.size() + 1 >= settings().max_unread_messages;
    lock.unlock();
    if (was_full) asio::post(executor(), [self = shared_from_this()] { self->gate_.cancel(); });
    return message;
  }

  void close(std::uint16_t code, std::string_view reason) {
    {
      std::lock_guard const lock(mutex_);
      if (state_ != State::open) return;
      if (!closing_) closing_.emplace(code, std::string(utf8_prefix(reason, max_reason)));
    }
    post_pump();
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, settings().timeout, [this] { return state_ == State::ended; })) return;
    lock.unlock();
    abort();
  }

  void abort() {
    asio::post(executor(), [self = shared_from_this()] { self->drop(); });
  }

  bool open() const {
    std::lock_guard const lock(mutex_);
    return state_ == State::open;
  }

  void drop() noexcept override {
    Line::drop();
    gate_.cancel();
  }

private:
  enum class State { connecting, open, ended };

  static Awaitable<> run(std::shared_ptr<Impl> self) {
    self->begin();
    try {
      co_await self->upgrade();
      co_await self->read_messages();
    } catch (std::exception const& failure) {
      std::lock_guard const lock(self->mutex_);
      if (self->failure_.empty()) self->failure_ = failure.what();
    }
    self->end();
    std::lock_guard const lock(self->mutex_);
    self->state_ = State::ended;
    self->changed_.notify_all();
  }

  Awaitable<> upgrade() {
    co_await dial();
    socket_.emplace(transport());
    websocket::stream_base::timeout limits{settings().timeout, websocket::stream_base::none(), false};
    socket_->set_option(limits);
    socket_->read_message_max(settings().max_message_bytes);
    socket_->text(true);
    socket_->set_option(websocket::stream_base::decorator([this](websocket::request_type& request) {
      if (!settings().origin.empty()) request.set(http::field::origin, settings().origin);
    }));
    websocket::response_type response;
    auto const [error] = co_await socket_->async_handshake(
        response, settings().host + ":" + std::to_string(settings().port), settings().target, as_result);
    if (error == websocket::error::upgrade_declined)
      throw ClientError("the server refuses a WebSocket at " + settings().target + ": HTTP " +
                        std::to_string(response.result_int()));
    if (error) throw ClientError("no WebSocket at " + settings().target + ": " + error.message());
    std::lock_guard const lock(mutex_);
    if (dropped()) co_return;  // too late: connect has given up
    state_ = State::open;
    was_open_ = true;
    changed_.notify_all();
  }

  Awaitable<> read_messages() {
    beast::flat_buffer buffer;
    for (;;) {
      co_await wait_for_room();
      auto const [error, bytes] = co_await socket_->async_read(buffer, as_result);
      if (error) {
        ended(error);
        co_return;
      }
      auto const data = buffer.data();
      {
        std::lock_guard const lock(mutex_);
        inbox_.emplace_back(static_cast<char const*>(data.data()), data.size());
        changed_.notify_all();
      }
      buffer.clear();
    }
  }

  // The gate is a timer that never expires. Whoever makes room cancels it on this thread, so nothing is
  // missed between looking and waiting.
  Awaitable<> wait_for_room() {
    while (!dropped() && full()) {
      gate_.expires_at(Clock::time_point::max());
      co_await gate_.async_wait(as_result);
    }
  }

  bool full() const {
    std::lock_guard const lock(mutex_);
    return inbox_.size() >= settings().max_unread_messages;
  }

  void ended(ErrorCode const& error) {
    std::lock_guard const lock(mutex_);
    if (closed_) {
      std::tie(code_, reason_) = *closing_;
    } else if (error == websocket::error::closed) {
      auto const& theirs = socket_->reason();
      code_ = theirs.code;
      reason_.assign(theirs.reason.data(), theirs.reason.size());
    } else {
      reason_ = error.message();
    }
  }

  void post_pump() {
    asio::post(executor(), [self = shared_from_this()] { self->pump(); });
  }

  void pump() {
    if (writing_ || dropped()) return;
    std::unique_lock lock(mutex_);
    if (!outbox_.empty()) {
      sending_ = std::move(outbox_.front());
      outbox_.pop_front();
      lock.unlock();
      writing_ = true;
      socket_->async_write(asio::buffer(sending_),
                           [self = shared_from_this()](ErrorCode const& error, std::size_t) {
                             self->writing_ = false;
                             if (!error) self->pump();
                           });
    } else if (closing_ && state_ == State::open) {
      websocket::close_reason reason(closing_->first);
      reason.reason.assign(closing_->second.data(), closing_->second.size());
      lock.unlock();
      writing_ = true;  // for good
      socket_->async_close(reason, [self = shared_from_this()](ErrorCode const& error) {
        self->closed_ = !error;
        self->drop();
      });
    }
  }

  // On the pool's thread:
  std::optional<WebSocket> socket_;  // shares the transport
  Timer gate_;
  std::string sending_;
  bool writing_ = false;
  bool closed_ = false;  // our close frame was answered

  mutable std::mutex mutex_;  // for what follows
  std::condition_variable changed_;
  State state_ = State::connecting;
  bool was_open_ = false;
  std::string failure_;
  std::deque<std::string> inbox_;
  std::deque<std::string> outbox_;
  std::optional<std::pair<std::uint16_t, std::string>> closing_;
  std::uint16_t code_ = abnormal;
  std::string reason_;
};

Client::Client(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::Client(Client&&) noexcept = default;

Client& Client::operator=(Client&& other) noexcept {
  if (this != &other) {
    if (impl_) impl_->abort();
    impl_ = std::move(other.impl_);
  }
  return *this;
}

Client::~Client() {
  if (impl_) impl_->abort();
}

Client Client::connect(ClientPool& pool, ClientSettings const& settings) {
  auto impl = std::make_shared<Impl>(*pool.impl(), settings);
  impl->connect();
  return Client(std::move(impl));
}

void Client::send(std::string message) {
  impl_->send(std::move(message));
}
std::optional<std::string> Client::receive(std::chrono::milliseconds timeout) {
  return impl_->receive(timeout);
}
void Client::close(std::uint16_t code, std::string_view reason) {
  impl_->close(code, reason);
}
void Client::abort() {
  impl_->abort();
}
bool Client::open() const {
  return impl_->open();
}

// --- one HTTP request ---

namespace {

class Exchange final : public Line, public std::enable_shared_from_this<Exchange> {
public:
  Exchange(ClientPool::Impl& pool, ClientSettings const& settings, http::request<http::empty_body> request)
      : Line(pool, settings), request_(std::move(request)) {}

  HttpResponse perform() {
    asio::co_spawn(executor(), run(shared_from_this()), asio::detached);
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, settings().timeout, [this] { return done_; })) {
      lock.unlock();
      asio::post(executor(), [self = shared_from_this()] { self->drop(); });
      throw ClientError("no answer from " + settings().host + ":" + std::to_string(settings().port) +
                        " within " + std::to_string(settings().timeout.count()) + " ms");
    }
    if (!failure_.empty()) throw ClientError(failure_);
    return std::move(response_);
  }

private:
  static Awaitable<> run(std::shared_ptr<Exchange> self) {
    self->begin();
    HttpResponse response;
    std::string failure;
    try {
      response = co_await self->exchange();
    } catch (std::exception const& caught) {
      failure = caught.what();
    }
    self->end();
    std::lock_guard const lock(self->mutex_);
    self->response_ = std::move(response);
    self->failure_ = std::move(failure);
    self->done_ = true;
    self->changed_.notify_all();
  }

  Awaitable<HttpResponse> exchange() {
    co_await dial();
    auto const [not_sent, sent] = co_await http::async_write(transport(), request_, as_result);
    if (not_sent) throw ClientError("cannot send the request: " + not_sent.message());
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(settings().max_message_bytes);
    auto const [error, bytes] = co_await http::async_read(transport(), buffer, parser, as_result);
    if (error) throw ClientError("no HTTP answer: " + error.message());
    HttpResponse response;
    response.status = parser.get().result_int();
    for (auto const& field : parser.get())
      response.headers.emplace_back(std::string(field.name_string().data(), field.name_string().size()),
                                    std::string(field.value().data(), field.value().size()));
    response.body = std::move(parser.get().body());
    co_return response;
  }

  http::request<http::empty_body> request_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::string failure_;
  HttpResponse response_;
};

}  // namespace

std::optional<std::string> HttpResponse::header(std::string_view name) const {
  for (auto const& [one, value] : headers)
    if (beast::iequals(beast::string_view(one), beast::string_view(name.data(), name.size()))) return value;
  return std::nullopt;
}

HttpResponse http_request(ClientPool& pool, ClientSettings const& settings, std::string const& method,
                          std::string const& target,
                          std::vector<std::pair<std::string, std::string>> const& headers) {
  http::request<http::empty_body> request;
  request.version(11);
  request.method_string(method);
  request.target(target);
  request.set(http::field::host, settings.host + ":" + std::to_string(settings.port));
  request.set(http::field::connection, "close");
  for (auto const& [name, value] : headers)
    request.set(name, value);
  return std::make_shared<Exchange>(*pool.impl(), settings, std::move(request))->perform();
}

HttpResponse http_get(ClientPool& pool, ClientSettings const& settings, std::string const& target) {
  return http_request(pool, settings, "GET", target);
}

}  // namespace conclave::gateway
