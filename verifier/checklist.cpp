// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checklist.hpp"

#include <conclave/record/ensure.hpp>

#include <algorithm>
#include <array>

namespace conclave::verifier {
namespace {

struct Line {
  std::string_view id;
  std::string_view title;
  bool by_replay;
};

constexpr std::array<Line, 13> lines{{
    {"complete", "The file is a complete record, and every line of it can be read", false},
    {"entries_signed", "Every act and every finding is signed by the key that it names", false},
    {"log_holds", "The entries stand in order and hash to the root of the head", false},
    {"head_signed", "The head is signed by the server's key", false},
    {"anchor", "The Director's key is the one that you expect", false},
    {"roster", "The roster is signed by the Director, and every seat follows from a mandate", true},
    {"authors",
     "Every act is by somebody on the roster, in sequence, and names a head that its author could have seen",
     true},
    {"rules", "Every act was allowed by the rules of procedure when it was done", true},
    {"ceremonies", "Every ballot key was made by its trustees: all dealings and proofs hold", true},
    {"ballots", "Every ballot is by a juror entitled to it, and its proofs hold", true},
    {"openings", "Every share that opened a round holds, and enough trustees agreed before", true},
    {"findings", "Every finding, count and decision follows from the acts before it, and none is missing",
     true},
    {"texts", "Every text that stands beside an act is the one that was committed to", true},
}};

}  // namespace

Checklist::Checklist() {
  for (auto const& line : lines) {
    checks_.push_back({std::string(line.id), std::string(line.title), Verdict::passed, {}, {}});
  }
}

Check& Checklist::find(std::string_view id) {
  auto const found =
      std::find_if(checks_.begin(), checks_.end(), [&](Check const& check) { return check.id == id; });
  ensure(found != checks_.end(), "a check of this name");
  return *found;
}

void Checklist::fail(std::string_view id, std::optional<std::uint64_t> entry, std::string what) {
  auto& check = find(id);
  check.verdict = Verdict::failed;
  bool const known = std::any_of(check.findings.begin(), check.findings.end(),
                                 [&](Finding const& finding) { return entry && finding.entry == entry; });
  if (!known) check.findings.push_back({entry, std::move(what)});
}

void Checklist::pass(std::string_view id, std::string detail) {
  find(id).detail = std::move(detail);
}

void Checklist::leave(std::string_view id, std::string detail) {
  auto& check = find(id);
  check.verdict = Verdict::unchecked;
  check.detail = std::move(detail);
}

void Checklist::detail(std::string_view id, std::string text) {
  auto& check = find(id);
  if (check.detail.empty()) check.detail = std::move(text);
}

void Checklist::stop_replay() {
  for (auto const& line : lines) {
    auto& check = find(line.id);
    if (line.by_replay && check.verdict == Verdict::passed) {
      check.verdict = Verdict::unchecked;
      check.detail = "not completed: the log does not hold from the entry named above or below on";
    }
  }
}

}  // namespace conclave::verifier
