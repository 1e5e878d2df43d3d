// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One-time links: how a person whom the Director appointed comes to hold a key here, and how the Director
// becomes the first (R-A6).
#pragma once

#include <conclave/crypto/random.hpp>
#include <conclave/identity/vault.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/ids.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::identity {

struct Invitation {
  PersonId person;
  std::string role;  ///< as the register spells it: "director", "secretariat", "juror" …
  Timestamp made;
  Timestamp expires;              ///< first moment at which it no longer holds
  std::optional<Timestamp> used;  ///< when it was redeemed

  static constexpr auto members = record::members(
      record::member("person", &Invitation::person), record::member("role", &Invitation::role),
      record::member("made", &Invitation::made), record::member("expires", &Invitation::expires),
      record::member("used", &Invitation::used));
  friend bool operator==(Invitation const&, Invitation const&) = default;
};

/// An invitation among others. The id is the token's hash: it names the invitation and redeems nothing.
struct KeptInvitation {
  std::string id;
  Invitation invitation;
};

/// Makes invitations and redeems each exactly once. Tokens are 32 random bytes as 64 lower-case hex digits;
/// only their hash is kept.
class Invitations {
public:
  explicit Invitations(Vault& vault) : vault_(vault) {}

  /// Makes an invitation and returns its token, which is shown once and kept nowhere. An earlier invitation
  /// of the same person goes on holding until it is revoked. The Director's link of `conclave init` is this
  /// with the role "director".
  [[nodiscard]] std::string make(PersonId const& person, std::string_view role, Timestamp now,
                                 Timestamp expires, crypto::Randomness& randomness);

  /// Whom the token invites, without using it up. Error: invitation_invalid, in the same words whether it is
  /// unknown, used, expired or no token at all, so that nobody learns which by trying.
  [[nodiscard]] Result<Invitation> check(std::string_view token, Timestamp now);

  /// Uses the token up; to be called in the moment in which the enrolment is accepted. Of any number of
  /// callers at once exactly one gets the invitation. Error: as check.
  [[nodiscard]] Result<Invitation> redeem(std::string_view token, Timestamp now);

  /// Why a token does not hold, or that it does: a sentence for the server's log alone, without the token.
  [[nodiscard]] std::string explain(std::string_view token, Timestamp now);

  /// Every invitation that was not revoked, used and expired ones too, in the order of their making.
  [[nodiscard]] std::vector<KeptInvitation> list();

  /// Takes the invitation back, by its id. False when there is none.
  [[nodiscard]] bool revoke(std::string_view id);

private:
  Vault& vault_;
};

}  // namespace conclave::identity
