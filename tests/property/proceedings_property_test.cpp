// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Any acts in any order, by anybody: what is accepted replays to the same root, and what is refused leaves
// no trace. The simulation plays whole sessions; here are short ones of arbitrary steps, which shrink.
#include <any.hpp>
#include <table.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <utility>
#include <vector>

namespace {

using namespace conclave;
using namespace conclave::deliberation;
using conclave::table::Setup;
using conclave::table::Table;

/// A step of a short session: what is done, and by whom.
using StepOf = std::pair<unsigned, unsigned>;

void play(Table& table, StepOf const& step) {
  auto const [what, who] = step;
  auto const person = table.jurors()[who % table.jurors().size()];
  auto const id = CaseId::of("case-1");
  auto const election = CaseId::of("election-1");
  auto const& state = table.state();
  // Whether each is accepted is the law's affair.
  switch (what) {
  case 0:
    table.run_duties();
    return;
  case 1:
    static_cast<void>(table.act(state.opened_by, OpenElection{election, Office::chairperson, {}}));
    return;
  case 2:
    static_cast<void>(table.act(person, Nominate{election, person}));
    return;
  case 3:
    static_cast<void>(table.call_roll(election));
    return;
  case 4:
    static_cast<void>(table.call_consensus(election, person));
    return;
  case 5:
    for (auto const& each : table.jurors())
      static_cast<void>(table.answer(each, election, Position::agree));
    return;
  case 6:
    for (auto const& each : table.jurors())
      static_cast<void>(table.declare(each, id));
    return;
  case 7:
    static_cast<void>(table.open_case(id));
    return;
  case 8:
    static_cast<void>(table.call_roll(id));
    return;
  case 9:
    static_cast<void>(table.call_consensus(id));
    return;
  case 10:
    static_cast<void>(table.answer(person, id, Position::agree));
    return;
  case 11:
    static_cast<void>(table.answer(person, id, Position::object, "too early"));
    return;
  case 12:
    static_cast<void>(table.recuse(person, id, "a former adviser"));
    return;
  case 13:
    static_cast<void>(table.request_recusal(person, id, "named in a complaint"));
    return;
  case 14:
    static_cast<void>(table.answer_recusal_request(person, id, true));
    return;
  case 15:
    table.wait(table::minutes(static_cast<std::int64_t>(who)));
    return;
  case 16:
    table.server_down(table::minutes(1));
    return;
  case 17:
    static_cast<void>(table.act(state.opened_by, CloseSession{}));
    return;
  default:
    static_cast<void>(table.open_ceremony(id));
  }
}

RC_GTEST_PROP(Proceedings, WhateverWasAcceptedReplays, ()) {
  Setup setup;
  setup.jurors = {"amina", "bo", "chen", "dana"};
  setup.cases = {{"case-1"}};
  setup.seed = *rc::gen::arbitrary<std::uint64_t>();
  Table table(setup);
  auto const steps = *rc::gen::container<std::vector<StepOf>>(
      rc::gen::pair(rc::gen::inRange(0U, 19U), rc::gen::inRange(0U, 8U)));
  for (auto const& step : steps)
    play(table, step);
  auto const replays = table.replays();
  if (!replays) RC_FAIL(describe(replays.error()));
}

RC_GTEST_PROP(Proceedings, ALogWithAnEntryLeftOutOrTwoExchangedDoesNotReplay, (std::uint64_t seed)) {
  static auto const held = [] {
    auto session = std::make_unique<Table>(Setup{});
    session->run_duties();
    session->elect(Office::chairperson, session->jurors().front());
    session->all_declare(CaseId::of("case-1"));
    return session;
  }();
  Table const& table = *held;
  simulation::Chance chance(seed);
  auto entries = table.entries();
  auto const at = chance.below(entries.size() - 1);
  if (chance.percent(50)) {
    std::swap(entries[at], entries[at + 1]);
  } else {
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at));
  }
  for (std::size_t i = 0; i < entries.size(); ++i)
    entries[i].position = i;
  Table::Session reader(table.session().log(), table.server_key().public_key());
  bool refused = false;
  for (auto const& entry : entries)
    refused = refused || !reader.replay(entry).has_value();
  RC_ASSERT(refused || reader.root() != table.session().root());
}

}  // namespace
