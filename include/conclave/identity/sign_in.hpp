// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Sign-in: the server sends a nonce, the client signs the server's name and the nonce with the identity key.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/random.hpp>
#include <conclave/crypto/signature.hpp>
#include <conclave/record/ids.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace conclave::identity {

using SignInNonce = std::array<std::uint8_t, 32>;

/// F("conclave-v1", "sign-in", server name, nonce): what is signed. The tag keeps it apart from every
/// envelope.
[[nodiscard]] crypto::Bytes sign_in_message(std::string_view server_name, SignInNonce const& nonce);

/// The client's answer.
[[nodiscard]] crypto::Signature sign_in(std::string_view server_name, SignInNonce const& nonce,
                                        crypto::IdentityKey const& key);

/// Whether the signature over the message holds under the key. Not constant time: all of it is public.
[[nodiscard]] bool verify_sign_in(crypto::PublicKey const& key, std::string_view server_name,
                                  SignInNonce const& nonce, crypto::Signature const& signature);

/// One nonce of one connection, which keeps it: good for one answer within a minute.
class SignInChallenge {
public:
  static constexpr Duration lifetime{60'000};

  SignInChallenge(std::string server_name, Timestamp now, crypto::Randomness& randomness);

  [[nodiscard]] SignInNonce const& nonce() const noexcept { return nonce_; }

  /// Judges the answer; whatever the judgement, the nonce is spent. Errors: already_done when it was spent
  /// before; too_late when the minute has passed; bad_signature.
  [[nodiscard]] Result<void> answer(crypto::PublicKey const& key, crypto::Signature const& signature,
                                    Timestamp now);

private:
  std::string server_name_;
  SignInNonce nonce_{};
  Timestamp expires_;
  bool spent_ = false;
};

}  // namespace conclave::identity
