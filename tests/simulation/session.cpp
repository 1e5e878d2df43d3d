// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "session.hpp"

#include <conclave/verifier/verification.hpp>

#include <algorithm>

namespace conclave::simulation {

using namespace deliberation;
using table::minutes;
using table::Outgoing;
using table::seconds;
using table::SessionIntent;

namespace {

/// Mostly small juries: the cost of a session grows with the square of its jurors.
std::size_t jury_size(Chance& chance) {
  auto const draw = chance.below(100);
  if (draw < 60) return 3 + chance.below(3);
  if (draw < 90) return 6 + chance.below(3);
  return 9 + chance.below(7);
}

table::Setup random_setup(std::uint64_t seed, Chance& chance) {
  table::Setup setup;
  setup.seed = seed;
  setup.jurors.clear();
  auto const size = jury_size(chance);
  for (std::size_t i = 1; i <= size; ++i)
    setup.jurors.push_back("juror-" + std::to_string(i));
  setup.cases.clear();
  for (auto left = 1 + chance.below(3); left != 0; --left)
    setup.cases.push_back({"case-" + std::to_string(left), "Bouaké", chance.percent(20)});
  for (auto const& juror : setup.jurors) {
    if (chance.percent(3))
      setup.mandate_ends[juror] = minutes(static_cast<std::int64_t>(chance.below(90)) - 5);
  }
  auto& rules = setup.rules;
  rules.ballot.basis = chance.one_of(record::Names<MajorityBasis>::names).first;
  rules.ballot.abstention = chance.percent(60);
  rules.ballot.always_secret = chance.percent(30);
  rules.ballot.requests_for_ballot = static_cast<std::uint32_t>(1 + chance.below(3));
  rules.ballot.rounds_at_most = chance.percent(80) ? 0 : static_cast<std::uint32_t>(1 + chance.below(3));
  rules.consensus.failed_calls_before_ballot = static_cast<std::uint32_t>(chance.below(3));
  rules.election.last_drops_out = chance.percent(80);
  rules.election.last_tie = chance.one_of(record::Names<LastTie>::names).first;
  rules.election.abstention = chance.percent(30);
  rules.certification.certifiers = static_cast<std::uint32_t>(1 + chance.below(2));
  rules.certification.countersigned = chance.percent(70);
  return setup;
}

}  // namespace

Tally& Tally::operator+=(Tally const& other) {
  sessions += other.sessions;
  entries += other.entries;
  refused += other.refused;
  hostile += other.hostile;
  outcomes += other.outcomes;
  certified += other.certified;
  kinds.insert(other.kinds.begin(), other.kinds.end());
  return *this;
}

Session::Session(std::uint64_t seed) : chance_(seed), table_(random_setup(seed, chance_)), books_(table_) {
  books_.follow();
}

Tally Session::run() {
  auto const steps = 40 + chance_.below(90);
  for (std::size_t step = 0; step < steps && sits(); ++step) {
    auto const draw = chance_.below(100);
    if (draw < 68) {
      progress();
    } else if (draw < 78) {
      disturb();
    } else {
      attack();
    }
    books_.follow();
    if (step % 16 == 0 && text_of(state()) != text_of(books_.state()))
      throw Broken("a reader of the log comes to another state");
  }
  finish();
  verify_record();
  tally_.sessions = 1;
  tally_.entries = table_.entries().size();
  tally_.outcomes = books_.outcomes();
  tally_.kinds = books_.kinds();
  tally_.certified = std::holds_alternative<Certified>(state().phase) ? 1 : 0;
  return tally_;
}

// --- handing in ---

bool Session::attempt(Outgoing outgoing, Expect expect, std::string_view what) {
  auto const said = std::string(what);
  auto const& log = table_.session();
  auto const before = log.size();
  // What time alone brings between signing and handing in may make an honest act late.
  auto const due = log.elapse(table_.now() + Duration{1}, table_.server_key()).size();
  bool const compare = due == 0 && (expect == Expect::refusal || chance_.percent(10));
  auto const text = compare ? text_of(state()) : std::string();
  auto const root = log.root();

  auto const result = table_.hand_in(std::move(outgoing));
  if (result) {
    if (expect == Expect::refusal) throw Broken(said + " was accepted, as entry " + std::to_string(*result));
    books_.follow();
    return true;
  }
  ++tally_.refused;
  if (expect == Expect::refusal) ++tally_.hostile;
  if (expect == Expect::acceptance && due == 0) {
    throw Broken(said + " was refused: " + describe(result.error()));
  }
  if (log.size() != before + due || (due == 0 && log.root() != root) || (compare && text_of(state()) != text))
    throw Broken(said + " was refused and changed something");
  books_.follow();
  return false;
}

bool Session::attempt(PersonId const& person, SessionIntent intent, Expect expect, std::string_view what) {
  return attempt(table_.sign(person, std::move(intent)), expect, what);
}

template <class Make>
void Session::attempt_with_text(PersonId const& person, std::string_view text, Make make) {
  std::vector<record::Opening> openings;
  auto const commitment = table_.confide(text, openings);
  attempt(person, SessionIntent{make(commitment), {}, std::move(openings)});
}

// --- moving on ---

std::optional<PersonId> Session::random_entitled(CaseId const& id) {
  auto const people = entitled(state(), a_case(id));
  if (people.empty()) return std::nullopt;
  return chance_.one_of(people);
}

std::size_t Session::duties(std::size_t at_most) {
  std::size_t done = 0;
  for (bool busy = true; busy && done < at_most;) {
    busy = false;
    for (auto const& person : chance_.shuffled(table_.jurors())) {
      if (done == at_most) break;
      if (!table_.present(person)) continue;
      auto intent = table_.juror(person).duty(state());
      if (!intent) continue;
      auto const what = "what the client of " + person.str() + " does by itself, " +
                        std::string(record::kind_of(intent->body)) + ",";
      bool const cheats = cheat(*intent);
      auto const expect = misled_.contains(person) || cheats ? Expect::anything : Expect::acceptance;
      if (!attempt(person, std::move(*intent), expect, what)) continue;
      ++done;
      busy = true;
    }
  }
  return done;
}

bool Session::ballot_step(PersonId const& person) {
  auto intent = table_.juror(person).ballot_step(state());
  if (!intent) return false;
  auto const* cast = std::get_if<CastBallot>(&intent->body);
  auto const round = cast != nullptr ? cast->round : std::get<PrepareBallot>(intent->body).round;
  if (cast != nullptr) books_.meant(person, round, chosen_.at({round, person}));
  // Whoever has not declared on the case may wish to vote, and is told to declare first.
  bool const may = !misled_.contains(person) && declared(state().rounds.at(round)->case_id, person);
  return attempt(person, std::move(*intent), may ? Expect::acceptance : Expect::anything, "an honest ballot");
}

bool Session::declared(CaseId const& id, PersonId const& person) const {
  auto const* governing = &a_case(id);
  if (governing->election) {
    if (!governing->election->for_case) return true;
    governing = &a_case(*governing->election->for_case);
  }
  auto const found = governing->standings.find(person);
  return found != governing->standings.end() && found->second.standing == Standing::cleared;
}

void Session::progress() {
  if (chance_.percent(60)) duties(1 + chance_.below(12));
  if (!state().chairperson) {
    auto const electing = std::find_if(state().cases.begin(), state().cases.end(), [](auto const& each) {
      return each.second->election && each.second->election->office == Office::chairperson &&
             !std::holds_alternative<Decided>(each.second->phase);
    });
    if (electing != state().cases.end()) return advance(CaseId(electing->first));
    attempt(state().opened_by, OpenElection{CaseId::of("election-" + std::to_string(state().agenda.size())),
                                            Office::chairperson,
                                            {}});
    return;
  }
  if (!state().vice_chairperson && chance_.percent(6)) {
    if (auto const chair = presiding(state())) {
      attempt(*chair, OpenElection{CaseId::of("election-" + std::to_string(state().agenda.size())),
                                   Office::vice_chairperson,
                                   {}});
    }
  }
  std::vector<CaseId> open;
  std::vector<CaseId> waiting;
  for (auto const& [id, each] : state().cases) {
    if (std::holds_alternative<Waiting>(each->phase)) {
      waiting.push_back(id);
    } else if (!std::holds_alternative<Decided>(each->phase)) {
      open.push_back(id);
    }
  }
  if (!open.empty() && (waiting.empty() || chance_.percent(85))) return advance(chance_.one_of(open));
  if (!waiting.empty()) return advance(chance_.one_of(waiting));
  pass_time();
}

void Session::advance(CaseId const& id) {
  auto const held = a_case(id).phase;
  std::visit([&](auto const& phase) { advance(id, phase); }, held);
}

void Session::some_declare(CaseId const& id) {
  if (a_case(id).election) return;
  for (auto const& [person, juror] : std::map(state().jurors)) {
    if (!juror.seated || chance_.percent(10)) continue;
    auto const& standings = a_case(id).standings;
    auto const known = standings.find(person);
    if (known != standings.end() && known->second.standing != Standing::undeclared) continue;
    if (chance_.percent(6)) {
      attempt_with_text(person, "was an adviser to the city", [&](record::Commitment const& reason) {
        return DeclareConflict{id, chance_.percent(50) ? Conflict::real : Conflict::potential, reason, false};
      });
    } else {
      attempt(person, DeclareConflict{id, Conflict::none, {}, false});
    }
  }
}

void Session::advance(CaseId const& id, Waiting const&) {
  some_declare(id);
  if (auto const who = presiding(state(), a_case(id))) {
    attempt(*who, OpenCase{id});
  } else {
    attempt(state().opened_by, OpenElection{CaseId::of("election-" + std::to_string(state().agenda.size())),
                                            Office::acting, id});
  }
}

void Session::advance(CaseId const& id, Deliberating const& phase) {
  if (phase.ceremony) return help_ceremony(id, *phase.ceremony);
  some_declare(id);
  auto const who = presiding(state(), a_case(id));
  if (!who) {
    attempt(state().opened_by, OpenElection{CaseId::of("election-" + std::to_string(state().agenda.size())),
                                            Office::acting, id});
    return;
  }
  if (a_case(id).election) {
    for (auto tries = 6; a_case(id).election->candidates.size() < 1 + chance_.below(4) && tries > 0; --tries)
      attempt(anybody(), Nominate{id, anybody()});
    if (chance_.percent(3)) attempt(anybody(), DeclineNomination{id});
  } else if (chance_.percent(6)) {
    attempt(*who, AmendMotion{id, "Admit, on condition " + std::to_string(table_.entries().size())});
  }
  if (chance_.percent(2)) {
    attempt(*who, PostponeCase{id});
    return;
  }
  if (!phase.roll) attempt(*who, CallRoll{id});
  duties(40);
  if (chance_.percent(40)) {
    seek_consensus(id);
  } else {
    go_to_ballot(id);
  }
}

void Session::seek_consensus(CaseId const& id) {
  auto const who = presiding(state(), a_case(id));
  if (!who) return;
  std::optional<PersonId> candidate;
  auto motion = motion_hash(a_case(id).motion);
  if (a_case(id).election) {
    if (a_case(id).election->candidates.empty()) return;
    candidate = chance_.one_of(a_case(id).election->candidates);
    motion = candidate_hash(*candidate);
  }
  attempt(*who, CallConsensus{id, motion, candidate,
                              table_.now() + minutes(1 + static_cast<std::int64_t>(chance_.below(5))) +
                                  seconds(1)});
}

void Session::go_to_ballot(CaseId const& id) {
  auto const who = presiding(state(), a_case(id));
  if (!who || !std::holds_alternative<Deliberating>(a_case(id).phase)) return;
  auto next = next_round(state(), a_case(id));
  if (next) {
    // Handing in takes a moment.
    next->deadline = table_.now() + minutes(1 + static_cast<std::int64_t>(chance_.below(8))) + seconds(1);
    attempt(*who, SessionIntent{*next, {}, {}}, Expect::acceptance, "the round that follows from the log");
    return;
  }
  switch (next.error().reason) {
  case Reason::no_live_key: {
    if (table_.open_ceremony(id)) books_.follow();
    return;
  }
  case Reason::no_quorum:
    for (auto const& person : table_.jurors()) {
      if (chance_.percent(50)) table_.set_present(person, true);
    }
    duties(40);
    return;
  case Reason::no_roll_call:
    attempt(*who, CallRoll{id});
    return;
  case Reason::too_early:
    for (auto asking = 4; asking > 0; --asking)
      attempt(anybody(), RequestBallot{id});
    if (chance_.percent(60)) seek_consensus(id);
    return;
  default:
    if (chance_.percent(50)) {
      seek_consensus(id);
    } else if (chance_.percent(20)) {
      attempt(*who, PostponeCase{id});
    }
  }
}

void Session::help_ceremony(CaseId const& id, KeyId const& key) {
  if (duties(chance_.percent(80) ? 200 : 3) != 0) return;
  auto const& ceremony = *state().ceremonies.at(key);
  if (chance_.percent(40)) {
    for (auto const& person : table_.jurors()) {
      if (chance_.percent(60)) table_.set_present(person, true);
    }
    return;
  }
  auto const who = presiding(state(), a_case(id));
  if (!who) return;
  if (table_.now() < ceremony.step_deadline && chance_.percent(80)) {
    table_.wait((ceremony.step_deadline - table_.now()) + seconds(1));
    books_.follow();
  }
  std::vector<PersonId> absent;
  for (auto const& trustee : std::vector(ceremony.trustees)) {
    // Who is passed over without having missed anything gets the whole act refused.
    if (!table_.present(trustee) || misled_.contains(trustee) || chance_.percent(8))
      absent.push_back(trustee);
  }
  if (!attempt(*who, PassOver{key, absent})) {
    for (auto const& trustee : std::vector(state().ceremonies.at(key)->trustees)) {
      if (attempt(*who, PassOver{key, {trustee}})) return;
    }
    if (chance_.percent(40)) attempt(*who, PostponeCase{id});
  }
}

void Session::advance(CaseId const& id, Calling const& phase) {
  for (auto const& person : entitled(state(), a_case(id))) {
    if (!table_.present(person) || chance_.percent(15)) continue;
    if (!std::holds_alternative<Calling>(a_case(id).phase)) return;
    if (phase.answers.contains(person) && chance_.percent(90)) continue;
    auto const draw = chance_.below(100);
    if (draw < 10) {
      std::vector<record::Opening> openings;
      auto const reason = table_.confide("no budget for adult learning", openings);
      attempt(person,
              SessionIntent{AnswerConsensus{id, Position::object, reason}, phase.call.hash, openings});
    } else {
      auto const position = draw < 20 ? Position::stand_aside : Position::agree;
      attempt(person, SessionIntent{AnswerConsensus{id, position, {}}, phase.call.hash, {}});
    }
  }
  if (std::holds_alternative<Calling>(a_case(id).phase) && chance_.percent(40)) {
    table_.wait(phase.deadline > table_.now() ? phase.deadline - table_.now() : seconds(1));
    books_.follow();
  }
}

void Session::cast_some(Round const& round) {
  auto const id = round.id;
  for (auto const& person : chance_.shuffled(std::vector(round.electorate))) {
    if (!std::holds_alternative<Casting>(state().rounds.at(id)->phase)) return;
    if (!table_.present(person) || chance_.percent(25)) continue;
    auto& client = table_.juror(person);
    bool const again = chosen_.contains({id, person});
    if (!again || chance_.percent(8)) {
      auto const option = OptionId::of(chance_.one_of(round.context.options).id);
      client.choose(id, option);
      chosen_[{id, person}] = option;
    }
    for (int step = 0; step < 4; ++step) {
      if (chance_.percent(4)) {
        if (auto challenged = client.challenge(state(), id)) {
          chosen_.erase({id, person});
          attempt(person, std::move(challenged->first), Expect::anything, "a challenge");
          break;
        }
      }
      if (chance_.percent(4)) break;  // goes away between preparing and casting
      if (!ballot_step(person)) break;
    }
  }
}

void Session::advance(CaseId const& id, Balloting const& phase) {
  auto const round_id = phase.round;
  auto const who = presiding(state(), a_case(id));
  auto const still = [&]<class Phase>(Phase*) {
    return std::holds_alternative<Phase>(state().rounds.at(round_id)->phase);
  };
  Casting* const casting = nullptr;
  Counting* const counting = nullptr;
  if (still(casting)) {
    auto const round = *state().rounds.at(round_id);
    cast_some(round);
    if (!who || !still(casting)) return;
    if (attempt(*who, CloseRound{round_id})) {
      duties(chance_.percent(70) ? 200 : 4);
      return;
    }
    if (chance_.percent(25) && round.deadline > table_.now()) {
      table_.wait(round.deadline - table_.now());
      books_.follow();
    }
    return;
  }
  if (who && still(counting) && chance_.percent(10)) {
    auto const attempted = std::get<Counting>(state().rounds.at(round_id)->phase).attempt;
    attempt(*who, RetryRound{round_id, attempted + 1});
  }
  if (!still(counting) || duties(chance_.percent(80) ? 200 : 3) != 0) return;
  if (chance_.percent(60)) {
    for (auto const& person : table_.jurors())
      table_.set_present(person, true);
    if (duties(200) != 0) return;
  }
  if (!who || !still(counting)) return;
  if (chance_.percent(50)) {
    auto const attempt_now = std::get<Counting>(state().rounds.at(round_id)->phase).attempt;
    attempt(*who, RetryRound{round_id, attempt_now + 1});
  } else if (chance_.percent(60)) {
    attempt(*who, VoidRound{round_id});
  }
}

void Session::advance(CaseId const&, Decided const&) {
  pass_time();
}

// --- what comes between ---

void Session::pass_time() {
  table_.wait(seconds(1 + static_cast<std::int64_t>(chance_.below(chance_.percent(80) ? 60 : 1200))));
  books_.follow();
}

void Session::disturb() {
  auto const person = anybody();
  std::vector<CaseId> cases;
  for (auto const& [id, each] : state().cases)
    cases.push_back(id);
  if (cases.empty()) return pass_time();
  auto const id = chance_.one_of(cases);
  auto const director = state().roster->director.person;
  switch (chance_.below(16)) {
  case 0:
  case 1:
  case 2:
    table_.set_present(person, false);
    return;
  case 3:
  case 4:
  case 5:
    table_.set_present(person, true);
    return;
  case 6:
    return pass_time();
  case 7:
    table_.server_down(seconds(1 + static_cast<std::int64_t>(chance_.below(600))));
    return books_.follow();
  case 8:
    if (chance_.percent(50)) return;
    return attempt_with_text(person, "knows the mayor", [&](record::Commitment const& reason) {
      return Recuse{id, reason, false};
    });
  case 9:
    return attempt_with_text(director, "was named in a complaint", [&](record::Commitment const& reason) {
      return RequestRecusal{id, person, reason};
    });
  case 10:
  case 11:
    for (auto const& [each_id, each] : std::map(state().cases)) {
      for (auto const& [who, standing] : each->standings) {
        if (standing.standing != Standing::suspended) continue;
        if (chance_.percent(50)) {
          attempt(director, WithdrawRecusalRequest{each_id, who});
        } else {
          attempt(who, AnswerRecusalRequest{each_id, chance_.percent(40), {}});
        }
      }
    }
    return;
  case 12:
    attempt(chance_.percent(50) ? person : state().opened_by, NoteChairAbsent{});
    if (chance_.percent(40)) {
      table_.wait(minutes(11));
      books_.follow();
    }
    return;
  case 13:
    if (chance_.percent(50)) {
      table_.juror(person).forget_shares();
    } else {
      table_.new_device(person);
      auto intent = SessionIntent{JoinSession{table_.juror(person).session_key()}, {}, {}};
      attempt(person, std::move(intent), Expect::anything, "another device");
      std::erase_if(chosen_, [&](auto const& each) { return each.first.second == person; });
    }
    return;
  default:
    if (chance_.percent(25)) change_people();
  }
}

void Session::change_people() {
  auto const person = anybody();
  auto const add = [&](std::vector<SignedExcerpt> const& signed_now) {
    excerpts_.insert(excerpts_.end(), signed_now.begin(), signed_now.end());
  };
  auto const draw = chance_.below(3);
  if (draw == 0 && !left_.contains(person)) {
    add(table_.end_appointment(person));
    left_.insert(person);
  } else if (draw == 1 && table_.jurors().size() < 15) {
    add(table_.appoint_late(PersonId::of("late-" + std::to_string(++late_))));
  } else if (!left_.contains(person)) {
    table_.new_identity_key(person);
    add(table_.re_enrol(person));
  }
  if (excerpts_.empty()) return;
  if (attempt(state().roster->director.person, ChangeRoster{excerpts_})) excerpts_.clear();
}

// --- the end ---

void Session::finish() {
  for (int turn = 0; turn < 60 && sits(); ++turn) {
    for (auto const& person : table_.jurors())
      table_.set_present(person, true);
    std::vector<CaseId> running;
    for (auto const& [id, each] : state().cases) {
      if (std::holds_alternative<Calling>(each->phase) || std::holds_alternative<Balloting>(each->phase))
        running.push_back(id);
    }
    if (running.empty()) break;
    advance(chance_.one_of(running));
    pass_time();
  }
  if (!sits() || !attempt(state().opened_by, CloseSession{})) return;
  for (auto const& person :
       {PersonId::of(table_.setup().secretariat), PersonId::of(table_.setup().second_secretariat)}) {
    auto const* closed = std::get_if<Closed>(&state().phase);
    if (closed == nullptr) return;
    attempt(person, Certify{closed->size, closed->root});
  }
  if (auto const* closed = std::get_if<Closed>(&state().phase)) {
    if (auto const chair = presiding(state())) attempt(*chair, Countersign{closed->size, closed->root});
  }
  for (int tries = 0; tries < 4; ++tries)
    attack();
}

void Session::verify_record() {
  books_.follow();
  if (text_of(state()) != text_of(books_.state())) throw Broken("a reader of the log comes to another state");
  auto text = record::write_record(table_.record());
  verifier::Options options;
  options.batch = chance_.percent(50);
  std::string why;
  auto const findings = [](verifier::Report const& report) {
    std::string out;
    for (auto const& check : report.checks) {
      for (auto const& finding : check.findings)
        out += "\n  " + check.id + ": " + finding.what;
    }
    return out;
  };
  auto const report = verifier::verify(text, options, why);
  if (!report) throw Broken("the record is called no record: " + why);
  if (!report->valid) throw Broken("the record does not verify:" + findings(*report));

  // One bit of one byte.
  auto const at = chance_.below(text.size());
  auto const was = text[at];
  text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << chance_.below(8)));
  auto const forged = verifier::verify(text, options, why);
  auto const where = "byte " + std::to_string(at) + " ('" + was + "' to '" + text[at] + "')";
  if (!forged) {
    if (why.empty()) throw Broken(where + " was changed: no record, and nothing said why");
    return;
  }
  if (forged->valid) throw Broken(where + " was changed, and the record still verifies");
  if (findings(*forged).empty()) throw Broken(where + " was changed, and nothing is named");
}

}  // namespace conclave::simulation
