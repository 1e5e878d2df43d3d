// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// conclave_load: many juries at once against a real server on 127.0.0.1, for a bounded number of rounds at a
// steady pace. Every act is verified and on disk before it is acknowledged, and every acknowledged act must
// stand in the log at the end; latencies, throughput and the server's memory are reported.
//
//   conclave_load --conclave build/release/bin/conclave --rules config/rules/gnlc-membership-jury.toml
#include "house.hpp"

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/deliberation/register/people.hpp>
#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/participant/juror.hpp>
#include <conclave/participant/signing.hpp>

#include <CLI/CLI.hpp>
#include <table.hpp>
#include <wire_client.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace conclave::load {
namespace {

using namespace std::chrono_literals;
using namespace deliberation;
using server::WireClient;
using Clock = std::chrono::steady_clock;
using Session = Proceedings<SessionLaw>;
using Register = Proceedings<RegisterLaw>;

struct Options {
  std::string conclave;
  std::string rules;
  std::size_t juries = 20;
  std::size_t jurors = 15;
  std::size_t rounds = 2;
  std::size_t pace = 100;  ///< milliseconds between the acts of one jury
};

Timestamp wall_clock() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

template <class T>
T must(Result<T> result, std::string const& what) {
  if (!result) throw std::runtime_error(what + ": " + describe(result.error()));
  return std::move(*result);
}

/// The second line of a checkpoint is the log's size.
std::uint64_t size_of(std::string const& head) {
  auto const line = head.find('\n');
  return line == std::string::npos ? 0 : std::stoull(head.substr(line + 1));
}

/// Puts the entries of a message into a copy of the log; other messages are nothing to it.
template <class Law>
void follow(Proceedings<Law>& log, gateway::ServerMessage const& message,
            std::vector<record::Entry>* kept = nullptr) {
  auto const* entries = std::get_if<gateway::Entries>(&message);
  if (entries == nullptr || entries->log != log.log()) return;
  for (auto const& entry : entries->entries) {
    if (entry.position < log.size()) continue;
    // Proofs are the server's work here; the order, the signatures and the findings are checked.
    auto const held = log.replay(entry, [](ProofCheck const&, std::uint64_t) -> Result<void> { return {}; });
    if (!held) throw std::runtime_error("the log does not replay: " + describe(held.error()));
    if (kept != nullptr) kept->push_back(entry);
  }
}

struct Person {
  PersonId id;
  crypto::IdentityKey key;
};

struct Measured {
  std::vector<double> milliseconds;  ///< from handing in to the acknowledgement
  std::size_t lost = 0;
};

/// The server's people: a Director, a secretary, jurors.
class People {
public:
  People(gateway::ClientPool& pool, gateway::ClientSettings const& settings, std::string const& token,
         std::size_t jurors)
      : pool_(pool), settings_(settings), director_(person("director")), secretary_(person("secretary")) {
    WireClient office(pool, settings);
    Register log(register_log(), office.welcome().server_key);
    auto rules = table::table_rules();
    rules.ballot.always_secret = true;
    rules.election.abstention = false;
    hand_in(office, log, director_, FoundRegister{"A Director", director_.key.public_key(), rules}, {},
            token);
    static_cast<void>(must(office.sign_in(director_.id, director_.key), "signing in"));
    office.subscribe(register_log(), 0);
    await(office, log, 1);
    auto const from = Timestamp{wall_clock().ms - 86'400'000};
    hand_in(office, log, director_,
            AppointSecretariat{secretary_.id, "A secretary", from, mandate_end(from, 20)});
    enrol(office, secretary_);
    for (std::size_t i = 0; i < jurors; ++i) {
      jurors_.push_back(person("juror-" + std::to_string(100 + i)));
      auto const& juror = jurors_.back();
      std::vector<record::Opening> openings;
      auto const text = [&](std::string_view what) {
        return participant::confide(what, openings, randomness_);
      };
      AppointJuror body;
      body.person = juror.id;
      body.name = juror.id.str();
      body.email = text(juror.id.str() + "@jury.example");
      body.region = text("Africa");
      body.gender = text("");
      body.expertise = text("adult education");
      body.independence = text("no ties to any applicant");
      body.mandate_from = from;
      body.mandate_to = mandate_end(from, rules.mandate.term_years);
      hand_in(office, log, director_, std::move(body), std::move(openings));
      enrol(office, juror);
    }
    while (waiting_for_signature(log.state()).size() < jurors + 1) {
      if (auto const message = office.poll(5s)) {
        follow(log, *message);
      } else {
        throw std::runtime_error("the enrolments did not come");
      }
    }
    hand_in(office, log, director_, SignRoster{waiting_for_signature(log.state())});
    roster_ = *log.state().roster;
    rules_ = rules;
    server_key_ = office.welcome().server_key;
  }

