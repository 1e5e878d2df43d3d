// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "session.hpp"

#include "http_reply.hpp"
#include "origin.hpp"
#include "outbox.hpp"
#include "token_bucket.hpp"
#include "transport.hpp"
#include "utf8.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace conclave::gateway {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

constexpr asio::use_awaitable_t<Executor> awaitable;
constexpr auto as_result = asio::as_tuple(awaitable);

constexpr char const* no_body = "A request has no body here.";
constexpr std::size_t max_header_bytes = 8192;
constexpr std::size_t kept_buffer_bytes = 16384;  // what an idle connection may keep of a large message
constexpr std::size_t logged_bytes = 200;         // of what a stranger has sent

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

std::string name_of(Socket const& socket) {
  ErrorCode error;
  auto const end = socket.remote_endpoint(error);
  if (error) return "gone";
  auto const address = end.address().to_string();
  return (end.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(end.port());
}

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

bool is_http_error(ErrorCode const& error) {
  return error.category() == make_error_code(http::error::bad_target).category();
}

bool is_websocket_error(ErrorCode const& error) {
  return error.category() == make_error_code(websocket::error::closed).category();
}

class Serving final : public Session, public std::enable_shared_from_this<Serving> {
public:
  Serving(std::shared_ptr<asio::io_context> context, Residents& residents, Shared& shared, Socket socket,
          std::unique_ptr<Admission::Place> place);

  std::uint64_t id() const noexcept override { return id_; }
  std::string const& remote() const noexcept override { return remote_; }
  void send(std::shared_ptr<std::string const> message) override;
  void close(CloseCode code, std::string_view reason) override;

  void start() override;
  void begin_stop() override;
  void drop() noexcept override { transport_.drop(); }

private:
  template <class T = void>
  using Awaitable = asio::awaitable<T, Executor>;
  using Request = boost::beast::http::request<boost::beast::http::empty_body>;
  using WebSocket = boost::beast::websocket::stream<Transport, false>;

  // On the connection's own thread, as everything below:
  static Awaitable<> run(std::shared_ptr<Serving> self);
  Awaitable<> serve();
  Awaitable<bool> serve_request(boost::beast::flat_buffer& buffer);  // false: the connection has ended
  Awaitable<bool> respond(HttpReply reply, bool keep_alive);
  Awaitable<> serve_websocket(Request request);
  Awaitable<ErrorCode> read_messages();
  void finish();

  void wake();
  void pump();
  void written(ErrorCode const& error);

  void limit(Milliseconds time);  // the socket is dropped when the time is up
  void limit_ending();            // as limit, for closing: cannot be lifted again
  void lift_limit();
  void start_timer(Milliseconds time);

  Ending ending_after(ErrorCode const& error) const;
  template <class Call>
  void call_handler(char const* name, Call call);
  void log(Severity severity, std::string_view event, LogFields fields = {}) const;

  std::shared_ptr<asio::io_context> context_;  // first: outlives everything that belongs to it
  Residents& residents_;
  Shared& shared_;
  std::uint64_t id_;
  std::string remote_;
  std::unique_ptr<Admission::Place> place_;
  Transport transport_;
  Timer timer_;
  std::uint64_t timer_round_ = 0;
  bool ending_limited_ = false;
  TokenBucket bucket_;
  Outbox outbox_;
  std::optional<WebSocket> socket_;  // shares transport_
  bool open_ = false;                // between opened and closed
  bool writing_ = false;
  Outbox::Message sending_;
};

Serving::Serving(std::shared_ptr<asio::io_context> context, Residents& residents, Shared& shared,
                 Socket socket, std::unique_ptr<Admission::Place> place)
    : context_(std::move(context)), residents_(residents), shared_(shared), id_(next_id()),
      remote_(name_of(socket)), place_(std::move(place)),
      transport_(std::move(socket), shared.tls.get(), shared.settings.close_timeout),
      timer_(context_->get_executor()),
      bucket_(shared.settings.messages_per_second, shared.settings.message_burst, Clock::now()),
      outbox_(shared.settings.max_queued_messages, shared.settings.max_queued_bytes) {}

// --- from any thread ---

void Serving::send(std::shared_ptr<std::string const> message) {
  switch (outbox_.push(std::move(message))) {
  case Outbox::Pushed::queued:
  case Outbox::Pushed::ended:
    return;
  case Outbox::Pushed::wake:
    wake();
    return;
  case Outbox::Pushed::overflow:
    // A message may be stuck in front of the close frame; the peer gets the time for closing to take both.
    asio::post(context_->get_executor(), [weak = weak_from_this()] {
      if (auto const self = weak.lock(); self && self->open_) {
        ++self->shared_.counters.slow_readers;
        self->log(Severity::warn, "slow_reader_dropped");
        self->limit_ending();
        self->pump();
      }
    });
    return;
  }
}

void Serving::close(CloseCode code, std::string_view reason) {
  if (outbox_.close(code, reason)) wake();
}

// A weak pointer: what is posted to a thread that has ended must not keep the connection, which keeps the
// context.
void Serving::wake() {
  asio::post(context_->get_executor(), [weak = weak_from_this()] {
    if (auto const self = weak.lock()) self->pump();
  });
}

// --- on the connection's own thread ---

void Serving::start() {
  asio::co_spawn(context_->get_executor(), run(shared_from_this()), asio::detached);
}

void Serving::begin_stop() {
  if (open_)
    close(CloseCode::going_away, "the server is stopping");
  else
    drop();
}

Serving::Awaitable<> Serving::run(std::shared_ptr<Serving> self) {
  try {
    self->residents_.sessions.insert(self.get());
    if (!self->residents_.stopping) co_await self->serve();
  } catch (std::exception const& failure) {
    self->log(Severity::error, "connection_failed", {{"error", failure.what()}});
  }
  self->finish();
}

void Serving::finish() {
  timer_.cancel();
  outbox_.shut();
  transport_.drop();
  socket_.reset();  // a handler may keep the connection for long, but not its buffers
  residents_.sessions.erase(this);
  place_.reset();
  shared_.running.end();  // the last use of shared_ and residents_
}

Serving::Awaitable<> Serving::serve() {
  limit(shared_.settings.handshake_timeout);
  if (shared_.tls) {
    auto const [error] = co_await transport_.async_handshake(true, as_result);
    if (error) {
      ++shared_.counters.failed_handshakes;
      log(Severity::debug, "tls_handshake_failed", {{"error", error.message()}});
      co_return;
    }
  }
  beast::flat_buffer buffer(2 * max_header_bytes);
  while (co_await serve_request(buffer))
    limit(shared_.settings.handshake_timeout);
}

Serving::Awaitable<bool> Serving::serve_request(beast::flat_buffer& buffer) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(max_header_bytes);
  auto const [error, bytes] = co_await http::async_read_header(transport_, buffer, parser, as_result);
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    co_return co_await respond(plain_reply(431, "The request's header is too large."), false);
  if (error == http::error::body_limit) co_return co_await respond(plain_reply(413, no_body), false);
  if (error == http::error::end_of_stream || error == http::error::partial_message) co_return false;
  if (is_http_error(error))
    co_return co_await respond(plain_reply(400, "This is not HTTP/1.1 as it should be."), false);
  if (error) co_return false;

  bool const whole = parser.is_done();  // no body announced
  Request request = parser.release();
  auto const target = view(request.target());
  log(Severity::debug, "request",
      {{"method", printable(view(request.method_string()), 20)},
       {"target", printable(target, logged_bytes)}});
  if (!bucket_.take(Clock::now())) {
    ++shared_.counters.rate_exceeded;
    co_return co_await respond(plain_reply(429, "Too many requests."), false);
  }
  if (request.method() != http::verb::get) {
    auto reply = plain_reply(405, "Only GET is answered.");
    reply.headers.emplace_back("Allow", "GET");
    co_return co_await respond(std::move(reply), false);
  }
  if (!whole) co_return co_await respond(plain_reply(413, no_body), false);

  if (target == "/ws") {
    if (!websocket::is_upgrade(request) || buffer.size() > 0) {
      auto reply = plain_reply(426, "A WebSocket is expected here.");
      reply.headers.emplace_back("Upgrade", "websocket");
      co_return co_await respond(std::move(reply), false);
    }
    auto const origin = request.find(http::field::origin);
    if (origin != request.end() &&
        !origin_allowed(view(origin->value()), view(request[http::field::host]), shared_.tls != nullptr,
                        shared_.settings.allowed_origins)) {
      log(Severity::warn, "origin_refused", {{"origin", printable(view(origin->value()), logged_bytes)}});
      co_return co_await respond(plain_reply(403, "Pages of this origin may not connect."), false);
    }
    buffer = beast::flat_buffer();
    co_await serve_websocket(std::move(request));
    co_return false;
  }

  HttpReply reply;
  bool healthy = true;
  try {
    reply = answer_get(shared_, target, view(request[http::field::if_none_match]));
  } catch (std::exception const& failure) {
    healthy = false;
    log(Severity::error, "handler_failed", {{"call", "health"}, {"error", failure.what()}});
  }
  if (!healthy) reply = plain_reply(500, "The server cannot tell.");
  co_return co_await respond(std::move(reply), request.keep_alive());
}

