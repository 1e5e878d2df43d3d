// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "outbox.hpp"

#include "utf8.hpp"

#include <algorithm>
#include <utility>

namespace conclave::gateway {

namespace {

constexpr std::size_t max_reason = 123;  // RFC 6455, section 5.5: 125 bytes with the code

}  // namespace

bool Outbox::wake() {
  return !std::exchange(awake_, true);
}

bool Outbox::set_ending(CloseCode code, std::string_view reason) {
  if (ending_ || shut_) return false;
  ending_ = Ending{static_cast<std::uint16_t>(code), std::string(utf8_prefix(reason, max_reason))};
  return true;
}

Outbox::Pushed Outbox::push(Message message) {
  std::deque<Message> let_go;  // freed after the lock
  std::lock_guard const lock(mutex_);
  if (ending_ || shut_) return Pushed::ended;
  if (waiting_.size() >= max_messages_ || message->size() > max_bytes_ - std::min(bytes_, max_bytes_)) {
    set_ending(CloseCode::try_again_later, "too slow: resume from your last position");
    let_go.swap(waiting_);
    bytes_ = sending_;
    awake_ = true;
    return Pushed::overflow;
  }
  bytes_ += message->size();
  waiting_.push_back(std::move(message));
  return wake() ? Pushed::wake : Pushed::queued;
}

bool Outbox::close(CloseCode code, std::string_view reason) {
  std::lock_guard const lock(mutex_);
  return set_ending(code, reason) && wake();
}

Outbox::Next Outbox::next() {
  std::lock_guard const lock(mutex_);
  bytes_ -= std::exchange(sending_, 0);
  if (shut_) return {};
  if (!waiting_.empty()) {
    Next next{std::move(waiting_.front()), {}};
    waiting_.pop_front();
    sending_ = next.message->size();
    return next;
  }
  if (ending_ && !std::exchange(told_, true)) return {nullptr, ending_};
  awake_ = false;
  return {};
}

void Outbox::shut() {
  std::deque<Message> let_go;
  std::lock_guard const lock(mutex_);
  shut_ = true;
  let_go.swap(waiting_);
  bytes_ = sending_;
}

bool Outbox::closing() const {
  std::lock_guard const lock(mutex_);
  return ending_.has_value() || shut_;
}

std::optional<Ending> Outbox::ending() const {
  std::lock_guard const lock(mutex_);
  return ending_;
}

}  // namespace conclave::gateway
