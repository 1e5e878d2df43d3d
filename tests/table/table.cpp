// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "table.hpp"

#include <conclave/crypto/hash.hpp>
#include <conclave/deliberation/register/admissibility.hpp>
#include <conclave/deliberation/register/people.hpp>
#include <conclave/record/ensure.hpp>

#include <algorithm>
#include <utility>

namespace conclave::table {

using namespace deliberation;

namespace {

/// 2020-01-01T00:00:00Z: the register is founded, and everybody appointed.
constexpr Timestamp founding_time{1'577'836'800'000};
constexpr std::string_view server_name = "table.example";

std::unique_ptr<crypto::SeededRandomness> seeded(std::uint64_t seed) {
  auto const text = "table " + std::to_string(seed);
  auto const hash = crypto::sha256({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()});
  return std::make_unique<crypto::SeededRandomness>(hash.bytes);
}

/// Our own acts hold; if one does not, the test is wrong.
template <class T>
T expect(Result<T> result) {
  if (!result) broken("an act of the table was refused: " + describe(result.error()));
  return std::move(*result);
}

}  // namespace

Rules table_rules() {
  Rules rules;
  rules.body = "Jury at a table";
  rules.barred_list = "Governing Board";
  rules.working_language = "en";
  rules.motion_pattern = "Admit {title}, {country}, to the network";
  rules.consensus.shortest_answer_time = minutes(1);
  rules.ballot.shortest_voting_time = minutes(1);
  rules.time.ceremony_step = seconds(30);
  rules.time.chair_absence = minutes(10);
  rules.admissibility.checks = {{"form-complete", "The form is complete"}};
  rules.admissibility.endorsed_per_country = 0;
  return rules;
}

struct Table::Seat {
  crypto::IdentityKey key;
  std::optional<participant::Juror> client;
};

Table::Table(Setup setup)
    : setup_(std::move(setup)), randomness_(seeded(setup_.seed)),
      server_key_(crypto::IdentityKey::generate(*randomness_)), now_(founding_time),
      register_(std::make_unique<Register>(register_log(), server_key_.public_key())),
      session_(std::make_unique<Session>(LogId::of(setup_.session), server_key_.public_key())) {
  found();
}

Table::~Table() = default;

// --- people ---

Table::Seat& Table::seat(PersonId const& person) {
  auto const found = seats_.find(person);
  if (found == seats_.end()) broken("nobody at the table is called " + person.str());
  return *found->second;
}

void Table::add_person(PersonId const& person) {
  seats_.emplace(person,
                 std::make_unique<Seat>(Seat{crypto::IdentityKey::generate(*randomness_), std::nullopt}));
}

crypto::IdentityKey const& Table::key(PersonId const& person) const {
  auto const found = seats_.find(person);
  if (found == seats_.end()) broken("nobody at the table is called " + person.str());
  return found->second->key;
}

participant::Juror& Table::juror(PersonId const& person) {
  auto& client = seat(person).client;
  if (!client) broken(person.str() + " is no juror");
  return *client;
}

void Table::set_present(PersonId const& person, bool present) {
  if (present) {
    away_.erase(person);
  } else {
    away_.insert(person);
  }
}

void Table::new_device(PersonId const& person) {
  seat(person).client.emplace(person, *randomness_);
}

void Table::new_identity_key(PersonId const& person) {
  seat(person).key = crypto::IdentityKey::generate(*randomness_);
}

// --- the register ---

record::Commitment Table::confide(std::string_view text, std::vector<record::Opening>& openings) {
  return participant::confide(text, openings, *randomness_);
}

Result<std::vector<SignedExcerpt>> Table::in_register(PersonId const& person, RegisterActBody body,
                                                      std::vector<record::Opening> openings) {
  auto const before = register_->size() == 0 ? 0 : register_->state().roster->size();
  auto outgoing = participant::sign_act(*register_, person, key(person),
                                        {std::move(body), {}, std::move(openings)}, now_);
  auto received = register_->receive(std::move(outgoing.envelope), std::move(outgoing.openings));
  if (!received) return received.error();
  if (auto const complete = Register::complete(*received); !complete) return complete.error();
  auto const entries = register_->decide(*received, std::nullopt, now_, server_key_);
  if (!entries) return entries.error();
  register_->append(*entries);
  register_entries_.insert(register_entries_.end(), entries->begin(), entries->end());
  auto const& roster = *register_->state().roster;
  return std::vector(roster.begin() + static_cast<std::ptrdiff_t>(before), roster.end());
}

void Table::register_act(PersonId const& person, RegisterActBody body,
                         std::vector<record::Opening> openings) {
  expect(in_register(person, std::move(body), std::move(openings)));
}

namespace {

AppointJuror appointment(PersonId const& person, Timestamp from, std::uint32_t years,
                         std::vector<record::Opening>& openings, crypto::Randomness& randomness) {
  auto const text = [&](std::string_view what) { return participant::confide(what, openings, randomness); };
  AppointJuror body;
  body.person = person;
  body.name = person.str();
  body.email = text(person.str() + "@jury.example");
  body.region = text("Africa");
  body.gender = text("");
  body.expertise = text("thirty years of adult education");
  body.independence = text("no ties to any applicant");
  body.mandate_from = from;
  body.mandate_to = mandate_end(from, years);
  return body;
}

}  // namespace

void Table::found() {
  auto const director = PersonId::of(setup_.director);
  auto const secretary = PersonId::of(setup_.secretariat);
  auto const second = PersonId::of(setup_.second_secretariat);
  for (auto const& person : {director, secretary, second})
    add_person(person);
  register_act(director, FoundRegister{"Dora Director", key(director).public_key(), setup_.rules});
  for (auto const& person : {secretary, second}) {
    register_act(director, AppointSecretariat{person, person.str() + " of the secretariat", founding_time,
                                              mandate_end(founding_time, 20)});
    register_act(person, Enrol{key(person).public_key()});
  }
  auto const years = setup_.rules.mandate.term_years;
  for (auto const& name : setup_.jurors) {
    auto const person = PersonId::of(name);
    add_person(person);
    juror_ids_.push_back(person);
    seat(person).client.emplace(person, *randomness_);
    // Mandates run from one or another day of 2020 for six years.
    auto const ends = setup_.mandate_ends.find(name);
    Duration const left = ends == setup_.mandate_ends.end() ? minutes(180 * 24 * 60) : ends->second;
    auto const six_years = mandate_end(founding_time, years) - founding_time;
    Timestamp from = Timestamp{opening_time.ms - six_years.ms} + left;
    // The same days of the calendar, leap days aside.
    from = from + ((opening_time + left) - mandate_end(from, years));
    ensure(mandate_end(from, years) == opening_time + left, "a mandate ends when the setup says");
    std::vector<record::Opening> openings;
    auto body = appointment(person, from, years, openings, *randomness_);
    register_act(director, std::move(body), std::move(openings));
    register_act(person, Enrol{key(person).public_key()});
  }
  register_act(director, SignRoster{waiting_for_signature(register_->state())});

  now_ = opening_time;
  OpenSession open;
  open.title = "Session of the jury";
  open.rules = setup_.rules;
  open.roster = *register_->state().roster;
  std::vector<record::Opening> waivers;
  if (!setup_.cases.empty()) {
    ImportDocket docket{DocketId::of("docket-1"), "Applications", "made up for a test", {}};
    RecordChecks checks{docket.docket, {}};
    for (auto const& each : setup_.cases) {
      docket.cases.push_back({CaseId::of(each.id), each.title, "Côte d'Ivoire", "Africa",
                              CaseKind::application, "Admit " + each.title + " to the network"});
      for (auto const& check : setup_.rules.admissibility.checks) {
        checks.checks.push_back(
            {CaseId::of(each.id), check.id, each.waived ? CheckResult::failed : CheckResult::passed});
      }
    }
    register_act(secretary, docket);
    if (!checks.checks.empty()) register_act(secretary, checks);
    for (auto const& each : setup_.cases) {
      if (!each.waived) continue;
      std::vector<record::Opening> openings;
      auto const reason = confide("the form was corrected by telephone", openings);
      waivers.insert(waivers.end(), openings.begin(), openings.end());
      register_act(secretary, WaiveChecks{CaseId::of(each.id), reason}, std::move(openings));
    }
    for (auto const& each : setup_.cases)
      open.cases.push_back(expect(agenda_item(register_->state(), CaseId::of(each.id))));
  }
  expect(act(secretary, SessionIntent{std::move(open), {}, std::move(waivers)}));
}

std::vector<SignedExcerpt> Table::re_enrol(PersonId const& person) {
  register_act(person, Enrol{key(person).public_key()});
  return expect(
      in_register(PersonId::of(setup_.director), SignRoster{waiting_for_signature(register_->state())}));
}

std::vector<SignedExcerpt> Table::end_appointment(PersonId const& person) {
  std::vector<record::Opening> openings;
  auto const reason = confide("asked to leave the jury", openings);
  return expect(
      in_register(PersonId::of(setup_.director), EndAppointment{person, reason}, std::move(openings)));
}

std::vector<SignedExcerpt> Table::appoint_late(PersonId const& person) {
  if (!seats_.contains(person)) add_person(person);
  seat(person).client.emplace(person, *randomness_);
  if (std::find(juror_ids_.begin(), juror_ids_.end(), person) == juror_ids_.end())
    juror_ids_.push_back(person);
  std::vector<record::Opening> openings;
  auto body = appointment(person, now_, setup_.rules.mandate.term_years, openings, *randomness_);
  register_act(PersonId::of(setup_.director), std::move(body), std::move(openings));
  return re_enrol(person);
}

// --- time ---

void Table::append(std::vector<record::Entry> const& entries) {
  session_->append(entries);
  entries_.insert(entries_.end(), entries.begin(), entries.end());
}

void Table::elapse() {
  append(session_->elapse(now_, server_key_));
}

void Table::wait(Duration duration) {
  auto const until = now_ + duration;
  // The server wakes at every deadline.
  for (auto next = session_->next_deadline(); next && *next <= until; next = session_->next_deadline()) {
    now_ = std::max(now_, *next);
    auto const before = session_->size();
    elapse();
    ensure(session_->size() != before, "something follows at a deadline");
  }
  now_ = until;
}

void Table::server_down(Duration duration) {
  auto const from = now_;
  now_ = now_ + duration;
  append(expect(session_->declare(Resumed{from, now_}, now_, server_key_)));
  elapse();
}

// --- acts ---

Outgoing Table::sign(PersonId const& person, SessionIntent intent) const {
  return participant::sign_act(*session_, person, key(person), std::move(intent), now_);
}

Result<std::uint64_t> Table::hand_in(Outgoing outgoing) {
  now_ = now_ + Duration{1};
  elapse();
  auto received = session_->receive(std::move(outgoing.envelope), std::move(outgoing.openings));
  if (!received) return received.error();
  if (auto const complete = Session::complete(*received); !complete) return complete.error();
  std::optional<crypto::Hash> proved;
  if (received->proofs) {
    if (auto const proof = received->proofs->alone(); !proof) return proof.error();
    proved = received->proofs->context;
  }
  auto const entries = session_->decide(*received, proved, now_, server_key_);
  if (!entries) return entries.error();
  append(*entries);
  return entries->front().position;
}

Result<std::uint64_t> Table::act(PersonId const& person, SessionIntent intent) {
  return hand_in(sign(person, std::move(intent)));
}

std::optional<Result<std::uint64_t>> Table::one_duty(PersonId const& person) {
  auto intent = juror(person).duty(state());
  if (!intent) return std::nullopt;
  return act(person, std::move(*intent));
}

std::size_t Table::run_duties() {
  std::size_t acts = 0;
  for (bool busy = true; busy;) {
    busy = false;
    for (auto const& person : juror_ids_) {
      if (!present(person)) continue;
      while (auto const done = one_duty(person)) {
        expect(*done);
        ++acts;
        busy = true;
      }
    }
  }
  return acts;
}

std::size_t Table::run_ballots() {
  std::size_t acts = 0;
  for (auto const& person : juror_ids_) {
    if (!present(person)) continue;
    while (auto intent = juror(person).ballot_step(state())) {
      expect(act(person, std::move(*intent)));
      ++acts;
    }
  }
  return acts;
}

// --- usual acts ---

namespace {

Case const& case_of(SessionState const& state, CaseId const& id) {
  return *expect(find_case(state, id));
}

}  // namespace

PersonId Table::presiding(CaseId const& id) const {
  auto const found = state().cases.find(id);
  auto const who = found == state().cases.end() ? deliberation::presiding(state())
                                                : deliberation::presiding(state(), *found->second);
  return who.value_or(state().opened_by);
}

Result<std::uint64_t> Table::declare(PersonId const& person, CaseId const& id, std::string_view conflict) {
  SessionIntent intent{DeclareConflict{id, Conflict::none, {}, false}, {}, {}};
  if (!conflict.empty()) {
    auto const reason = confide(conflict, intent.openings);
    intent.body = DeclareConflict{id, Conflict::real, reason, false};
  }
  return act(person, std::move(intent));
}

Result<std::uint64_t> Table::recuse(PersonId const& person, CaseId const& id, std::string_view reason) {
  std::vector<record::Opening> openings;
  auto const commitment = confide(reason, openings);
  return act(person, SessionIntent{Recuse{id, commitment, false}, {}, std::move(openings)});
}

Result<std::uint64_t> Table::request_recusal(PersonId const& person, CaseId const& id,
                                             std::string_view reason) {
  std::vector<record::Opening> openings;
  auto const commitment = confide(reason, openings);
  return act(PersonId::of(setup_.director),
             SessionIntent{RequestRecusal{id, person, commitment}, {}, std::move(openings)});
}

Result<std::uint64_t> Table::answer_recusal_request(PersonId const& person, CaseId const& id, bool accepted) {
  return act(person, AnswerRecusalRequest{id, accepted, {}});
}

Result<std::uint64_t> Table::withdraw_recusal_request(PersonId const& person, CaseId const& id) {
  return act(PersonId::of(setup_.director), WithdrawRecusalRequest{id, person});
}

Result<std::uint64_t> Table::open_case(CaseId const& id, std::optional<PersonId> by) {
  return act(by.value_or(presiding(id)), OpenCase{id});
}

Result<std::uint64_t> Table::call_roll(CaseId const& id, std::optional<PersonId> by) {
  return act(by.value_or(presiding(id)), CallRoll{id});
}

Result<std::uint64_t> Table::call_consensus(CaseId const& id, std::optional<PersonId> candidate,
                                            Duration time, std::optional<PersonId> by) {
  auto const found = find_case(state(), id);
  if (!found) return found.error();
  auto const motion = candidate ? candidate_hash(*candidate) : motion_hash((*found)->motion);
  return act(by.value_or(presiding(id)), CallConsensus{id, motion, candidate, now_ + time});
}

Result<std::uint64_t> Table::answer(PersonId const& person, CaseId const& id, Position position,
                                    std::string_view reason) {
  auto const found = find_case(state(), id);
  if (!found) return found.error();
  SessionIntent intent{AnswerConsensus{id, position, {}}, {}, {}};
  if (!reason.empty()) {
    auto const commitment = confide(reason, intent.openings);
    intent.body = AnswerConsensus{id, position, commitment};
  }
  if (auto const* calling = std::get_if<Calling>(&(*found)->phase)) intent.answers = calling->call.hash;
  return act(person, std::move(intent));
}

Result<std::uint64_t> Table::open_ceremony(CaseId const& id, std::optional<std::vector<PersonId>> trustees,
                                           std::optional<PersonId> by) {
  auto const found = find_case(state(), id);
  if (!found) return found.error();
  if (!trustees) {
    trustees.emplace();
    auto const* phase = std::get_if<Deliberating>(&(*found)->phase);
    for (auto const& person : entitled(state(), **found)) {
      bool const there = phase != nullptr && phase->roll && phase->roll->present.contains(person);
      if (there && state().jurors.at(person).session_key) trustees->push_back(person);
    }
  }
  auto const key = KeyId::of("key-" + std::to_string(keys_opened_ + 1));
  auto done = act(by.value_or(presiding(id)), OpenCeremony{id, key, *trustees});
  if (done) ++keys_opened_;
  return done;
}

Result<std::uint64_t> Table::open_round(CaseId const& id, Duration time, std::optional<PersonId> by) {
  auto const found = find_case(state(), id);
  if (!found) return found.error();
  auto open = next_round(state(), **found);
  if (!open) return open.error();
  open->deadline = now_ + time;
  return act(by.value_or(presiding(id)), std::move(*open));
}

Result<std::uint64_t> Table::close_round(CaseId const& id, std::optional<PersonId> by) {
  return act(by.value_or(presiding(id)), CloseRound{round(id).id});
}

Result<std::uint64_t> Table::change_roster(std::vector<SignedExcerpt> excerpts) {
  return act(PersonId::of(setup_.director), ChangeRoster{std::move(excerpts)});
}

Round const& Table::round(CaseId const& id) const {
  auto const& rounds = case_of(state(), id).rounds;
  if (rounds.empty()) broken("no round of " + id.str() + " was opened");
  return *state().rounds.at(rounds.back());
}

void Table::all_declare(CaseId const& id) {
  for (auto const& person : juror_ids_) {
    auto const juror = state().jurors.find(person);
    if (juror == state().jurors.end() || !juror->second.seated) continue;
    auto const& standings = case_of(state(), id).standings;
    auto const known = standings.find(person);
    if (known == standings.end() || known->second.standing == Standing::undeclared)
      expect(declare(person, id));
  }
}

void Table::elect(Office office, PersonId const& person) {
  auto const id = CaseId::of("election-" + std::to_string(state().agenda.size()));
  auto const opener = office == Office::chairperson ? state().opened_by : presiding(id);
  expect(act(opener, OpenElection{id, office, {}}));
  run_duties();
  expect(act(person, Nominate{id, person}));
  expect(call_roll(id));
  run_duties();
  expect(call_consensus(id, person));
  for (auto const& each : entitled(state(), case_of(state(), id))) {
    if (!present(each)) continue;
    expect(answer(each, id, Position::agree));
  }
}

void Table::prepare_ballot(CaseId const& id) {
  run_duties();
  expect(call_roll(id));
  run_duties();
  if (live_key(state(), case_of(state(), id))) return;
  expect(open_ceremony(id));
  run_duties();
}

// --- the record ---

record::RecordFile Table::record() const {
  auto const& log = session_->log();
  return {{log, record::Openings::kept, {record::origin_of(server_name, log), server_key_.public_key()}},
          entries_,
          record::SignedHead::make({log, session_->size(), session_->root()}, server_name, server_key_),
          {}};
}

Result<void> Table::replays() const {
  Session reader(session_->log(), server_key_.public_key());
  for (auto const& entry : entries_) {
    if (auto const read = reader.replay(entry); !read) return read.error();
  }
  if (auto const settled = reader.settled(); !settled) return settled.error();
  if (reader.root() != session_->root()) return refuse(Reason::bad_inclusion, "/root");
  return {};
}

}  // namespace conclave::table
