// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cases.hpp"

namespace conclave::crypto {
namespace {

Scalar number(std::int32_t value) {
  Scalar const size = Scalar::from_u64(static_cast<std::uint64_t>(value < 0 ? -value : value));
  return value < 0 ? -size : size;
}

Ciphertext encrypt(Point const& H, SecretScalar const& r, std::int32_t value) {
  return {base_times(r), r * H + base_times(number(value))};
}

Ciphertext minus_one(Ciphertext const& c) {
  return {c.alpha, c.beta - G()};
}

}  // namespace

Ballot ballot_of(Jury& jury, BallotHeader const& header, std::span<std::int32_t const> plaintexts,
                 bool with_sum) {
  Ballot out;
  std::vector<SecretScalar> r;
  for (auto const value : plaintexts) {
    r.push_back(SecretScalar::random(jury.randomness));
    out.cts.push_back(encrypt(jury.key.H, r.back(), value));
  }
  Hash const bctx = ballot_context_hash(header, out.cts);
  Ciphertext sum;
  SecretScalar sum_r;
  for (std::uint32_t o = 0; o < plaintexts.size(); ++o) {
    std::array const D{out.cts[o], minus_one(out.cts[o])};
    out.bits.push_back(
        prove_orz("bit", F(bctx, o), jury.key.H, D, plaintexts[o] == 1 ? 1 : 0, r[o], jury.randomness));
    sum = sum + out.cts[o];
    sum_r = sum_r + r[o];
  }
  if (with_sum) {
    std::array const D{minus_one(sum)};
    out.sum = prove_orz("sum", bctx.bytes, jury.key.H, D, 0, sum_r, jury.randomness);
  }
  return out;
}

std::vector<PokCase> pok_cases() {
  SeededRandomness randomness(seed_of(11));
  auto const x = SecretScalar::random(randomness);
  Point const X = base_times(x);
  Bytes const ctx = F("context");
  PokCase const good{"knowledge of x", ctx, X, prove_pok(ctx, X, x, randomness), "accepted"};
  std::vector<PokCase> out{good};
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    change(out.back());
  };
  bad("another context", "equation_fails", [](auto& c) { c.ctx = F("other"); });
  bad("another point", "equation_fails", [](auto& c) { c.X += G(); });
  bad("the identity", "identity", [](auto& c) { c.X = Point::identity(); });
  bad("response off by one", "equation_fails", [](auto& c) { c.proof.z = c.proof.z + Scalar::from_u64(1); });
  bad("commitment off by G", "equation_fails", [](auto& c) { c.proof.A += G(); });
  bad("another's proof", "equation_fails", [&](auto& c) {
    auto const y = SecretScalar::random(randomness);
    c.proof = prove_pok(ctx, base_times(y), y, randomness);
  });
  return out;
}

std::vector<DleqCase> dleq_cases() {
  SeededRandomness randomness(seed_of(12));
  auto const x = SecretScalar::random(randomness);
  Point const g2 = random_point(randomness);
  DleqStatement const statement{G(), base_times(x), g2, x * g2};
  Bytes const ctx = F("context");
  DleqCase const good{"equal logarithms", ctx, statement, prove_dleq(ctx, statement, x, randomness),
                      "accepted"};
  std::vector<DleqCase> out{good};
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    change(out.back());
  };
  bad("another context", "equation_fails", [](auto& c) { c.ctx = F("other"); });
  bad("g1 the identity", "identity", [](auto& c) { c.statement.g1 = Point::identity(); });
  bad("g2 the identity", "identity", [](auto& c) { c.statement.g2 = Point::identity(); });
  bad("the pairs exchanged", "equation_fails", [](auto& c) {
    std::swap(c.statement.g1, c.statement.g2);
    std::swap(c.statement.X1, c.statement.X2);
  });
  bad("different logarithms, proved as if equal", "equation_fails", [&](auto& c) {
    c.statement.X2 += G();
    c.proof = prove_dleq(ctx, c.statement, x, randomness);
  });
  bad("response off by one", "equation_fails", [](auto& c) { c.proof.z = c.proof.z + Scalar::from_u64(1); });
  bad("commitments A+T and B-T, with the challenge made for them", "equation_fails", [&](auto& c) {
    // With one weight for both equations the two errors would cancel.
    Point const T = random_point(randomness);
    auto const w = random_scalar(randomness);
    Point const A = base_times(w) + T;
    Point const B = w * c.statement.g2 - T;
    auto const& s = c.statement;
    Scalar const challenge = h2s("dleq", c.ctx, s.g1, s.X1, s.g2, s.X2, A, B);
    c.proof = {A, B, w + challenge * x.reveal()};
  });
  return out;
}