Serving::Awaitable<bool> Serving::respond(HttpReply reply, bool keep_alive) {
  ++shared_.counters.requests;
  auto const body = reply.body();
  http::response<http::span_body<char const>> response;
  response.version(11);
  response.result(reply.status);
  for (auto const& [name, value] : security_headers(shared_.tls != nullptr))
    response.set(beast::string_view(name.data(), name.size()), value);
  for (auto const& [name, value] : reply.headers)
    response.set(beast::string_view(name.data(), name.size()), value);
  response.body() = {body.data(), body.size()};
  response.keep_alive(keep_alive);
  response.prepare_payload();

  // A large file over a slow line: 32 KiB a second are always enough.
  limit(shared_.settings.write_timeout + Milliseconds(body.size() / 32));
  auto const [error, bytes] = co_await http::async_write(transport_, response, as_result);
  if (error) co_return false;
  if (keep_alive) co_return true;
  lift_limit();
  co_await transport_.async_end(as_result);
  co_return false;
}

Serving::Awaitable<> Serving::serve_websocket(Request request) {
  auto const& settings = shared_.settings;
  socket_.emplace(transport_);
  socket_->set_option(websocket::stream_base::timeout{settings.handshake_timeout, settings.idle_timeout,
                                                      /*keep_alive_pings=*/true});
  socket_->read_message_max(settings.max_message_bytes);
  socket_->auto_fragment(false);
  socket_->text(true);
  socket_->set_option(
      websocket::stream_base::decorator([tls = shared_.tls != nullptr](websocket::response_type& response) {
        for (auto const& [name, value] : security_headers(tls))
          response.set(beast::string_view(name.data(), name.size()), value);
      }));
  {
    auto const [error] = co_await socket_->async_accept(request, as_result);
    if (error) {
      log(Severity::debug, "upgrade_failed", {{"error", error.message()}});
      co_return;
    }
  }
  if (residents_.stopping) co_return;
  lift_limit();
  // Pings cost an answer each, so they count like messages.
  socket_->control_callback([this](websocket::frame_type frame, beast::string_view) {
    if (frame == websocket::frame_type::ping && !bucket_.take(Clock::now()))
      close(CloseCode::policy, "too many pings");
  });
  open_ = true;
  ++shared_.counters.connections;
  log(Severity::info, "connection_opened");
  call_handler("opened", [this] { shared_.handler.opened(shared_from_this()); });

  auto const error = co_await read_messages();

  outbox_.shut();
  open_ = false;
  --shared_.counters.connections;
  auto const ending = ending_after(error);
  log(Severity::info, "connection_closed",
      {{"code", std::to_string(ending.code)}, {"reason", printable(ending.reason, logged_bytes)}});
  call_handler("closed", [&] { shared_.handler.closed(shared_from_this(), ending); });
}

