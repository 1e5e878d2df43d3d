// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A small jury with a key, a round and ballots, for tests. Everything follows from a seed.
#pragma once

#include <conclave/crypto/ballot.hpp>
#include <conclave/crypto/ceremony.hpp>
#include <conclave/crypto/decryption.hpp>
#include <conclave/crypto/hash.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace conclave::crypto {

inline std::array<std::uint8_t, 32> seed_of(std::uint8_t number) {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(number);
  return seed;
}

inline Scalar random_scalar(Randomness& randomness) {
  return SecretScalar::random(randomness).reveal();
}

inline Point random_point(Randomness& randomness) {
  return base_times(random_scalar(randomness));
}

inline Hash hash_of(std::string_view text) {
  return hb("test", text);
}

inline Point const& G() {
  return Point::base();
}

/// n trustees of m = n jurors who have made a key, and a round under it.
struct Jury {
  explicit Jury(std::uint32_t n, std::uint8_t seed = 1) : randomness(seed_of(seed)) {
    context.session = "session-1";
    context.key_id = "key-1";
    context.m = n;
    context.n = n;
    context.t = threshold(n);
    context.a = agreement_quorum(n, context.t);
    context.roster_hash = hash_of("roster");
    for (std::uint32_t i = 1; i <= n; ++i) {
      identities.push_back(IdentityKey::generate(randomness));
      sessions.push_back(SessionKey::generate(randomness));
      std::string id = "juror-";
      id += static_cast<char>('0' + i / 10);
      id += static_cast<char>('0' + i % 10);
      context.trustees.push_back({id, identities.back().public_key(), sessions.back().public_key()});
    }
    kctx = key_context_hash(context);
    for (std::uint32_t i = 1; i <= n; ++i)
      dealers.push_back(Dealer::draw(context, i, randomness));
    for (auto const& dealer : dealers)
      dealings.push_back(dealer.reveal(randomness));
    for (auto const& dealing : dealings)
      coefficients.push_back(dealing.coefficients);
    key = derive_public_key(context, coefficients);
    for (std::uint32_t j = 1; j <= n; ++j) {
      std::vector<SecretScalar> received;
      for (std::uint32_t i = 1; i <= n; ++i) {
        received.push_back(
            open_share(kctx, i, j, dealings[i - 1].boxes[j - 1], sessions[j - 1], coefficients[i - 1])
                .value());
      }
      shares.push_back(derive_share(received));
    }
    round.kctx = kctx;
    round.key_hash = key_hash(kctx, transcript_hash({}), key);
    round.key = key.H;
    round.case_id = "case-1";
    round.round_id = "round-1";
    round.options = {{"for"}, {"against"}, {"abstain", OptionRole::abstain}};
    for (auto const& trustee : context.trustees)
      round.electorate.push_back(trustee.id);
    round.motion_hash = hash_of("motion");
    rctx = round_context_hash(round);
  }

  BallotHeader header(std::uint32_t voter, std::uint32_t seq = 1, Hash const& prev = {}) const {
    return {rctx, context.trustees.at(voter).id, context.trustees.at(voter).identity, seq, prev};
  }

  std::uint32_t options() const { return static_cast<std::uint32_t>(round.options.size()); }

  Ballot ballot(std::uint32_t voter, std::uint32_t choice, std::uint32_t seq = 1) {
    auto const seed = SecretBytes::random(ballot_seed_size, randomness);
    return make_ballot(key.H, header(voter, seq), options(), choice, seed, randomness);
  }

  Partial partial(std::uint32_t i, Hash const& target, std::span<Ciphertext const> cts) {
    return make_partial(target, i, key.X.at(i - 1), shares.at(i - 1), cts, randomness);
  }

  SeededRandomness randomness;
  KeyContext context;
  Hash kctx;
  std::vector<IdentityKey> identities;
  std::vector<SessionKey> sessions;
  std::vector<Dealer> dealers;
  std::vector<Dealing> dealings;
  std::vector<std::vector<Point>> coefficients;
  BallotKey key;
  std::vector<SecretScalar> shares;
  RoundContext round;
  Hash rctx;
};

/// The name of the fault, or "accepted".
template <class T>
std::string verdict(Result<T> const& result) {
  return result ? "accepted" : std::string(to_string(result.error().kind));
}

/// Single verification and a batch must say the same. `single` verifies; `add` adds to a batch under a label.
template <class Single, class Add>
std::string both(Single single, Add add) {
  SeededRandomness randomness(seed_of(99));
  std::string const alone = verdict(single());
  Batch batch;
  Result<void> batched = add(batch, 7);
  if (batched) {
    batched = batch.verify(randomness);
    if (!batched) {
      EXPECT_EQ(batched.error().index, 7U);
    }
  }
  EXPECT_EQ(alone, verdict(batched)) << "single and batch verification disagree";
  return alone;
}

inline std::string judge(ByteView ctx, Point const& X, Pok const& proof) {
  return both([&] { return verify_pok(ctx, X, proof); },
              [&](Batch& batch, std::uint32_t label) { return batch.add_pok(label, ctx, X, proof); });
}

inline std::string judge(ByteView ctx, DleqStatement const& statement, Dleq const& proof) {
  return both(
      [&] { return verify_dleq(ctx, statement, proof); },
      [&](Batch& batch, std::uint32_t label) { return batch.add_dleq(label, ctx, statement, proof); });
}

inline std::string judge(std::string_view tag, ByteView ctx, Point const& H, std::span<Ciphertext const> D,
                         Orz const& proof) {
  return both([&] { return verify_orz(tag, ctx, H, D, proof); },
              [&](Batch& batch, std::uint32_t label) { return batch.add_orz(label, tag, ctx, H, D, proof); });
}

inline std::string judge(Point const& H, BallotHeader const& header, std::uint32_t options,
                         Ballot const& ballot) {
  return both([&] { return verify_ballot(H, header, options, ballot); },
              [&](Batch& batch, std::uint32_t label) {
                return add_ballot(batch, label, H, header, options, ballot);
              });
}

inline std::string judge_veto(Point const& H, BallotHeader const& header, Ballot const& ballot) {
  return both(
      [&] { return verify_veto_ballot(H, header, ballot); },
      [&](Batch& batch, std::uint32_t label) { return add_veto_ballot(batch, label, H, header, ballot); });
}

inline std::string judge(KeyContext const& context, std::uint32_t i, Hash const& commitment,
                         Dealing const& dealing) {
  Hash const kctx = key_context_hash(context);
  return both([&] { return check_dealing(context, i, commitment, dealing); },
              [&](Batch& batch, std::uint32_t label) {
                return add_dealing(batch, label, context, kctx, i, commitment, dealing);
              });
}

inline std::string judge(Hash const& target, std::uint32_t i, Point const& X, std::span<Ciphertext const> cts,
                         Partial const& partial) {
  return both([&] { return verify_partial(target, i, X, cts, partial); },
              [&](Batch& batch, std::uint32_t label) {
                return add_partial(batch, label, target, i, X, cts, partial);
              });
}

}  // namespace conclave::crypto
