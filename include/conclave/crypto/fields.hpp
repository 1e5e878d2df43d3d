// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// F of protocol section 2: the only serialisation that enters a hash inside the cryptography. Injective.
//   F(f1..fk) = u32le k, then for each field u32le length and bytes
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/session_key.hpp>
#include <conclave/crypto/signature.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>

namespace conclave::crypto {

/// Builds F field by field. Not for secrets: the buffer is not wiped.
class Fields {
public:
  Fields() : bytes_(4, 0) {}

  Fields& add(ByteView field);
  Fields& add(std::string_view field);
  Fields& add(char const* field) { return add(std::string_view(field)); }
  Fields& add(Hash const& field) { return add(ByteView(field.bytes)); }
  Fields& add(Point const& field) { return add(ByteView(field.bytes())); }
  Fields& add(Scalar const& field) { return add(ByteView(field.bytes())); }
  Fields& add(Ciphertext const& field) { return add(ByteView(field.bytes())); }
  Fields& add(PublicKey const& field) { return add(ByteView(field.bytes())); }
  Fields& add(SessionPublicKey const& field) { return add(ByteView(field.bytes())); }
  /// A nested F.
  Fields& add(Fields const& field) { return add(ByteView(field.bytes_)); }
  /// u32le, for integers, counts and indices.
  Fields& add(std::same_as<std::uint32_t> auto number) { return add_u32(number); }
  Fields& add_u32(std::uint32_t number);
  /// u64le, for times and positions.
  Fields& add_u64(std::uint64_t number);
  /// Every element of a list as a field of its own.
  template <class List>
  Fields& add_each(List const& list) {
    for (auto const& element : list)
      add(element);
    return *this;
  }

  [[nodiscard]] Bytes const& bytes() const& noexcept { return bytes_; }
  [[nodiscard]] Bytes bytes() && noexcept { return std::move(bytes_); }

private:
  Bytes bytes_;
};

/// F of the given fields: anything that Fields::add takes.
template <class... Parts>
[[nodiscard]] Bytes F(Parts const&... parts) {
  Fields fields;
  (fields.add(parts), ...);
  return std::move(fields).bytes();
}

}  // namespace conclave::crypto
