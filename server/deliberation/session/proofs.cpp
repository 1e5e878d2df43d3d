// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation {
namespace {

/// The position of a trustee in the key context, 1-based; 0 for nobody.
std::uint32_t index_of(Ceremony const& ceremony, PersonId const& trustee) {
  auto const& trustees = ceremony.trustees;
  auto const at = std::lower_bound(trustees.begin(), trustees.end(), trustee);
  if (at == trustees.end() || *at != trustee) return 0;
  return static_cast<std::uint32_t>(at - trustees.begin()) + 1;
}

Refusal refusal_of(crypto::FaultAt const& fault, Reason reason, std::string where) {
  return refuse(reason, std::move(where),
                std::string(crypto::to_string(fault.kind)) + " " + std::to_string(fault.index));
}

Result<void> judged(crypto::Result<void> const& result, Reason reason, std::string const& where) {
  if (result) return {};
  return refusal_of(result.error(), reason, where);
}

// --- K2 ---

Result<std::optional<ProofCheck>> proofs_of(SessionState const& state, SessionAct const& act,
                                            RevealKey const& reveal) {
  auto const found = clauses::find_ceremony(state, reveal.key);
  if (!found) return found.error();
  Ceremony const& ceremony = **found;
  auto const* phase = std::get_if<Revealing>(&ceremony.phase);
  auto const index = index_of(ceremony, act.header.author);
  // What is out of place is refused by the clauses, in words; there is nothing to prove then.
  if (phase == nullptr || index == 0) return std::optional<ProofCheck>();
  auto const commitment = phase->commitments.at(act.header.author);
  crypto::Dealing const dealing{reveal.coefficients, reveal.opening, proof_of(reveal.proof), reveal.boxes};

  ProofCheck check;
  check.subject = ProofSubject::dealing;
  check.context = crypto::hb("proof-context", ceremony.kctx, commitment);
  check.alone = [context = ceremony.context, kctx = ceremony.kctx, index, commitment,
                 dealing]() -> Result<void> {
    return judged(crypto::check_dealing(context, kctx, index, commitment, dealing), Reason::bad_dealing,
                  "/body");
  };
  check.into = [context = ceremony.context, kctx = ceremony.kctx, index, commitment,
                dealing](crypto::Batch& batch, std::uint32_t label) -> Result<void> {
    return judged(crypto::add_dealing(batch, label, context, kctx, index, commitment, dealing),
                  Reason::bad_dealing, "/body");
  };
  return std::optional(std::move(check));
}

// --- 6.1 ---

/// A ballot with everything that its proofs are bound to; keeps the voter's id alive for the header.
struct BallotCase {
  crypto::Point H;
  Hash rctx;
  std::string voter;
  crypto::PublicKey identity;
  std::uint32_t seq;
  Hash prev;
  std::uint32_t options;
  crypto::Ballot ballot;
  crypto::BallotHeader header() const { return {rctx, voter, identity, seq, prev}; }
};

Result<std::optional<ProofCheck>> proofs_of(SessionState const& state, SessionAct const& act,
                                            CastBallot const& cast) {
  auto const found = clauses::find_round(state, cast.round);
  if (!found) return found.error();
  Round const& round = **found;
  auto const juror = state.jurors.find(act.header.author);
  if (!std::holds_alternative<Casting>(round.phase) || juror == state.jurors.end())
    return std::optional<ProofCheck>();
  BallotCase place{round.context.key,
                   round.rctx,
                   act.header.author.str(),
                   juror->second.entry.key,
                   cast.seq,
                   cast.prev,
                   static_cast<std::uint32_t>(round.context.options.size()),
                   {}};
  for (auto const& choice : cast.choices) {
    place.ballot.cts.push_back(choice.ciphertext);
    place.ballot.bits.push_back(proof_of(choice.bit));
  }
  place.ballot.sum = proof_of(cast.sum);

  ProofCheck check;
  check.subject = ProofSubject::ballot;
  check.context = crypto::hb("proof-context", round.rctx, place.identity);
  auto const shared = std::make_shared<BallotCase const>(std::move(place));
  check.alone = [shared]() -> Result<void> {
    return judged(crypto::verify_ballot(shared->H, shared->header(), shared->options, shared->ballot),
                  Reason::bad_proof, "/body");
  };
  check.into = [shared](crypto::Batch& batch, std::uint32_t label) -> Result<void> {
    return judged(
        crypto::add_ballot(batch, label, shared->H, shared->header(), shared->options, shared->ballot),
        Reason::bad_proof, "/body");
  };
  return std::optional(std::move(check));
}

// --- 6.4 ---

struct PartialCase {
  Hash target;
  std::uint32_t index;
  crypto::Point X;
  std::vector<crypto::Ciphertext> sums;
  crypto::Partial partial;
};

Result<std::optional<ProofCheck>> proofs_of(SessionState const& state, SessionAct const& act,
                                            Decrypt const& decrypt) {
  auto const found = clauses::find_round(state, decrypt.round);
  if (!found) return found.error();
  Round const& round = **found;
  auto const* counting = std::get_if<Counting>(&round.phase);
  Ceremony const& ceremony = *state.ceremonies.at(round.key);
  auto const index = index_of(ceremony, act.header.author);
  if (counting == nullptr || index == 0) return std::optional<ProofCheck>();
  auto const& key = std::get<Live>(ceremony.phase).key;
  auto const shared =
      std::make_shared<PartialCase const>(PartialCase{counting->target,
                                                      index,
                                                      key.shares[index - 1],
                                                      counting->sums,
                                                      {decrypt.shares, proof_of(decrypt.proof)}});

  ProofCheck check;
  check.subject = ProofSubject::decryption;
  check.context = crypto::hb("proof-context", counting->target);
  check.alone = [shared]() -> Result<void> {
    return judged(
        crypto::verify_partial(shared->target, shared->index, shared->X, shared->sums, shared->partial),
        Reason::bad_proof, "/body");
  };
  check.into = [shared](crypto::Batch& batch, std::uint32_t label) -> Result<void> {
    return judged(crypto::add_partial(batch, label, shared->target, shared->index, shared->X, shared->sums,
                                      shared->partial),
                  Reason::bad_proof, "/body");
  };
  return std::optional(std::move(check));
}

/// Every other act proves nothing.
template <class T>
concept Proves = std::same_as<T, RevealKey> || std::same_as<T, CastBallot> || std::same_as<T, Decrypt>;

template <class T>
requires(!Proves<T>) Result<std::optional<ProofCheck>> proofs_of(SessionState const&, SessionAct const&,
                                                                 T const&) {
  return std::optional<ProofCheck>();
}

}  // namespace

Result<std::optional<ProofCheck>> SessionLaw::proofs(SessionState const& state, SessionAct const& act) {
  return std::visit([&](auto const& body) { return proofs_of(state, act, body); }, act.body);
}

}  // namespace conclave::deliberation
