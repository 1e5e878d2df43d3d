// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/deliberation/session/state.hpp>

#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation {
namespace {

/// The case whose recusals govern: for an acting chairperson's election, the case that is to be presided
/// over.
Case const& governing(SessionState const& state, Case const& a_case) {
  if (a_case.election && a_case.election->for_case) {
    return *state.cases.at(*a_case.election->for_case);
  }
  return a_case;
}

Standing standing_of(Case const& a_case, PersonId const& person) {
  auto const found = a_case.standings.find(person);
  return found == a_case.standings.end() ? Standing::undeclared : found->second.standing;
}

bool may_preside(SessionState const& state, PersonId const& person, Case const* a_case) {
  auto const juror = state.jurors.find(person);
  if (juror == state.jurors.end() || !juror->second.seated) return false;
  if (a_case == nullptr) return true;
  auto const standing = standing_of(governing(state, *a_case), person);
  return standing != Standing::recused && standing != Standing::suspended;
}

std::optional<PersonId> officer(SessionState const& state, Case const* a_case) {
  bool const chair_away = state.absence && state.absence->replaced;
  if (state.chairperson && !chair_away && may_preside(state, *state.chairperson, a_case))
    return state.chairperson;
  if (state.vice_chairperson && may_preside(state, *state.vice_chairperson, a_case))
    return state.vice_chairperson;
  return std::nullopt;
}

std::vector<OptionMessage> options_of(Rules const& rules, Case const& a_case,
                                      std::vector<PersonId> const& candidates) {
  using crypto::OptionRole;
  std::vector<OptionMessage> options;
  bool abstention = rules.ballot.abstention;
  if (a_case.election) {
    for (auto const& candidate : candidates)
      options.push_back({OptionId::of(candidate.str()), OptionRole::option});
    abstention = rules.election.abstention;
  } else {
    options.push_back({OptionId::of("for"), OptionRole::option});
    options.push_back({OptionId::of("against"), OptionRole::option});
  }
  if (abstention) options.push_back({OptionId::of("abstain"), OptionRole::abstain});
  return options;
}

/// The round's rule in the form of protocol section 6.7: S_j = a·c_j - b·Σ others + e, a majority iff S_j
/// >= 1.
BasisMessage basis_of(Rules const& rules, Case const& a_case, std::size_t electorate) {
  auto const name = a_case.election ? MajorityBasis::votes_cast : rules.ballot.basis;
  switch (name) {
  case MajorityBasis::votes_cast:
  case MajorityBasis::ballots_cast:
    return {name, 1, 1, 0};
  case MajorityBasis::electorate:
    return {name, 2, 0, -static_cast<std::int32_t>(electorate)};
  }
  broken("a majority basis without a rule");
}

}  // namespace

std::uint32_t seated_for(SessionState const& state, Case const& a_case) {
  auto const& governs = governing(state, a_case);
  return static_cast<std::uint32_t>(
      std::count_if(state.jurors.begin(), state.jurors.end(), [&](auto const& juror) {
        return juror.second.seated && standing_of(governs, juror.first) != Standing::recused;
      }));
}

std::vector<PersonId> entitled(SessionState const& state, Case const& a_case) {
  auto const& governs = governing(state, a_case);
  std::vector<PersonId> out;
  for (auto const& [person, juror] : state.jurors) {
    auto const standing = standing_of(governs, person);
    if (juror.seated && standing != Standing::recused && standing != Standing::suspended)
      out.push_back(person);
  }
  return out;
}

std::uint32_t quorum(Rules const& rules, std::uint32_t seated) {
  return std::max(rules.quorum.minimum, seated * rules.quorum.numerator / rules.quorum.denominator + 1);
}

std::optional<PersonId> presiding(SessionState const& state, Case const& a_case) {
  if (a_case.election) {
    // The first election, and one for want of anybody who could preside: the secretariat member, without a
    // vote.
    if (a_case.election->office == Office::acting) return state.opened_by;
    if (a_case.election->office == Office::chairperson && !state.chairperson) return state.opened_by;
  }
  if (auto const by_office = officer(state, &a_case)) return by_office;
  if (a_case.acting_chairperson && may_preside(state, *a_case.acting_chairperson, &a_case)) {
    return a_case.acting_chairperson;
  }
  return std::nullopt;
}

