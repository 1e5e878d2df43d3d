// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Slots of 32 bytes in locked memory. sodium_malloc takes whole pages and system calls for every allocation;
// a ballot has some thirty secret scalars.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace conclave::crypto {

class LockedPool {
public:
  static constexpr std::size_t slot_size = 32;

  /// One for the process; it keeps its pages until the end.
  static LockedPool& instance();

  /// A slot of zeros. Throws std::bad_alloc if there is no memory.
  std::uint8_t* take();
  /// Wipes the slot and takes it back.
  void give(std::uint8_t* slot) noexcept;

private:
  LockedPool() = default;
  void grow();

  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
  std::vector<std::uint8_t*> free_;  ///< has room for every slot there is
  std::size_t slots_ = 0;
};

}  // namespace conclave::crypto
