// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One connection from the accepted socket to its end: TLS handshake, HTTP requests, perhaps an upgrade, then
// messages.
#pragma once

#include "io.hpp"
#include "shared.hpp"

#include <conclave/gateway/gateway.hpp>

#include <memory>
#include <unordered_set>

namespace conclave::gateway {

class Session;

/// The connections of one thread. Used on that thread alone.
struct Residents {
  std::unordered_set<Session*> sessions;
  bool stopping = false;
};

class Session : public Connection {
public:
  /// Starts serving, on the connection's own thread. Ends shared.running when it is over.
  virtual void start() = 0;

  // On the connection's own thread:
  virtual void begin_stop() = 0;
  virtual void drop() noexcept = 0;
};

/// `context` is run by one thread. `residents` and `shared` outlive the end of shared.running; after that the
/// connection, if somebody still has it, does nothing and touches neither.
std::shared_ptr<Session> make_session(std::shared_ptr<asio::io_context> context, Residents& residents,
                                      Shared& shared, Socket socket, std::unique_ptr<Admission::Place> place);

}  // namespace conclave::gateway
