// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/fields.hpp>
#include <conclave/identity/sign_in.hpp>

namespace conclave::identity {

crypto::Bytes sign_in_message(std::string_view server_name, SignInNonce const& nonce) {
  return crypto::F("conclave-v1", "sign-in", server_name, nonce);
}

crypto::Signature sign_in(std::string_view server_name, SignInNonce const& nonce,
                          crypto::IdentityKey const& key) {
  return key.sign(sign_in_message(server_name, nonce));
}

bool verify_sign_in(crypto::PublicKey const& key, std::string_view server_name, SignInNonce const& nonce,
                    crypto::Signature const& signature) {
  return crypto::verify(key, sign_in_message(server_name, nonce), signature);
}

SignInChallenge::SignInChallenge(std::string server_name, Timestamp now, crypto::Randomness& randomness)
    : server_name_(std::move(server_name)), expires_(now + lifetime) {
  randomness.fill(nonce_);
}

Result<void> SignInChallenge::answer(crypto::PublicKey const& key, crypto::Signature const& signature,
                                     Timestamp now) {
  if (spent_) return refuse(Reason::already_done, {}, "this nonce was answered before: ask for another");
  spent_ = true;
  if (now >= expires_) return refuse(Reason::too_late, {}, "the nonce has expired: ask for another");
  if (!verify_sign_in(key, server_name_, nonce_, signature))
    return refuse(Reason::bad_signature, {},
                  "the sign-in is not by this person's key, or for another server");
  return {};
}

}  // namespace conclave::identity
