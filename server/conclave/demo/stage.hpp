// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The stage of the demonstration: the server process, a process for each member, a copy of the logs to look
// at, and the transcript. It gives orders and watches; it holds no key and signs nothing.
#pragma once

#include "orders.hpp"
#include "process.hpp"
#include "transcript.hpp"

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace conclave::server::demo {

/// The story did not go as it is told: the demonstration has failed.
class WentWrong : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct StageSettings {
  std::string conclave;        ///< path of the program
  std::filesystem::path data;  ///< the server's data folder
  std::filesystem::path logs;  ///< folder for the processes' own logs
  std::uint16_t port = 0;      ///< 0: any
};

class Stage {
public:
  using Session = deliberation::Proceedings<deliberation::SessionLaw>;
  using Register = deliberation::Proceedings<deliberation::RegisterLaw>;

  Stage(StageSettings settings, Transcript& transcript);

  // --- the server ---
  /// `conclave init`: the Director's one-time token.
  std::string initialise(std::string const& director);
  void start_server();
  /// Ends the server as a crash would, and starts it again on the same port.
  void crash_and_restart_server();
  int stop_server();
  std::uint16_t port() const noexcept { return port_; }

  // --- members ---
  /// Starts a member's process. Exactly one member relays what is in the logs.
  void seat(std::string const& person, bool relay = false);
  void order(std::string const& person, Order const& order);
  /// Kills the process: the member never comes back.
  void take_away(std::string const& person);
  /// Waits until the member reports `what` (Ready).
  void await_ready(std::string const& person, std::string const& what);
  std::string await_invitation(std::string const& person);

  /// An act of a session or of the register, done and in the log. Throws WentWrong if it is refused.
  template <class Body>
  std::uint64_t act(std::string const& person, LogId const& log, Body const& body,
                    std::map<std::string, std::string> texts = {},
                    std::optional<crypto::Hash> answers = std::nullopt) {
    auto const number = send(person, log, body, std::move(texts), answers);
    return await_done(person, number);
  }
  /// An act that must be refused. Throws WentWrong if it is not.
  template <class Body>
  Denied refused(std::string const& person, LogId const& log, Body const& body,
                 std::map<std::string, std::string> texts = {}) {
    return await_denied(person, send(person, log, body, std::move(texts), std::nullopt));
  }
  /// Hands an act in without waiting for it.
  template <class Body>
  std::uint32_t send(std::string const& person, LogId const& log, Body const& body,
                     std::map<std::string, std::string> texts, std::optional<crypto::Hash> answers) {
    Do order;
    order.number = ++numbers_;
    order.log = log;
    order.after =
        log == register_log() ? (register_ ? register_->size() : 0) : (session_ ? session_->size() : 0);
    order.act = Body::kind;
    order.body = record::encode_text(body);
    order.texts = std::move(texts);
    order.answers = answers;
    this->order(person, order);
    return order.number;
  }
  std::uint64_t await_done(std::string const& person, std::uint32_t number);
  Denied await_denied(std::string const& person, std::uint32_t number);

  // --- looking at the logs ---
  void await(std::string const& what, std::function<bool()> const& seen, int seconds = 20);
  void await_entry(std::uint64_t position);
  deliberation::SessionState const& state() const;
  deliberation::RegisterState const& register_state() const;
  Session const& session() const;
  std::vector<record::Entry> const& entries() const noexcept { return session_entries_; }
  void follow_session(LogId const& log);
  bool has_register() const noexcept { return register_ && register_->size() > 0; }
  std::uint64_t register_size() const noexcept { return register_ ? register_->size() : 0; }
  /// Opens a session: the first act of a log that does not exist yet.
  void open(std::string const& person, LogId const& log, deliberation::OpenSession const& body);

  /// Reads what the members' processes have said. Called by every await.
  void listen();

private:
  struct Member {
    std::unique_ptr<Process> process;
    std::vector<std::string> ready;
    std::map<std::uint32_t, std::uint64_t> done;
    std::map<std::uint32_t, Denied> denied;
    std::map<std::string, std::string> invitations;
  };

  void on(std::string const& person, Event const& event);
  void on_relayed(Relayed const& relayed);

  StageSettings settings_;
  Transcript& transcript_;
  std::unique_ptr<Process> server_;
  std::uint16_t port_ = 0;
  crypto::PublicKey server_key_;
  std::map<std::string, Member> members_;
  std::unique_ptr<Register> register_;
  std::unique_ptr<Session> session_;
  std::vector<record::Entry> session_entries_;
  std::uint32_t numbers_ = 0;
};

}  // namespace conclave::server::demo
