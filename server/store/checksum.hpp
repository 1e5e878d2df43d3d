// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A checksum over each stored text, so that a damaged one is named when it is read. It stands against failing
// media; against people stand the signatures and the tree.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace conclave::store {

/// 64 bits over the length and the bytes of each text, eight bytes at a time. Every step is a bijection of
/// the state, so that damage within eight bytes always changes the sum.
[[nodiscard]] std::int64_t checksum(std::initializer_list<std::string_view> texts) noexcept;

}  // namespace conclave::store