std::vector<OrzCase> orz_cases() {
  SeededRandomness randomness(seed_of(13));
  Point const H = random_point(randomness);
  auto const s = SecretScalar::random(randomness);
  Bytes const ctx = F("context");
  auto const proved = [&](std::uint32_t K, std::uint32_t k) {
    std::vector<Ciphertext> D;
    for (std::uint32_t j = 0; j < K; ++j) {
      D.push_back({random_point(randomness), random_point(randomness)});
    }
    D[k] = {base_times(s), s * H};
    return OrzCase{"zero at " + std::to_string(k) + " of " + std::to_string(K),
                   "test",
                   ctx,
                   H,
                   D,
                   prove_orz("test", ctx, H, D, k, s, randomness),
                   "accepted"};
  };
  std::vector<OrzCase> out;
  for (std::uint32_t K = 1; K <= 4; ++K) {
    for (std::uint32_t k = 0; k < K; ++k)
      out.push_back(proved(K, k));
  }
  OrzCase const good = proved(3, 1);
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    change(out.back());
  };
  bad("no zero among them, proved as if one were", "equation_fails", [&](auto& c) {
    c.D[1].beta += G();
    c.proof = prove_orz(c.tag, c.ctx, c.H, c.D, 1, s, randomness);
  });
  bad("another context", "challenges_do_not_add_up", [](auto& c) { c.ctx = F("other"); });
  bad("another tag", "challenges_do_not_add_up", [](auto& c) { c.tag = "tset"; });
  bad("another key", "challenges_do_not_add_up", [](auto& c) { c.H += G(); });
  bad("a key that is the identity", "identity", [](auto& c) { c.H = Point::identity(); });
  bad("the ciphertexts in another order", "challenges_do_not_add_up",
      [](auto& c) { std::swap(c.D[0], c.D[1]); });
  bad("the branches in another order", "challenges_do_not_add_up", [](auto& c) {
    std::swap(c.proof.A[0], c.proof.A[1]);
    std::swap(c.proof.B[0], c.proof.B[1]);
    std::swap(c.proof.c[0], c.proof.c[1]);
    std::swap(c.proof.z[0], c.proof.z[1]);
  });
  bad("a challenge off by one", "challenges_do_not_add_up",
      [](auto& c) { c.proof.c[0] = c.proof.c[0] + Scalar::from_u64(1); });
  bad("two challenges off, with the right sum", "equation_fails", [](auto& c) {
    c.proof.c[0] = c.proof.c[0] + Scalar::from_u64(1);
    c.proof.c[1] = c.proof.c[1] - Scalar::from_u64(1);
  });
  bad("a response off by one", "equation_fails",
      [](auto& c) { c.proof.z[2] = c.proof.z[2] + Scalar::from_u64(1); });
  bad("one branch less", "wrong_length", [](auto& c) {
    c.proof.A.pop_back();
    c.proof.B.pop_back();
    c.proof.c.pop_back();
    c.proof.z.pop_back();
  });
  bad("one response less", "wrong_length", [](auto& c) { c.proof.z.pop_back(); });
  bad("one commitment more", "wrong_length", [](auto& c) { c.proof.A.push_back(G()); });
  bad("no branch at all", "wrong_length", [](auto& c) {
    c.D.clear();
    c.proof = {};
  });
  bad("commitments A+T and B-T in a branch, with the challenge made for them", "equation_fails",
      [&](auto& c) {
        c.D = {{base_times(s), s * H}};
        Point const T = random_point(randomness);
        auto const w = random_scalar(randomness);
        Point const A = base_times(w) + T;
        Point const B = w * H - T;
        Scalar const challenge = h2s(c.tag, c.ctx, G(), H, std::uint32_t{1}, c.D[0], A, B);
        c.proof = {{A}, {B}, {challenge}, {w + challenge * s.reveal()}};
      });
  return out;
}

