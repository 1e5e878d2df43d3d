// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// People with keys, and what they do to get a session going.
#pragma once

#include "data_folder.hpp"
#include "follower.hpp"
#include "server_process.hpp"
#include "wire_client.hpp"

#include <conclave/crypto/random.hpp>
#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/participant/signing.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace conclave::test {

using deliberation::RegisterLaw;
using deliberation::SessionLaw;
using server::Follower;
using server::WireClient;

/// One person: an identity key, a connection, and verified copies of the logs.
class Somebody {
public:
  Somebody(std::string const& id, crypto::Randomness& randomness)
      : person(PersonId::of(id)), key(crypto::IdentityKey::generate(randomness)) {}

  PersonId person;
  crypto::IdentityKey key;
  std::unique_ptr<WireClient> client;
  std::optional<Follower<RegisterLaw>> known;
  std::optional<Follower<SessionLaw>> session;

  Result<gateway::Acknowledged> act(deliberation::RegisterActBody body,
                                    std::vector<record::Opening> openings = {});
  Result<gateway::Acknowledged> act_in_session(deliberation::SessionActBody body,
                                               std::vector<record::Opening> openings = {});
  participant::Outgoing sign(deliberation::RegisterActBody body, std::vector<record::Opening> openings = {});
};

/// A server of its own, founded by its Director.
class Town {
public:
  Town();

  void connect(Somebody& who);  ///< without signing in
  void sign_in(Somebody& who);  ///< connects, signs in, and catches up with the register
  Somebody& someone(std::string const& id);

  /// found_register with the token of `conclave init`.
  void found();
  /// Appoints, invites, enrols and signs the roster: a secretary and three jurors, all signed in.
  void seat_everybody();
  /// Imports a docket of two motions and opens the session "s1"; everybody follows it.
  void open_session();

  deliberation::OpenSession opening();

  std::uint64_t size_on_disk(LogId const& log);  ///< as /healthz tells

  TemporaryFolder folder;
  std::filesystem::path data;
  ServerProcess server;
  gateway::ClientPool pool;
  crypto::SystemRandomness randomness;
  deliberation::Rules rules;
  std::string token;
  std::map<std::string, Somebody> people;

  gateway::ClientSettings settings() const;
  deliberation::AppointJuror juror(std::string const& id, std::vector<record::Opening>& openings);
};

/// The value, or an exception that says what was refused.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace conclave::test
