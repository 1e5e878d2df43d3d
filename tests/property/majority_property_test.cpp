// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// R-E4: the arithmetic of majorities (protocol section 6.7) against their plain definition.
#include <majority.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace conclave;
using namespace conclave::deliberation;

struct Votes {
  std::vector<std::uint32_t> options;
  std::uint32_t abstained = 0;
  std::uint32_t absent = 0;
};

Votes some_votes() {
  Votes votes;
  votes.options = *rc::gen::container<std::vector<std::uint32_t>>(*rc::gen::inRange<std::size_t>(2, 6),
                                                                  rc::gen::inRange(0U, 9U));
  votes.abstained = *rc::gen::inRange(0U, 5U);
  votes.absent = *rc::gen::inRange(0U, 4U);
  return votes;
}

std::string name_of_option(std::size_t o) {
  return "option-" + std::to_string(o);
}

std::optional<OptionId> by_the_rule(MajorityBasis basis, Votes const& votes) {
  crypto::RoundContext context;
  std::vector<Count> counts;
  std::uint32_t electorate = votes.abstained + votes.absent;
  for (std::size_t o = 0; o < votes.options.size(); ++o) {
    context.options.push_back({name_of_option(o), crypto::OptionRole::option});
    counts.push_back({OptionId::of(name_of_option(o)), votes.options[o]});
    electorate += votes.options[o];
  }
  context.options.push_back({"abstain", crypto::OptionRole::abstain});
  counts.push_back({OptionId::of("abstain"), votes.abstained});
  context.basis = {crypto::BasisName::votes_cast, 1, 1, 0};
  if (basis == MajorityBasis::ballots_cast) context.basis = {crypto::BasisName::ballots_cast, 1, 1, 0};
  if (basis == MajorityBasis::electorate) {
    context.basis = {crypto::BasisName::electorate, 2, 0, -static_cast<std::int32_t>(electorate)};
  }
  return majority(context, counts);
}

/// More than half of what the basis counts.
std::optional<OptionId> plainly(MajorityBasis basis, Votes const& votes) {
  std::uint32_t of = 0;
  for (auto const count : votes.options)
    of += count;
  if (basis != MajorityBasis::votes_cast) of += votes.abstained;
  if (basis == MajorityBasis::electorate) of += votes.absent;
  for (std::size_t o = 0; o < votes.options.size(); ++o) {
    if (2 * votes.options[o] > of) return OptionId::of(name_of_option(o));
  }
  return std::nullopt;
}

RC_GTEST_PROP(Majority, IsMoreThanHalfOfWhatTheBasisCounts, ()) {
  auto const votes = some_votes();
  for (auto const& [basis, name] : record::Names<MajorityBasis>::names)
    RC_ASSERT(by_the_rule(basis, votes) == plainly(basis, votes));
}

RC_GTEST_PROP(Majority, OfTheElectorateIsOneOfBallotsAndThatOneOfVotes, ()) {
  auto const votes = some_votes();
  auto const of_electorate = by_the_rule(MajorityBasis::electorate, votes);
  auto const of_ballots = by_the_rule(MajorityBasis::ballots_cast, votes);
  auto const of_votes = by_the_rule(MajorityBasis::votes_cast, votes);
  if (of_electorate) RC_ASSERT(of_ballots == of_electorate);
  if (of_ballots) RC_ASSERT(of_votes == of_ballots);
}

RC_GTEST_PROP(Majority, ATieHasNone, ()) {
  auto votes = some_votes();
  votes.options[1] = votes.options[0];
  for (auto const& [basis, name] : record::Names<MajorityBasis>::names) {
    auto const first = by_the_rule(basis, votes);
    RC_ASSERT(first != OptionId::of(name_of_option(0)));
    RC_ASSERT(first != OptionId::of(name_of_option(1)));
  }
}

}  // namespace
