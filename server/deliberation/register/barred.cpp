// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "folding.hpp"

#include <conclave/deliberation/register/people.hpp>

#include <algorithm>

namespace conclave::deliberation {
namespace {

std::u32string joined(std::vector<std::u32string> const& words) {
  std::u32string out;
  for (auto const& word : words)
    out += word;
  return out;
}

/// Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours.
std::size_t edit_distance(std::u32string const& a, std::u32string const& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// How many slips of the pen a name of this length may hold and still be the same name.
std::size_t slips(std::size_t length) noexcept {
  if (length < 5) return 0;
  return length < 11 ? 1 : 2;
}

bool nearly_equal(std::u32string const& a, std::u32string const& b) {
  auto const allowed = slips(std::min(a.size(), b.size()));
  auto const gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  return gap <= allowed && edit_distance(a, b) <= allowed;
}

bool is_near(std::string_view a, std::string_view b) {
  auto words_a = plain_words(a);
  auto words_b = plain_words(b);
  if (words_a.empty() || words_b.empty()) return false;
  if (nearly_equal(joined(words_a), joined(words_b))) return true;
  std::sort(words_a.begin(), words_a.end());
  std::sort(words_b.begin(), words_b.end());
  if (nearly_equal(joined(words_a), joined(words_b))) return true;
  auto const& fewer = words_a.size() <= words_b.size() ? words_a : words_b;
  auto const& more = words_a.size() <= words_b.size() ? words_b : words_a;
  return fewer.size() >= 2 && std::includes(more.begin(), more.end(), fewer.begin(), fewer.end());
}

}  // namespace

Match match_names(std::string_view a, std::string_view b) {
  if (folded(a) == folded(b)) return Match::exact;
  return is_near(a, b) ? Match::near : Match::none;
}

Match match_emails(std::string_view a, std::string_view b) {
  auto const address = folded(a);
  return !address.empty() && address == folded(b) ? Match::exact : Match::none;
}

BarredMatch find_barred(RegisterState const& state, std::string_view name, std::string_view email) {
  BarredMatch found;
  for (auto const& barred : *state.barred) {
    auto match = match_names(name, barred.name);
    if (barred.email_text && match_emails(email, *barred.email_text) == Match::exact) match = Match::exact;
    if (match == Match::exact) return {match, barred.name};
    if (match == Match::near && found.match == Match::none) found = {match, barred.name};
  }
  return found;
}

std::vector<PersonId> barred_seats(RegisterState const& state, std::string_view name,
                                   std::string_view email) {
  std::vector<PersonId> seats;
  for (auto const& [id, person] : *state.people) {
    auto const& juror = person.appointment.juror;
    if (!juror || !std::holds_alternative<Appointed>(person.standing)) continue;
    if (match_names(name, person.appointment.name) == Match::exact ||
        (juror->email_text && match_emails(email, *juror->email_text) == Match::exact)) {
      seats.push_back(id);
    }
  }
  return seats;
}

}  // namespace conclave::deliberation
