// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>
#include <set>

namespace conclave::deliberation::clauses {
namespace {

/// Brings the jurors in line with a roster: new names get an unseated line, known ones their new entry.
/// Ballot keys that hold a share of somebody whose identity key was replaced are void (architecture, Trust).
void take_over(SessionState& state, Roster roster, std::vector<SignedExcerpt> excerpts) {
  state.roster_hash = roster_hash(excerpts);
  for (auto const& [person, entry] : roster.entries) {
    if (entry.role != Role::juror) continue;
    auto [juror, fresh] = state.jurors.try_emplace(person);
    if (!fresh && juror->second.entry.key != entry.key) {
      juror->second.session_key.reset();
      for (auto& [id, ceremony] : state.ceremonies) {
        auto const& trustees = ceremony->trustees;
        if (std::binary_search(trustees.begin(), trustees.end(), person)) ceremony.edit().voided = true;
      }
    }
    juror->second.entry = entry;
  }
  state.roster = Shared<Roster>(std::move(roster));
  state.excerpts = Shared<std::vector<SignedExcerpt>>(std::move(excerpts));
}

/// Why this juror can have no seat at `now`; nothing if the seat stands.
std::optional<std::string> why_without_seat(Roster const& roster, PersonId const& person, Timestamp now) {
  auto const entry = roster.entries.find(person);
  if (entry == roster.entries.end() || entry->second.role != Role::juror) {
    return "not_seated: no longer on the Director's roster";
  }
  if (auto const refusal = why_not_seated(entry->second, now)) {
    return std::string(to_string(refusal->reason)) + ": " + refusal->detail;
  }
  return std::nullopt;
}

void lose_seat(SessionState const& state, PersonId const& person, std::string why, Findings& out) {
  out.push_back(SeatLost{person, std::move(why)});
  for (auto const& [id, a_case] : state.cases) {
    // Nothing in a case rests on somebody who was out of it already.
    auto const rests_on = entitled(state, *a_case);
    if (!std::binary_search(rests_on.begin(), rests_on.end(), person)) continue;
    auto ended = unsettle(state, *a_case, person, AbortCause::electorate_changed, CancelCause::seat_lost);
    out.insert(out.end(), ended.begin(), ended.end());
  }
}

}  // namespace

std::vector<SignedExcerpt> extended_roster(SessionState const& state,
                                           std::vector<SignedExcerpt> const& more) {
  auto all = *state.excerpts;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

// --- open_session ---

Result<void> check(SessionState const& state, SessionAct const& act, OpenSession const& open, Timestamp now) {
  if (!std::holds_alternative<Unopened>(state.phase)) {
    return refuse(Reason::wrong_phase, "/kind", "the session is open already");
  }
  if (open.title.empty()) return refuse(Reason::out_of_range, "/body/title", "a session needs a title");
  if (auto const sound = check_rules(open.rules); !sound) return sound.error();
  auto const roster = fold_roster(open.roster, state.server_key);
  if (!roster) return roster.error();
  auto const author = roster->entries.find(act.header.author);
  if (author == roster->entries.end() || author->second.role != Role::secretariat) {
    return refuse(Reason::not_entitled, "/author", "a session is opened by a member of the secretariat");
  }
  if (auto const refusal = why_not_seated(author->second, now)) {
    return refuse(Reason::not_entitled, "/author", refusal->detail);
  }
  std::set<CaseId> ids;
  for (std::size_t i = 0; i < open.cases.size(); ++i) {
    auto const where = "/body/cases/" + std::to_string(i);
    if (!ids.insert(open.cases[i].case_id).second) {
      return refuse(Reason::out_of_range, where + "/case", "the case stands on the agenda twice");
    }
    if (open.cases[i].motion.empty())
      return refuse(Reason::out_of_range, where + "/motion", "a case needs a motion");
    if (open.cases[i].kind == CaseKind::election) {
      return refuse(Reason::out_of_range, where + "/kind", "elections are opened by whoever presides");
    }
  }
  auto const seats = std::count_if(roster->entries.begin(), roster->entries.end(), [&](auto const& line) {
    return line.second.role == Role::juror && !why_not_seated(line.second, now);
  });
  if (seats < open.rules.quorum.minimum) {
    return refuse(Reason::too_few_left, "/body/roster",
                  std::to_string(seats) + " jurors have a seat, " +
                      std::to_string(open.rules.quorum.minimum) + " are needed for a quorum");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, OpenSession const& open, Step const& step) {
  state.phase = Sitting{};
  state.title = open.title;
  state.rules = Shared<Rules>(open.rules);
  state.opened_by = act.header.author;
  take_over(state, fold_roster(open.roster, state.server_key).value(), open.roster);
  for (auto const& item : open.cases) {
    Case a_case;
    a_case.item = item;
    a_case.motion = item.motion;
    a_case.motion_put = anchor(step);
    state.agenda.push_back(item.case_id);
    state.cases.emplace(item.case_id, Shared<Case>(std::move(a_case)));
  }
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, OpenSession const&,
                Timestamp now) {
  SessionOpened opened;
  for (auto const& [person, juror] : after.jurors) {
    auto const why = why_without_seat(*after.roster, person, now);
    if (why) {
      opened.unseated.push_back({person, *why});
    } else {
      opened.seated.push_back(person);
    }
  }
  return {opened};
}

void apply(SessionState& state, SessionOpened const& opened, Step const&) {
  for (auto const& person : opened.seated)
    state.jurors.at(person).seated = true;
  for (auto const& unseated : opened.unseated)
    state.jurors.at(unseated.person).why_unseated = unseated.why;
}

// --- join_session ---

Result<void> check(SessionState const& state, SessionAct const& act, JoinSession const& join, Timestamp) {
  auto const juror = seated_juror(state, act.header.author);
  if (!juror) return juror.error();
  if ((*juror)->session_key == join.session_key) {
    return refuse(Reason::already_done, "/body/session_key", "joined with this key already");
  }
  for (auto const& [person, other] : state.jurors) {
    if (other.session_key == join.session_key) {
      return refuse(Reason::key_in_use, "/body/session_key", "the key belongs to " + person.str());
    }
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, JoinSession const& join, Step const&) {
  auto const& person = act.header.author;
  auto& juror = state.jurors.at(person);
  if (juror.session_key) {
    // The first device's shares are sealed to a key that the juror no longer speaks for.
    for (auto& [id, ceremony] : state.ceremonies) {
      auto const& trustees = ceremony->trustees;
      if (std::binary_search(trustees.begin(), trustees.end(), person)) ceremony.edit().voided = true;
    }
  }
  juror.session_key = join.session_key;
}

Findings follow(SessionState const& before, SessionState const& after, SessionAct const& act,
                JoinSession const&, Timestamp) {
  if (!before.jurors.at(act.header.author).session_key) return {};
  // Only shares are sealed to the session key; whoever only votes goes on from the new device.
  return unsettle_keys(after, act.header.author, AbortCause::key_replaced, CancelCause::key_replaced,
                       Voters::stay);
}

// --- change_roster ---

Result<void> check(SessionState const& state, SessionAct const& act, ChangeRoster const& change, Timestamp) {
  if (change.roster.empty()) return refuse(Reason::out_of_range, "/body/roster", "nothing is changed");
  auto const roster = fold_roster(extended_roster(state, change.roster), state.server_key);
  if (!roster) return roster.error();
  if (roster->director.person != act.header.author) {
    return refuse(Reason::not_entitled, "/author", "only the Director changes the roster");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, ChangeRoster const& change, Step const& step) {
  auto excerpts = extended_roster(state, change.roster);
  auto roster = fold_roster(excerpts, state.server_key).value();
  take_over(state, std::move(roster), std::move(excerpts));
  // A juror who was appointed while the session sits takes the seat at once; who had lost it may be back.
  for (auto& [person, juror] : state.jurors) {
    auto const why = why_without_seat(*state.roster, person, step.time);
    if (!why && !juror.seated) {
      juror.seated = true;
      juror.why_unseated.clear();
    }
  }
}

Findings follow(SessionState const& before, SessionState const& after, SessionAct const&, ChangeRoster const&,
                Timestamp now) {
  Findings out;
  for (auto const& [person, juror] : after.jurors) {
    if (juror.seated) {
      if (auto const why = why_without_seat(*after.roster, person, now)) {
        lose_seat(after, person, *why, out);
        continue;
      }
    }
    auto const known = before.jurors.find(person);
    if (known == before.jurors.end() || known->second.entry.key == juror.entry.key) continue;
    auto ended =
        unsettle_keys(after, person, AbortCause::key_replaced, CancelCause::key_replaced, Voters::too);
    out.insert(out.end(), ended.begin(), ended.end());
  }
  return without_repeats(std::move(out));
}

// --- seats ---

Findings mandates_ended(SessionState const& state, Timestamp now) {
  Findings out;
  for (auto const& [person, juror] : state.jurors) {
    if (!juror.seated || now < juror.entry.mandate_to) continue;
    lose_seat(state, person, why_without_seat(*state.roster, person, now).value_or("bad_mandate: ended"),
              out);
    return out;  // one at a time: what follows from the next is judged without this juror
  }
  return out;
}

void apply(SessionState& state, SeatLost const& lost, Step const&) {
  auto& juror = state.jurors.at(lost.person);
  juror.seated = false;
  juror.why_unseated = lost.why;
  if (state.chairperson == lost.person) {
    state.chairperson.reset();
    state.absence.reset();
  }
  if (state.vice_chairperson == lost.person) state.vice_chairperson.reset();
  std::vector<CaseId> open;
  for (auto const& [id, a_case] : state.cases) {
    if (!std::holds_alternative<Decided>(a_case->phase)) open.push_back(id);
  }
  for (auto const& id : open)
    step_back(state, id, lost.person);
}

void apply(SessionState& state, Resumed const& resumed, Step const&) {
  // Every running deadline moves by the gap: an outage adopts nothing by silence.
  Duration const gap = resumed.down_to - resumed.down_from;
  for (auto& [id, a_case] : state.cases) {
    if (std::holds_alternative<Calling>(a_case->phase)) {
      auto& calling = std::get<Calling>(a_case.edit().phase);
      calling.deadline = calling.deadline + gap;
    }
  }
  for (auto& [id, ceremony] : state.ceremonies) {
    if (running(*ceremony)) {
      auto& edited = ceremony.edit();
      edited.step_deadline = edited.step_deadline + gap;
    }
  }
  for (auto& [id, round] : state.rounds) {
    if (std::holds_alternative<Casting>(round->phase)) {
      auto& edited = round.edit();
      edited.deadline = edited.deadline + gap;
    }
  }
  if (state.absence && !state.absence->replaced) state.absence->deadline = state.absence->deadline + gap;
}

}  // namespace conclave::deliberation::clauses
