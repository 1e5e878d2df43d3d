// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A juror's part in rounds: ballots, agreement, opening (protocol section 6).
#include <conclave/participant/juror.hpp>

#include <conclave/crypto/decryption.hpp>

#include <algorithm>

namespace conclave::participant {

using namespace deliberation;

namespace {

Round const* casting_round(SessionState const& state, RoundId const& id) {
  auto const found = state.rounds.find(id);
  if (found == state.rounds.end() || !std::holds_alternative<Casting>(found->second->phase)) return nullptr;
  return &*found->second;
}

Progress progress_of(Round const& round, PersonId const& voter) {
  auto const found = round.voters.find(voter);
  return found == round.voters.end() ? Progress{} : found->second;
}

std::optional<std::uint32_t> position_of(Round const& round, OptionId const& option) {
  auto const& options = round.context.options;
  auto const at = std::find_if(options.begin(), options.end(),
                               [&](crypto::RoundOption const& each) { return each.id == option.str(); });
  if (at == options.end()) return std::nullopt;
  return static_cast<std::uint32_t>(at - options.begin());
}

}  // namespace

void Juror::choose(RoundId const& round, OptionId const& option) {
  auto& choice = choices_[round];
  choice = Choice{};
  choice.option = option;
}

bool Juror::has_cast(SessionState const& state, RoundId const& id) const {
  auto const choice = choices_.find(id);
  auto const round = state.rounds.find(id);
  if (choice == choices_.end() || round == state.rounds.end() || choice->second.seq == 0) return false;
  auto const progress = progress_of(*round->second, person_);
  // Not the ballot that another device of the same juror cast under this seq.
  return progress.last && progress.last->seq == choice->second.seq &&
         crypto::prepare_hash(round->second->rctx, person_.str(), progress.last->seq,
                              progress.last->choices) == choice->second.prepared;
}

crypto::Ballot Juror::make(SessionState const& state, Round const& round, Choice const& choice) {
  auto const progress = progress_of(round, person_);
  crypto::BallotHeader const header{round.rctx, person_.str(), state.jurors.at(person_).entry.key, choice.seq,
                                    progress.last ? progress.last->hash : Hash{}};
  return crypto::make_ballot(round.context.key, header,
                             static_cast<std::uint32_t>(round.context.options.size()),
                             *position_of(round, choice.option), choice.seed, randomness_);
}

std::optional<SessionIntent> Juror::ballot_step(SessionState const& state) {
  for (auto& [id, choice] : choices_) {
    auto const* round = casting_round(state, id);
    if (round == nullptr || !position_of(*round, choice.option) || has_cast(state, id)) continue;
    auto const progress = progress_of(*round, person_);
    // Another device of the same juror may have prepared another ballot under this seq.
    bool const prepared =
        choice.seq != 0 && progress.seq == choice.seq && progress.prepared == choice.prepared;
    if (!prepared) {
      if (choice.seq != progress.seq + 1) {
        choice.seq = progress.seq + 1;
        choice.seed = crypto::SecretBytes::random(crypto::ballot_seed_size, randomness_);
      }
      auto const ciphertexts = crypto::recompute_ciphertexts(
          round->context.key, round->rctx, person_.str(), choice.seq, choice.seed.view(),
          static_cast<std::uint32_t>(round->context.options.size()), *position_of(*round, choice.option));
      choice.prepared = crypto::prepare_hash(round->rctx, person_.str(), choice.seq, ciphertexts);
      return SessionIntent{PrepareBallot{id, choice.seq, choice.prepared}, round->opened.hash, {}};
    }
    auto const ballot = make(state, *round, choice);
    CastBallot cast;
    cast.round = id;
    cast.seq = choice.seq;
    cast.prev = progress.last ? progress.last->hash : Hash{};
    for (std::size_t o = 0; o < ballot.cts.size(); ++o) {
      cast.choices.push_back({ballot.cts[o], message_of(ballot.bits[o])});
    }
    cast.sum = message_of(*ballot.sum);
    choice.cast_signed = true;
    last_cast_[id] = crypto::prepare_hash(round->rctx, person_.str(), choice.seq, ballot.cts);
    return SessionIntent{std::move(cast), round->opened.hash, {}};
  }
  return std::nullopt;
}

std::optional<std::pair<SessionIntent, BallotSecret>> Juror::challenge(SessionState const& state,
                                                                       RoundId const& id) {
  auto const* round = casting_round(state, id);
  auto const choice = choices_.find(id);
  if (round == nullptr || choice == choices_.end() || choice->second.cast_signed) return std::nullopt;
  auto const progress = progress_of(*round, person_);
  if (choice->second.seq == 0 || progress.seq != choice->second.seq || !progress.prepared)
    return std::nullopt;
  auto const seed = choice->second.seed.view();
  BallotSecret secret{*progress.prepared, choice->second.option, crypto::Bytes(seed.begin(), seed.end())};
  SessionIntent intent{ChallengeBallot{id, choice->second.seq}, round->opened.hash, {}};
  choices_.erase(choice);
  return std::pair(std::move(intent), std::move(secret));
}

std::optional<SessionIntent> Juror::round_duty(SessionState const& state, Round const& round) {
  auto const& counting = std::get<Counting>(round.phase);
  Ceremony const& ceremony = *state.ceremonies.at(round.key);
  auto const& trustees = ceremony.trustees;
  auto const at = std::lower_bound(trustees.begin(), trustees.end(), person_);
  if (at == trustees.end() || *at != person_) return std::nullopt;
  auto const share = shares_.find(round.key);
  if (share == shares_.end()) return std::nullopt;

  if (!counting.agreed.contains(person_)) {
    // Protocol 6.3.3: only if the last ballot that was signed for casting, acknowledged or not, is in the
    // list.
    if (auto const own = last_cast_.find(round.id); own != last_cast_.end()) {
      auto const progress = progress_of(round, person_);
      bool const counted =
          progress.last && crypto::prepare_hash(round.rctx, person_.str(), progress.last->seq,
                                                progress.last->choices) == own->second;
      if (!counted) {
        alarm_ = "the last ballot that was signed here is not among the ballots of " + round.id.str();
        return std::nullopt;
      }
    }
    auto const least = std::max<std::size_t>(3, ceremony.context.t + 1);
    if (counting.list.size() < least) return std::nullopt;
    // One d for each round, one target for each attempt, remembered before anything is sent.
    auto const [list, first_list] = agreed_lists_.emplace(round.id, counting.d);
    auto const [target, first_target] =
        agreed_targets_.emplace(std::pair(round.id, counting.attempt), counting.target);
    if (list->second != counting.d || target->second != counting.target) {
      alarm_ = "two different lists were shown for " + round.id.str();
      return std::nullopt;
    }
    return SessionIntent{Agree{round.id, counting.attempt, counting.d, counting.target}, {}, {}};
  }
  if (counting.agreed.size() < ceremony.context.a || counting.shares.size() >= ceremony.context.t)
    return std::nullopt;
  bool const opened = std::any_of(counting.shares.begin(), counting.shares.end(),
                                  [&](auto const& each) { return each.first == person_; });
  auto const own_target = agreed_targets_.find({round.id, counting.attempt});
  if (opened || own_target == agreed_targets_.end() || own_target->second != counting.target)
    return std::nullopt;
  auto const index = static_cast<std::uint32_t>(at - trustees.begin()) + 1;
  auto const& X = std::get<Live>(ceremony.phase).key.shares.at(index - 1);
  auto const partial =
      crypto::make_partial(counting.target, index, X, share->second, counting.sums, randomness_);
  return SessionIntent{
      Decrypt{round.id, counting.attempt, partial.shares, message_of(partial.proof)}, {}, {}};
}

}  // namespace conclave::participant
