// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault_record.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/hash.hpp>
#include <conclave/identity/invitations.hpp>
#include <conclave/record/ensure.hpp>

#include <algorithm>
#include <array>
#include <tuple>

namespace conclave::identity {

namespace {

constexpr std::string_view kind = "invitation";

/// HB("invitation", token bytes), or nothing for what is no token.
std::optional<std::string> id_of(std::string_view token) {
  auto const bytes = crypto::from_hex(token);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return crypto::to_hex(crypto::hb("invitation", *bytes).bytes);
}

/// The same for every cause: whoever tries tokens learns nothing from it.
Refusal invalid() {
  return refuse(Reason::invitation_invalid, {}, "this link is unknown, was used before, or has expired");
}

bool holds(Invitation const& invitation, Timestamp now) {
  return !invitation.used && now < invitation.expires;
}

}  // namespace

std::string Invitations::make(PersonId const& person, std::string_view role, Timestamp now, Timestamp expires,
                              crypto::Randomness& randomness) {
  std::array<std::uint8_t, 32> bytes{};
  randomness.fill(bytes);
  std::string token = crypto::to_hex(bytes);
  Invitation const invitation{person, std::string(role), now, expires, std::nullopt};
  bool const fresh =
      vault_.compare_and_swap(kind, id_of(token).value(), std::nullopt, record::encode_text(invitation));
  ensure(fresh, "two invitations with one token: the source of randomness repeats itself");
  return token;
}

Result<Invitation> Invitations::check(std::string_view token, Timestamp now) {
  auto const id = id_of(token);
  if (!id) return invalid();
  auto const json = vault_.get(kind, *id);
  if (!json) return invalid();
  auto const invitation = read_record<Invitation>(kind, *json);
  if (!holds(invitation, now)) return invalid();
  return invitation;
}

Result<Invitation> Invitations::redeem(std::string_view token, Timestamp now) {
  auto invitation = check(token, now);
  if (!invitation) return invitation;
  std::string const unused = record::encode_text(*invitation);
  invitation->used = now;
  // If it is no longer the unused one, somebody else has redeemed it, or the inviter has revoked it.
  if (!vault_.compare_and_swap(kind, id_of(token).value(), unused, record::encode_text(*invitation)))
    return invalid();
  return invitation;
}

std::string Invitations::explain(std::string_view token, Timestamp now) {
  auto const id = id_of(token);
  if (!id) return "what was shown is no token: 64 lower-case hex digits";
  std::string const name = "invitation " + id->substr(0, 8);
  auto const json = vault_.get(kind, *id);
  if (!json) return name + " was never made, or was revoked";
  auto const invitation = read_record<Invitation>(kind, *json);
  std::string const whose = name + " for " + invitation.person.str();
  if (invitation.used) return whose + " was used at " + std::to_string(invitation.used->ms) + " ms";
  if (now >= invitation.expires)
    return whose + " expired at " + std::to_string(invitation.expires.ms) + " ms";
  return whose + " holds";
}

std::vector<KeptInvitation> Invitations::list() {
  std::vector<KeptInvitation> kept;
  for (VaultRecord const& found : vault_.list(kind))
    kept.push_back({found.id, read_record<Invitation>(kind, found.json)});
  std::ranges::stable_sort(kept, {}, [](KeptInvitation const& one) { return one.invitation.made; });
  return kept;
}

bool Invitations::revoke(std::string_view id) {
  return !id.empty() && vault_.consume(kind, id).has_value();
}

}  // namespace conclave::identity
