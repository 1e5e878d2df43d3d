// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The house: the register, the sessions, and the people who are connected. It speaks the wire messages and holds
// no rules of its own; those are the laws of the logs.
#pragma once

#include "log_host.hpp"
#include "services.hpp"

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/gateway/gateway.hpp>
#include <conclave/gateway/messages.hpp>
#include <conclave/identity/invitations.hpp>
#include <conclave/identity/sign_in.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace conclave::server {

using RegisterHost = LogHost<deliberation::RegisterLaw>;
using SessionHost = LogHost<deliberation::SessionLaw>;

class House : public gateway::Handler {
 public:
  /// Loads every log. Throws DamagedLog or StoreError. `down_from`: since when the server was down, if it was.
  House(Services& services, std::optional<Timestamp> down_from);

  /// Starts waiting for deadlines, and tells every session that was open how long the server was down.
  void start();
  /// Takes no further acts.
  void stop();

  void opened(std::shared_ptr<gateway::Connection> connection) override;
  void received(std::shared_ptr<gateway::Connection> const& connection, std::string message) override;
  void closed(std::shared_ptr<gateway::Connection> const& connection) override;
  std::string health() override;

 private:
  struct Guest;  ///< what is known of a connection

  std::shared_ptr<Guest> guest_of(gateway::Connection const& connection) const;
  void handle(std::shared_ptr<Guest> const& guest, gateway::SignIn const& message);
  void handle(std::shared_ptr<Guest> const& guest, gateway::Submit const& message);
  void handle(std::shared_ptr<Guest> const& guest, gateway::Subscribe const& message);
  void handle(std::shared_ptr<Guest> const& guest, gateway::Invite const& message);

  std::shared_ptr<SessionHost> make_session(LogId const& log);
  std::shared_ptr<SessionHost> session(LogId const& log) const;
  std::vector<LogId> open_to(PersonId const& person) const;
  /// Whether an act that opens a session, or changes its roster, agrees with the register.
  Result<void> agrees_with_register(record::Envelope const& envelope) const;
  Result<void> may_read(LogId const& log, PersonId const& person) const;
  void open_session(std::shared_ptr<Guest> const& guest, gateway::Submit const& message, Reply reply);
  void deliver(std::shared_ptr<Guest> const& guest, LogId const& log, std::vector<record::Entry> const& entries,
               std::optional<std::string> const& head);
  template <class State>
  void publish(LogId const& log, std::vector<record::Entry> const& entries, std::string const& head,
               std::shared_ptr<State const> const& state);
  void announce_presence(LogId const& log);

  Services& services_;
  std::optional<Timestamp> down_from_;
  identity::Invitations invitations_;
  std::shared_ptr<RegisterHost> register_;
  mutable std::mutex mutex_;   ///< guards what follows; never held while a host or a connection is called
  std::map<LogId, std::shared_ptr<SessionHost>> sessions_;
  std::map<gateway::Connection const*, std::shared_ptr<Guest>> guests_;
};

}  // namespace conclave::server