  Person const& secretary() const noexcept { return secretary_; }
  std::vector<Person> const& jurors() const noexcept { return jurors_; }
  std::vector<SignedExcerpt> const& roster() const noexcept { return roster_; }
  Rules const& rules() const noexcept { return rules_; }
  crypto::PublicKey const& server_key() const noexcept { return server_key_; }

private:
  Person person(std::string const& id) {
    return {PersonId::of(id), crypto::IdentityKey::generate(randomness_)};
  }

  void hand_in(WireClient& office, Register& log, Person const& who, RegisterActBody body,
               std::vector<record::Opening> openings = {}, std::optional<std::string> token = {}) {
    auto outgoing =
        participant::sign_act(log, who.id, who.key, {std::move(body), {}, std::move(openings)}, wall_clock());
    auto const done = must(office.submit(register_log(), outgoing.envelope, outgoing.openings, token),
                           "an act of the register");
    // What was handed in with a token can be read only after signing in.
    if (!token) await(office, log, size_of(done.head));
  }

  static void await(WireClient& office, Register& log, std::uint64_t size) {
    while (log.size() < size) {
      auto const message = office.poll(5s);
      if (!message) throw std::runtime_error("the register's entries did not come");
      follow(log, *message);
    }
  }

  void enrol(WireClient& office, Person const& who) {
    auto const invited = must(office.invite(who.id), "an invitation");
    WireClient client(pool_, settings_);
    Register const empty(register_log(), client.welcome().server_key);
    auto outgoing = participant::sign_act(
        empty, who.id, who.key, {RegisterActBody(Enrol{who.key.public_key()}), {}, {}}, wall_clock());
    static_cast<void>(must(client.submit(register_log(), outgoing.envelope, {}, invited.token), "enrolling"));
    client.close();
  }

  gateway::ClientPool& pool_;
  gateway::ClientSettings settings_;
  crypto::SystemRandomness randomness_;
  Person director_;
  Person secretary_;
  std::vector<Person> jurors_;
  std::vector<SignedExcerpt> roster_;
  Rules rules_;
  crypto::PublicKey server_key_;
};

/// One session, with a connection for each of its jurors and one for the secretary who presides over its
/// election. Three candidates get the same number of votes for ever.
class Jury {
public:
  Jury(People const& people, gateway::ClientPool& pool, gateway::ClientSettings const& settings,
       std::string const& name)
      : people_(people), log_(LogId::of(name), people.server_key()) {
    secretary_ = connect(pool, settings, people.secretary());
    for (auto const& juror : people.jurors()) {
      connections_.push_back(connect(pool, settings, juror));
      clients_.push_back(std::make_unique<participant::Juror>(juror.id, randomness_));
    }
  }