std::optional<PersonId> presiding(SessionState const& state) {
  return officer(state, nullptr);
}

std::optional<KeyId> live_key(SessionState const& state, Case const& a_case) {
  auto const electorate = entitled(state, a_case);
  auto const m = seated_for(state, a_case);
  std::optional<KeyId> newest;
  std::uint64_t position = 0;
  for (auto const& [id, ceremony] : state.ceremonies) {
    if (!std::holds_alternative<Live>(ceremony->phase) || ceremony->voided) continue;
    if (ceremony->context.m != m || ceremony->electorate != electorate) continue;
    if (newest && ceremony->opened.position < position) continue;
    newest = id;
    position = ceremony->opened.position;
  }
  return newest;
}

Result<OpenRound> next_round(SessionState const& state, Case const& a_case) {
  auto const deliberating = clauses::in_phase<Deliberating>(a_case);
  if (!deliberating) return deliberating.error();
  if ((*deliberating)->ceremony) {
    // Its end finds the case under deliberation, or the key would be made for nobody.
    return refuse(Reason::wrong_phase, "/body/case", "a key ceremony is running");
  }
  Rules const& rules = *state.rules;
  if (rules.ballot.rounds_at_most != 0 && a_case.rounds.size() >= rules.ballot.rounds_at_most) {
    return refuse(Reason::round_limit, {}, "the rules allow no further round of this case");
  }
  bool const asked_for = a_case.ballot_requests.size() >= rules.ballot.requests_for_ballot;
  bool const after_calls = a_case.failed_calls >= rules.consensus.failed_calls_before_ballot;
  if (!rules.ballot.always_secret && !asked_for && !after_calls) {
    return refuse(Reason::too_early, {}, "consensus comes first: the rules ask for a call before a ballot");
  }
  if (a_case.election && a_case.election->candidates.size() < 2) {
    return refuse(Reason::unknown_candidate, {},
                  "a ballot needs two candidates; one is elected by consensus");
  }
  auto const electorate = entitled(state, a_case);
  auto const m = seated_for(state, a_case);
  if (m < 3 || electorate.size() < crypto::threshold(m)) {
    return refuse(Reason::too_few_left, {}, "too few jurors are left to decide this case by ballot");
  }
  if (!(*deliberating)->roll) return refuse(Reason::no_roll_call, {}, "call the roll first");
  if ((*deliberating)->roll->present.size() < quorum(rules, m)) {
    return refuse(Reason::no_quorum, {},
                  std::to_string((*deliberating)->roll->present.size()) + " answered the roll call, " +
                      std::to_string(quorum(rules, m)) + " are needed");
  }
  auto const key = live_key(state, a_case);
  if (!key) return refuse(Reason::no_live_key, {}, "no ballot key was made for exactly these jurors yet");

  OpenRound open;
  open.case_id = a_case.item.case_id;
  open.round = RoundId::of("round-" + std::to_string(state.rounds.size() + 1));
  open.key = *key;
  open.round_kind = RoundKind::counts;
  open.basis = basis_of(rules, a_case, electorate.size());
  open.electorate = electorate;
  if (a_case.election) {
    auto const& election = *a_case.election;
    auto const& candidates = election.tied.empty() ? election.candidates : election.tied;
    open.options = options_of(rules, a_case, candidates);
    open.motion = election_hash(candidates);
  } else {
    open.options = options_of(rules, a_case, {});
    open.motion = motion_hash(a_case.motion);
  }
  return open;
}

Result<Case const*> find_case(SessionState const& state, CaseId const& id) {
  auto const found = state.cases.find(id);
  if (found == state.cases.end()) return refuse(Reason::unknown_case, "/body/case", id.str());
  return &*found->second;
}

}  // namespace conclave::deliberation
