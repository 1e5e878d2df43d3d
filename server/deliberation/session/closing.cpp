// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation::clauses {

// --- the chairperson's absence (R-A5) ---

Result<void> check(SessionState const& state, SessionAct const& act, NoteChairAbsent const&, Timestamp now) {
  if (!seated_juror(state, act.header.author)) {
    if (auto const member = secretariat_member(state, act.header.author, now); !member) return member.error();
  }
  if (!state.chairperson) return refuse(Reason::wrong_phase, "/kind", "there is no chairperson yet");
  if (state.chairperson == act.header.author) {
    return refuse(Reason::not_entitled, "/author", "the chairperson is here, as this act shows");
  }
  if (state.absence) return refuse(Reason::already_done, "/kind", "the absence is noted already");
  return {};
}

void apply(SessionState& state, SessionAct const&, NoteChairAbsent const&, Step const& step) {
  state.absence = Absence{step.time, step.time + state.rules->time.chair_absence, false};
}

void apply(SessionState& state, ChairReplaced const&, Step const&) {
  state.absence->replaced = true;
}
void apply(SessionState& state, ChairReturned const&, Step const&) {
  state.absence.reset();
}

// --- closing ---

Result<void> check(SessionState const& state, SessionAct const& act, CloseSession const&, Timestamp now) {
  if (auto const member = secretariat_member(state, act.header.author, now); !member) return member.error();
  for (auto const& [id, a_case] : state.cases) {
    if (std::holds_alternative<Calling>(a_case->phase) || std::holds_alternative<Balloting>(a_case->phase)) {
      return refuse(Reason::wrong_phase, "/kind", "case " + id.str() + " is " + phase_in_words(*a_case));
    }
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, CloseSession const&, Step const& step) {
  state.phase = Closed{step.position + 1, step.root, {}, false};
}

namespace {

Result<Closed const*> closed_as(SessionState const& state, std::uint64_t size, Hash const& root) {
  auto const* closed = std::get_if<Closed>(&state.phase);
  if (closed == nullptr)
    return refuse(Reason::not_closed, "/kind", "the session is not waiting for certification");
  if (size != closed->size) {
    return refuse(Reason::certificate_mismatch, "/body/size",
                  "the session closed at size " + std::to_string(closed->size));
  }
  if (root != closed->root)
    return refuse(Reason::certificate_mismatch, "/body/root", "not the root at closing");
  return closed;
}

/// The countersignature, if the rules ask for one, is the last signature.
Findings complete(SessionState const& after) {
  auto const& closed = std::get<Closed>(after.phase);
  auto const& rules = after.rules->certification;
  // A session that nobody presides over any more has nobody to countersign it, and its record shows so.
  bool const countersigns = rules.countersigned && presiding(after).has_value();
  if (closed.certifiers.size() < rules.certifiers || (countersigns && !closed.countersigned)) return {};
  return {SessionCertified{closed.size, closed.root}};
}

}  // namespace

// --- certification (R-F1) ---

Result<void> check(SessionState const& state, SessionAct const& act, Certify const& certify, Timestamp now) {
  if (auto const member = secretariat_member(state, act.header.author, now); !member) return member.error();
  auto const closed = closed_as(state, certify.size, certify.root);
  if (!closed) return closed.error();
  auto const& certifiers = (*closed)->certifiers;
  if (std::find(certifiers.begin(), certifiers.end(), act.header.author) != certifiers.end()) {
    return refuse(Reason::already_done, "/author", "certified already");
  }
  if (certifiers.size() >= state.rules->certification.certifiers) {
    return refuse(Reason::already_done, "/kind", "enough have certified");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, Certify const&, Step const&) {
  std::get<Closed>(state.phase).certifiers.push_back(act.header.author);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, Certify const&,
                Timestamp) {
  return complete(after);
}

Result<void> check(SessionState const& state, SessionAct const& act, Countersign const& countersign,
                   Timestamp) {
  auto const closed = closed_as(state, countersign.size, countersign.root);
  if (!closed) return closed.error();
  // In the absence of the chairperson: the vice-chairperson (R-A5).
  if (state.chairperson != act.header.author && presiding(state) != act.header.author) {
    return refuse(Reason::not_entitled, "/author", "the chairperson countersigns");
  }
  if ((*closed)->certifiers.size() < state.rules->certification.certifiers) {
    return refuse(Reason::too_early, "/kind", "the secretariat certifies first");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, Countersign const&, Step const&) {
  auto& closed = std::get<Closed>(state.phase);
  closed.countersigned = true;
  closed.countersigner = act.header.author;
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, Countersign const&,
                Timestamp) {
  return complete(after);
}

void apply(SessionState& state, SessionCertified const& certified, Step const&) {
  auto const closed = std::get<Closed>(state.phase);
  state.phase = Certified{certified.size, certified.root, closed.certifiers, closed.countersigner};
}

}  // namespace conclave::deliberation::clauses
