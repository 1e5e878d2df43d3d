// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "stage.hpp"

#include <conclave/crypto/bytes.hpp>

#include <fstream>
#include <thread>

namespace conclave::server::demo {

using namespace std::chrono_literals;

Stage::Stage(StageSettings settings, Transcript& transcript)
    : settings_(std::move(settings)), transcript_(transcript) {}

// --- the server ---

std::string Stage::initialise(std::string const& director) {
  auto const made =
      run({settings_.conclave, "init", "--data", settings_.data.string(), "--director", director, "--json"},
          (settings_.logs / "init.log").string());
  auto const json = record::parse_strict(made.output);
  if (made.exit_code != 0 || !json || !json->is_object() || !json->get_object().contains("token")) {
    throw WentWrong("conclave init did not work: see " + (settings_.logs / "init.log").string());
  }
  auto const& object = json->get_object();
  auto const key = crypto::from_hex(std::string_view(object.at("server_key").as_string()));
  if (!key) throw WentWrong("conclave init names no server key");
  server_key_ = crypto::PublicKey::decode(*key).value();
  return std::string(object.at("token").as_string());
}

void Stage::start_server() {
  auto const ready = settings_.data / "ready";
  std::filesystem::remove(ready);
  auto const port = port_ != 0 ? port_ : settings_.port;
  server_ = std::make_unique<Process>(
      std::vector<std::string>{settings_.conclave, "serve", "--data", settings_.data.string(), "--address",
                               "127.0.0.1", "--port", std::to_string(port), "--ready-file", ready.string()},
      (settings_.logs / "server.log").string());
  for (int i = 0; i < 2000; ++i) {
    std::ifstream file(ready);
    unsigned number = 0;
    if (file >> number && number != 0) {
      port_ = static_cast<std::uint16_t>(number);
      return;
    }
    if (server_->wait(5ms)) break;
  }
  throw WentWrong("the server did not start: see " + (settings_.logs / "server.log").string());
}

void Stage::crash_and_restart_server() {
  server_->kill();
  start_server();
}

int Stage::stop_server() {
  return server_ ? server_->stop(10s) : 0;
}

// --- members ---

void Stage::seat(std::string const& person, bool relay) {
  std::vector<std::string> arguments{settings_.conclave,
                                     "seat",
                                     person,
                                     "--port",
                                     std::to_string(port_),
                                     "--certificate",
                                     (settings_.data / "tls-certificate.pem").string()};
  if (relay) arguments.emplace_back("--relay");
  members_[person].process =
      std::make_unique<Process>(std::move(arguments), (settings_.logs / (person + ".log")).string());
  await_ready(person, "connected");
}

void Stage::order(std::string const& person, Order const& order) {
  members_.at(person).process->write_line(record::canonical(record::encode_union(order)));
}

void Stage::take_away(std::string const& person) {
  members_.at(person).process->kill();
}

void Stage::await_ready(std::string const& person, std::string const& what) {
  auto& ready = members_.at(person).ready;
  await(person + ": " + what, [&] {
    auto const found = std::find(ready.begin(), ready.end(), what);
    if (found == ready.end()) return false;
    ready.erase(found);
    return true;
  });
}

std::string Stage::await_invitation(std::string const& person) {
  std::string token;
  await("an invitation for " + person, [&] {
    for (auto& [name, member] : members_) {
      auto const found = member.invitations.find(person);
      if (found != member.invitations.end()) token = found->second;
    }
    return !token.empty();
  });
  return token;
}

std::uint64_t Stage::await_done(std::string const& person, std::uint32_t number) {
  auto& member = members_.at(person);
  await(person + "'s act", [&] {
    if (auto const denied = member.denied.find(number); denied != member.denied.end()) {
      throw WentWrong(person + ": " + denied->second.act + " was refused: " + denied->second.reason + " at " +
                      denied->second.where + ": " + denied->second.detail);
    }
    return member.done.contains(number);
  });
  return member.done.at(number);
}

Denied Stage::await_denied(std::string const& person, std::uint32_t number) {
  auto& member = members_.at(person);
  await("the refusal of " + person + "'s act", [&] {
    if (member.done.contains(number))
      throw WentWrong(person + "'s act was accepted and should have been refused");
    return member.denied.contains(number);
  });
  return member.denied.at(number);
}

// --- looking ---

void Stage::await(std::string const& what, std::function<bool()> const& seen, int seconds) {
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (;;) {
    listen();
    if (seen()) return;
    if (std::chrono::steady_clock::now() >= until) throw WentWrong("waited too long for " + what);
    std::this_thread::sleep_for(1ms);
  }
}

void Stage::await_entry(std::uint64_t position) {
  await("entry " + std::to_string(position), [&] { return session_ && session_->size() > position; });
}

deliberation::SessionState const& Stage::state() const {
  return session_->state();
}
deliberation::RegisterState const& Stage::register_state() const {
  return register_->state();
}
Stage::Session const& Stage::session() const {
  return *session_;
}

void Stage::open(std::string const& person, LogId const& log, deliberation::OpenSession const& body) {
  std::map<std::string, std::string> const texts;
  static_cast<void>(await_done(person, send(person, log, body, texts, std::nullopt)));
}

void Stage::follow_session(LogId const& log) {
  session_ = std::make_unique<Session>(log, server_key_);
}

void Stage::listen() {
  for (auto& [person, member] : members_) {
    while (auto const line = member.process->read_line(0ms)) {
      auto const json = record::parse_strict(*line, {std::size_t{16} << 20U, 64});
      auto const event = json ? record::decode_union<Event>(*json) : Result<Event>(json.error());
      if (!event) throw WentWrong(person + " said what nobody can read: " + describe(event.error()));
      on(person, *event);
    }
  }
}

void Stage::on(std::string const& person, Event const& event) {
  auto& member = members_.at(person);
  struct Hear {
    Stage& stage;
    std::string const& person;
    Member& member;
    void operator()(Ready const& ready) const { member.ready.push_back(ready.what); }
    void operator()(Done const& done) const {
      if (done.number != 0) member.done[done.number] = done.position;
      if (done.number == 0 &&
          (done.act == "found_register" || done.act == "enrol" || done.act == "sign_roster"))
        member.ready.push_back(done.act);
    }
    void operator()(Denied const& denied) const {
      // What a client tried by itself while others were quicker is no part of the story.
      if (denied.number != 0) member.denied[denied.number] = denied;
      if (denied.number == 0 &&
          (denied.act == "found_register" || denied.act == "enrol" || denied.act.empty())) {
        throw WentWrong(person + ": " + denied.act + " was refused: " + denied.reason + " " + denied.detail);
      }
    }
    void operator()(GotInvitation const& invitation) const {
      member.invitations[invitation.person.str()] = invitation.token;
    }
    void operator()(Relayed const& relayed) const { stage.on_relayed(relayed); }
    void operator()(Trouble const& trouble) const { throw WentWrong(person + ": " + trouble.what); }
  };
  std::visit(Hear{*this, person, member}, event);
}

void Stage::on_relayed(Relayed const& relayed) {
  if (relayed.log == register_log()) {
    if (!register_) register_ = std::make_unique<Register>(register_log(), server_key_);
    if (relayed.entry.position < register_->size()) return;
    if (auto const held = register_->replay(relayed.entry); !held) throw WentWrong(describe(held.error()));
    return;
  }
  if (!session_ || relayed.entry.position < session_->size()) return;
  if (auto const held = session_->replay(relayed.entry); !held) throw WentWrong(describe(held.error()));
  session_entries_.push_back(relayed.entry);
}

}  // namespace conclave::server::demo
