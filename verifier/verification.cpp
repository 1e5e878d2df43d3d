// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/verifier/verification.hpp>

#include "checklist.hpp"
#include "decisions.hpp"

#include <conclave/crypto/batch.hpp>
#include <conclave/crypto/hash.hpp>
#include <conclave/deliberation/proceedings.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/record/record_file.hpp>

#include <map>

namespace conclave::verifier {
namespace {

using deliberation::ProofCheck;
using deliberation::SessionLaw;
using Replay = deliberation::Proceedings<SessionLaw>;

/// "entry 41, cast_ballot by amina", as far as the entry can be read.
std::string name_entry(std::uint64_t position, record::Entry const* entry) {
  std::string name = "entry " + std::to_string(position);
  if (entry == nullptr) return name;
  auto const payload = record::parse_strict(entry->envelope.payload);
  if (!payload || !payload->is_object()) return name;
  auto const text = [&](char const* member) -> std::string {
    auto const* value = payload->get_object().if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : std::string();
  };
  if (auto const kind = text("kind"); !kind.empty()) name += ", " + kind + " by " + text("author");
  if (auto const finding = text("finding"); !finding.empty()) name += ", finding " + finding;
  return name;
}

std::optional<std::uint64_t> entry_in(std::string const& where) {
  if (!where.starts_with("entry ")) return std::nullopt;
  std::uint64_t position = 0;
  for (char const c : where.substr(6)) {
    if (c < '0' || c > '9') break;
    position = position * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return position;
}

/// Collects proofs and verifies them, one by one or in batches of some hundred.
class Prover {
public:
  Prover(Checklist& checks, bool batch) : checks_(checks), batch_(batch) {}

  Result<void> operator()(ProofCheck const& check, std::uint64_t position) {
    ++counted_[check.subject];
    subjects_[position] = check.subject;
    if (!batch_) return check.alone();
    if (auto const added = check.into(equations_, static_cast<std::uint32_t>(position)); !added)
      return added.error();
    return ++waiting_ >= 256 ? finish() : Result<void>();
  }

  /// Verifies what is still waiting in a batch.
  Result<void> finish() {
    if (!batch_ || waiting_ == 0) return {};
    waiting_ = 0;
    auto const held = std::exchange(equations_, crypto::Batch{}).verify(randomness_);
    if (held) return {};
    culprit_ = held.error().index;
    return refuse(Reason::bad_proof, "/body", std::string(to_string(held.error().kind)));
  }

  std::optional<std::uint64_t> culprit() const noexcept { return culprit_; }
  std::uint64_t count(deliberation::ProofSubject subject) const {
    auto const found = counted_.find(subject);
    return found == counted_.end() ? 0 : found->second;
  }
  std::optional<deliberation::ProofSubject> subject_of(std::uint64_t position) const {
    auto const found = subjects_.find(position);
    if (found == subjects_.end()) return std::nullopt;
    return found->second;
  }

private:
  Checklist& checks_;
  bool batch_;
  crypto::Batch equations_;
  crypto::SystemRandomness randomness_;
  std::size_t waiting_ = 0;
  std::optional<std::uint64_t> culprit_;
  std::map<deliberation::ProofSubject, std::uint64_t> counted_;
  std::map<std::uint64_t, deliberation::ProofSubject> subjects_;
};

/// Which line of the list a refusal of the replay belongs to.
std::string_view line_of(Reason reason, bool is_finding, std::optional<deliberation::ProofSubject> proved) {
  switch (reason) {
  case Reason::bad_signature:
    return "entries_signed";
  case Reason::bad_inclusion:
  case Reason::time_reversed:
    return "log_holds";
  case Reason::unknown_author:
  case Reason::wrong_key:
  case Reason::bad_counter:
  case Reason::counter_reused:
  case Reason::unseen_head:
  case Reason::wrong_log:
    return "authors";
  case Reason::bad_roster:
  case Reason::key_in_use:
    return "roster";
  case Reason::bad_commitment:
    return "texts";
  case Reason::finding_mismatch:
    return "findings";
  default:
    break;
  }
  if (proved) {
    switch (*proved) {
    case deliberation::ProofSubject::dealing:
      return "ceremonies";
    case deliberation::ProofSubject::ballot:
      return "ballots";
    case deliberation::ProofSubject::decryption:
      return "openings";
    }
  }
  return is_finding ? "findings" : "rules";
}

}  // namespace

std::string fingerprint(crypto::ByteView public_key) {
  return crypto::to_hex(crypto::sha256(public_key).bytes);
}

std::optional<Report> verify(std::string_view text, Options const& options, std::string& why) {
  auto const reading = record::read_record(text);
  if (!reading) {
    why = describe(reading.error());
    return std::nullopt;
  }
  Report report;
  report.log = reading->header.log.str();
  report.size = reading->entries.size();
  Checklist checks;

  auto const entry_at = [&](std::uint64_t position) -> record::Entry const* {
    if (position >= reading->entries.size() || !reading->entries[position]) return nullptr;
    return &*reading->entries[position];
  };
  for (auto const& fault : record::faults(*reading)) {
    auto const position = entry_in(fault.where);
    auto const named = position ? name_entry(*position, entry_at(*position)) : fault.where;
    std::string line = "log_holds";
    if (position && !entry_at(*position)) line = "complete";
    if (fault.reason == Reason::bad_record) line = "complete";
    if (position && fault.reason == Reason::bad_signature) line = "entries_signed";
    if (!position && (fault.reason == Reason::bad_signature || fault.reason == Reason::wrong_key))
      line = "head_signed";
    checks.fail(line, position, named + ": " + describe({fault.reason, "", fault.detail}));
  }

  Replay replay(reading->header.log, reading->header.server_key.key);
  Prover prover(checks, options.batch);
  bool whole = true;
  for (std::size_t i = 0; i < reading->entries.size() && whole; ++i) {
    if (options.progress && i % 64 == 0) options.progress(i, reading->entries.size());
    auto const* entry = entry_at(i);
    if (entry == nullptr) {
      whole = false;
      break;
    }
    auto const held = replay.replay(*entry, std::ref(prover));
    if (held) continue;
    whole = false;
    auto const at = prover.culprit().value_or(i);
    bool const is_finding = entry_at(at)->envelope.payload_type == record::finding_type;
    auto const proved = held.error().reason == Reason::bad_proof || held.error().reason == Reason::bad_dealing
                            ? prover.subject_of(at)
                            : std::nullopt;
    checks.fail(line_of(held.error().reason, is_finding, proved), at,
                name_entry(at, entry_at(at)) + ": " + describe(held.error()));
  }
  if (whole) {
    if (auto const last = prover.finish(); !last) {
      whole = false;
      auto const at = prover.culprit().value_or(0);
      checks.fail(line_of(Reason::bad_proof, false, prover.subject_of(at)), at,
                  name_entry(at, entry_at(at)) + ": " + describe(last.error()));
    }
  }
  if (whole) {
    if (auto const settled = replay.settled(); !settled) {
      whole = false;
      checks.fail("findings", reading->entries.size(), describe(settled.error()));
    }
  }
  if (options.progress) options.progress(reading->entries.size(), reading->entries.size());
  // What stands behind the first entry that does not fit was not replayed: no verdict on it would be true.
  if (!whole) checks.stop_replay();

  auto const& state = replay.state();
  report.title = state.title;
  report.body = state.rules->body;
  if (reading->end) report.root = crypto::to_hex(reading->end->head.head().root.bytes);
  std::string const founder =
      state.roster->founder.person.empty() ? std::string() : fingerprint(state.roster->founder.key.bytes());
  report.director = state.roster->founder.name + (founder.empty() ? "" : ", fingerprint " + founder);
  report.anchor = "unchecked";
  if (options.director) {
    std::string expected;
    for (char const c : *options.director) {
      if (c != ' ' && c != ':') expected += static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    }
    bool const same = !founder.empty() && expected == founder;
    report.anchor = same ? "checked" : "mismatch";
    if (same) {
      checks.pass("anchor", "the fingerprint is the expected one");
    } else {
      checks.fail("anchor", std::nullopt,
                  "anchor_mismatch: expected " + expected + ", the record says " +
                      (founder.empty() ? "nothing" : founder));
    }
  } else {
    checks.leave("anchor",
                 "not checked: give the Director's fingerprint with --director to anchor this record");
  }

  checks.detail("entries_signed", std::to_string(reading->entries.size()) + " signatures");
  checks.detail("ballots", std::to_string(prover.count(deliberation::ProofSubject::ballot)) + " ballots");
  checks.detail("ceremonies",
                std::to_string(prover.count(deliberation::ProofSubject::dealing)) + " dealings");
  checks.detail("openings", std::to_string(prover.count(deliberation::ProofSubject::decryption)) + " shares");
  if (state.roster->replaced_by_operator) {
    checks.detail(
        "roster",
        "note: the operator of the server installed a Director without the signature of the one before");
  }
  report.certified = certification_in_words(state);
  if (whole) report.decisions = decisions_of(state);
  report.checks = checks.take();
  report.valid = std::all_of(report.checks.begin(), report.checks.end(),
                             [](Check const& check) { return check.verdict != Verdict::failed; });
  return report;
}

}  // namespace conclave::verifier
