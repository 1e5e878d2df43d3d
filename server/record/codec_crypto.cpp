// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How the values of cryptography travel. Bytes become a point, a scalar or a key only through the checking
// factories of crypto (protocol section 2, DecPoint and DecScalar).
#include "text_bytes.hpp"

#include <conclave/record/codec.hpp>

namespace conclave::record {
namespace {

namespace json = boost::json;

/// N bytes as lower-case hex.
template <std::size_t N>
Result<std::array<std::uint8_t, N>> read_hex(json::value const& value, Place const& place) {
  auto const text = detail::open_string(value, at_most(default_binary_bytes), place);
  if (!text) return text.error();
  auto const bytes = hex_array<N>(text.value());
  if (!bytes) {
    return refuse(Reason::bad_encoding, place.pointer(),
                  "expected " + std::to_string(2 * N) + " lower-case hex digits");
  }
  return *bytes;
}

/// 32 bytes as hex that a factory accepts.
template <class T>
Result<T> read_checked(json::value const& value, Place const& place, std::string_view what) {
  auto const bytes = read_hex<32>(value, place);
  if (!bytes) return bytes.error();
  auto const checked = T::decode(bytes.value());
  if (!checked)
    return refuse(Reason::bad_encoding, place.pointer(), "these bytes are no " + std::string(what));
  return checked.value();
}

json::value write_hex(crypto::ByteView bytes) {
  return detail::text(crypto::to_hex(bytes));
}

}  // namespace

Result<crypto::Hash> Codec<crypto::Hash>::read(json::value const& value, Limit, Place const& place) {
  auto const bytes = read_hex<32>(value, place);
  if (!bytes) return bytes.error();
  return crypto::Hash{bytes.value()};
}
json::value Codec<crypto::Hash>::write(crypto::Hash const& value) {
  return write_hex(value.bytes);
}

Result<crypto::PublicKey> Codec<crypto::PublicKey>::read(json::value const& value, Limit,
                                                         Place const& place) {
  return read_checked<crypto::PublicKey>(value, place, "public key");
}
json::value Codec<crypto::PublicKey>::write(crypto::PublicKey const& value) {
  return write_hex(value.bytes());
}

Result<crypto::SessionPublicKey> Codec<crypto::SessionPublicKey>::read(json::value const& value, Limit,
                                                                       Place const& place) {
  return read_checked<crypto::SessionPublicKey>(value, place, "session key");
}
json::value Codec<crypto::SessionPublicKey>::write(crypto::SessionPublicKey const& value) {
  return write_hex(value.bytes());
}

Result<crypto::Signature> Codec<crypto::Signature>::read(json::value const& value, Limit,
                                                         Place const& place) {
  auto const bytes = read_hex<64>(value, place);
  if (!bytes) return bytes.error();
  return crypto::Signature{bytes.value()};
}
json::value Codec<crypto::Signature>::write(crypto::Signature const& value) {
  return write_hex(value.bytes);
}

Result<crypto::Point> Codec<crypto::Point>::read(json::value const& value, Limit, Place const& place) {
  return read_checked<crypto::Point>(value, place, "point");
}
json::value Codec<crypto::Point>::write(crypto::Point const& value) {
  return write_hex(value.bytes());
}

Result<crypto::Scalar> Codec<crypto::Scalar>::read(json::value const& value, Limit, Place const& place) {
  return read_checked<crypto::Scalar>(value, place, "scalar");
}
json::value Codec<crypto::Scalar>::write(crypto::Scalar const& value) {
  return write_hex(value.bytes());
}

Result<crypto::Ciphertext> Codec<crypto::Ciphertext>::read(json::value const& value, Limit,
                                                           Place const& place) {
  auto const bytes = read_hex<64>(value, place);
  if (!bytes) return bytes.error();
  auto const ciphertext = crypto::Ciphertext::decode(bytes.value());
  if (!ciphertext) return refuse(Reason::bad_encoding, place.pointer(), "these bytes are no two points");
  return ciphertext.value();
}
json::value Codec<crypto::Ciphertext>::write(crypto::Ciphertext const& value) {
  return write_hex(value.bytes());
}

Result<crypto::Bytes> Codec<crypto::Bytes>::read(json::value const& value, Limit limit, Place const& place) {
  std::size_t const most = limit.most_or(default_binary_bytes);
  auto const text = detail::open_string(value, at_most((most + 2) / 3 * 4), place);
  if (!text) return text.error();
  auto bytes = base64_bytes(text.value());
  if (!bytes) return refuse(Reason::bad_encoding, place.pointer(), "not base64 with its padding");
  if (bytes->size() > most) {
    return refuse(Reason::out_of_range, place.pointer(), "at most " + std::to_string(most) + " bytes");
  }
  return std::move(*bytes);
}
json::value Codec<crypto::Bytes>::write(crypto::Bytes const& value) {
  return detail::text(base64_of(value));
}

}  // namespace conclave::record
