// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The verification of a whole record: CONCLAVE_BENCH_CASES cases (20; the figure of the plan is 300), fifteen
// jurors, one key, one round each with three options, closed and certified. The record is made once and kept
// in the folder for temporary files.
#include <table.hpp>

#include <conclave/verifier/verification.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

using namespace conclave;
using namespace conclave::deliberation;
using conclave::table::Setup;
using conclave::table::Table;

constexpr std::size_t jurors = 15;

std::size_t number_of_cases() {
  auto const* text = std::getenv("CONCLAVE_BENCH_CASES");
  return text == nullptr ? 20 : std::strtoull(text, nullptr, 10);
}

template <class T>
void must(Result<T> const& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
}

std::string make_record(std::size_t cases) {
  Setup setup;
  setup.rules.ballot.always_secret = true;
  setup.rules.ballot.abstention = true;
  setup.jurors.clear();
  for (std::size_t i = 1; i <= jurors; ++i)
    setup.jurors.push_back("juror-" + std::to_string(100 + i));
  setup.cases.clear();
  for (std::size_t i = 1; i <= cases; ++i)
    setup.cases.push_back({"case-" + std::to_string(i)});
  Table table(setup);
  table.run_duties();
  table.elect(Office::chairperson, table.jurors().front());
  for (std::size_t i = 1; i <= cases; ++i) {
    std::cerr << "\rmaking the record: case " << i << " of " << cases << std::flush;
    auto const id = CaseId::of("case-" + std::to_string(i));
    table.all_declare(id);
    must(table.open_case(id));
    table.prepare_ballot(id);
    must(table.open_round(id));
    auto const round = table.round(id).id;
    for (std::size_t j = 0; j < jurors; ++j) {
      auto const* option = j % 5 == 4 ? "abstain" : (j + i) % 3 == 0 ? "against" : "for";
      table.juror(table.jurors()[j]).choose(round, OptionId::of(option));
    }
    table.run_ballots();
    must(table.close_round(id));
    table.run_duties();
  }
  std::cerr << '\n';
  must(table.act(table.state().opened_by, CloseSession{}));
  auto const closed = std::get<Closed>(table.state().phase);
  must(table.act(table.state().opened_by, Certify{closed.size, closed.root}));
  must(table.act(table.jurors().front(), Countersign{closed.size, closed.root}));
  return record::write_record(table.record());
}

verifier::Report verified(std::string const& text, bool batch) {
  verifier::Options options;
  options.batch = batch;
  std::string why;
  auto report = verifier::verify(text, options, why);
  if (!report) throw std::runtime_error("no record: " + why);
  return std::move(*report);
}

std::string const& the_record() {
  static auto const text = [] {
    auto const cases = number_of_cases();
    auto const path = std::filesystem::temp_directory_path() /
                      ("conclave-bench-" + std::to_string(cases) + "-cases.conclave");
    if (std::ifstream file(path, std::ios::binary); file) {
      std::stringstream held;
      held << file.rdbuf();
      std::string why;
      // One that another version made may not hold any more.
      auto const report = verifier::verify(held.str(), {{}, true, {}}, why);
      if (report && report->valid && report->decisions.size() > cases) return held.str();
    }
    auto made = make_record(cases);
    std::ofstream(path, std::ios::binary) << made;
    return made;
  }();
  return text;
}

void verify_record(benchmark::State& state, bool batch) {
  auto const& text = the_record();
  std::uint64_t entries = 0;
  double seconds = 0;
  for (auto _ : state) {
    auto const begins = std::chrono::steady_clock::now();
    auto const report = verified(text, batch);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begins).count();
    if (!report.valid) throw std::runtime_error("the record does not hold");
    entries = report.size;
  }
  seconds /= static_cast<double>(state.iterations());
  auto const ballots = static_cast<double>(number_of_cases() * jurors);
  state.counters["record_s"] = seconds;
  state.counters["entries"] = static_cast<double>(entries);
  state.counters["us_per_entry"] = 1e6 * seconds / static_cast<double>(entries);
  state.counters["us_per_ballot"] = 1e6 * seconds / ballots;
  state.counters["MiB"] = static_cast<double>(text.size()) / (1024.0 * 1024.0);
}

BENCHMARK_CAPTURE(verify_record, single, false)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(verify_record, batch, true)->Unit(benchmark::kMillisecond)->Iterations(1);

void read_record(benchmark::State& state) {
  auto const& text = the_record();
  for (auto _ : state) {
    auto const record = record::parse_record(text);
    if (!record) throw std::runtime_error(describe(record.error()));
    benchmark::DoNotOptimize(record->entries.size());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(read_record)->Unit(benchmark::kMillisecond);

}  // namespace
