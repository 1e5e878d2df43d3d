// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a jury costs as a whole, clients and server in one thread: the key ceremony and a round for so many
// jurors, and one ballot's way into the log.
#include <table.hpp>

#include <benchmark/benchmark.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace {

using namespace conclave;
using namespace conclave::deliberation;
using conclave::table::Setup;
using conclave::table::Table;

template <class T>
void must(Result<T> const& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
}

CaseId the_case() {
  return CaseId::of("case-1");
}

/// A jury with the roll called, ready for the ceremony.
std::unique_ptr<Table> a_jury(std::int64_t jurors) {
  Setup setup;
  setup.rules.ballot.always_secret = true;
  setup.jurors.clear();
  for (std::int64_t i = 1; i <= jurors; ++i)
    setup.jurors.push_back("juror-" + std::to_string(100 + i));
  auto table = std::make_unique<Table>(setup);
  table->run_duties();
  table->elect(Office::chairperson, table->jurors().front());
  table->all_declare(the_case());
  must(table->open_case(the_case()));
  must(table->call_roll(the_case()));
  table->run_duties();
  return table;
}

void choose_all(Table& table) {
  auto const round = table.round(the_case()).id;
  std::size_t j = 0;
  for (auto const& juror : table.jurors())
    table.juror(juror).choose(round, OptionId::of(++j % 2 == 0 ? "against" : "for"));
}

void key_ceremony(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto table = a_jury(state.range(0));
    state.ResumeTiming();
    must(table->open_ceremony(the_case()));
    table->run_duties();
    state.PauseTiming();
    if (!live_key(table->state(), *table->state().cases.at(the_case())))
      throw std::runtime_error("no key came of the ceremony");
    table.reset();
    state.ResumeTiming();
  }
}

BENCHMARK(key_ceremony)->Arg(3)->Arg(5)->Arg(9)->Arg(15)->Unit(benchmark::kMillisecond);

void whole_round(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto table = a_jury(state.range(0));
    must(table->open_ceremony(the_case()));
    table->run_duties();
    state.ResumeTiming();
    must(table->open_round(the_case()));
    choose_all(*table);
    table->run_ballots();
    must(table->close_round(the_case()));
    table->run_duties();
    state.PauseTiming();
    if (!std::holds_alternative<Concluded>(table->round(the_case()).phase))
      throw std::runtime_error("the round has no outcome");
    table.reset();
    state.ResumeTiming();
  }
}

BENCHMARK(whole_round)->Arg(3)->Arg(5)->Arg(9)->Arg(15)->Unit(benchmark::kMillisecond);

/// From signed bytes to an entry in the log: decoded, signature and proofs verified, decided, appended.
void ballot_into_the_log(benchmark::State& state) {
  auto table = a_jury(state.range(0));
  must(table->open_ceremony(the_case()));
  table->run_duties();
  must(table->open_round(the_case(), table::minutes(60)));
  auto const round = table->round(the_case()).id;
  auto const voter = table->jurors().front();
  auto& client = table->juror(voter);
  for (auto _ : state) {
    state.PauseTiming();
    client.choose(round, OptionId::of("for"));
    must(table->act(voter, *client.ballot_step(table->state())));  // prepares
    auto cast = table->sign(voter, *client.ballot_step(table->state()));
    state.ResumeTiming();
    auto const done = table->hand_in(std::move(cast));
    state.PauseTiming();
    must(done);
    state.ResumeTiming();
  }
}

BENCHMARK(ballot_into_the_log)->Arg(5)->Arg(15)->Unit(benchmark::kMicrosecond)->Iterations(200);

}  // namespace
