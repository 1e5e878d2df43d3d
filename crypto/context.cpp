// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/context.hpp>

#include <conclave/crypto/hash.hpp>

#include <algorithm>
#include <bit>
#include <set>

namespace conclave::crypto {

bool is_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<void> check_key_context(KeyContext const& context) {
  if (!is_id(context.session) || !is_id(context.key_id)) return FaultAt{Fault::wrong_context, 0};
  if (context.trustees.size() != context.n || context.n < 3 || context.n > context.m ||
      context.t != threshold(context.m) || context.t > context.n ||
      context.a != agreement_quorum(context.n, context.t)) {
    return FaultAt{Fault::wrong_context, 0};
  }
  std::set<PublicKey> identities;
  std::set<SessionPublicKey> sessions;
  for (std::uint32_t i = 0; i < context.n; ++i) {
    auto const& trustee = context.trustees[i];
    if (!is_id(trustee.id)) return FaultAt{Fault::wrong_context, i};
    if (i > 0 && trustee.id == context.trustees[i - 1].id) return FaultAt{Fault::duplicate, i};
    if (i > 0 && trustee.id < context.trustees[i - 1].id) return FaultAt{Fault::wrong_context, i};
    if (!identities.insert(trustee.identity).second || !sessions.insert(trustee.session).second) {
      return FaultAt{Fault::duplicate, i};
    }
  }
  return {};
}

Hash key_context_hash(KeyContext const& context) {
  Fields ids;
  Fields identities;
  Fields sessions;
  for (auto const& trustee : context.trustees) {
    ids.add(trustee.id);
    identities.add(trustee.identity);
    sessions.add(trustee.session);
  }
  return hb("key", context.session, context.key_id, context.m, context.n, context.t, context.a,
            context.roster_hash, ids, identities, sessions);
}

std::string_view to_string(RoundKind kind) noexcept {
  switch (kind) {
  case RoundKind::counts:
    return "counts";
  case RoundKind::outcome:
    return "outcome";
  case RoundKind::adopted:
    return "adopted";
  case RoundKind::veto:
    return "veto";
  case RoundKind::lots:
    return "lots";
  }
  return "unknown";
}

std::string_view to_string(BasisName name) noexcept {
  switch (name) {
  case BasisName::votes_cast:
    return "votes_cast";
  case BasisName::ballots_cast:
    return "ballots_cast";
  case BasisName::electorate:
    return "electorate";
  }
  return "unknown";
}

std::string_view to_string(OptionRole role) noexcept {
  switch (role) {
  case OptionRole::option:
    return "option";
  case OptionRole::abstain:
    return "abstain";
  }
  return "unknown";
}

Hash round_context_hash(RoundContext const& context) {
  Fields basis;
  basis.add(to_string(context.basis.name)).add(context.basis.a).add(context.basis.b);
  basis.add(std::bit_cast<std::uint32_t>(context.basis.e));
  Fields options;
  for (auto const& option : context.options)
    options.add(F(option.id, to_string(option.role)));
  Fields electorate;
  electorate.add_each(context.electorate);
  return hb("round", context.kctx, context.key_hash, context.key, context.case_id, context.round_id,
            to_string(context.kind), basis, options, electorate, context.motion_hash);
}

Hash ballot_context_hash(BallotHeader const& header, std::span<Ciphertext const> cts) {
  Fields fields = tagged("ballot");
  fields.add(header.rctx).add(header.voter).add(header.identity).add(header.seq).add(header.prev);
  return hb_of(fields.add_each(cts));
}

}  // namespace conclave::crypto
