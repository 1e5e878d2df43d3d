// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The append path: durable appends in groups against a raw write with fdatasync of the same size in the same
// run, and the time until a single append is acknowledged. TMPDIR names the disk to measure.
#include <conclave/store/sqlite_store.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace conclave::store {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

class Folder {
public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "conclave-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path const& path() const { return path_; }

private:
  std::filesystem::path path_;
};

/// A file that is appended to with plain system calls.
class RawFile {
public:
  explicit RawFile(std::filesystem::path const& file)
      : descriptor_(open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
  RawFile(RawFile const&) = delete;
  RawFile& operator=(RawFile const&) = delete;
  ~RawFile() { close(descriptor_); }

  void append(std::string const& bytes) const {
    if (write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
        fdatasync(descriptor_) != 0)
      throw std::runtime_error("the raw file cannot be written");
  }

private:
  int descriptor_;
};

/// Several juries, each of which appends its next entry in the moment in which the last one was acknowledged.
class Juries {
public:
  Juries(Store& store, std::size_t count, std::size_t entry_bytes)
      : store_(store), text_(entry_bytes, 'e'), checkpoint_(250, 'c'), sizes_(count, 0) {
    for (std::size_t i = 0; i < count; ++i)
      names_.push_back(LogId::of("session-" + std::to_string(i)));
  }

  /// Every jury appends so many entries; returns when all are acknowledged.
  void append(std::uint64_t rounds) {
    running_ = names_.size();
    for (std::size_t jury = 0; jury < names_.size(); ++jury)
      next(jury, rounds);
    for (std::size_t left = running_; left != 0; left = running_)
      running_.wait(left);
  }

private:
  void next(std::size_t jury, std::uint64_t rounds) {
    store_.append(names_[jury], sizes_[jury], {{sizes_[jury], text_, {}}}, checkpoint_,
                  [this, jury, rounds](AppendOutcome const& outcome) {
                    if (!std::holds_alternative<Appended>(outcome)) std::abort();
                    ++sizes_[jury];
                    if (rounds > 1) return next(jury, rounds - 1);
                    --running_;
                    running_.notify_one();
                  });
  }

  Store& store_;
  std::string text_;
  std::string checkpoint_;
  std::vector<LogId> names_;
  std::vector<std::uint64_t> sizes_;
  std::atomic<std::size_t> running_ = 0;
};

/// Arguments: appends in a group, bytes of an entry. Counters: appends for each second; of_raw: their rate
/// against raw writes of the same bytes, taken in turns with them.
void grouped_appends(benchmark::State& state) {
  auto const group = static_cast<std::size_t>(state.range(0));
  auto const entry_bytes = static_cast<std::size_t>(state.range(1));
  constexpr std::uint64_t rounds = 50;
  Folder const folder;
  auto const store = open_sqlite(folder.path() / "conclave.sqlite");
  RawFile const raw(folder.path() / "raw");
  std::string const bytes(group * entry_bytes, 'r');
  Juries juries(*store, group, entry_bytes);
  juries.append(1);

  Seconds stored{};
  Seconds written{};
  for (auto _ : state) {
    auto const start = Clock::now();
    juries.append(rounds);
    auto const middle = Clock::now();
    for (std::uint64_t round = 0; round < rounds; ++round)
      raw.append(bytes);
    auto const end = Clock::now();
    stored += middle - start;
    written += end - middle;
    state.SetIterationTime(Seconds(middle - start).count());
  }
  auto const groups = static_cast<double>(state.iterations()) * static_cast<double>(rounds);
  state.counters["appends_per_s"] = groups * static_cast<double>(group) / stored.count();
  state.counters["us_per_group"] = 1e6 * stored.count() / groups;
  state.counters["raw_us_per_group"] = 1e6 * written.count() / groups;
  state.counters["of_raw"] = written.count() / stored.count();
}
BENCHMARK(grouped_appends)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->ArgNames({"group", "bytes"})
    ->ArgsProduct({{1, 20, 64, 256}, {1'500, 12'000}});

/// One append at a time: the time until it is acknowledged.
void single_append(benchmark::State& state) {
  Folder const folder;
  auto const store = open_sqlite(folder.path() / "conclave.sqlite");
  LogId const log = LogId::of("session");
  std::string const text(static_cast<std::size_t>(state.range(0)), 'e');
  std::string const checkpoint(250, 'c');
  std::uint64_t size = 0;
  std::vector<double> micros;
  for (auto _ : state) {
    auto const start = Clock::now();
    if (!std::holds_alternative<Appended>(store->append_now(log, size, {{size, text, {}}}, checkpoint)))
      std::abort();
    micros.push_back(1e6 * Seconds(Clock::now() - start).count());
    ++size;
  }
  std::ranges::sort(micros);
  state.counters["p50_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
}
BENCHMARK(single_append)
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond)
    ->ArgName("bytes")
    ->Arg(1'500)
    ->Arg(12'000);

}  // namespace
}  // namespace conclave::store
