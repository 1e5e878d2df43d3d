// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "jury.hpp"

#include <set>

namespace conclave::crypto {
namespace {

TEST(Threshold, counts_the_jury) {
  // n:t:a of protocol section 1, for n = m
  struct Row {
    std::uint32_t n, t, a;
  };
  for (auto const& [n, t, a] : {Row{3, 2, 3}, Row{4, 3, 4}, Row{5, 3, 4}, Row{7, 4, 6}, Row{9, 5, 7},
                                Row{15, 8, 12}, Row{50, 26, 38}}) {
    EXPECT_EQ(threshold(n), t);
    EXPECT_EQ(agreement_quorum(n, t), a);
  }
}

TEST(Ids, are_lower_case_letters_digits_and_hyphens) {
  for (auto const* good : {"a", "juror-1", "0", "-"})
    EXPECT_TRUE(is_id(good)) << good;
  EXPECT_TRUE(is_id(std::string(64, 'x')));
  for (auto const* bad : {"", "A", "a b", "a_b", "é", "a/b", "a."})
    EXPECT_FALSE(is_id(bad)) << bad;
  EXPECT_FALSE(is_id(std::string(65, 'x')));
}

TEST(KeyContexts, keep_their_rules) {
  Jury const jury(5);
  EXPECT_TRUE(check_key_context(jury.context));
  auto const judged = [&](auto change) {
    KeyContext context = jury.context;
    change(context);
    return verdict(check_key_context(context));
  };
  EXPECT_EQ(judged([](auto& c) { c.key_id = "Key"; }), "wrong_context");
  EXPECT_EQ(judged([](auto& c) { c.session = ""; }), "wrong_context");
  EXPECT_EQ(judged([](auto& c) { c.n = 4; }), "wrong_context");
  EXPECT_EQ(judged([](auto& c) { c.m = 4; }), "wrong_context");
  EXPECT_EQ(judged([](auto& c) { c.a = 3; }), "wrong_context");
  EXPECT_EQ(judged([](auto& c) { std::swap(c.trustees[0], c.trustees[1]); }), "wrong_context");
  EXPECT_EQ(judged([](auto& c) { c.trustees[1].id = c.trustees[0].id; }), "duplicate");
  EXPECT_EQ(judged([](auto& c) { c.trustees[1].identity = c.trustees[0].identity; }), "duplicate");
  EXPECT_EQ(judged([](auto& c) { c.trustees[4].session = c.trustees[0].session; }), "duplicate");
}

TEST(KeyContexts, take_the_threshold_from_m_and_not_from_n) {
  // Five of nine jurors are there: t = 5, not 3.
  Jury const jury(5);
  KeyContext context = jury.context;
  context.m = 9;
  EXPECT_EQ(verdict(check_key_context(context)), "wrong_context");
  context.t = threshold(9);
  context.a = agreement_quorum(5, context.t);
  EXPECT_TRUE(check_key_context(context));
  context.m = 10;  // t = 6 of 5
  context.t = threshold(10);
  context.a = agreement_quorum(5, context.t);
  EXPECT_EQ(verdict(check_key_context(context)), "wrong_context");
}

TEST(Contexts, differ_when_anything_in_them_does) {
  Jury const jury(4);
  std::set<Hash> keys{key_context_hash(jury.context)};
  auto const key = [&](auto change) {
    KeyContext context = jury.context;
    change(context);
    EXPECT_TRUE(keys.insert(key_context_hash(context)).second);
  };
  key([](auto& c) { c.session = "s"; });
  key([](auto& c) { c.key_id = "k"; });
  key([](auto& c) { ++c.m; });
  key([](auto& c) { ++c.n; });
  key([](auto& c) { ++c.t; });
  key([](auto& c) { ++c.a; });
  key([](auto& c) { c.roster_hash.bytes[0] ^= 1; });
  key([](auto& c) { c.trustees[0].id = "x"; });
  key([](auto& c) { c.trustees[0].identity = c.trustees[1].identity; });
  key([](auto& c) { c.trustees[0].session = c.trustees[1].session; });

  std::set<Hash> rounds{round_context_hash(jury.round)};
  auto const round = [&](auto change) {
    RoundContext context = jury.round;
    change(context);
    EXPECT_TRUE(rounds.insert(round_context_hash(context)).second);
  };
  round([](auto& c) { c.kctx.bytes[0] ^= 1; });
  round([](auto& c) { c.key_hash.bytes[0] ^= 1; });
  round([](auto& c) { c.key += G(); });
  round([](auto& c) { c.case_id = "x"; });
  round([](auto& c) { c.round_id = "x"; });
  for (auto const kind : {RoundKind::outcome, RoundKind::adopted, RoundKind::veto, RoundKind::lots}) {
    round([&](auto& c) { c.kind = kind; });
  }
  round([](auto& c) { c.basis.name = BasisName::ballots_cast; });
  round([](auto& c) { c.basis.name = BasisName::electorate; });
  round([](auto& c) { c.basis.a = 2; });
  round([](auto& c) { c.basis.b = 2; });
  round([](auto& c) { c.basis.e = 1; });
  round([](auto& c) { c.basis.e = -1; });
  round([](auto& c) { c.options[0].id = "x"; });
  round([](auto& c) { c.options[2].role = OptionRole::option; });
  round([](auto& c) { std::swap(c.options[0], c.options[1]); });
  round([](auto& c) { c.electorate.pop_back(); });
  round([](auto& c) { c.motion_hash.bytes[0] ^= 1; });

  auto const header = jury.header(0);
  std::array const cts{Ciphertext{G(), G()}, Ciphertext{G() + G(), G()}};
  std::set<Hash> ballots{ballot_context_hash(header, cts)};
  EXPECT_TRUE(ballots.insert(ballot_context_hash(jury.header(1), cts)).second);
  EXPECT_TRUE(ballots.insert(ballot_context_hash(jury.header(0, 2), cts)).second);
  EXPECT_TRUE(ballots.insert(ballot_context_hash(jury.header(0, 1, hash_of("x")), cts)).second);
  EXPECT_TRUE(ballots.insert(ballot_context_hash(header, std::span(cts).first(1))).second);
}

}  // namespace
}  // namespace conclave::crypto