  void run(Options const& options) {
    pace_ = std::chrono::milliseconds(options.pace);
    next_ = Clock::now();
    OpenSession open{"Session under load", people_.rules(), people_.roster(), {}};
    by_secretary(std::move(open));
    for (auto& connection : connections_)
      connection->subscribe(log_.log(), 0);
    secretary_->subscribe(log_.log(), 0);
    caught_up(1);
    duties();
    auto const election = CaseId::of("election");
    by_secretary(OpenElection{election, Office::chairperson, {}});
    for (std::size_t j = 0; j < 3; ++j)
      act(j, {Nominate{election, people_.jurors()[j].id}, {}, {}});
    for (std::size_t round = 0; round < options.rounds; ++round) {
      by_secretary(CallRoll{election});
      duties();
      if (!live_key(log_.state(), here(election))) {
        std::vector<PersonId> trustees;
        for (auto const& juror : people_.jurors())
          trustees.push_back(juror.id);
        by_secretary(OpenCeremony{election, KeyId::of("key-" + std::to_string(round)), trustees});
        duties();
      }
      auto next = must(next_round(log_.state(), here(election)), "the next round");
      next.deadline = wall_clock() + Duration{600'000};
      auto const options_of_round = next.options;
      auto const id = next.round;
      by_secretary(std::move(next));
      for (std::size_t j = 0; j < clients_.size(); ++j)
        clients_[j]->choose(id, options_of_round[j % options_of_round.size()].id);
      for (std::size_t j = 0; j < clients_.size(); ++j) {
        while (auto intent = clients_[j]->ballot_step(log_.state()))
          act(j, std::move(*intent));
      }
      by_secretary(CloseRound{id});
      duties();
      if (!std::holds_alternative<Concluded>(log_.state().rounds.at(id)->phase))
        throw std::runtime_error("a round has no outcome");
    }
  }

  /// Reads the log anew over another connection: every acknowledged act must stand where it was said to.
  void check(gateway::ClientPool& pool, gateway::ClientSettings const& settings) {
    auto const reader = connect(pool, settings, people_.secretary());
    Session log(log_.log(), people_.server_key());
    std::vector<record::Entry> entries;
    while (log.size() < log_.size()) {
      reader->subscribe(log_.log(), log.size());
      for (bool more = true; more;) {
        auto const message = reader->poll(10s);
        if (!message) throw std::runtime_error("the log did not come");
        follow(log, *message, &entries);
        more = !std::holds_alternative<gateway::CaughtUp>(*message) && log.size() < log_.size() &&
               !std::holds_alternative<gateway::Entries>(*message);
      }
    }
    for (auto const& [position, hash] : acknowledged_) {
      if (position >= entries.size() || record::act_hash(entries[position].envelope) != hash)
        ++measured_.lost;
    }
    if (log.root() != log_.root()) throw std::runtime_error("two readers of a log come to two roots");
  }

  Measured const& measured() const noexcept { return measured_; }

private:
  static std::unique_ptr<WireClient> connect(gateway::ClientPool& pool,
                                             gateway::ClientSettings const& settings, Person const& person) {
    auto client = std::make_unique<WireClient>(pool, settings, 60s);
    static_cast<void>(must(client->sign_in(person.id, person.key), "signing in"));
    return client;
  }

  Case const& here(CaseId const& id) const { return *log_.state().cases.at(id); }

  void by_secretary(SessionActBody body) {
    submit(*secretary_, people_.secretary(), {std::move(body), {}, {}});
  }
  void act(std::size_t juror, participant::SessionIntent intent) {
    submit(*connections_[juror], people_.jurors()[juror], std::move(intent));
  }

  void submit(WireClient& client, Person const& who, participant::SessionIntent intent) {
    std::this_thread::sleep_until(next_);
    next_ = std::max(next_ + pace_, Clock::now());
    auto outgoing = participant::sign_act(log_, who.id, who.key, std::move(intent), wall_clock());
    auto const hash = record::act_hash(outgoing.envelope);
    auto const begins = Clock::now();
    auto const done =
        must(client.submit(log_.log(), std::move(outgoing.envelope), std::move(outgoing.openings)),
             "an act of " + who.id.str());
    measured_.milliseconds.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - begins).count());
    acknowledged_.emplace_back(done.position, hash);
    if (log_.size() != 0) caught_up(size_of(done.head));
  }

  void caught_up(std::uint64_t size) {
    auto const late = Clock::now() + 60s;
    while (log_.size() < size) {
      if (auto const message = secretary_->poll(100ms)) {
        follow(log_, *message);
      } else if (Clock::now() > late) {
        throw std::runtime_error("entries of " + log_.log().str() + " did not come");
      }
    }
    // The others read too, as slow readers are sent away.
    for (auto& connection : connections_) {
      while (connection->poll(0ms)) {
      }
    }
  }

