// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/deliberation/session/session_law.hpp>

#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation {
namespace {

using clauses::Findings;
using clauses::Step;

/// Whether the session takes this kind of act at all in its phase.
Result<void> admits(SessionState const& state, SessionActBody const& body) {
  bool const opens = std::holds_alternative<OpenSession>(body);
  bool const certifies = std::holds_alternative<Certify>(body) || std::holds_alternative<Countersign>(body);
  struct Words {
    bool opens;
    bool certifies;
    Result<void> operator()(Unopened const&) const {
      if (opens) return {};
      return refuse(Reason::wrong_phase, "/kind", "the session is not open yet");
    }
    Result<void> operator()(Sitting const&) const {
      if (!certifies) return {};
      return refuse(Reason::not_closed, "/kind", "the session is closed before it is certified");
    }
    Result<void> operator()(Closed const&) const {
      if (certifies) return {};
      return refuse(Reason::session_closed, "/kind", "the session is closed; only certification follows");
    }
    Result<void> operator()(Certified const&) const {
      return refuse(Reason::session_closed, "/kind", "the session is certified, and its log closed for ever");
    }
  };
  return std::visit(Words{opens, certifies}, state.phase);
}

/// The chairperson's own act ends an absence that was noted but has not run out.
void note_presence(SessionState& state, PersonId const& author) {
  if (state.absence && !state.absence->replaced && state.chairperson == author) state.absence.reset();
}

/// Applies an act or finding to a copy, as the log will.
void apply_finding(SessionState& state, SessionFinding const& finding, Timestamp now) {
  std::visit([&](auto const& body) { clauses::apply(state, body, Step{now, 0, {}, {}}); }, finding);
  state.last_time = now;
}

/// The chairperson's absence has run out.
Findings replace_chair(SessionState const& state) {
  SessionState after = state;
  after.absence->replaced = true;
  return {ChairReplaced{*state.chairperson, presiding(after)}};
}

/// What the first deadline that has passed brings, or nothing.
Findings first_due(SessionState const& state, Timestamp now) {
  for (auto const& [id, a_case] : state.cases) {
    auto const* calling = std::get_if<Calling>(&a_case->phase);
    if (calling != nullptr && calling->deadline <= now)
      return clauses::conclude_call(state, *a_case, *calling);
  }
  for (auto const& [id, ceremony] : state.ceremonies) {
    auto const* checking = std::get_if<Checking>(&ceremony->phase);
    if (checking == nullptr || ceremony->step_deadline > now) continue;
    std::vector<PersonId> silent;
    for (auto const& complaint : checking->complaints) {
      bool const named = std::find(silent.begin(), silent.end(), complaint.against) != silent.end();
      if (!complaint.answered && !named) silent.push_back(complaint.against);
    }
    if (!silent.empty()) {
      return {clauses::abort_ceremony(state, *ceremony, AbortCause::complaint_unanswered, std::move(silent))};
    }
  }
  if (state.absence && !state.absence->replaced && state.absence->deadline <= now)
    return replace_chair(state);
  return clauses::mandates_ended(state, now);
}

}  // namespace

SessionState SessionLaw::begin(LogId log, crypto::PublicKey const& server_key) {
  SessionState state;
  state.log = std::move(log);
  state.server_key = server_key;
  return state;
}

Result<crypto::PublicKey> SessionLaw::key_of(SessionState const& state, SessionAct const& act) {
  auto const& author = act.header.author;
  Roster const* roster = &*state.roster;
  std::optional<Roster> opening;
  if (auto const* open = std::get_if<OpenSession>(&act.body);
      open && std::holds_alternative<Unopened>(state.phase)) {
    auto folded = fold_roster(open->roster, state.server_key);
    if (!folded) return folded.error();
    opening = std::move(*folded);
    roster = &*opening;
  } else if (auto const* change = std::get_if<ChangeRoster>(&act.body)) {
    // The excerpts themselves may install the Director who signs this act.
    auto folded = fold_roster(clauses::extended_roster(state, change->roster), state.server_key);
    if (!folded) return folded.error();
    opening = std::move(*folded);
    roster = &*opening;
  }
  if (auto const found = roster->entries.find(author); found != roster->entries.end())
    return found->second.key;
  if (roster->director.person == author && !author.empty()) return roster->director.key;
  // Whose appointment ended while the session sat still has a name here; the clauses say that the seat is
  // lost.
  if (auto const juror = state.jurors.find(author); juror != state.jurors.end())
    return juror->second.entry.key;
  return refuse(Reason::unknown_author, "/author", author.str() + " is not on the roster of this session");
}

