// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/store/store.hpp>

#include <future>
#include <memory>

namespace conclave::store {

namespace {

struct Describe {
  std::string operator()(Appended const& appended) const {
    return "appended, size " + std::to_string(appended.size);
  }
  std::string operator()(Conflict const& conflict) const {
    return "conflict, actual size " + std::to_string(conflict.actual_size);
  }
  std::string operator()(Failed const& failed) const { return "failed: " + failed.message; }
};

}  // namespace

std::string describe(AppendOutcome const& outcome) {
  return std::visit(Describe{}, outcome);
}

AppendOutcome Store::append_now(LogId log, std::uint64_t expected_size, std::vector<StoredEntry> entries,
                                std::string checkpoint) {
  // Shared, because the store may still be inside set_value when the waiting side wakes.
  auto const outcome = std::make_shared<std::promise<AppendOutcome>>();
  auto waiting = outcome->get_future();
  append(std::move(log), expected_size, std::move(entries), std::move(checkpoint),
         [outcome](AppendOutcome reached) { outcome->set_value(std::move(reached)); });
  return waiting.get();
}

}  // namespace conclave::store