  void duties() {
    for (bool busy = true; busy;) {
      busy = false;
      for (std::size_t j = 0; j < clients_.size(); ++j) {
        while (auto intent = clients_[j]->duty(log_.state())) {
          act(j, std::move(*intent));
          busy = true;
        }
      }
    }
  }

  People const& people_;
  crypto::SystemRandomness randomness_;
  Session log_;
  std::unique_ptr<WireClient> secretary_;
  std::vector<std::unique_ptr<WireClient>> connections_;
  std::vector<std::unique_ptr<participant::Juror>> clients_;
  std::vector<std::pair<std::uint64_t, crypto::Hash>> acknowledged_;
  std::chrono::milliseconds pace_{};
  Clock::time_point next_;
  Measured measured_;
};

int run(Options const& options) {
  House const house(options.conclave, options.rules);
  gateway::ClientPool pool;
  gateway::ClientSettings settings;
  settings.port = house.port();
  settings.trusted_certificate = house.certificate();
  People const people(pool, settings, house.directors_token(), options.jurors);
  std::this_thread::sleep_for(500ms);
  auto const idle = house.resident();
  std::vector<std::unique_ptr<Jury>> juries;
  for (std::size_t i = 1; i <= options.juries; ++i)
    juries.push_back(std::make_unique<Jury>(people, pool, settings, "session-" + std::to_string(i)));
  std::this_thread::sleep_for(500ms);
  auto const connected = house.resident();
  auto const connections = options.juries * (options.jurors + 1);

  auto const begins = Clock::now();
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<std::string> failures;
  for (auto& jury : juries) {
    threads.emplace_back([&] {
      try {
        jury->run(options);
        jury->check(pool, settings);
      } catch (std::exception const& error) {
        std::scoped_lock const lock(mutex);
        failures.emplace_back(error.what());
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  auto const seconds = std::chrono::duration<double>(Clock::now() - begins).count();

  std::vector<double> all;
  std::size_t lost = 0;
  for (auto const& jury : juries) {
    all.insert(all.end(), jury->measured().milliseconds.begin(), jury->measured().milliseconds.end());
    lost += jury->measured().lost;
  }
  std::sort(all.begin(), all.end());
  auto const quantile = [&](double q) {
    return all.empty() ? 0.0 : all[static_cast<std::size_t>(q * static_cast<double>(all.size() - 1))];
  };
  std::cout << options.juries << " juries of " << options.jurors << ", " << options.rounds << " rounds each, "
            << connections << " connections\n"
            << all.size() << " acts acknowledged in " << seconds
            << " s: " << static_cast<double>(all.size()) / seconds << " acts/s\n"
            << "acknowledgement: p50 " << quantile(0.5) << " ms, p99 " << quantile(0.99) << " ms, longest "
            << quantile(1) << " ms\n"
            << "server memory: idle " << idle << " KiB, connected " << connected << " KiB ("
            << static_cast<double>(connected - std::min(idle, connected)) / static_cast<double>(connections)
            << " KiB for a connection), at the end " << house.resident() << " KiB\n"
            << "acknowledged and not in the log: " << lost << '\n';
  for (auto const& failure : failures)
    std::cout << "failed: " << failure << '\n';
  return lost == 0 && failures.empty() ? 0 : 1;
}

}  // namespace
}  // namespace conclave::load

int main(int argc, char** argv) {
  conclave::load::Options options;
  CLI::App app("Many juries at once against a server of its own on 127.0.0.1");
  app.add_option("--conclave", options.conclave, "The program conclave")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--rules", options.rules, "A rules file for the server")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--juries", options.juries, "How many sessions at once")->check(CLI::Range(1, 200));
  app.add_option("--jurors", options.jurors, "Jurors of each")->check(CLI::Range(4, 50));
  app.add_option("--rounds", options.rounds, "Rounds of each")->check(CLI::Range(1, 100));
  app.add_option("--pace", options.pace, "Milliseconds between the acts of one jury")
      ->check(CLI::Range(0, 60000));
  CLI11_PARSE(app, argc, argv);
  try {
    return conclave::load::run(options);
  } catch (std::exception const& error) {
    std::cerr << "conclave_load: " << error.what() << '\n';
    return 2;
  }
}
