// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Hashes of protocol section 2. Every use inside the protocol has a tag of its own.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/fields.hpp>
#include <conclave/crypto/group.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace conclave::crypto {

[[nodiscard]] Hash sha256(ByteView bytes);
[[nodiscard]] std::array<std::uint8_t, 64> sha512(ByteView bytes);
/// BLAKE2b with 32 bytes of output, without a key.
[[nodiscard]] Hash blake2b_256(ByteView bytes);

/// SHA-256 of what comes in pieces.
class Sha256 {
public:
  Sha256();
  Sha256& update(ByteView bytes);
  /// Once.
  [[nodiscard]] Hash finish();

private:
  alignas(16) std::array<std::byte, 128> state_{};
};

/// H2S(tag, f…) = scalar_reduce(SHA-512(F("conclave-v1", tag, f…)))
template <class... Parts>
[[nodiscard]] Scalar h2s(std::string_view tag, Parts const&... parts) {
  return Scalar::reduce(sha512(F("conclave-v1", tag, parts...)));
}

/// HB(tag, f…) = BLAKE2b-256(F("conclave-v1", tag, f…))
template <class... Parts>
[[nodiscard]] Hash hb(std::string_view tag, Parts const&... parts) {
  return blake2b_256(F("conclave-v1", tag, parts...));
}

/// The same for fields in number known only when running: `fields` begins with ("conclave-v1", tag).
[[nodiscard]] inline Scalar h2s_of(Fields const& fields) {
  return Scalar::reduce(sha512(fields.bytes()));
}
[[nodiscard]] inline Hash hb_of(Fields const& fields) {
  return blake2b_256(fields.bytes());
}

/// Fields that begin with ("conclave-v1", tag).
[[nodiscard]] inline Fields tagged(std::string_view tag) {
  Fields fields;
  fields.add("conclave-v1").add(tag);
  return fields;
}

}  // namespace conclave::crypto
