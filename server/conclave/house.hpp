// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The house: the register, the sessions, and the people who are connected. It speaks the wire messages and
// holds no rules of its own; those are the laws of the logs.
#pragma once

#include "log_host.hpp"
#include "services.hpp"

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/gateway/gateway.hpp>
#include <conclave/gateway/messages.hpp>
#include <conclave/identity/invitations.hpp>
#include <conclave/identity/sign_in.hpp>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace conclave::server {

using RegisterHost = LogHost<deliberation::RegisterLaw>;
using SessionHost = LogHost<deliberation::SessionLaw>;

/// Bounds on what one connection may ask for.
struct HouseLimits {
  Duration sign_in{30'000};              ///< who has not signed in by then, nor enrolled, is let go
  std::size_t bad_messages = 20;         ///< of a connection; one more closes it
  std::size_t acts_under_way = 64;       ///< of a connection; one more is refused with too_fast
  std::size_t entries_at_once = 256;     ///< in one message
  std::size_t bytes_at_once = 1U << 20;  ///< in one message, roughly
  std::size_t bytes_per_request = 4U << 20;
  Duration invitation{7 * 86'400'000LL};
};

class House : public gateway::Handler {
public:
  /// Loads every log. Throws DamagedLog or StoreError. `down_from`: since when the server was down, if it
  /// was.
  House(Services& services, std::optional<Timestamp> down_from, HouseLimits limits = {});

  /// Tells every session that sits how long the server was down, waits until that is on disk, and starts
  /// waiting for deadlines.
  void start();
  /// Takes no further acts. What is under way is finished on the threads of the services.
  void stop();
  /// Lets go of connections that did not sign in. To be called every few seconds.
  void sweep();

  void opened(std::shared_ptr<gateway::Connection> connection) override;
  void received(std::shared_ptr<gateway::Connection> const& connection, std::string message) override;
  void closed(std::shared_ptr<gateway::Connection> const& connection, gateway::Ending const& ending) override;
  std::string health() override;

private:
  struct Guest;  ///< what is known of a connection
  using GuestRef = std::shared_ptr<Guest>;

  void handle(GuestRef const& guest, gateway::SignIn const& message);
  void handle(GuestRef const& guest, gateway::Submit const& message);
  void handle(GuestRef const& guest, gateway::Subscribe const& message);
  void handle(GuestRef const& guest, gateway::Invite const& message);

  void send(GuestRef const& guest, gateway::ServerMessage const& message) const;
  void refuse_to(GuestRef const& guest, std::uint32_t request, Refusal const& refusal) const;
  void bad_message(GuestRef const& guest);
  /// Answers a submission, once.
  Reply reply_to(GuestRef const& guest, std::uint32_t request, LogId const& log);

  void submit_with_token(GuestRef const& guest, gateway::Submit const& message, std::string const& kind,
                         PersonId const& author);
  void submit_to_session(GuestRef const& guest, gateway::Submit const& message, std::string const& kind);
  void open_session(gateway::Submit const& message, Reply reply);
  /// Whether an act that opens a session, or changes its roster, agrees with the register.
  Result<void> opens_as_registered(record::Envelope const& envelope) const;
  Result<void> changes_as_registered(record::Envelope const& envelope,
                                     deliberation::SessionState const& state) const;

  std::shared_ptr<SessionHost> make_session(LogId const& log);
  std::shared_ptr<SessionHost> session(LogId const& log) const;
  std::vector<std::shared_ptr<SessionHost>> sessions() const;
  std::vector<GuestRef> guests() const;
  std::vector<LogId> open_to(PersonId const& person) const;
  Result<void> may_read(LogId const& log, PersonId const& person) const;

  template <class Host>
  void subscribe(GuestRef const& guest, gateway::Subscribe const& message, std::shared_ptr<Host> const& host);
  template <class Host>
  void send_excerpt(GuestRef const& guest, std::uint32_t request, std::shared_ptr<Host> const& host,
                    std::uint64_t from, std::size_t bytes_left);
  template <class State>
  void publish(LogId const& log, std::vector<record::Entry> const& entries, std::string const& head,
               State const& state);
  void dismiss_replaced_keys(deliberation::RegisterState const& state);
  void announce_presence(LogId const& log);

  Services& services_;
  std::optional<Timestamp> down_from_;
  HouseLimits limits_;
  crypto::SystemRandomness randomness_;
  identity::Invitations invitations_;
  std::shared_ptr<RegisterHost> register_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;  ///< guards what follows; never held while a host or a connection is called
  std::map<LogId, std::shared_ptr<SessionHost>> sessions_;
  std::set<LogId> opening_;  ///< sessions whose entry 0 is under way
  std::map<std::uint64_t, GuestRef> guests_;
};

}  // namespace conclave::server
