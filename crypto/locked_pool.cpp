// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "locked_pool.hpp"

#include "ensure.hpp"

#include <sodium.h>

#include <new>

namespace conclave::crypto {
namespace {

/// Held for a few instructions only, so waiting is spinning.
class Held {
public:
  explicit Held(std::atomic_flag& busy) noexcept : busy_(busy) {
    while (busy_.test_and_set(std::memory_order_acquire))
      busy_.wait(true, std::memory_order_relaxed);
  }
  Held(Held const&) = delete;
  Held& operator=(Held const&) = delete;
  ~Held() {
    busy_.clear(std::memory_order_release);
    busy_.notify_one();
  }

private:
  std::atomic_flag& busy_;
};

constexpr std::size_t slots_per_chunk = 128;  // one page

}  // namespace

LockedPool& LockedPool::instance() {
  // Never destroyed: secrets with static lifetime may outlive any other object.
  static LockedPool& pool = *new LockedPool;
  return pool;
}

void LockedPool::grow() {
  sodium_ready();
  free_.reserve(slots_ + slots_per_chunk);
  auto* const chunk = static_cast<std::uint8_t*>(sodium_malloc(slots_per_chunk * slot_size));
  if (chunk == nullptr) throw std::bad_alloc();
  sodium_memzero(chunk, slots_per_chunk * slot_size);
  for (std::size_t i = slots_per_chunk; i-- > 0;)
    free_.push_back(chunk + i * slot_size);
  slots_ += slots_per_chunk;
}

std::uint8_t* LockedPool::take() {
  Held const held(busy_);
  if (free_.empty()) grow();
  auto* const slot = free_.back();
  free_.pop_back();
  return slot;
}

void LockedPool::give(std::uint8_t* slot) noexcept {
  sodium_memzero(slot, slot_size);
  Held const held(busy_);
  free_.push_back(slot);
}

}  // namespace conclave::crypto
