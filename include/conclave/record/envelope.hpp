// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signed bytes: a DSSE version 1 envelope with one Ed25519 signature. What was signed is what is stored.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/hash.hpp>
#include <conclave/crypto/signature.hpp>
#include <conclave/record/codec.hpp>

#include <string>
#include <string_view>

namespace conclave::record {

/// The payload types of this protocol.
inline constexpr std::string_view act_type = "application/vnd.conclave.act+json";
inline constexpr std::string_view finding_type = "application/vnd.conclave.finding+json";

inline constexpr std::size_t largest_payload = 1U << 20U;  ///< bytes

struct Envelope {
  std::string payload_type;
  std::string payload;  ///< the exact bytes
  std::string keyid;    ///< the author's public key, 64 lower-case hex digits
  crypto::Signature signature;

  friend bool operator==(Envelope const&, Envelope const&) = default;
};

/// DSSE pre-authentication encoding: "DSSEv1" SP len(type) SP type SP len(payload) SP payload, lengths in
/// bytes, as decimal numbers. This is what is signed.
[[nodiscard]] std::string pae(std::string_view payload_type, std::string_view payload);

/// SHA-256 of the PAE: the name of an act or finding everywhere (protocol section 2). Covers no signature.
[[nodiscard]] crypto::Hash act_hash(Envelope const& envelope);

/// Signs the payload; keyid is the key's public half.
[[nodiscard]] Envelope sign(std::string_view payload_type, std::string_view payload,
                            crypto::IdentityKey const& key);

/// True when keyid names `key` and the signature holds under it. Not constant time: all of it is public.
[[nodiscard]] bool verify(Envelope const& envelope, crypto::PublicKey const& key);

/// The key that keyid names. Whose key that is, is the caller's to know. Error: bad_encoding at /keyid.
[[nodiscard]] Result<crypto::PublicKey> author_key(Envelope const& envelope);

/// {"payload":base64,"payloadType":…,"signatures":[{"keyid":…,"sig":base64}]}, exactly one signature.
template <>
struct Codec<Envelope> {
  static Result<Envelope> read(boost::json::value const& value, Limit limit, Place const& place);
  static boost::json::value write(Envelope const& value);
};

}  // namespace conclave::record