Serving::Awaitable<ErrorCode> Serving::read_messages() {
  beast::flat_buffer buffer;
  for (;;) {
    auto const [error, bytes] = co_await socket_->async_read(buffer, as_result);
    if (error) co_return error;
    if (outbox_.closing()) {
      // Said after we have decided to close: not delivered, and the peer knows that it was not acknowledged.
    } else if (!socket_->got_text()) {
      close(CloseCode::unsupported, "messages are text");
    } else if (!bucket_.take(Clock::now())) {
      ++shared_.counters.rate_exceeded;
      log(Severity::warn, "rate_exceeded");
      close(CloseCode::policy, "too many messages");
    } else {
      ++shared_.counters.messages_received;
      auto const data = buffer.data();
      std::string message(static_cast<char const*>(data.data()), data.size());
      call_handler("received", [&] { shared_.handler.received(shared_from_this(), std::move(message)); });
    }
    buffer.clear();
    if (buffer.capacity() > kept_buffer_bytes) buffer.shrink_to_fit();
  }
}

Ending Serving::ending_after(ErrorCode const& error) const {
  auto const coded = [](CloseCode code, std::string reason) {
    return Ending{static_cast<std::uint16_t>(code), std::move(reason)};
  };
  if (auto ours = outbox_.ending()) return *ours;
  if (error == websocket::error::closed) {
    auto const& theirs = socket_->reason();
    return {theirs.code, std::string(theirs.reason.data(), theirs.reason.size())};
  }
  if (error == websocket::error::message_too_big) return coded(CloseCode::too_big, "message too big");
  if (error == websocket::error::bad_frame_payload) return coded(CloseCode::bad_text, "not UTF-8");
  if (is_websocket_error(error)) return coded(CloseCode::protocol_error, error.message());
  return coded(CloseCode::abnormal, error.message());
}

