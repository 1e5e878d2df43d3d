// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/fields.hpp>

#include "ensure.hpp"

#include <limits>

namespace conclave::crypto {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> little_endian(std::uint64_t number) {
  std::array<std::uint8_t, N> out{};
  for (std::size_t i = 0; i < N; ++i)
    out[i] = static_cast<std::uint8_t>((number >> (8 * i)) & 0xffU);
  return out;
}

}  // namespace

Fields& Fields::add(ByteView field) {
  ensure(field.size() <= std::numeric_limits<std::uint32_t>::max(), "a field has less than 4 GiB");
  auto const length = little_endian<4>(field.size());
  bytes_.insert(bytes_.end(), length.begin(), length.end());
  bytes_.insert(bytes_.end(), field.begin(), field.end());
  // The count in front, u32le.
  for (std::size_t i = 0; i < 4 && ++bytes_[i] == 0; ++i) {
  }
  return *this;
}

Fields& Fields::add(std::string_view field) {
  return add(ByteView(reinterpret_cast<std::uint8_t const*>(field.data()), field.size()));
}

Fields& Fields::add_u32(std::uint32_t number) {
  return add(ByteView(little_endian<4>(number)));
}

Fields& Fields::add_u64(std::uint64_t number) {
  return add(ByteView(little_endian<8>(number)));
}

}  // namespace conclave::crypto