std::vector<DealingCase> dealing_cases() {
  Jury jury(5, 14);
  std::vector<DealingCase> out;
  for (std::uint32_t i = 1; i <= 5; ++i) {
    out.push_back({"dealer " + std::to_string(i), jury.context, i, jury.dealers[i - 1].commit(),
                   jury.dealings[i - 1], "accepted"});
  }
  DealingCase const good = out[1];
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    change(out.back());
  };
  // A dealer who commits to what it will reveal, so that the commitment is not what fails.
  auto const recommit = [&](DealingCase& c) {
    c.commitment = dealing_commitment(jury.kctx, c.i, c.dealing.rho, c.dealing.coefficients);
  };
  bad("commitment opened with another rho", "commitment_mismatch",
      [](auto& c) { c.dealing.rho.bytes[0] ^= 1; });
  bad("commitment opened with another coefficient", "commitment_mismatch",
      [](auto& c) { c.dealing.coefficients[1] += G(); });
  bad("revealed as another index", "commitment_mismatch", [](auto& c) { c.i = 3; });
  bad("index 0", "bad_index", [](auto& c) { c.i = 0; });
  bad("index n+1", "bad_index", [](auto& c) { c.i = 6; });
  bad("t-1 coefficients", "wrong_length", [&](auto& c) {
    c.dealing.coefficients.pop_back();
    recommit(c);
  });
  bad("t+1 coefficients", "wrong_length", [&](auto& c) {
    c.dealing.coefficients.push_back(G());
    recommit(c);
  });
  bad("a coefficient that is the identity", "identity", [&](auto& c) {
    c.dealing.coefficients[2] = Point::identity();
    recommit(c);
  });
  bad("rogue A_i0, which cancels the others'", "equation_fails", [&](auto& c) {
    Point rogue = G();
    for (std::uint32_t i = 0; i < 5; ++i) {
      if (i != 1) rogue -= jury.dealings[i].coefficients[0];
    }
    c.dealing.coefficients[0] = rogue;
    recommit(c);
  });
  bad("another dealer's proof of knowledge", "equation_fails",
      [&](auto& c) { c.dealing.pok = jury.dealings[2].pok; });
  bad("another dealer's coefficients and proof", "equation_fails", [&](auto& c) {
    c.dealing.coefficients = jury.dealings[2].coefficients;
    c.dealing.pok = jury.dealings[2].pok;
    recommit(c);
  });
  bad("one box less", "wrong_length", [](auto& c) { c.dealing.boxes.pop_back(); });
  bad("a box that is too short", "wrong_length", [](auto& c) { c.dealing.boxes[3].pop_back(); });
  bad("another key id", "commitment_mismatch", [](auto& c) { c.context.key_id = "key-2"; });
  bad("another threshold", "wrong_length", [](auto& c) { c.context.t = 2; });
  bad("another session key of a trustee", "commitment_mismatch",
      [&](auto& c) { c.context.trustees[0].session = jury.context.trustees[1].session; });
  return out;
}