void Serving::pump() {
  if (writing_ || !open_) return;
  auto next = outbox_.next();
  if (next.message) {
    writing_ = true;
    sending_ = std::move(next.message);
    limit(shared_.settings.write_timeout);
    socket_->async_write(
        asio::buffer(*sending_),
        [self = shared_from_this()](ErrorCode const& error, std::size_t) { self->written(error); });
    return;
  }
  lift_limit();
  if (next.ending) {
    limit_ending();
    websocket::close_reason reason(next.ending->code);
    reason.reason.assign(next.ending->reason.data(), next.ending->reason.size());
    socket_->async_close(reason, [self = shared_from_this()](ErrorCode const&) {});
  }
}

void Serving::written(ErrorCode const& error) {
  sending_.reset();
  writing_ = false;
  if (!open_) return;
  if (error) {
    // Reading fails as well, or is about to end politely; in case it does neither, its time is limited.
    limit_ending();
    return;
  }
  ++shared_.counters.messages_sent;
  pump();
}

// --- deadlines ---

void Serving::limit(Milliseconds time) {
  if (!ending_limited_) start_timer(time);
}

void Serving::limit_ending() {
  if (!std::exchange(ending_limited_, true)) start_timer(shared_.settings.close_timeout);
}

void Serving::lift_limit() {
  if (ending_limited_) return;
  ++timer_round_;
  timer_.cancel();
}

void Serving::start_timer(Milliseconds time) {
  timer_.expires_after(time);
  timer_.async_wait([weak = weak_from_this(), round = ++timer_round_](ErrorCode const& error) {
    // A wait that was over before it could be cancelled is told by its round.
    if (auto const self = weak.lock(); self && !error && round == self->timer_round_) self->drop();
  });
}

// --- the handler and the log ---

template <class Call>
void Serving::call_handler(char const* name, Call call) {
  try {
    call();
  } catch (std::exception const& failure) {
    log(Severity::error, "handler_failed", {{"call", name}, {"error", failure.what()}});
    close(CloseCode::internal_error, "internal error");
  }
}

void Serving::log(Severity severity, std::string_view event, LogFields fields) const {
  fields.insert(fields.begin(), {{"connection", std::to_string(id_)}, {"remote", remote_}});
  shared_.log(severity, event, std::move(fields));
}

}  // namespace

std::shared_ptr<Session> make_session(std::shared_ptr<asio::io_context> context, Residents& residents,
                                      Shared& shared, Socket socket,
                                      std::unique_ptr<Admission::Place> place) {
  return std::make_shared<Serving>(std::move(context), residents, shared, std::move(socket),
                                   std::move(place));
}

}  // namespace conclave::gateway
