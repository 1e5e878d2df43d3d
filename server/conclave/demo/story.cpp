// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "story.hpp"

#include "../rules_file.hpp"
#include "cast.hpp"
#include "chamber.hpp"
#include "tampering.hpp"

#include <conclave/deliberation/register/admissibility.hpp>
#include <conclave/deliberation/register/docket.hpp>
#include <conclave/verifier/verification.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

namespace conclave::server::demo {
namespace {

using namespace deliberation;

constexpr unsigned chapters = 13;

Timestamp now() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

std::string read_file(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw WentWrong("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// When a mandate began that ends at `end`.
Timestamp mandate_begin(Timestamp end, std::uint32_t years) {
  constexpr std::int64_t day = 86'400'000;
  for (std::int64_t leap = 0; leap < 4; ++leap) {
    Timestamp const from{end.ms - (static_cast<std::int64_t>(years) * 365 + leap) * day};
    if (mandate_end(from, years) == end) return from;
  }
  throw WentWrong("no day fits the end of the mandate");
}

class Story {
public:
  explicit Story(StorySettings const& settings)
      : settings_(settings), transcript_(settings.out / "transcript.txt", chapters),
        stage_({settings.conclave, settings.out / "data", settings.out / "logs", settings.port}, transcript_),
        chamber_(stage_, transcript_, LogId::of("session-2022-intake")) {
    auto const loaded = load_rules(read_file(settings.rules), settings.rules.string());
    if (!loaded) throw WentWrong("the rules cannot be read: " + describe(loaded.error()));
    rules_ = *loaded;
  }

  void tell() {
    found();
    appoint();
    enrol();
    import_docket();
    open_session();
    elect_chairperson();
    elect_vice_chairperson();
    first_and_second_case();
    third_case();
    fourth_case();
    fifth_case();
    certify();
    verify();
  }

  void serve_on() {
    transcript_.end("Conclave goes on serving. Open https://localhost:" + std::to_string(stage_.port()) +
                    "/healthz, or follow the log in " + (settings_.out / "logs" / "server.log").string() +
                    ".\nPress Ctrl-C to stop.");
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    int caught = 0;
    sigwait(&signals, &caught);
  }

  void stop() { static_cast<void>(stage_.stop_server()); }

private:
  static std::string director_id() { return std::string(director.id); }
  static std::string secretary_id() { return std::string(secretary.id); }
  CaseId case_at(std::size_t index) const { return cases_.at(index).case_id; }

  // 1
  void found() {
    transcript_.chapter("The register is founded");
    auto const token = stage_.initialise(director_id());
    transcript_.line("conclave init makes the server's key and a one-time link for the Director");
    stage_.start_server();
    transcript_.line("the server listens on https://localhost:" + std::to_string(stage_.port()) +
                     " (TLS, a certificate of its own)");
    stage_.seat(director_id());
    stage_.order(director_id(), Found{token, std::string(director.name), record::encode_text(rules_)});
    stage_.await_ready(director_id(), "found_register");
    stage_.order(director_id(), SignInNow{});
    stage_.await_ready(director_id(), "signed in");
    transcript_.line(std::string(director.name) +
                     " becomes Director: the key made in that process is entry 0 of the register");
  }

  // 2
  void appoint() {
    transcript_.chapter("The Director appoints the jury");
    BarPerson bar;
    bar.name = barred.name;
    stage_.act(director_id(), register_log(), bar, {{"email", "v.marchetti@board.example"}});
    transcript_.line(std::string(barred.name) + " sits on the " + rules_.barred_list +
                     ", and is on the list of barred people");

    AppointSecretariat office;
    office.person = PersonId::of(secretary.id);
    office.name = secretary.name;
    office.mandate_from = {now().ms - 86'400'000};
    office.mandate_to = mandate_end(office.mandate_from, 4);
    stage_.act(director_id(), register_log(), office);
    transcript_.line(std::string(secretary.name) + " is appointed to the secretariat");

    ended_ = {now().ms + 9'000};
    for (auto const& juror : jurors) {
      AppointJuror appoint;
      appoint.person = PersonId::of(juror.id);
      appoint.name = juror.name;
      bool const ends_soon = juror.id == "ivo";
      appoint.mandate_from =
          ends_soon ? mandate_begin(ended_, rules_.mandate.term_years) : Timestamp{now().ms - 3'600'000};
      appoint.mandate_to = mandate_end(appoint.mandate_from, rules_.mandate.term_years);
      stage_.act(director_id(), register_log(), appoint, texts_of(juror));
      transcript_.line(std::string(juror.name) + " is appointed for " +
                       std::to_string(rules_.mandate.term_years) + " years (" + std::string(juror.region) +
                       ", " + std::string(juror.gender.empty() ? "gender withheld" : juror.gender) + ")" +
                       (ends_soon ? "; an old mandate that ends during this demonstration" : ""));
    }
    AppointJuror tenth;
    tenth.person = PersonId::of(barred.id);
    tenth.name = "VITTORIO Marchetti";
    tenth.mandate_from = {now().ms - 3'600'000};
    tenth.mandate_to = mandate_end(tenth.mandate_from, rules_.mandate.term_years);
    auto const denied = stage_.refused(director_id(), register_log(), tenth, texts_of(barred));
    chamber_.expect(denied.reason == "barred_person", "the tenth appointment is refused as barred");
    transcript_.line("a tenth appointment is refused: " + denied.detail);
  }

  static std::map<std::string, std::string> texts_of(Character const& person) {
    return {{"email", std::string(person.id) + "@experts.example"},
            {"region", std::string(person.region)},
            {"gender", std::string(person.gender)},
            {"expertise", "Twenty years of work on lifelong learning (invented)"},
            {"independence", "Holds no office with any applicant (invented)"}};
  }

  // 3
  void enrol() {
    transcript_.chapter("Everybody enrols a key of their own");
    std::vector<std::string> people{secretary_id()};
    for (auto const& juror : jurors)
      people.emplace_back(juror.id);
    for (auto const& person : people) {
      stage_.order(director_id(), AskInvitation{PersonId::of(person)});
      auto const token = stage_.await_invitation(person);
      stage_.seat(person, person == secretary_id());
      stage_.order(person, EnrolKey{token});
      stage_.await_ready(person, "enrol");
    }
    transcript_.line(std::to_string(people.size()) + " one-time invitations, " +
                     std::to_string(people.size()) +
                     " processes, each with an identity key that never leaves it");
    stage_.order(director_id(), SignWaiting{static_cast<std::uint32_t>(people.size())});
    stage_.await_ready(director_id(), "sign_roster");
    transcript_.line("the Director signs all that waits in one step: the roster stands");
    for (auto const& person : people) {
      stage_.order(person, SignInNow{});
      stage_.await_ready(person, "signed in");
    }
    transcript_.line("everybody signs in: the server's nonce, signed with the identity key");
  }

  // 4
  void import_docket() {
    transcript_.chapter("The secretariat imports the docket");
    stage_.await("the register", [&] { return stage_.has_register(); });
    auto const parsed =
        parse_docket_csv(read_file(settings_.docket), docket_options(stage_.register_state()));
    if (!parsed) throw WentWrong("the docket cannot be read: " + describe(parsed.error()));
    cases_ = *parsed;
    ImportDocket docket;
    docket.docket = DocketId::of("intake-2022");
    docket.title = "Intake 2022";
    docket.source = "Public announcement of the Global Network of Learning Cities, September 2022";
    docket.cases = cases_;
    stage_.act(secretary_id(), register_log(), docket);
    transcript_.line(std::to_string(cases_.size()) + " cities of the real intake of 2022: " +
                     cases_.front().title + ", " + cases_.at(1).title + " … " + cases_.back().title);
    RecordChecks checks;
    checks.docket = docket.docket;
    for (auto const& each : cases_) {
      for (auto const& check : rules_.admissibility.checks) {
        checks.checks.push_back({each.case_id, check.id, CheckResult::passed});
      }
    }
    auto const count = checks.checks.size();
    auto const position = stage_.act(secretary_id(), register_log(), checks);
    stage_.await("the checks", [&] { return stage_.register_size() > position; });
    transcript_.line("admissibility is confirmed in bulk: " + std::to_string(count) + " checks (" +
                     std::to_string(rules_.admissibility.checks.size()) +
                     " for each city, and the cap per country)");
  }

  // 5
  void open_session() {
    transcript_.chapter("The session opens");
    auto const wait = ended_.ms - now().ms + 50;
    if (wait > 0) std::this_thread::sleep_for(std::chrono::milliseconds(wait));
    OpenSession open;
    open.title = "Intake 2022, first session";
    open.rules = rules_;
    open.roster = *stage_.register_state().roster;
    for (auto const& each : cases_) {
      auto const item = agenda_item(stage_.register_state(), each.case_id);
      if (!item) throw WentWrong("not admissible: " + describe(item.error()));
      open.cases.push_back(*item);
    }
    stage_.follow_session(chamber_.log());
    stage_.open(secretary_id(), chamber_.log(), open);
    stage_.await("the session", [&] { return stage_.session().size() >= 2; });
    for (auto const& [person, juror] : stage_.state().jurors) {
      if (!juror.seated) transcript_.line(juror.entry.name + " is not seated: " + juror.why_unseated);
    }
    auto const seated = std::count_if(stage_.state().jurors.begin(), stage_.state().jurors.end(),
                                      [](auto const& juror) { return juror.second.seated; });
    chamber_.expect(seated == 8, "eight sit");
    stage_.await("the jurors' session keys", [&] {
      auto const& people = stage_.state().jurors;
      return std::count_if(people.begin(), people.end(),
                           [](auto const& juror) { return juror.second.session_key.has_value(); }) == 8;
    });
    transcript_.line("eight jurors sit; each client has made a key for this session and joined");
  }

  // 6
  void elect_chairperson() {
    transcript_.chapter("The jury elects its chairperson");
    auto const election = CaseId::of("election-chairperson");
    OpenElection open;
    open.case_id = election;
    open.office = Office::chairperson;
    chamber_.juror(secretary_id(), open);
    transcript_.line(std::string(secretary.name) + " presides over this election only, without a vote");
    for (auto const& [who, candidate] : Votes{{"bo", "amina"}, {"dana", "chen"}, {"grace", "hana"}}) {
      Nominate nominate;
      nominate.case_id = election;
      nominate.candidate = PersonId::of(candidate);
      chamber_.juror(who, nominate);
      transcript_.line(chamber_.name(PersonId::of(who)) + " nominates " + chamber_.name(nominate.candidate));
    }
    chamber_.roll_call(election, 8);
    chamber_.expect(
        !chamber_.consensus(election, {{"farid", "I would rather see a ballot"}}, PersonId::of("amina")),
        "consensus on the chairperson fails");
    chamber_.roll_call(election, 8);
    auto const key = chamber_.ceremony(election, "key-jury");
    auto const& context = chamber_.state().ceremonies.at(key)->context;
    chamber_.expect(context.t == 5 && context.a == 7 && context.n == 8, "t = 5, a = 7 of 8 trustees");
    Votes votes{{"amina", "amina"}, {"bo", "amina"}, {"farid", "amina"}, {"chen", "chen"},
                {"dana", "chen"},   {"eli", "chen"}, {"grace", "hana"},  {"hana", "hana"}};
    auto round = chamber_.open_round(election);
    hold(election, round, votes);
    transcript_.line("the last candidate drops out; two remain");
    votes["grace"] = "amina";
    votes["hana"] = "chen";
    chamber_.roll_call(election, 8);
    round = chamber_.open_round(election);
    hold(election, round, votes);
    votes["hana"] = "amina";
    chamber_.roll_call(election, 8);
    round = chamber_.open_round(election);
    hold(election, round, votes);
    chamber_.say_decision(election);
    chamber_.expect(chamber_.state().chairperson == PersonId::of("amina"),
                    "Amina Diallo is elected in the third round");
  }

  void hold(CaseId const& id, RoundId const& round, Votes const& votes) {
    chamber_.vote(round, votes);
    std::vector<std::string> voters;
    for (auto const& [voter, option] : votes)
      voters.push_back(voter);
    chamber_.await_ballots(round, voters);
    chamber_.close_and_open(id, round);
  }

  // 7
  void elect_vice_chairperson() {
    transcript_.chapter("A vice-chairperson, by consensus");
    auto const election = CaseId::of("election-vice-chairperson");
    OpenElection open;
    open.case_id = election;
    open.office = Office::vice_chairperson;
    chamber_.juror("amina", open);
    Nominate nominate;
    nominate.case_id = election;
    nominate.candidate = PersonId::of("chen");
    chamber_.juror("amina", nominate);
    chamber_.roll_call(election, 8);
    chamber_.expect(chamber_.consensus(election, {}, nominate.candidate),
                    "the vice-chairperson is elected by consensus");
    chamber_.say_decision(election);
  }

  void open_case(CaseId const& id) {
    OpenCase open;
    open.case_id = id;
    chamber_.preside(id, open);
    auto const who = presiding(chamber_.state(), chamber_.case_of(id));
    transcript_.line(chamber_.name(*who) + " opens the case of " + chamber_.case_of(id).item.title);
  }

  // 8
  void first_and_second_case() {
    transcript_.chapter("Two cases by consensus: " + cases_.at(0).title + ", and " + cases_.at(1).title +
                        " after an amendment");
    auto id = case_at(0);
    chamber_.declare_all(id);
    open_case(id);
    chamber_.roll_call(id, 8);
    chamber_.expect(chamber_.consensus(id, {}), "the first case is adopted");
    chamber_.say_decision(id);

    id = case_at(1);
    chamber_.declare_all(id);
    open_case(id);
    chamber_.roll_call(id, 8);
    chamber_.expect(!chamber_.consensus(id, {{"dana", "nothing is said about adult education"}}),
                    "an objection blocks");
    AmendMotion amend;
    amend.case_id = id;
    amend.motion = chamber_.case_of(id).motion + ", and ask for a plan on adult education within a year";
    chamber_.preside(id, amend);
    transcript_.line("the motion is amended: \"" + amend.motion + "\"");
    chamber_.roll_call(id, 8);
    chamber_.expect(chamber_.consensus(id, {}), "consensus at the second call");
    chamber_.say_decision(id);
  }

  // 9
  void third_case() {
    transcript_.chapter("A conflict, a request to recuse, a tie and a majority: " + cases_.at(2).title);
    auto const id = case_at(2);
    DeclareConflict conflict;
    conflict.case_id = id;
    conflict.conflict = Conflict::real;
    conflict.reason = Commitment{};
    chamber_.juror("bo", conflict, {{"reason", "advised the city until last year"}});
    transcript_.line(chamber_.name(PersonId::of("bo")) + " declares a conflict, and is out of this case");
    chamber_.declare_all(id, {"bo"});
    RequestRecusal request;
    request.case_id = id;
    request.person = PersonId::of("eli");
    stage_.await_entry(stage_.act(director_id(), chamber_.log(), request,
                                  {{"reason", "a brother works in the mayor's office"}}));
    transcript_.line("the Director asks " + chamber_.name(request.person) +
                     " to recuse: suspended until it is answered");
    AnswerRecusalRequest answer;
    answer.case_id = id;
    answer.accepted = true;
    chamber_.juror("eli", answer);
    transcript_.line(chamber_.name(request.person) + " accepts");
    open_case(id);
    chamber_.roll_call(id, 6);
    chamber_.expect(!chamber_.consensus(id, {{"grace", "the plan has no budget"}}), "an objection");
    chamber_.roll_call(id, 6);
    chamber_.ceremony(id, "key-case-3");
    auto round = chamber_.open_round(id);
    Votes votes{{"amina", "for"},    {"chen", "for"},      {"hana", "for"},
                {"dana", "against"}, {"farid", "against"}, {"grace", "against"}};
    hold(id, round, votes);
    transcript_.line("a tie decides nothing: the jury votes again");
    votes["farid"] = "for";
    chamber_.roll_call(id, 6);
    round = chamber_.open_round(id);
    hold(id, round, votes);
    chamber_.say_decision(id);
    chamber_.expect(std::get<Decided>(chamber_.case_of(id).phase).decision == Decision::adopted,
                    "adopted in the second round");
  }

  // 10
  void fourth_case() {
    transcript_.chapter("The chairperson is recused, and a juror recuses in the middle of a ballot: " +
                        cases_.at(3).title);
    auto const id = case_at(3);
    DeclareConflict conflict;
    conflict.case_id = id;
    conflict.conflict = Conflict::potential;
    conflict.reason = Commitment{};
    chamber_.juror("amina", conflict, {{"reason", "a member of the family applied for a post there"}});
    transcript_.line(chamber_.name(PersonId::of("amina")) +
                     " declares a potential conflict: the vice-chairperson presides");
    chamber_.declare_all(id, {"amina"});
    open_case(id);
    chamber_.expect(presiding(chamber_.state(), chamber_.case_of(id)) == PersonId::of("chen"),
                    "the vice-chairperson presides");
    chamber_.roll_call(id, 7);
    chamber_.expect(!chamber_.consensus(id, {{"hana", "the mayor has not adopted the key features"}}),
                    "an objection");
    chamber_.roll_call(id, 7);
    chamber_.ceremony(id, "key-case-4");
    auto round = chamber_.open_round(id);
    chamber_.vote(round, {{"bo", "for"}, {"dana", "against"}});
    chamber_.await_ballots(round, {"bo", "dana"});
    Recuse recuse;
    recuse.case_id = id;
    chamber_.juror("grace", recuse, {{"reason", "I have just seen who leads the project"}});
    stage_.await("the cancelled round",
                 [&] { return std::holds_alternative<Cancelled>(chamber_.state().rounds.at(round)->phase); });
    transcript_.line(
        chamber_.name(PersonId::of("grace")) +
        " recuses while the ballot is open: the round is cancelled, and not one ballot of it is opened");
    chamber_.roll_call(id, 6);
    chamber_.ceremony(id, "new-key-case-4");
    round = chamber_.open_round(id);
    hold(id, round,
         {{"bo", "for"},
          {"chen", "against"},
          {"dana", "against"},
          {"eli", "against"},
          {"farid", "for"},
          {"hana", "against"}});
    chamber_.say_decision(id);
    chamber_.expect(std::get<Decided>(chamber_.case_of(id).phase).decision == Decision::rejected,
                    "rejected by majority");
  }

  // 11
  void fifth_case() {
    transcript_.chapter("Three connections fail, and the jury decides all the same: " + cases_.at(4).title);
    auto const id = case_at(4);
    chamber_.declare_all(id);
    open_case(id);
    chamber_.roll_call(id, 8);
    chamber_.expect(!chamber_.consensus(id, {{"bo", "the commune has no school board"}}), "an objection");
    chamber_.roll_call(id, 8);

    stage_.order("farid", Disconnect{"commit_key"});
    chamber_.open_ceremony(id, "key-case-5");
    stage_.await_ready("farid", "disconnected");
    transcript_.line(chamber_.name(PersonId::of("farid")) + " is cut off in the middle of the key ceremony");
    auto const first = KeyId::of("key-case-5");
    stage_.await("the others' dealings",
                 [&] { return chamber_.state().ceremonies.at(first)->revealed.size() == 7; });
    stage_.await("the end of the step",
                 [&] { return now() > chamber_.state().ceremonies.at(first)->step_deadline; });
    PassOver pass;
    pass.key = first;
    pass.jurors = {PersonId::of("farid")};
    chamber_.preside(id, pass);
    transcript_.line(
        "the chair goes on without: a new key among seven, who still need five of eight to open");
    chamber_.await_live(id, KeyId::of("key-case-5-2"));
    stage_.order("farid", Reconnect{});
    stage_.await_ready("farid", "signed in");
    transcript_.line(chamber_.name(PersonId::of("farid")) +
                     " is back: \"you can vote; others hold the key\"");

    auto const round = chamber_.open_round(id, 30'000);
    chamber_.vote(round, {{"hana", "against"}, {"eli", "for"}});
    chamber_.await_ballots(round, {"hana", "eli"});
    stage_.order("hana", Disconnect{});
    stage_.await_ready("hana", "disconnected");
    stage_.take_away("eli");
    transcript_.line(chamber_.name(PersonId::of("hana")) + " is cut off in the middle of the ballot; " +
                     chamber_.name(PersonId::of("eli")) + " has voted, and never comes back");
    stage_.order("hana", Reconnect{});
    stage_.await_ready("hana", "signed in");
    auto const before = chamber_.state().rounds.at(round)->voters.at(PersonId::of("hana")).last->hash;
    stage_.order("hana", Vote{round, OptionId::of("for")});
    stage_.await("the new ballot", [&] {
      return chamber_.state().rounds.at(round)->voters.at(PersonId::of("hana")).last->hash != before;
    });
    transcript_.line(chamber_.name(PersonId::of("hana")) +
                     " comes back, picks up where the log stood, and replaces the ballot");
    chamber_.vote(round, {{"amina", "for"},
                          {"bo", "against"},
                          {"chen", "for"},
                          {"dana", "for"},
                          {"farid", "against"},
                          {"grace", "abstain"}});
    chamber_.await_ballots(round, {"amina", "bo", "chen", "dana", "eli", "farid", "grace", "hana"});
    chamber_.close_and_open(id, round);
    chamber_.say_decision(id);
    auto const& counts = std::get<Concluded>(chamber_.state().rounds.at(round)->phase).counts;
    chamber_.expect(counts.at(0).votes == 5 && counts.at(1).votes == 2 && counts.at(2).votes == 1,
                    "5 for, 2 against, 1 abstains");
  }

  // 12
  void certify() {
    transcript_.chapter("Closed, certified, countersigned, exported");
    chamber_.juror(secretary_id(), CloseSession{});
    auto const& closed = std::get<Closed>(chamber_.state().phase);
    transcript_.line("the session is closed at " + std::to_string(closed.size) + " entries");
    Certify certify;
    certify.size = closed.size;
    certify.root = closed.root;
    Countersign countersign;
    countersign.size = closed.size;
    countersign.root = closed.root;
    chamber_.juror(secretary_id(), certify);
    transcript_.line(std::string(secretary.name) + " certifies the record");
    chamber_.juror("amina", countersign);
    stage_.await("the certificate",
                 [&] { return std::holds_alternative<Certified>(chamber_.state().phase); });
    transcript_.line(chamber_.name(PersonId::of("amina")) + " countersigns: the log is closed for ever");
    auto const record = settings_.out / "record.conclave";
    std::filesystem::remove(record);
    auto const exported = run({settings_.conclave, "export", chamber_.log().str(), "--data",
                               (settings_.out / "data").string(), "--out", record.string()},
                              (settings_.out / "logs" / "export.log").string());
    if (exported.exit_code != 0) throw WentWrong("the record could not be exported: " + exported.output);
    transcript_.line("the record is exported to " + record.string() + " (" +
                     std::to_string(std::filesystem::file_size(record) / 1024) + " kB)");
  }

  // 13
  void verify() {
    transcript_.chapter("Anybody verifies the record, and nobody can change it");
    auto const path = settings_.out / "record.conclave";
    auto const fingerprint = verifier::fingerprint(stage_.state().roster->founder.key.bytes());
    auto const errors = (settings_.out / "logs" / "verify.log").string();
    auto const verified = run({settings_.conclave_verify, path.string(), "--director", fingerprint}, errors);
    transcript_.quote(verified.output);
    chamber_.expect(verified.exit_code == 0, "the record holds");

    auto const record = read_file(path);
    auto const& entries = stage_.entries();
    tamper(record, "a ballot", entry_with(entries, "\"kind\":\"cast_ballot\""), "\"ciphertext\":");
    tamper(record, "a roster entry", std::uint64_t{0}, "mandate_to");
    tamper(record, "an outcome", entry_with(entries, "\"finding\":\"round_outcome\""), "\"votes\":");
  }

  /// Changes the character behind the first `mark` in the entry's signed bytes, and wants the entry to be
  /// named.
  void tamper(std::string const& record, std::string const& what, std::optional<std::uint64_t> position,
              std::string const& mark) {
    if (!position) throw WentWrong("the record holds no entry for " + what);
    auto const& payload = stage_.entries().at(*position).envelope.payload;
    auto at = payload.find(mark);
    if (at == std::string::npos) throw WentWrong("no " + mark + " in entry " + std::to_string(*position));
    at = payload.find_first_of("0123456789abcdef", payload.find(':', at) + 1);  // the value's first digit
    auto const text = payload.substr(0, at + 1);
    auto const file = settings_.out / "changed.conclave";
    std::ofstream(file, std::ios::binary) << with_one_byte_changed(record, *position, text);
    auto const found = run({settings_.conclave_verify, file.string(), "--json"},
                           (settings_.out / "logs" / "verify.log").string());
    auto const json = record::parse_strict(found.output, {std::size_t{16} << 20U, 32});
    chamber_.expect(found.exit_code == 1 && json && json->is_object(),
                    "a record with a changed byte does not hold");
    bool named = false;
    for (auto const& check : json->get_object().at("checks").as_array()) {
      for (auto const& finding : check.as_object().at("findings").as_array()) {
        auto const* entry = finding.as_object().if_contains("entry");
        if (entry == nullptr || !entry->is_int64() ||
            entry->as_int64() != static_cast<std::int64_t>(*position))
          continue;
        if (!named) {
          transcript_.line("one byte changed in " + what + ": FOUND. " +
                           std::string(finding.as_object().at("what").as_string()));
        }
        named = true;
      }
    }
    chamber_.expect(named, "the change in " + what + " is found and entry " + std::to_string(*position) +
                               " is named");
    std::filesystem::remove(file);
  }

  StorySettings settings_;
  Transcript transcript_;
  Stage stage_;
  Chamber chamber_;
  Rules rules_;
  std::vector<DocketCase> cases_;
  Timestamp ended_;  ///< when the ninth juror's mandate ends
};

}  // namespace

int tell_story(StorySettings const& settings) {
  // Signals are waited for in serve_on(); the processes on the stage end with their standard input.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  std::signal(SIGPIPE, SIG_IGN);
  std::filesystem::create_directories(settings.out / "logs");
  std::filesystem::remove_all(settings.out / "data");
  auto const started = std::chrono::steady_clock::now();
  try {
    Story story(settings);
    story.tell();
    auto const seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started).count();
    std::cout << "\nEverything came out as told, in " << seconds
              << " seconds.\nRecord:     " << (settings.out / "record.conclave").string()
              << "\nTranscript: " << (settings.out / "transcript.txt").string() << "\n"
              << std::flush;
    if (settings.keep_serving) {
      pthread_sigmask(SIG_BLOCK, &signals, nullptr);
      story.serve_on();
    }
    story.stop();
    return 0;
  } catch (std::exception const& failure) {
    std::cerr << "\nconclave demo: " << failure.what() << "\nThe logs of all processes are in "
              << (settings.out / "logs").string() << "\n";
    return 1;
  }
}

}  // namespace conclave::server::demo
