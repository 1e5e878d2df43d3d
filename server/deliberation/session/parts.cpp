// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/deliberation/session/parts.hpp>

#include <conclave/crypto/hash.hpp>

namespace conclave::deliberation {

PokMessage message_of(crypto::Pok const& proof) {
  return {proof.A, proof.z};
}
DleqMessage message_of(crypto::Dleq const& proof) {
  return {proof.A, proof.B, proof.z};
}
OrzMessage message_of(crypto::Orz const& proof) {
  return {proof.A, proof.B, proof.c, proof.z};
}
crypto::Pok proof_of(PokMessage const& message) {
  return {message.A, message.z};
}
crypto::Dleq proof_of(DleqMessage const& message) {
  return {message.A, message.B, message.z};
}
crypto::Orz proof_of(OrzMessage const& message) {
  return {message.A, message.B, message.c, message.z};
}

Hash motion_hash(std::string_view text) {
  return crypto::hb("motion", text);
}

Hash candidate_hash(PersonId const& candidate) {
  return crypto::hb("candidate", std::string_view(candidate.str()));
}

Hash election_hash(std::vector<PersonId> const& candidates) {
  crypto::Fields list;
  for (auto const& candidate : candidates)
    list.add(std::string_view(candidate.str()));
  return crypto::hb("election", list);
}

}  // namespace conclave::deliberation
