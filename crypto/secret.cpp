// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/secret.hpp>

#include "curve/element.hpp"
#include "ensure.hpp"
#include "locked_pool.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <utility>

namespace conclave::crypto {

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  sodium_ready();
  data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
  if (data_ == nullptr) throw std::bad_alloc();
  sodium_memzero(data_, size_);
}

SecretBytes::SecretBytes(ByteView bytes) : SecretBytes(bytes.size()) {
  std::copy(bytes.begin(), bytes.end(), data_);
}

SecretBytes SecretBytes::random(std::size_t size, Randomness& randomness) {
  SecretBytes out(size);
  randomness.fill(out.span());
  return out;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

SecretBytes::~SecretBytes() {
  if (data_ != nullptr) sodium_free(data_);  // wipes
}

bool SecretBytes::same_as(ByteView other) const noexcept {
  return other.size() == size_ && (size_ == 0 || sodium_memcmp(data_, other.data(), size_) == 0);
}

SecretScalar::SecretScalar() : slot_(LockedPool::instance().take()) {}

SecretScalar::SecretScalar(SecretScalar&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}

SecretScalar& SecretScalar::operator=(SecretScalar&& other) noexcept {
  std::swap(slot_, other.slot_);
  return *this;
}

SecretScalar::~SecretScalar() {
  if (slot_ != nullptr) LockedPool::instance().give(slot_);
}

SecretScalar SecretScalar::random(Randomness& randomness) {
  std::array<std::uint8_t, 64> bytes{};
  randomness.fill(bytes);
  SecretScalar out = reduce(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return out;
}

SecretScalar SecretScalar::reduce(std::span<std::uint8_t const, 64> bytes) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_reduce(out.slot_, bytes.data());
  return out;
}

SecretScalar SecretScalar::of(Scalar const& value) {
  SecretScalar out;
  std::copy(value.bytes().begin(), value.bytes().end(), out.slot_);
  return out;
}

Result<SecretScalar> SecretScalar::import(ByteView bytes) {
  if (bytes.size() != 32) return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(bytes.size())};
  std::array<std::uint8_t, 64> wide{};
  std::copy(bytes.begin(), bytes.end(), wide.begin());
  SecretScalar out = reduce(wide);
  sodium_memzero(wide.data(), wide.size());
  // Reducing changes exactly what is not below l.
  if (sodium_memcmp(out.slot_, bytes.data(), 32) != 0) return FaultAt{Fault::not_canonical, 0};
  return out;
}

SecretScalar SecretScalar::of_number(std::uint32_t value) {
  SecretScalar out;
  for (std::size_t i = 0; i < 4; ++i)
    out.slot_[i] = static_cast<std::uint8_t>((value >> (8 * i)) & 0xffU);
  return out;
}

SecretScalar SecretScalar::select(SecretScalar const& other, SecretScalar const& chosen, std::uint64_t bit) {
  auto const mask = static_cast<std::uint8_t>(curve::mask_of(bit) & 0xffU);
  SecretScalar out;
  for (std::size_t i = 0; i < 32; ++i) {
    auto const difference = static_cast<std::uint8_t>(other.view()[i] ^ chosen.view()[i]);
    out.slot_[i] = static_cast<std::uint8_t>(other.view()[i] ^ (mask & difference));
  }
  return out;
}

SecretScalar SecretScalar::copy() const {
  SecretScalar out;
  std::copy(view().begin(), view().end(), out.slot_);
  return out;
}

SecretBytes SecretScalar::export_bytes() const {
  return SecretBytes(view());
}

Scalar SecretScalar::reveal() const {
  auto const scalar = Scalar::decode(view());
  ensure(scalar.has_value(), "a secret scalar is below l");
  return *scalar;
}

std::span<std::uint8_t const, 32> SecretScalar::view() const noexcept {
  ensure(slot_ != nullptr, "a secret was used after it was moved away");
  return std::span<std::uint8_t const, 32>(slot_, 32);
}

bool SecretScalar::is_zero() const noexcept {
  return sodium_is_zero(view().data(), 32) == 1;
}

bool SecretScalar::same_as(SecretScalar const& other) const noexcept {
  return sodium_memcmp(view().data(), other.view().data(), 32) == 0;
}

SecretScalar operator+(SecretScalar const& x, SecretScalar const& y) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_add(out.slot_, x.view().data(), y.view().data());
  return out;
}

SecretScalar operator-(SecretScalar const& x, SecretScalar const& y) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_sub(out.slot_, x.view().data(), y.view().data());
  return out;
}

SecretScalar operator*(SecretScalar const& x, SecretScalar const& y) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_mul(out.slot_, x.view().data(), y.view().data());
  return out;
}

SecretScalar operator*(Scalar const& x, SecretScalar const& y) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_mul(out.slot_, x.bytes().data(), y.view().data());
  return out;
}

Point operator*(SecretScalar const& x, Point const& P) {
  // -1 means a result of zero as well as an operand that is no point. The second cannot be: P was decoded or
  // computed. For the first, the zeros that stand here are the identity; nothing branches on the secret.
  std::array<std::uint8_t, 32> out{};
  [[maybe_unused]] int const zero =
      crypto_scalarmult_ristretto255(out.data(), x.view().data(), P.bytes().data());
  return PointAccess::make(out);
}

Point base_times(SecretScalar const& x) {
  std::array<std::uint8_t, 32> out{};
  [[maybe_unused]] int const zero = crypto_scalarmult_ristretto255_base(out.data(), x.view().data());
  return PointAccess::make(out);
}

}  // namespace conclave::crypto
