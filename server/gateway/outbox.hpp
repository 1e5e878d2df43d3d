// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What waits to be sent to one connection, in order and bounded.
#pragma once

#include <conclave/gateway/gateway.hpp>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace conclave::gateway {

/// Anybody pushes; one thread pumps. The pump is awake from the moment in which push or close says so until
/// next gives nothing; nobody wakes it a second time in between.
class Outbox {
public:
  using Message = std::shared_ptr<std::string const>;

  Outbox(std::size_t max_messages, std::size_t max_bytes)
      : max_messages_(max_messages), max_bytes_(max_bytes) {}

  enum class Pushed {
    queued,    ///< and the pump is awake
    wake,      ///< and the pump is to be woken
    overflow,  ///< too much waits: everything is let go, and the pump (wake it) will close with 1013. Said
               ///< once
    ended,     ///< the outbox is closing, and the message was let go
  };
  Pushed push(Message message);

  /// No more messages; after those that wait comes the ending. Only the first call counts. True: wake the
  /// pump.
  bool close(CloseCode code, std::string_view reason);

  /// For the pump: the message to send now, which counts as waiting until the next call; or, once, the
  /// ending.
  struct Next {
    Message message;
    std::optional<Ending> ending;
  };
  Next next();

  /// The connection has ended: nothing is sent any more.
  void shut();

  /// Whether close or an overflow has happened.
  bool closing() const;

  /// What close or an overflow has said.
  std::optional<Ending> ending() const;

private:
  bool set_ending(CloseCode code, std::string_view reason);
  bool wake();

  std::size_t const max_messages_;
  std::size_t const max_bytes_;
  mutable std::mutex mutex_;
  std::deque<Message> waiting_;
  std::size_t bytes_ = 0;  // of waiting_ and of the message being sent
  std::size_t sending_ = 0;
  bool awake_ = false;
  bool shut_ = false;
  bool told_ = false;  // the pump has got the ending
  std::optional<Ending> ending_;
};

}  // namespace conclave::gateway
