// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Wrapped identity keys, kept for people who sign in from another device. The server can open none of them;
// it hands one out only to somebody who shows the login secret (architecture, Trust).
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/identity/attempts.hpp>
#include <conclave/identity/vault.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/ids.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::identity {

/// One wrapping of a person's key. A person may have several, say under a passphrase and under two passkeys.
struct WrappedKey {
  std::string kdf;  ///< the parameters of the derivation, as the client wrote them; it checks them itself, as
                    ///< associated data of the wrapping; 1,000 bytes
  crypto::Bytes blob;  ///< 1 to 1,024 bytes

  static constexpr auto members =
      record::members(record::member("kdf", &WrappedKey::kdf, record::at_most(1'000)),
                      record::member("blob", &WrappedKey::blob, record::at_most(1'024)));
  friend bool operator==(WrappedKey const&, WrappedKey const&) = default;
};

/// What a client needs before it can derive anything: which wrappings there are, and by what parameters.
struct Wrapping {
  std::string name;  ///< an identifier
  std::string kdf;
  friend bool operator==(Wrapping const&, Wrapping const&) = default;
};

/// 32 bytes that the client derives beside the wrapping key. Kept here only as a hash.
using LoginSecret = std::span<std::uint8_t const, 32>;

class KeyCustody {
public:
  explicit KeyCustody(Vault& vault, AttemptLimits limits = {}) : vault_(vault), attempts_(vault, limits) {}

  /// Keeps a wrapping under a name, in place of the earlier one of that name. The caller has made sure that
  /// this is the person. Errors: bad_identifier for the name; out_of_range for sizes.
  [[nodiscard]] Result<void> keep(PersonId const& person, std::string_view name, WrappedKey const& key,
                                  LoginSecret secret);

  /// The person's wrappings, without the blobs; none for somebody unknown. Anybody may ask: who sits on a
  /// jury is no secret, and without the parameters nobody could derive the login secret.
  [[nodiscard]] std::vector<Wrapping> wrappings(PersonId const& person);

  /// Hands the wrapping out. Tries are limited for each person, over all wrappings; the comparison takes
  /// constant time. Errors: too_fast; not_entitled, in the same words for a wrong secret, an unknown person
  /// and an unknown name.
  [[nodiscard]] Result<WrappedKey> release(PersonId const& person, std::string_view name, LoginSecret secret,
                                           Timestamp now);

  /// Forgets a wrapping. False when there is none.
  bool forget(PersonId const& person, std::string_view name);

private:
  Vault& vault_;
  Attempts attempts_;
};

}  // namespace conclave::identity
