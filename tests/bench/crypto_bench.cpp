// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What ballots and keys cost. The comparison runs in the same program, so that a ratio means the same on
// every machine:
//   make_ballot        "naive_over_ours": the same ballot by libsodium's public calls, divided by ours (at
//   least 2) verify_ballot      "over_products": ours divided by the bare 8k+4 products of section 7 (at
//   most 1.1) verify_in_batch    "over_products": the same for each of a hundred ballots in one batch
//   key_ceremony       one juror's part: draw, commit, reveal, check the others' dealings, derive
#include <conclave/crypto/ballot.hpp>
#include <conclave/crypto/ceremony.hpp>
#include <conclave/crypto/hash.hpp>

#include <benchmark/benchmark.h>
#include <sodium.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace conclave::crypto;

struct Setting {
  Setting() {
    seed.fill(7);
    H = base_times(SecretScalar::random(randomness));
    identity.emplace_back(IdentityKey::generate(randomness));
    header = {hb("bench"), "juror-1", identity.front().public_key(), 1, {}};
  }
  std::array<std::uint8_t, 32> seed{};
  SystemRandomness randomness;
  Point H;
  std::vector<IdentityKey> identity;
  BallotHeader header;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void must(int code) {
  if (code != 0) std::abort();
}

/// A group element or scalar as libsodium's calls take it.
using Raw = std::array<std::uint8_t, 32>;

Raw add(Raw const& x, Raw const& y) {
  Raw out{};
  must(crypto_core_ristretto255_add(out.data(), x.data(), y.data()));
  return out;
}
Raw sub(Raw const& x, Raw const& y) {
  Raw out{};
  must(crypto_core_ristretto255_sub(out.data(), x.data(), y.data()));
  return out;
}
Raw times(Raw const& s, Raw const& x) {
  Raw out{};
  must(crypto_scalarmult_ristretto255(out.data(), s.data(), x.data()));
  return out;
}
Raw base_product(Raw const& s) {
  Raw out{};
  must(crypto_scalarmult_ristretto255_base(out.data(), s.data()));
  return out;
}
Raw random_scalar() {
  Raw out{};
  crypto_core_ristretto255_scalar_random(out.data());
  return out;
}
Raw scalar_sub(Raw const& x, Raw const& y) {
  Raw out{};
  crypto_core_ristretto255_scalar_sub(out.data(), x.data(), y.data());
  return out;
}
Raw scalar_add(Raw const& x, Raw const& y) {
  Raw out{};
  crypto_core_ristretto255_scalar_add(out.data(), x.data(), y.data());
  return out;
}
Raw scalar_mul(Raw const& x, Raw const& y) {
  Raw out{};
  crypto_core_ristretto255_scalar_mul(out.data(), x.data(), y.data());
  return out;
}
Scalar scalar_of(Raw const& x) {
  return Scalar::decode(x).value();
}
Point point_of(Raw const& x) {
  return Point::decode(x).value();
}

/// ORZ as section 3 writes it, over libsodium's public calls.
Orz naive_orz(std::string_view tag, ByteView ctx, Raw const& H, std::vector<Ciphertext> const& D,
              std::size_t k, Raw const& s) {
  std::size_t const K = D.size();
  std::vector<Raw> A(K);
  std::vector<Raw> B(K);
  std::vector<Raw> c(K);
  std::vector<Raw> z(K);
  for (std::size_t j = 0; j < K; ++j) {
    if (j == k) continue;
    c[j] = random_scalar();
    z[j] = random_scalar();
    A[j] = sub(base_product(z[j]), times(c[j], D[j].alpha.bytes()));
    B[j] = sub(times(z[j], H), times(c[j], D[j].beta.bytes()));
  }
  Raw const w = random_scalar();
  A[k] = base_product(w);
  B[k] = times(w, H);
  Fields fields = tagged(tag);
  fields.add(ctx).add(Point::base()).add(ByteView(H)).add(static_cast<std::uint32_t>(K)).add_each(D);
  for (auto const& each : A)
    fields.add(ByteView(each));
  for (auto const& each : B)
    fields.add(ByteView(each));
  c[k] = h2s_of(fields).bytes();
  for (std::size_t j = 0; j < K; ++j) {
    if (j != k) c[k] = scalar_sub(c[k], c[j]);
  }
  z[k] = scalar_add(w, scalar_mul(c[k], s));
  Orz out;
  for (std::size_t j = 0; j < K; ++j) {
    out.A.push_back(point_of(A[j]));
    out.B.push_back(point_of(B[j]));
    out.c.push_back(scalar_of(c[j]));
    out.z.push_back(scalar_of(z[j]));
  }
  return out;
}

Ballot naive_ballot(Point const& key, BallotHeader const& header, std::uint32_t options,
                    std::uint32_t choice) {
  Raw const H = key.bytes();
  Raw one{1};
  Raw const G = base_product(one);
  Ballot out;
  std::vector<Raw> r;
  for (std::uint32_t o = 0; o < options; ++o) {
    r.push_back(random_scalar());
    Raw const alpha = base_product(r[o]);
    Raw const beta = times(r[o], H);
    out.cts.push_back({point_of(alpha), point_of(o == choice ? add(beta, G) : beta)});
  }
  Hash const bctx = ballot_context_hash(header, out.cts);
  Raw alphas{};
  Raw betas{};
  Raw sum_r{};
  for (std::uint32_t o = 0; o < options; ++o) {
    auto const& c_o = out.cts[o];
    std::vector<Ciphertext> const D{c_o, {c_o.alpha, point_of(sub(c_o.beta.bytes(), G))}};
    out.bits.push_back(naive_orz("bit", F(bctx, o), H, D, o == choice ? 1 : 0, r[o]));
    alphas = add(alphas, c_o.alpha.bytes());
    betas = add(betas, c_o.beta.bytes());
    sum_r = scalar_add(sum_r, r[o]);
  }
  out.sum = naive_orz("sum", bctx.bytes, H, {{point_of(alphas), point_of(sub(betas, G))}}, 0, sum_r);
  return out;
}

void make_ballot_against_naive(benchmark::State& state) {
  Setting setting;
  auto const options = static_cast<std::uint32_t>(state.range(0));
  auto const ballot_seed = SecretBytes::random(ballot_seed_size, setting.randomness);
  if (!verify_ballot(setting.H, setting.header, options,
                     naive_ballot(setting.H, setting.header, options, 0))) {
    state.SkipWithError("the naive ballot does not verify");
    return;
  }
  double ours = 0;
  double naive = 0;
  for (auto _ : state) {
    auto start = std::chrono::steady_clock::now();
    auto ballot = make_ballot(setting.H, setting.header, options, 0, ballot_seed, setting.randomness);
    benchmark::DoNotOptimize(ballot);
    double const took = seconds_since(start);
    state.SetIterationTime(took);
    ours += took;
    start = std::chrono::steady_clock::now();
    auto other = naive_ballot(setting.H, setting.header, options, 0);
    benchmark::DoNotOptimize(other);
    naive += seconds_since(start);
  }
  state.counters["naive_over_ours"] = naive / ours;
}
BENCHMARK(make_ballot_against_naive)->Arg(2)->Arg(3)->Arg(6)->UseManualTime()->Unit(benchmark::kMicrosecond);

/// The products of one ballot's verification, and nothing else: for each equation one by a fixed G or H and
/// one by a received point; 8k+4 of them, 2k+1 of G.
void products(Setting const& setting, std::vector<Raw> const& scalars, Ballot const& ballot) {
  std::size_t at = 0;
  auto const next = [&]() -> Raw const& { return scalars[at++ % scalars.size()]; };
  auto const branch = [&](Ciphertext const& D) {
    benchmark::DoNotOptimize(base_product(next()));
    benchmark::DoNotOptimize(times(next(), D.alpha.bytes()));
    benchmark::DoNotOptimize(times(next(), setting.H.bytes()));
    benchmark::DoNotOptimize(times(next(), D.beta.bytes()));
  };
  for (auto const& c_o : ballot.cts) {
    branch(c_o);
    branch(c_o);
  }
  branch(ballot.cts.front());
}

std::vector<Raw> some_scalars() {
  std::vector<Raw> out;
  for (int i = 0; i < 31; ++i)
    out.push_back(random_scalar());
  return out;
}

void verify_ballot_against_products(benchmark::State& state) {
  Setting setting;
  auto const options = static_cast<std::uint32_t>(state.range(0));
  auto const ballot_seed = SecretBytes::random(ballot_seed_size, setting.randomness);
  auto const ballot = make_ballot(setting.H, setting.header, options, 0, ballot_seed, setting.randomness);
  auto const scalars = some_scalars();
  double ours = 0;
  double bare = 0;
  for (auto _ : state) {
    auto start = std::chrono::steady_clock::now();
    if (!verify_ballot(setting.H, setting.header, options, ballot)) state.SkipWithError("does not verify");
    double const took = seconds_since(start);
    state.SetIterationTime(took);
    ours += took;
    start = std::chrono::steady_clock::now();
    products(setting, scalars, ballot);
    bare += seconds_since(start);
  }
  state.counters["over_products"] = ours / bare;
}
BENCHMARK(verify_ballot_against_products)
    ->Arg(2)
    ->Arg(3)
    ->Arg(6)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);