std::vector<Commitment> SessionLaw::demands(SessionAct const& act) {
  std::vector<Commitment> out;
  std::visit(
      [&]<class T>(T const& body) {
        if constexpr (requires { body.reason; }) {
          if constexpr (std::same_as<decltype(body.reason), Commitment>) {
            out.push_back(body.reason);
          } else if (body.reason) {
            out.push_back(*body.reason);
          }
        }
        if constexpr (std::same_as<T, OpenSession>) {
          for (auto const& item : body.cases) {
            if (item.waiver) out.push_back(*item.waiver);
          }
        }
      },
      act.body);
  return out;
}

Result<std::vector<SessionFinding>> SessionLaw::decide(SessionState const& state, SessionAct const& act,
                                                       Timestamp now) {
  if (auto const admitted = admits(state, act.body); !admitted) return admitted.error();
  auto const holds =
      std::visit([&](auto const& body) { return clauses::check(state, act, body, now); }, act.body);
  if (!holds) return holds.error();

  SessionState after = state;
  evolve(after, SessionHappening{0, now, {}, act.hash, nullptr, act});
  Findings findings;
  if (after.absence && after.absence->replaced && after.chairperson == act.header.author) {
    findings.push_back(ChairReturned{*after.chairperson});
  }
  auto followed =
      std::visit([&](auto const& body) { return clauses::follow(state, after, act, body, now); }, act.body);
  findings.insert(findings.end(), std::make_move_iterator(followed.begin()),
                  std::make_move_iterator(followed.end()));
  return findings;
}

void SessionLaw::evolve(SessionState& state, SessionHappening const& happening) {
  Step const step{happening.time, happening.position, happening.hash, happening.root};
  if (auto const* act = std::get_if<SessionAct>(&happening.what)) {
    note_presence(state, act->header.author);
    std::visit([&](auto const& body) { clauses::apply(state, *act, body, step); }, act->body);
  } else {
    std::visit([&](auto const& body) { clauses::apply(state, body, step); },
               std::get<SessionFinding>(happening.what));
  }
  state.last_time = happening.time;
}

std::optional<Timestamp> SessionLaw::next_deadline(SessionState const& state) {
  if (!std::holds_alternative<Sitting>(state.phase)) return std::nullopt;
  std::optional<Timestamp> next;
  auto const consider = [&](Timestamp deadline) {
    if (!next || deadline < *next) next = deadline;
  };
  for (auto const& [id, a_case] : state.cases) {
    if (auto const* calling = std::get_if<Calling>(&a_case->phase)) consider(calling->deadline);
  }
  for (auto const& [id, ceremony] : state.ceremonies) {
    auto const* checking = std::get_if<Checking>(&ceremony->phase);
    if (checking == nullptr) continue;
    bool const waiting = std::any_of(checking->complaints.begin(), checking->complaints.end(),
                                     [](Complaint const& complaint) { return !complaint.answered; });
    if (waiting) consider(ceremony->step_deadline);
  }
  if (state.absence && !state.absence->replaced) consider(state.absence->deadline);
  for (auto const& [person, juror] : state.jurors) {
    if (juror.seated) consider(juror.entry.mandate_to);
  }
  return next;
}

std::vector<SessionFinding> SessionLaw::elapse(SessionState const& state, Timestamp now) {
  std::vector<SessionFinding> out;
  if (!std::holds_alternative<Sitting>(state.phase)) return out;
  SessionState after = state;
  for (auto due = first_due(after, now); !due.empty(); due = first_due(after, now)) {
    for (auto& finding : due) {
      apply_finding(after, finding, now);
      out.push_back(std::move(finding));
    }
  }
  return out;
}

Result<void> SessionLaw::check_statement(SessionState const& state, SessionFinding const& finding,
                                         Timestamp now) {
  auto const* resumed = std::get_if<Resumed>(&finding);
  if (resumed == nullptr)
    return refuse(Reason::finding_mismatch, "/finding", "the server cannot state this by itself");
  if (std::holds_alternative<Unopened>(state.phase)) {
    return refuse(Reason::finding_mismatch, "/finding", "the session is not open yet");
  }
  if (std::holds_alternative<Certified>(state.phase)) {
    return refuse(Reason::finding_mismatch, "/finding", "the log is closed for ever");
  }
  if (resumed->down_from < state.last_time || resumed->down_to < resumed->down_from ||
      now < resumed->down_to) {
    return refuse(Reason::finding_mismatch, "/body", "the gap must lie between the last entry and this one");
  }
  return {};
}

}  // namespace conclave::deliberation
