// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A client of the wire messages, for commands, the demonstration and tests: one request at a time, with what
// comes in between kept for later.
#pragma once

#include <conclave/crypto/signature.hpp>
#include <conclave/gateway/client.hpp>
#include <conclave/gateway/messages.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conclave::server {

/// Not for several threads at once. Every function throws gateway::ClientError when the connection has ended,
/// the answer did not come in time, or the server said what cannot be read; refusals are values.
class WireClient {
public:
  /// Connects and waits for `welcome`. `patience` is how long any answer may take.
  WireClient(gateway::ClientPool& pool, gateway::ClientSettings const& settings,
             std::chrono::milliseconds patience = std::chrono::seconds(20));

  [[nodiscard]] gateway::Welcome const& welcome() const noexcept { return welcome_; }

  /// Signs the server's nonce. Returns the logs that the person may subscribe to.
  [[nodiscard]] Result<std::vector<LogId>> sign_in(PersonId const& person, crypto::IdentityKey const& key);

  /// Hands an act in and waits until it is on disk, or refused.
  [[nodiscard]] Result<gateway::Acknowledged> submit(LogId const& log, record::Envelope envelope,
                                                     std::vector<record::Opening> openings = {},
                                                     std::optional<std::string> token = std::nullopt);

  [[nodiscard]] Result<gateway::Invited> invite(PersonId const& person);

  /// Asks for a log; entries, `caught_up` or a refusal come from poll(). Returns the request's number.
  std::uint32_t subscribe(LogId const& log, std::uint64_t from);

  /// The next message that answers nothing that was waited for, or nothing when none comes in time.
  [[nodiscard]] std::optional<gateway::ServerMessage> poll(std::chrono::milliseconds timeout);

  /// Sends text as it is, however wrong.
  void send_raw(std::string text) { client_.send(std::move(text)); }

  void close() { client_.close(); }
  /// Drops the connection as a crash would.
  void abort() { client_.abort(); }

private:
  std::uint32_t send(gateway::ClientMessage const& message);
  std::optional<gateway::ServerMessage> receive(std::chrono::milliseconds timeout);
  template <class Answer>
  Result<Answer> answer_to(std::uint32_t request);

  gateway::Client client_;
  std::chrono::milliseconds patience_;
  gateway::Welcome welcome_;
  std::uint32_t last_request_ = 0;
  std::deque<gateway::ServerMessage> kept_;
};

}  // namespace conclave::server