void verify_in_batch_against_products(benchmark::State& state) {
  Setting setting;
  constexpr std::uint32_t options = 3;
  auto const count = static_cast<std::uint32_t>(state.range(0));
  std::vector<Ballot> ballots;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto const ballot_seed = SecretBytes::random(ballot_seed_size, setting.randomness);
    ballots.push_back(make_ballot(setting.H, setting.header, options, 0, ballot_seed, setting.randomness));
  }
  auto const scalars = some_scalars();
  double ours = 0;
  double bare = 0;
  for (auto _ : state) {
    auto start = std::chrono::steady_clock::now();
    Batch batch;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (!add_ballot(batch, i, setting.H, setting.header, options, ballots[i])) std::abort();
    }
    if (!batch.verify(setting.randomness)) state.SkipWithError("does not verify");
    double const took = seconds_since(start);
    state.SetIterationTime(took);
    ours += took;
    start = std::chrono::steady_clock::now();
    products(setting, scalars, ballots.front());
    bare += seconds_since(start) * count;
  }
  state.counters["over_products"] = ours / bare;
  state.counters["ballots_per_second"] = static_cast<double>(state.iterations()) * count / ours;
}
BENCHMARK(verify_in_batch_against_products)
    ->Arg(10)
    ->Arg(100)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void key_ceremony(benchmark::State& state) {
  Setting setting;
  auto const n = static_cast<std::uint32_t>(state.range(0));
  KeyContext context{"session-1", "key-1", n, n, threshold(n), agreement_quorum(n, threshold(n)), {}, {}};
  std::vector<SessionKey> sessions;
  for (std::uint32_t i = 1; i <= n; ++i) {
    sessions.push_back(SessionKey::generate(setting.randomness));
    auto const identity = IdentityKey::generate(setting.randomness);
    context.trustees.push_back(
        {"juror-" + std::to_string(100 + i), identity.public_key(), sessions.back().public_key()});
  }
  Hash const kctx = key_context_hash(context);
  std::vector<Hash> commitments;
  std::vector<Dealing> dealings;
  std::vector<std::vector<Point>> coefficients;
  for (std::uint32_t i = 1; i <= n; ++i) {
    auto const dealer = Dealer::draw(context, i, setting.randomness);
    commitments.push_back(dealer.commit());
    dealings.push_back(dealer.reveal(setting.randomness));
    coefficients.push_back(dealings.back().coefficients);
  }
  for (auto _ : state) {
    auto const own = Dealer::draw(context, 1, setting.randomness);
    benchmark::DoNotOptimize(own.commit());
    benchmark::DoNotOptimize(own.reveal(setting.randomness));
    std::vector<SecretScalar> shares;
    for (std::uint32_t i = 1; i <= n; ++i) {
      if (!check_dealing(context, kctx, i, commitments[i - 1], dealings[i - 1])) std::abort();
      shares.push_back(
          open_share(kctx, i, 1, dealings[i - 1].boxes[0], sessions[0], coefficients[i - 1]).value());
    }
    auto const key = derive_public_key(context, coefficients);
    if (!share_matches(derive_share(shares), key.X[0])) std::abort();
  }
}
BENCHMARK(key_ceremony)->Arg(8)->Arg(15)->Arg(50)->Unit(benchmark::kMillisecond);

}  // namespace
