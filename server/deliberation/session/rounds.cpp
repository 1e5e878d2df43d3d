// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"
#include "majority.hpp"

#include <algorithm>

namespace conclave::deliberation::clauses {
namespace {

crypto::RoundContext round_context(SessionState const& state, OpenRound const& open) {
  Ceremony const& ceremony = *state.ceremonies.at(open.key);
  DerivedKey const& key = std::get<Live>(ceremony.phase).key;
  crypto::RoundContext context;
  context.kctx = ceremony.kctx;
  context.key_hash = key.key_hash;
  context.key = key.ballot_key;
  context.case_id = open.case_id.str();
  context.round_id = open.round.str();
  context.kind = open.round_kind;
  switch (open.basis.name) {
  case MajorityBasis::votes_cast:
    context.basis.name = crypto::BasisName::votes_cast;
    break;
  case MajorityBasis::ballots_cast:
    context.basis.name = crypto::BasisName::ballots_cast;
    break;
  case MajorityBasis::electorate:
    context.basis.name = crypto::BasisName::electorate;
    break;
  }
  context.basis.a = open.basis.a;
  context.basis.b = open.basis.b;
  context.basis.e = open.basis.e;
  for (auto const& option : open.options)
    context.options.push_back({option.id.str(), option.role});
  for (auto const& person : open.electorate)
    context.electorate.push_back(person.str());
  context.motion_hash = open.motion;
  return context;
}

Result<Round const*> casting(SessionState const& state, RoundId const& id) {
  auto const round = find_round(state, id);
  if (!round) return round.error();
  if (!std::holds_alternative<Casting>((*round)->phase)) {
    return refuse(Reason::unknown_round, "/body/round", id.str() + " takes no ballots any more");
  }
  return *round;
}

struct CountingRound {
  Round const* round;
  Counting const* counting;
};

Result<CountingRound> counting(SessionState const& state, RoundId const& id) {
  auto const round = find_round(state, id);
  if (!round) return round.error();
  auto const* phase = std::get_if<Counting>(&(*round)->phase);
  if (phase == nullptr) {
    return refuse(Reason::wrong_phase, "/body/round", id.str() + " is not waiting to be opened");
  }
  return CountingRound{*round, phase};
}

/// A voter of an open round, who has seen its opening.
Result<Round const*> as_voter(SessionState const& state, SessionAct const& act, RoundId const& id) {
  auto const round = casting(state, id);
  if (!round) return round.error();
  auto const& electorate = (*round)->electorate;
  if (!std::binary_search(electorate.begin(), electorate.end(), act.header.author)) {
    return refuse(Reason::not_in_electorate, "/author", "no vote in " + id.str());
  }
  if (auto const part = takes_part(state, *state.cases.at((*round)->case_id), act.header.author); !part) {
    return part.error();
  }
  if (auto const answered = answers(act, (*round)->opened); !answered) return answered.error();
  return *round;
}

/// A trustee of a closed round who may still act in its case.
Result<CountingRound> as_opener(SessionState const& state, SessionAct const& act, RoundId const& id,
                                std::uint32_t attempt) {
  auto const found = counting(state, id);
  if (!found) return found.error();
  Ceremony const& ceremony = *state.ceremonies.at(found->round->key);
  if (!std::binary_search(ceremony.trustees.begin(), ceremony.trustees.end(), act.header.author)) {
    return refuse(Reason::not_a_trustee, "/author", "holds no share of " + ceremony.id.str());
  }
  // R-C4: the share of whoever has recused since the round was closed is refused.
  if (auto const part = takes_part(state, *state.cases.at(found->round->case_id), act.header.author); !part) {
    return part.error();
  }
  if (attempt != found->counting->attempt) {
    return refuse(Reason::target_mismatch, "/body/attempt",
                  "attempt " + std::to_string(found->counting->attempt) + " is under way");
  }
  return *found;
}

Progress progress_of(Round const& round, PersonId const& voter) {
  auto const found = round.voters.find(voter);
  return found == round.voters.end() ? Progress{} : found->second;
}

/// True if a point has been the alpha of any ballot cast in this session.
bool seen_before(SessionState const& state, crypto::Point const& alpha) {
  return std::any_of(state.rounds.begin(), state.rounds.end(),
                     [&](auto const& round) { return round.second->alphas.contains(alpha); });
}

Hash target_of(Round const& round, Counting const& counting) {
  return crypto::target_hash(round.rctx, counting.d, counting.attempt, counting.sums);
}

std::uint32_t threshold_of(SessionState const& state, Round const& round) {
  return state.ceremonies.at(round.key)->context.t;
}

}  // namespace

// --- opening ---

Result<void> check(SessionState const& state, SessionAct const& act, OpenRound const& open, Timestamp now) {
  auto const a_case = find_case(state, open.case_id);
  if (!a_case) return a_case.error();
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  auto const expected = next_round(state, **a_case);
  if (!expected) return expected.error();
  auto const mismatch = [](std::string where) {
    return refuse(Reason::round_mismatch, "/body/" + std::move(where), "not what follows from the log");
  };
  if (state.rounds.contains(open.round))
    return refuse(Reason::out_of_range, "/body/round", "the id is taken");
  if (open.key != expected->key) return mismatch("key");
  if (open.round_kind != expected->round_kind) return mismatch("round_kind");
  if (!(open.basis == expected->basis)) return mismatch("basis");
  if (!(open.options == expected->options)) return mismatch("options");
  if (open.electorate != expected->electorate) return mismatch("electorate");
  if (open.motion != expected->motion) return mismatch("motion");
  if (open.deadline < now + state.rules->ballot.shortest_voting_time) {
    return refuse(Reason::too_early, "/body/deadline", "the rules give more time to vote");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, OpenRound const& open, Step const& step) {
  auto& a_case = state.cases.at(open.case_id).edit();
  Round round;
  round.id = open.round;
  round.case_id = open.case_id;
  a_case.rounds.push_back(open.round);
  round.number = static_cast<std::uint32_t>(a_case.rounds.size());
  round.key = open.key;
  round.context = round_context(state, open);
  round.rctx = crypto::round_context_hash(round.context);
  round.opened = anchor(step);
  round.deadline = open.deadline;
  round.electorate = open.electorate;
  if (a_case.election) {
    round.tie_break = !a_case.election->tied.empty();
    round.candidates = round.tie_break ? a_case.election->tied : a_case.election->candidates;
  }
  a_case.phase = Balloting{open.round};
  state.rounds.emplace(open.round, Shared<Round>(std::move(round)));
}

// --- casting and challenging ---

Result<void> check(SessionState const& state, SessionAct const& act, PrepareBallot const& prepare,
                   Timestamp) {
  auto const round = as_voter(state, act, prepare.round);
  if (!round) return round.error();
  auto const expected = progress_of(**round, act.header.author).seq + 1;
  if (prepare.seq != expected) {
    return refuse(Reason::bad_sequence, "/body/seq", "expected " + std::to_string(expected));
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, PrepareBallot const& prepare, Step const&) {
  auto& progress = state.rounds.at(prepare.round).edit().voters[act.header.author];
  progress.seq = prepare.seq;
  progress.prepared = prepare.prepared;
  progress.spoiled = false;
}

Result<void> check(SessionState const& state, SessionAct const& act, ChallengeBallot const& challenge,
                   Timestamp) {
  auto const round = as_voter(state, act, challenge.round);
  if (!round) return round.error();
  auto const progress = progress_of(**round, act.header.author);
  if (challenge.seq != progress.seq) {
    return refuse(Reason::bad_sequence, "/body/seq",
                  "the last prepared ballot is " + std::to_string(progress.seq));
  }
  if (progress.spoiled) return refuse(Reason::ballot_spoiled, "/body/seq", "challenged already");
  if (!progress.prepared)
    return refuse(Reason::not_prepared, "/body/seq", "nothing is prepared that was not cast");
  return {};
}

void apply(SessionState& state, SessionAct const& act, ChallengeBallot const& challenge, Step const&) {
  auto& progress = state.rounds.at(challenge.round).edit().voters[act.header.author];
  progress.prepared.reset();
  progress.spoiled = true;
}

Result<void> check(SessionState const& state, SessionAct const& act, CastBallot const& cast, Timestamp) {
  auto const round = as_voter(state, act, cast.round);
  if (!round) return round.error();
  auto const progress = progress_of(**round, act.header.author);
  if (cast.seq != progress.seq) {
    return refuse(Reason::bad_sequence, "/body/seq",
                  "the last prepared ballot is " + std::to_string(progress.seq));
  }
  if (progress.spoiled)
    return refuse(Reason::ballot_spoiled, "/body/seq", "a challenged ballot can never be cast");
  if (!progress.prepared)
    return refuse(Reason::not_prepared, "/body/seq", "prepare a ballot before casting it");
  if (cast.prev != (progress.last ? progress.last->hash : Hash{})) {
    return refuse(Reason::bad_sequence, "/body/prev", "not the voter's last ballot in this round");
  }
  if (cast.choices.size() != (*round)->context.options.size()) {
    return refuse(Reason::out_of_range, "/body/choices",
                  std::to_string((*round)->context.options.size()) + " options are on the ballot");
  }
  std::vector<crypto::Ciphertext> ciphertexts;
  std::set<crypto::Point> alphas;
  for (std::size_t o = 0; o < cast.choices.size(); ++o) {
    auto const& alpha = cast.choices[o].ciphertext.alpha;
    if (!alphas.insert(alpha).second || seen_before(state, alpha)) {
      return refuse(Reason::reused_ciphertext, "/body/choices/" + std::to_string(o),
                    "seen before in this session");
    }
    ciphertexts.push_back(cast.choices[o].ciphertext);
  }
  auto const prepared = crypto::prepare_hash((*round)->rctx, act.header.author.str(), cast.seq, ciphertexts);
  if (prepared != *progress.prepared) {
    return refuse(Reason::not_prepared, "/body/choices", "not the ballot that was prepared");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, CastBallot const& cast, Step const& step) {
  auto& round = state.rounds.at(cast.round).edit();
  auto& progress = round.voters[act.header.author];
  progress.prepared.reset();
  CastRecord record{act.hash, step.position, cast.seq, {}};
  for (auto const& choice : cast.choices) {
    record.choices.push_back(choice.ciphertext);
    round.alphas.insert(choice.ciphertext.alpha);
  }
  progress.last = std::move(record);
}

// --- closing ---

Result<void> check(SessionState const& state, SessionAct const& act, CloseRound const& close, Timestamp now) {
  auto const round = casting(state, close.round);
  if (!round) return round.error();
  if (auto const entitled = presides(state, *state.cases.at((*round)->case_id), act.header.author);
      !entitled) {
    return entitled.error();
  }
  auto const& electorate = (*round)->electorate;
  bool const all = std::all_of(electorate.begin(), electorate.end(), [&](PersonId const& voter) {
    return progress_of(**round, voter).last.has_value();
  });
  if (!all && now < (*round)->deadline) {
    return refuse(Reason::too_early, "/body/round",
                  "not everybody has cast a ballot, and the deadline has not passed");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, CloseRound const& close, Step const& step) {
  auto& round = state.rounds.at(close.round).edit();
  Counting counting;
  counting.closed = anchor(step);
  std::vector<std::vector<crypto::Ciphertext>> ballots;
  for (auto const& voter : round.electorate) {
    auto const progress = progress_of(round, voter);
    if (!progress.last) continue;
    counting.list.emplace_back(voter, progress.last->hash);
    ballots.push_back(progress.last->choices);
  }
  counting.sums = crypto::sums(ballots, round.context.options.size());
  std::vector<crypto::ListedBallot> listed;
  for (auto const& [voter, hash] : counting.list)
    listed.push_back({voter.str(), hash});
  counting.d = crypto::close_hash(round.rctx, listed, step.root);
  counting.target = target_of(round, counting);
  round.phase = std::move(counting);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, CloseRound const& close,
                Timestamp) {
  Round const& round = *after.rounds.at(close.round);
  // |d| >= max(3, t+1): fewer ballots would say too much about each.
  auto const least = std::max(3U, threshold_of(after, round) + 1);
  if (std::get<Counting>(round.phase).list.size() >= least) return {};
  return {RoundVoid{close.round, VoidCause::too_few_ballots, {}}};
}

// --- agreeing and opening ---

Result<void> check(SessionState const& state, SessionAct const& act, Agree const& agree, Timestamp) {
  auto const found = as_opener(state, act, agree.round, agree.attempt);
  if (!found) return found.error();
  if (agree.list != found->counting->d) {
    return refuse(Reason::target_mismatch, "/body/list", "not the ballots in the log");
  }
  if (agree.target != found->counting->target) {
    return refuse(Reason::target_mismatch, "/body/target", "not the list that is to be opened");
  }
  if (found->counting->agreed.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/target", "agreed already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, Agree const& agree, Step const&) {
  std::get<Counting>(state.rounds.at(agree.round).edit().phase).agreed.insert(act.header.author);
}

Result<void> check(SessionState const& state, SessionAct const& act, Decrypt const& decrypt, Timestamp) {
  auto const found = as_opener(state, act, decrypt.round, decrypt.attempt);
  if (!found) return found.error();
  auto const needed = state.ceremonies.at(found->round->key)->context.a;
  if (found->counting->agreed.size() < needed) {
    return refuse(Reason::not_agreed, "/body/round",
                  std::to_string(found->counting->agreed.size()) + " of " + std::to_string(needed) +
                      " have agreed");
  }
  for (auto const& [trustee, shares] : found->counting->shares) {
    if (trustee == act.header.author) return refuse(Reason::already_done, "/body/shares", "opened already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, Decrypt const& decrypt, Step const&) {
  auto& counting = std::get<Counting>(state.rounds.at(decrypt.round).edit().phase);
  counting.shares.emplace_back(act.header.author, decrypt.shares);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, Decrypt const& decrypt,
                Timestamp) {
  Round const& round = *after.rounds.at(decrypt.round);
  Ceremony const& ceremony = *after.ceremonies.at(round.key);
  auto const& counting = std::get<Counting>(round.phase);
  if (counting.shares.size() < ceremony.context.t) return {};

  RoundOutcome outcome;
  outcome.round = round.id;
  outcome.ballots = static_cast<std::uint32_t>(counting.list.size());
  std::vector<crypto::IndexedShares> shares;
  for (auto const& [trustee, points] : counting.shares) {
    auto const at = std::lower_bound(ceremony.trustees.begin(), ceremony.trustees.end(), trustee);
    shares.push_back({static_cast<std::uint32_t>(at - ceremony.trustees.begin()) + 1, points});
    outcome.openers.push_back(trustee);
  }
  auto const opened = crypto::open_counts(
      counting.sums, shares, static_cast<std::uint32_t>(round.electorate.size()), outcome.ballots);
  // Shares whose proofs hold always open to counts that add up. A record whose proofs are checked in one
  // batch afterwards may hold others: then nothing follows but that the round came to nothing.
  if (!opened) return {RoundVoid{round.id, VoidCause::not_opened, {}}};
  for (std::size_t o = 0; o < opened->size(); ++o) {
    outcome.counts.push_back({OptionId::of(round.context.options[o].id), (*opened)[o]});
  }
  outcome.majority = majority(round.context, outcome.counts);

  Findings out{outcome};
  Case const& a_case = *after.cases.at(round.case_id);
  if (a_case.election) {
    auto const step = election_step(*after.rules, *a_case.election, round, outcome.counts, outcome.majority);
    if (step.elected) {
      out.push_back(CaseDecided{round.case_id, Decision::elected, DecidedBy::ballot, round.id, step.elected});
    } else if (step.dropped) {
      out.push_back(CandidateDropped{round.case_id, *step.dropped});
    }
  } else if (outcome.majority) {
    auto const decision = outcome.majority->str() == "for" ? Decision::adopted : Decision::rejected;
    out.push_back(CaseDecided{round.case_id, decision, DecidedBy::ballot, round.id, std::nullopt});
  }
  return out;
}

Result<void> check(SessionState const& state, SessionAct const& act, RetryRound const& retry, Timestamp) {
  auto const found = counting(state, retry.round);
  if (!found) return found.error();
  if (auto const entitled = presides(state, *state.cases.at(found->round->case_id), act.header.author);
      !entitled) {
    return entitled.error();
  }
  if (retry.attempt != found->counting->attempt + 1) {
    return refuse(Reason::bad_sequence, "/body/attempt",
                  "expected " + std::to_string(found->counting->attempt + 1));
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, RetryRound const& retry, Step const&) {
  auto& round = state.rounds.at(retry.round).edit();
  auto& counting = std::get<Counting>(round.phase);
  counting.attempt = retry.attempt;
  counting.agreed.clear();
  counting.shares.clear();
  counting.target = target_of(round, counting);
}

Result<void> check(SessionState const& state, SessionAct const& act, VoidRound const& give_up, Timestamp) {
  auto const found = counting(state, give_up.round);
  if (!found) return found.error();
  return presides(state, *state.cases.at(found->round->case_id), act.header.author);
}

void apply(SessionState&, SessionAct const&, VoidRound const&, Step const&) {
  // The round ends by the finding that follows, which names who was silent.
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, VoidRound const& give_up,
                Timestamp) {
  Round const& round = *after.rounds.at(give_up.round);
  Ceremony const& ceremony = *after.ceremonies.at(round.key);
  auto const& counting = std::get<Counting>(round.phase);
  bool const agreed = counting.agreed.size() >= ceremony.context.a;
  RoundVoid voided{give_up.round, VoidCause::not_opened, {}};
  for (auto const& trustee : ceremony.trustees) {
    bool const opened = std::any_of(counting.shares.begin(), counting.shares.end(),
                                    [&](auto const& share) { return share.first == trustee; });
    if (agreed ? !opened : !counting.agreed.contains(trustee)) voided.silent.push_back(trustee);
  }
  return {voided};
}

// --- what ends a round ---

void apply(SessionState& state, RoundCancelled const& cancelled, Step const&) {
  auto& round = state.rounds.at(cancelled.round).edit();
  round.phase = Cancelled{cancelled.cause};
  state.cases.at(round.case_id).edit().phase = Deliberating{};
}

void apply(SessionState& state, RoundVoid const& voided, Step const&) {
  auto& round = state.rounds.at(voided.round).edit();
  round.phase = Void{voided.cause};
  state.cases.at(round.case_id).edit().phase = Deliberating{};
}

void apply(SessionState& state, RoundOutcome const& outcome, Step const&) {
  auto& round = state.rounds.at(outcome.round).edit();
  auto& a_case = state.cases.at(round.case_id).edit();
  round.phase = Concluded{outcome.counts, outcome.majority, outcome.ballots};
  a_case.phase = Deliberating{};
  if (a_case.election) {
    a_case.election->tied =
        election_step(*state.rules, *a_case.election, round, outcome.counts, outcome.majority).tied;
  }
}

}  // namespace conclave::deliberation::clauses
