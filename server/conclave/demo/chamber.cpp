// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chamber.hpp"

#include <algorithm>
#include <chrono>

namespace conclave::server::demo {

using namespace deliberation;

namespace {

Timestamp now() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

std::string listed(std::vector<std::string> const& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

}  // namespace

std::string Chamber::name(PersonId const& person) const {
  auto const found = state().roster->entries.find(person);
  return found == state().roster->entries.end() ? person.str() : found->second.name;
}

void Chamber::expect(bool as_told, std::string const& what) const {
  if (!as_told) throw WentWrong("not as told: " + what);
}

void Chamber::declare_all(CaseId const& id, std::vector<std::string> const& but) {
  std::vector<std::pair<std::string, std::uint32_t>> sent;
  for (auto const& [person, juror] : state().jurors) {
    if (!juror.seated || std::find(but.begin(), but.end(), person.str()) != but.end()) continue;
    DeclareConflict declared;
    declared.case_id = id;
    sent.emplace_back(person.str(), stage_.send(person.str(), log_, declared, {}, std::nullopt));
  }
  std::uint64_t last = 0;
  for (auto const& [person, number] : sent)
    last = std::max(last, stage_.await_done(person, number));
  stage_.await_entry(last);
  transcript_.line(std::to_string(sent.size()) + " jurors declare: no conflict of interest");
}

void Chamber::roll_call(CaseId const& id, std::size_t expected) {
  CallRoll call;
  call.case_id = id;
  preside(id, call);
  auto const present = [&]() -> std::size_t {
    auto const* phase = std::get_if<Deliberating>(&case_of(id).phase);
    return phase != nullptr && phase->roll ? phase->roll->present.size() : 0;
  };
  stage_.await("the roll call", [&] { return present() >= expected; });
  transcript_.line("roll call: " + std::to_string(present()) + " present, quorum is " +
                   std::to_string(quorum(*state().rules, seated_for(state(), case_of(id)))) + " of " +
                   std::to_string(seated_for(state(), case_of(id))));
}

bool Chamber::consensus(CaseId const& id, Votes const& objections, std::optional<PersonId> candidate) {
  CallConsensus call;
  call.case_id = id;
  call.candidate = candidate;
  call.motion = candidate ? candidate_hash(*candidate) : motion_hash(case_of(id).motion);
  call.deadline = {now().ms + 30'000};
  preside(id, call);
  transcript_.line("the chair calls for consensus on " +
                   (candidate ? name(*candidate) : "\"" + case_of(id).motion + "\""));
  auto const hash = std::get<Calling>(case_of(id).phase).call.hash;
  std::vector<std::pair<std::string, std::uint32_t>> sent;
  for (auto const& person : entitled(state(), case_of(id))) {
    AnswerConsensus answer;
    answer.case_id = id;
    std::map<std::string, std::string> texts;
    if (auto const objects = objections.find(person.str()); objects != objections.end()) {
      answer.position = Position::object;
      answer.reason = Commitment{};
      texts["reason"] = objects->second;
      transcript_.line(name(person) + " objects: \"" + objects->second +
                       "\" (the jury reads it, the record does not)");
    }
    sent.emplace_back(person.str(), stage_.send(person.str(), log_, answer, std::move(texts), hash));
  }
  std::uint64_t last = 0;
  for (auto const& [person, number] : sent)
    last = std::max(last, stage_.await_done(person, number));
  stage_.await_entry(last);
  stage_.await("the end of the call", [&] { return !std::holds_alternative<Calling>(case_of(id).phase); });
  bool const adopted = std::holds_alternative<Decided>(case_of(id).phase);
  transcript_.line(adopted ? std::to_string(sent.size()) + " answer, nobody objects: consensus"
                           : "no consensus: the case goes back to deliberation");
  return adopted;
}

void Chamber::open_ceremony(CaseId const& id, std::string const& key) {
  auto const& roll = *std::get<Deliberating>(case_of(id).phase).roll;
  OpenCeremony open;
  open.case_id = id;
  open.key = KeyId::of(key);
  open.trustees.assign(roll.present.begin(), roll.present.end());
  preside(id, open);
  auto const& context = state().ceremonies.at(open.key)->context;
  transcript_.line("the clients make a ballot key: " + std::to_string(context.n) + " trustees of " +
                   std::to_string(context.m) + " jurors, any " + std::to_string(context.t) + " can open, " +
                   std::to_string(context.a) + " must agree before");
}

void Chamber::await_live(CaseId const&, KeyId const& key) {
  stage_.await("the ballot key", [&] {
    auto const found = state().ceremonies.find(key);
    return found != state().ceremonies.end() && std::holds_alternative<Live>(found->second->phase);
  });
  auto const& ceremony = *state().ceremonies.at(key);
  transcript_.line("ballot key " + key.str() + " is live: " + std::to_string(ceremony.context.n) +
                   " clients have checked each other's shares and confirmed it");
}

KeyId Chamber::ceremony(CaseId const& id, std::string const& key) {
  open_ceremony(id, key);
  await_live(id, KeyId::of(key));
  return KeyId::of(key);
}

RoundId Chamber::open_round(CaseId const& id, std::int64_t milliseconds) {
  auto open = next_round(state(), case_of(id));
  if (!open) throw WentWrong("no round can be opened: " + describe(open.error()));
  open->deadline = {now().ms + milliseconds};
  preside(id, *open);
  auto const& round = *state().rounds.at(open->round);
  std::vector<std::string> options;
  for (auto const& option : round.context.options)
    options.push_back(option.id);
  transcript_.line("round " + std::to_string(round.number) + " opens, the box is empty: " +
                   std::to_string(round.electorate.size()) + " may vote for " + listed(options));
  return open->round;
}

void Chamber::vote(RoundId const& round, Votes const& votes) {
  for (auto const& [person, option] : votes)
    stage_.order(person, Vote{round, OptionId::of(option)});
}

void Chamber::await_ballots(RoundId const& id, std::vector<std::string> const& voters) {
  stage_.await("the ballots", [&] {
    auto const& round = *state().rounds.at(id);
    return std::all_of(voters.begin(), voters.end(), [&](std::string const& voter) {
      auto const found = round.voters.find(PersonId::of(voter));
      return found != round.voters.end() && found->second.last.has_value();
    });
  });
  transcript_.line(std::to_string(voters.size()) + " encrypted ballots are in the log, each with its proofs");
}

void Chamber::say_round(RoundId const& id) {
  Round const& round = *state().rounds.at(id);
  auto const* concluded = std::get_if<Concluded>(&round.phase);
  expect(concluded != nullptr, "round " + id.str() + " has a result");
  std::string words;
  for (auto const& count : concluded->counts) {
    auto const& option = count.option.str();
    auto const shown = round.candidates.empty() || option == "abstain" ? option : name(PersonId::of(option));
    words += (words.empty() ? "" : ", ") + shown + " " + std::to_string(count.votes);
  }
  transcript_.line("result of round " + std::to_string(round.number) + ": " + words +
                   (concluded->majority ? "" : ": no majority"));
}

void Chamber::close_and_open(CaseId const& id, RoundId const& round) {
  CloseRound close;
  close.round = round;
  preside(id, close);
  stage_.await("the result",
               [&] { return !std::holds_alternative<Counting>(state().rounds.at(round)->phase); });
  say_round(round);
}

void Chamber::say_decision(CaseId const& id) {
  auto const* decided = std::get_if<Decided>(&case_of(id).phase);
  expect(decided != nullptr, id.str() + " is decided");
  transcript_.line("=> " + case_of(id).item.title + ": " + std::string(record::name_of(decided->decision)) +
                   (decided->elected ? ", " + name(*decided->elected) : "") + ", by " +
                   std::string(record::name_of(decided->by)));
}

}  // namespace conclave::server::demo
