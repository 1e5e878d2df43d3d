// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "folding.hpp"

#include <conclave/deliberation/register/people.hpp>

namespace conclave::deliberation {
namespace {

/// Counts texts that are the same when folded, under the spelling that came first.
class Tally {
public:
  void add(std::string_view text) {
    auto key = folded(text);
    if (key.empty()) {
      ++withheld_;
      return;
    }
    auto const [spelling, fresh] = spellings_.emplace(std::move(key), std::string(trimmed(text)));
    ++counts_[spelling->second];
  }
  std::map<std::string, std::uint32_t> const& counts() const noexcept { return counts_; }
  std::uint32_t withheld() const noexcept { return withheld_; }

private:
  std::map<std::string, std::string> spellings_;
  std::map<std::string, std::uint32_t> counts_;
  std::uint32_t withheld_ = 0;
};

struct Tallies {
  std::uint32_t jurors = 0;
  Tally regions;
  Tally genders;

  void add(std::string_view region, std::string_view gender) {
    ++jurors;
    regions.add(region);
    genders.add(gender);
  }
  Composition composition() const {
    return {jurors, regions.counts(), genders.counts(), regions.withheld(), genders.withheld()};
  }
};

Tallies count(RegisterState const& state, Timestamp now) {
  Tallies tallies;
  for (auto const& [id, person] : *state.people) {
    auto const& appointment = person.appointment;
    if (!appointment.juror || !appointment_stands(person, now) || now < appointment.mandate_from) continue;
    tallies.add(appointment.juror->region_text.value_or(""), appointment.juror->gender_text.value_or(""));
  }
  return tallies;
}

}  // namespace

Composition composition(RegisterState const& state, Timestamp now) {
  return count(state, now).composition();
}

Balance balance(RegisterState const& state, Timestamp now, std::string_view region, std::string_view gender) {
  auto tallies = count(state, now);
  Balance out;
  out.as_it_is = tallies.composition();
  tallies.add(region, gender);
  out.with_appointment = tallies.composition();
  return out;
}

}  // namespace conclave::deliberation
