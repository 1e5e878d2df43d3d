// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "transport.hpp"

#include <boost/asio/ssl/stream.hpp>

#include <optional>

namespace conclave::gateway {

namespace {

// How much of what a peer still sends is read and thrown away while the connection ends.
constexpr std::size_t linger_bytes = 4UL * 1024 * 1024;

using Tls = asio::ssl::stream<Socket&>;

}  // namespace

struct Transport::Impl : std::enable_shared_from_this<Impl> {
  Impl(Socket connected, asio::ssl::context* context, Milliseconds end_in)
      : socket(std::move(connected)), timer(socket.get_executor()), end_time(end_in) {
    if (context != nullptr) tls.emplace(socket, *context);
  }

  void limit_end() {
    timer.expires_after(end_time);
    timer.async_wait([weak = weak_from_this()](ErrorCode const& error) {
      ErrorCode ignored;
      if (auto const self = weak.lock(); self && !error) self->socket.close(ignored);
    });
  }

  void stop_sending_and_linger(IoDone done) {
    ErrorCode ignored;
    socket.shutdown(Socket::shutdown_send, ignored);
    scratch = std::make_unique<std::array<std::byte, 4096>>();
    linger(std::move(done), linger_bytes);
  }

  // Reads on until the peer has closed as well: closing a socket with unread bytes sends a reset, and a reset
  // takes away from the peer what it has not read yet, our close frame first of all.
  void linger(IoDone done, std::size_t budget) {
    socket.async_read_some(asio::buffer(*scratch),
                           [self = shared_from_this(), done = std::move(done),
                            budget](ErrorCode const& error, std::size_t bytes) mutable {
                             if (error || bytes >= budget) {
                               ErrorCode ignored;
                               self->timer.cancel();
                               self->socket.close(ignored);
                               self->scratch.reset();
                               done({});
                               return;
                             }
                             self->linger(std::move(done), budget - bytes);
                           });
  }

  Socket socket;
  std::optional<Tls> tls;
  Timer timer;
  Milliseconds end_time;
  std::unique_ptr<std::array<std::byte, 4096>> scratch;
};

Transport::Transport(Socket socket, asio::ssl::context* tls, Milliseconds end_time)
    : impl_(std::make_shared<Impl>(std::move(socket), tls, end_time)) {}

Transport::executor_type Transport::get_executor() const noexcept {
  return impl_->socket.get_executor();
}

void* Transport::tls_handle() noexcept {
  return impl_->tls ? impl_->tls->native_handle() : nullptr;
}

void Transport::drop() noexcept {
  ErrorCode ignored;
  impl_->socket.close(ignored);
}

void Transport::handshake(bool as_server, IoDone done) {
  impl_->tls->async_handshake(as_server ? Tls::server : Tls::client, std::move(done));
}

void Transport::read_some(asio::mutable_buffer into, IoDone done) {
  if (impl_->tls)
    impl_->tls->async_read_some(into, std::move(done));
  else
    impl_->socket.async_read_some(into, std::move(done));
}

void Transport::write_some(WriteBuffers const& from, IoDone done) {
  if (impl_->tls)
    impl_->tls->async_write_some(from, std::move(done));
  else
    impl_->socket.async_write_some(from, std::move(done));
}

void Transport::end(IoDone done) {
  impl_->limit_end();
  if (!impl_->tls) {
    impl_->stop_sending_and_linger(std::move(done));
    return;
  }
  // Sends close_notify and waits for the peer's; application data in between makes it fail, which is all
  // right.
  impl_->tls->async_shutdown([impl = impl_, done = std::move(done)](ErrorCode const&) mutable {
    impl->stop_sending_and_linger(std::move(done));
  });
}

}  // namespace conclave::gateway
