// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// TCP, with TLS or without, as one type of stream for Beast. What runs below is erased behind read_some and
// write_some, so that TLS is instantiated in one unit, once, and the units that instantiate Beast do so for
// one stream.
#pragma once

#include "io.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/role.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace boost::asio::ssl {
class context;
}

namespace conclave::gateway {

/// A completion handler of any type, called once with (error, bytes). It ignores the handler's associated
/// executor: every handler of a Transport must belong to the Transport's own io_context, which one thread
/// runs.
class IoDone {
public:
  template <class Handler>
  IoDone(Handler handler, std::shared_ptr<void> owner)
      : call_(std::make_unique<Model<Handler>>(std::move(handler))), owner_(std::move(owner)) {}

  void operator()(ErrorCode const& error, std::size_t bytes = 0) {
    auto const owner = std::move(owner_);
    Call::run(std::move(call_), error, bytes);
  }

private:
  struct Call {
    Call() = default;
    Call(Call const&) = delete;
    Call& operator=(Call const&) = delete;
    virtual ~Call() = default;
    virtual void invoke(std::unique_ptr<Call> self, ErrorCode const& error, std::size_t bytes) = 0;
    static void run(std::unique_ptr<Call> call, ErrorCode const& error, std::size_t bytes) {
      auto& it = *call;
      it.invoke(std::move(call), error, bytes);
    }
  };

  template <class Handler>
  struct Model final : Call {
    explicit Model(Handler given) : handler(std::move(given)) {}
    void invoke(std::unique_ptr<Call> self, ErrorCode const& error, std::size_t bytes) override {
      // Asio's rule: memory is given back before the handler runs, for the handler may start the next
      // operation.
      Handler call(std::move(handler));
      self.reset();
      std::move(call)(error, bytes);
    }
    Handler handler;
  };

  std::unique_ptr<Call> call_;
  std::shared_ptr<void> owner_;  // what the operation works on lives until it is done
};

class Transport {
public:
  using executor_type = Executor;
  using WriteBuffers = std::array<asio::const_buffer, 4>;

  /// A connected socket; with a context, TLS over it, still to be agreed on by a handshake. async_end takes
  /// at most `end_time`.
  Transport(Socket socket, asio::ssl::context* tls, Milliseconds end_time);

  executor_type get_executor() const noexcept;

  /// The native SSL* before a client's handshake, or null without TLS.
  void* tls_handle() noexcept;

  /// Closes the TCP socket at once, whatever is under way; operations end with an error. Never throws.
  void drop() noexcept;

  template <class Token>
  auto async_handshake(bool as_server, Token&& token) {
    return asio::async_initiate<Token, void(ErrorCode)>(
        [this, as_server](auto handler) { handshake(as_server, without_bytes(std::move(handler))); }, token);
  }

  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    return asio::async_initiate<Token, void(ErrorCode, std::size_t)>(
        [this](auto handler, asio::mutable_buffer into) {
          read_some(into, IoDone(std::move(handler), impl_));
        },
        token, first_of(buffers));
  }

  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    return asio::async_initiate<Token, void(ErrorCode, std::size_t)>(
        [this](auto handler, WriteBuffers const& from) {
          write_some(from, IoDone(std::move(handler), impl_));
        },
        token, some_of(buffers));
  }

  /// Ends the stream politely: TLS close_notify, end of sending, then reading on for a while so that the peer
  /// gets our last words instead of a reset. Then, or when its time is up, the socket is closed.
  template <class Token>
  auto async_end(Token&& token) {
    return asio::async_initiate<Token, void(ErrorCode)>(
        [this](auto handler) { end(without_bytes(std::move(handler))); }, token);
  }

private:
  struct Impl;

  template <class Handler>
  IoDone without_bytes(Handler handler) {
    return {[handler = std::move(handler)](ErrorCode const& error, std::size_t) mutable {
              std::move(handler)(error);
            },
            impl_};
  }

  // Reading or writing a part of what was asked is what "some" allows.
  template <class Buffers>
  static asio::mutable_buffer first_of(Buffers const& buffers) {
    for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) {
      asio::mutable_buffer const buffer = *at;
      if (buffer.size() > 0) return buffer;
    }
    return {};
  }
  template <class Buffers>
  static WriteBuffers some_of(Buffers const& buffers) {
    WriteBuffers some;
    std::size_t count = 0;
    for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) {
      asio::const_buffer const buffer = *at;
      if (buffer.size() > 0 && count < some.size()) some[count++] = buffer;
    }
    return some;
  }

  void handshake(bool as_server, IoDone done);
  void read_some(asio::mutable_buffer into, IoDone done);
  void write_some(WriteBuffers const& from, IoDone done);
  void end(IoDone done);

  std::shared_ptr<Impl> impl_;
};

/// Found by Beast when its own timer has run out.
inline void beast_close_socket(Transport& transport) {
  transport.drop();
}

/// Found by Beast at the end of a WebSocket.
template <class Handler>
void async_teardown(boost::beast::role_type, Transport& transport, Handler&& handler) {
  transport.async_end(std::forward<Handler>(handler));
}

}  // namespace conclave::gateway
