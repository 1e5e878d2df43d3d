// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire_client.hpp"

#include <conclave/identity/sign_in.hpp>
#include <conclave/record/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace conclave::server {
namespace {

using Clock = std::chrono::steady_clock;

/// The reason by its name. A newer server may know more reasons: those are shown in the detail.
Refusal refusal_of(gateway::Refused const& refused) {
  for (int value = 0; value <= static_cast<int>(Reason::unavailable); ++value) {
    auto const reason = static_cast<Reason>(value);
    if (to_string(reason) == refused.reason) return {reason, refused.where, refused.detail};
  }
  return {Reason::unavailable, refused.where, refused.reason + ": " + refused.detail};
}

}  // namespace

WireClient::WireClient(gateway::ClientPool& pool, gateway::ClientSettings const& settings,
                       std::chrono::milliseconds patience)
    : client_(gateway::Client::connect(pool, settings)), patience_(patience) {
  auto const first = receive(patience_);
  auto const* welcome = first ? std::get_if<gateway::Welcome>(&*first) : nullptr;
  if (welcome == nullptr) throw gateway::ClientError("the server did not say welcome in time");
  if (welcome->version != gateway::wire_version) {
    throw gateway::ClientError("the server speaks version " + std::to_string(welcome->version) +
                               " of the messages, this program speaks " +
                               std::to_string(gateway::wire_version));
  }
  welcome_ = *welcome;
}

Result<std::vector<LogId>> WireClient::sign_in(PersonId const& person, crypto::IdentityKey const& key) {
  auto const request = send(gateway::SignIn{
      last_request_ + 1, person, identity::sign_in(welcome_.server_name, welcome_.nonce.bytes, key)});
  auto answer = answer_to<gateway::SignedIn>(request);
  if (!answer) return answer.error();
  return std::move(answer->logs);
}

Result<gateway::Acknowledged> WireClient::submit(LogId const& log, record::Envelope envelope,
                                                 std::vector<record::Opening> openings,
                                                 std::optional<std::string> token) {
  auto const request = send(
      gateway::Submit{last_request_ + 1, log, std::move(envelope), std::move(openings), std::move(token)});
  return answer_to<gateway::Acknowledged>(request);
}

Result<gateway::Invited> WireClient::invite(PersonId const& person) {
  auto const request = send(gateway::Invite{last_request_ + 1, person});
  return answer_to<gateway::Invited>(request);
}

std::uint32_t WireClient::subscribe(LogId const& log, std::uint64_t from) {
  return send(gateway::Subscribe{last_request_ + 1, log, from});
}

std::optional<gateway::ServerMessage> WireClient::poll(std::chrono::milliseconds timeout) {
  if (kept_.empty()) return receive(timeout);
  auto message = std::move(kept_.front());
  kept_.pop_front();
  return message;
}

std::uint32_t WireClient::send(gateway::ClientMessage const& message) {
  client_.send(record::canonical(record::encode_union(message)));
  return ++last_request_;
}

std::optional<gateway::ServerMessage> WireClient::receive(std::chrono::milliseconds timeout) {
  auto const text = client_.receive(timeout);
  if (!text) return std::nullopt;
  auto const parsed = record::parse_strict(*text, {std::size_t{64} << 20U, 40});
  if (!parsed) throw gateway::ClientError("the server sent what is no message: " + describe(parsed.error()));
  auto message = record::decode_union<gateway::ServerMessage>(*parsed);
  if (!message) {
    throw gateway::ClientError("the server sent what is no message: " + describe(message.error()));
  }
  return std::move(*message);
}

template <class Answer>
Result<Answer> WireClient::answer_to(std::uint32_t request) {
  auto const deadline = Clock::now() + patience_;
  while (true) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    auto message = receive(std::max(left, std::chrono::milliseconds(0)));
    if (!message) throw gateway::ClientError("the server did not answer in time");
    if (auto* answer = std::get_if<Answer>(&*message); answer && answer->request == request) {
      return std::move(*answer);
    }
    if (auto const* refused = std::get_if<gateway::Refused>(&*message);
        refused && refused->request == request) {
      return refusal_of(*refused);
    }
    kept_.push_back(std::move(*message));
  }
}

}  // namespace conclave::server