std::vector<BallotCase> ballot_cases() {
  Jury jury(5, 15);
  Jury other_jury(5, 16);
  auto const options = jury.options();
  std::vector<BallotCase> out;
  auto const of = [&](std::string name, Ballot ballot) {
    auto const header = jury.header(0);
    return BallotCase{std::move(name), false,      jury.key.H,  header.rctx, std::string(header.voter),
                      header.identity, header.seq, header.prev, options,     std::move(ballot),
                      "accepted"};
  };
  for (std::uint32_t choice = 0; choice < options; ++choice) {
    out.push_back(of("choice " + std::to_string(choice), jury.ballot(0, choice)));
  }
  BallotCase const good = out.front();
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    change(out.back());
  };
  auto const plain = [&](BallotCase& c, std::vector<std::int32_t> const& plaintexts) {
    c.ballot = ballot_of(jury, c.header(), plaintexts, !c.veto);
  };
  char const* const changed = "challenges_do_not_add_up";

  bad("of another voter", changed, [&](auto& c) { c.voter = jury.context.trustees[1].id; });
  bad("signed by another", changed, [&](auto& c) { c.identity = jury.context.trustees[1].identity; });
  bad("of another round", changed, [&](auto& c) {
    auto round = jury.round;
    round.round_id = "round-2";
    c.rctx = round_context_hash(round);
  });
  bad("of another case", changed, [&](auto& c) {
    auto round = jury.round;
    round.case_id = "case-2";
    c.rctx = round_context_hash(round);
  });
  bad("on another motion", changed, [&](auto& c) {
    auto round = jury.round;
    round.motion_hash = hash_of("amended");
    c.rctx = round_context_hash(round);
  });
  bad("of another sequence number", changed, [](auto& c) { c.seq = 2; });
  bad("after another ballot", changed, [](auto& c) { c.prev = hash_of("other"); });
  bad("under another key", changed, [&](auto& c) { c.H = other_jury.key.H; });
  bad("under a key that is the identity", "identity", [](auto& c) { c.H = Point::identity(); });
  bad("options permuted", changed, [](auto& c) {
    std::swap(c.ballot.cts[0], c.ballot.cts[1]);
    std::swap(c.ballot.bits[0], c.ballot.bits[1]);
  });
  bad("proofs of two options exchanged", changed,
      [](auto& c) { std::swap(c.ballot.bits[0], c.ballot.bits[1]); });
  bad("re-randomised", changed, [&](auto& c) {
    auto const s = random_scalar(jury.randomness);
    c.ballot.cts[0] = c.ballot.cts[0] + Ciphertext{base_times(s), s * jury.key.H};
  });
  bad("one ciphertext of another ballot", changed,
      [&](auto& c) { c.ballot.cts[2] = jury.ballot(0, 0).cts[2]; });
  bad("a bit proof missing", "wrong_length", [](auto& c) { c.ballot.bits.pop_back(); });
  bad("the sum proof missing", "wrong_length", [](auto& c) { c.ballot.sum.reset(); });
  bad("an option less", "wrong_length", [](auto& c) {
    c.ballot.cts.pop_back();
    c.ballot.bits.pop_back();
  });
  bad("an option more", "wrong_length", [&](auto& c) {
    auto const more = jury.ballot(0, 0);
    c.ballot.cts.push_back(more.cts[0]);
    c.ballot.bits.push_back(more.bits[0]);
  });
  bad("a bit proof of one branch", "wrong_length", [&](auto& c) {
    auto const s = SecretScalar::random(jury.randomness);
    std::array const D{Ciphertext{base_times(s), s * jury.key.H}};
    c.ballot.bits[0] = prove_orz("bit", F(ballot_context_hash(c.header(), c.ballot.cts), std::uint32_t{0}),
                                 jury.key.H, D, 0, s, jury.randomness);
  });
  bad("a bit proof in place of the sum proof", "wrong_length",
      [](auto& c) { c.ballot.sum = c.ballot.bits[0]; });
  bad("value 2 for one option", "equation_fails", [&](auto& c) { plain(c, {2, 0, 0}); });
  bad("value 2 and -1, which add up to 1", "equation_fails", [&](auto& c) { plain(c, {2, -1, 0}); });
  bad("two options", "equation_fails", [&](auto& c) { plain(c, {1, 1, 0}); });
  bad("zero options", "equation_fails", [&](auto& c) { plain(c, {0, 0, 0}); });
  bad("an alpha that is the identity", "identity",
      [](auto& c) { c.ballot.cts[1].alpha = Point::identity(); });
  bad("the same alpha twice", "duplicate", [](auto& c) { c.ballot.cts[1].alpha = c.ballot.cts[0].alpha; });
  bad("a response off by one", "equation_fails",
      [](auto& c) { c.ballot.bits[1].z[0] = c.ballot.bits[1].z[0] + Scalar::from_u64(1); });
  bad("the sum's response off by one", "equation_fails",
      [](auto& c) { c.ballot.sum->z[0] = c.ballot.sum->z[0] + Scalar::from_u64(1); });

  auto const veto = [&](std::string name, std::string expect, std::int32_t plaintext) {
    auto c = of(std::move(name), {});
    c.veto = true;
    c.options = 1;
    c.expect = std::move(expect);
    plain(c, {plaintext});
    out.push_back(std::move(c));
  };
  veto("veto: an objection", "accepted", 1);
  veto("veto: no objection", "accepted", 0);
  veto("veto: -1, which would cancel another's objection", "equation_fails", -1);
  veto("veto: 2", "equation_fails", 2);
  bad("veto: with a sum proof", "wrong_length", [&](auto& c) {
    c.veto = true;
    c.options = 1;
    plain(c, {1});
    c.ballot.sum = c.ballot.bits[0];
  });
  return out;
}

