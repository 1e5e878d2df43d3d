// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What must be accepted and what must be rejected (protocol section 11, items 0, 2, 3 and 4), each by name.
// The tests judge them by single and by batch verification; the vectors are written from them.
#pragma once

#include "jury.hpp"

#include <optional>
#include <string>
#include <vector>

namespace conclave::crypto {

struct PokCase {
  std::string name;
  Bytes ctx;
  Point X;
  Pok proof;
  std::string expect;
};

struct DleqCase {
  std::string name;
  Bytes ctx;
  DleqStatement statement;
  Dleq proof;
  std::string expect;
};

struct OrzCase {
  std::string name;
  std::string tag;
  Bytes ctx;
  Point H;
  std::vector<Ciphertext> D;
  Orz proof;
  std::string expect;
};

struct DealingCase {
  std::string name;
  KeyContext context;
  std::uint32_t i = 0;
  Hash commitment;
  Dealing dealing;
  std::string expect;
};

struct BallotCase {
  std::string name;
  bool veto = false;
  Point H;
  Hash rctx;
  std::string voter;
  PublicKey identity;
  std::uint32_t seq = 0;
  Hash prev;
  std::uint32_t options = 0;
  Ballot ballot;
  std::string expect;

  BallotHeader header() const { return {rctx, voter, identity, seq, prev}; }
};

struct PartialCase {
  std::string name;
  Hash target;
  std::uint32_t i = 0;
  Point X;
  std::vector<Ciphertext> cts;
  Partial partial;
  std::string expect;
};

struct CountsCase {
  std::string name;
  std::vector<Ciphertext> sums;
  std::vector<IndexedShares> shares;
  std::uint32_t electorate = 0;
  std::uint32_t ballots = 0;
  std::string expect;
  std::vector<std::uint32_t> counts;
};

std::vector<PokCase> pok_cases();
std::vector<DleqCase> dleq_cases();
std::vector<OrzCase> orz_cases();
std::vector<DealingCase> dealing_cases();
std::vector<BallotCase> ballot_cases();
std::vector<PartialCase> partial_cases();
std::vector<CountsCase> counts_cases();

inline std::string judge(PokCase const& c) {
  return judge(c.ctx, c.X, c.proof);
}
inline std::string judge(DleqCase const& c) {
  return judge(c.ctx, c.statement, c.proof);
}
inline std::string judge(OrzCase const& c) {
  return judge(c.tag, c.ctx, c.H, c.D, c.proof);
}
inline std::string judge(DealingCase const& c) {
  return judge(c.context, c.i, c.commitment, c.dealing);
}
inline std::string judge(BallotCase const& c) {
  return c.veto ? judge_veto(c.H, c.header(), c.ballot) : judge(c.H, c.header(), c.options, c.ballot);
}
inline std::string judge(PartialCase const& c) {
  return judge(c.target, c.i, c.X, c.cts, c.partial);
}

/// A ballot of any plaintexts, honest in all but them: the proofs claim what a ballot's should.
Ballot ballot_of(Jury& jury, BallotHeader const& header, std::span<std::int32_t const> plaintexts,
                 bool with_sum);

}  // namespace conclave::crypto
