// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_bytes.hpp"

#include <conclave/record/envelope.hpp>

namespace conclave::record {
namespace {

/// The forms of the DSSE specification's JSON.
struct WireSignature {
  std::string keyid;
  std::string sig;
  static constexpr auto members = record::members(record::member("keyid", &WireSignature::keyid),
                                                  record::member("sig", &WireSignature::sig));
};

struct WireEnvelope {
  std::string payload;
  std::string payload_type;
  std::vector<WireSignature> signatures;
  static constexpr auto members =
      record::members(record::member("payload", &WireEnvelope::payload, at_most(largest_payload / 3 * 4 + 8)),
                      record::member("payloadType", &WireEnvelope::payload_type, at_most(200)),
                      record::member("signatures", &WireEnvelope::signatures, at_most(1)));
};

}  // namespace

std::string pae(std::string_view payload_type, std::string_view payload) {
  std::string out = "DSSEv1 ";
  out.reserve(payload_type.size() + payload.size() + 40);
  out.append(std::to_string(payload_type.size())).append(1, ' ').append(payload_type);
  out.append(1, ' ').append(std::to_string(payload.size())).append(1, ' ').append(payload);
  return out;
}

crypto::Hash act_hash(Envelope const& envelope) {
  return crypto::sha256(bytes_of(pae(envelope.payload_type, envelope.payload)));
}

Envelope sign(std::string_view payload_type, std::string_view payload, crypto::IdentityKey const& key) {
  return {std::string(payload_type), std::string(payload), hex_of(key.public_key()),
          key.sign(bytes_of(pae(payload_type, payload)))};
}

bool verify(Envelope const& envelope, crypto::PublicKey const& key) {
  bool const key_is_named = envelope.keyid == hex_of(key);
  bool const signature_holds =
      crypto::verify(key, bytes_of(pae(envelope.payload_type, envelope.payload)), envelope.signature);
  return key_is_named && signature_holds;
}

Result<crypto::PublicKey> author_key(Envelope const& envelope) {
  return decode<crypto::PublicKey>(detail::text(envelope.keyid), "/keyid");
}

Result<Envelope> Codec<Envelope>::read(boost::json::value const& value, Limit, Place const& place) {
  auto const read = Codec<WireEnvelope>::read(value, Limit{}, place);
  if (!read) return read.error();
  WireEnvelope const& wire = read.value();
  Place const signatures(place, "signatures");
  if (wire.signatures.empty()) {
    return refuse(Reason::out_of_range, signatures.pointer(), "exactly one signature, found none");
  }
  auto const payload = base64_text(wire.payload);
  if (!payload)
    return refuse(Reason::bad_encoding, Place(place, "payload").pointer(), "not base64 with its padding");
  if (payload->size() > largest_payload) {
    return refuse(Reason::out_of_range, Place(place, "payload").pointer(),
                  "at most " + std::to_string(largest_payload) + " bytes");
  }
  WireSignature const& signature = wire.signatures.front();
  Place const first(signatures, std::size_t{0});
  auto const key =
      Codec<crypto::PublicKey>::read(detail::text(signature.keyid), Limit{}, Place(first, "keyid"));
  if (!key) return key.error();
  auto const sig = base64_array<64>(signature.sig);
  if (!sig) {
    return refuse(Reason::bad_encoding, Place(first, "sig").pointer(),
                  "not base64 of 64 bytes with its padding");
  }
  return Envelope{wire.payload_type, *payload, signature.keyid, crypto::Signature{*sig}};
}

boost::json::value Codec<Envelope>::write(Envelope const& value) {
  return Codec<WireEnvelope>::write({base64_of(bytes_of(value.payload)),
                                     value.payload_type,
                                     {{value.keyid, base64_of(value.signature.bytes)}}});
}

}  // namespace conclave::record