std::vector<PartialCase> partial_cases() {
  Jury jury(5, 17);
  std::vector<BallotCiphertexts> ballots;
  for (std::uint32_t v = 0; v < 5; ++v)
    ballots.push_back(jury.ballot(v, v % 3).cts);
  auto const cts = sums(ballots, 3);
  Hash const target = target_hash(jury.rctx, hash_of("d"), 1, cts);
  std::vector<PartialCase> out;
  for (std::uint32_t i = 1; i <= 5; ++i) {
    out.push_back({"trustee " + std::to_string(i), target, i, jury.key.X[i - 1], cts,
                   jury.partial(i, target, cts), "accepted"});
  }
  PartialCase const good = out[0];
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    change(out.back());
  };
  // Proved anew over the wrong values, so that it is not the hash alone that differs.
  auto const reprove = [&](PartialCase& c) {
    c.partial.proof = make_partial(c.target, c.i, c.X, jury.shares[0], c.cts, jury.randomness).proof;
  };
  bad("made with a wrong share", "equation_fails", [&](auto& c) {
    c.partial = make_partial(target, 1, jury.key.X[0], jury.shares[1], cts, jury.randomness);
  });
  bad("one value off", "equation_fails", [&](auto& c) { c.partial.shares[1] += G(); });
  bad("one value off, proved anew for the right ones", "equation_fails", [&](auto& c) {
    reprove(c);
    c.partial.shares[1] += G();
  });
  bad("two values exchanged", "equation_fails",
      [](auto& c) { std::swap(c.partial.shares[0], c.partial.shares[1]); });
  bad("errors that cancel in a plain sum", "equation_fails", [](auto& c) {
    c.partial.shares[0] += G();
    c.partial.shares[1] -= G();
  });
  bad("another trustee's", "equation_fails", [&](auto& c) {
    c.i = 2;
    c.X = jury.key.X[1];
  });
  bad("another trustee's index", "equation_fails", [](auto& c) { c.i = 2; });
  bad("index 0", "bad_index", [](auto& c) { c.i = 0; });
  bad("of another attempt", "equation_fails",
      [&](auto& c) { c.target = target_hash(jury.rctx, hash_of("d"), 2, cts); });
  bad("of another round", "equation_fails",
      [&](auto& c) { c.target = target_hash(hash_of("round"), hash_of("d"), 1, cts); });
  bad("of another list of ballots", "equation_fails",
      [&](auto& c) { c.target = target_hash(jury.rctx, hash_of("e"), 1, cts); });
  bad("for ciphertexts that are not the target's", "equation_fails", [](auto& c) { c.cts[0].beta += G(); });
  bad("a value less", "wrong_length", [](auto& c) { c.partial.shares.pop_back(); });
  bad("a value more", "wrong_length", [](auto& c) { c.partial.shares.push_back(G()); });
  bad("of nothing", "wrong_length", [](auto& c) {
    c.cts.clear();
    c.partial.shares.clear();
  });
  return out;
}

std::vector<CountsCase> counts_cases() {
  Jury jury(5, 18);
  std::vector<BallotCiphertexts> ballots;
  for (std::uint32_t v = 0; v < 5; ++v)
    ballots.push_back(jury.ballot(v, v < 3 ? 0 : v - 2).cts);
  auto const cts = sums(ballots, 3);
  auto const shares_of = [&](std::initializer_list<std::uint32_t> trustees) {
    std::vector<IndexedShares> out;
    for (auto const i : trustees) {
      IndexedShares each{i, {}};
      for (auto const& c : cts)
        each.shares.push_back(jury.shares[i - 1] * c.alpha);
      out.push_back(std::move(each));
    }
    return out;
  };
  CountsCase const good{"trustees 1, 2, 3", cts, shares_of({1, 2, 3}), 5, 5, "accepted", {3, 1, 1}};
  std::vector<CountsCase> out{good};
  out.push_back({"trustees 5, 1, 3", cts, shares_of({5, 1, 3}), 5, 5, "accepted", {3, 1, 1}});
  out.push_back({"all five", cts, shares_of({1, 2, 3, 4, 5}), 5, 5, "accepted", {3, 1, 1}});
  auto const bad = [&](std::string name, std::string expect, auto change) {
    out.push_back(good);
    out.back().name = std::move(name);
    out.back().expect = std::move(expect);
    out.back().counts.clear();
    change(out.back());
  };
  bad("t-1 shares", "no_logarithm", [](auto& c) { c.shares.pop_back(); });
  bad("no shares", "too_few_shares", [](auto& c) { c.shares.clear(); });
  bad("a trustee twice", "duplicate", [](auto& c) { c.shares[2] = c.shares[0]; });
  bad("index 0", "bad_index", [](auto& c) { c.shares[0].index = 0; });
  bad("shares under another's index", "no_logarithm", [](auto& c) { c.shares[0].index = 4; });
  bad("a share less than ciphertexts", "wrong_length", [](auto& c) { c.shares[1].shares.pop_back(); });
  bad("a count above the electorate", "no_logarithm", [](auto& c) { c.electorate = 2; });
  bad("a sum off by one", "counts_do_not_add_up", [](auto& c) { c.sums[0].beta += G(); });
  bad("a negative count", "no_logarithm", [](auto& c) { c.sums[1].beta -= G() + G(); });
  bad("more ballots than counted", "counts_do_not_add_up", [](auto& c) { c.ballots = 6; });
  return out;
}

}  // namespace conclave::crypto
