// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A client's own copy of one log: replays every entry and compares every signed head with its own root, so
// that a server cannot show different people different logs.
#pragma once

#include "wire_client.hpp"

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/record/head.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace conclave::server {

template <class Law>
class Follower {
public:
  Follower(LogId log, gateway::Welcome const& welcome)
      : server_name_(welcome.server_name), server_key_(welcome.server_key),
        proceedings_(std::move(log), welcome.server_key) {}

  deliberation::Proceedings<Law> const& proceedings() const noexcept { return proceedings_; }
  typename Law::State const& state() const noexcept { return proceedings_.state(); }
  std::uint64_t size() const noexcept { return proceedings_.size(); }

  /// Entries that follow on what is known. Refuses what a verifier would refuse.
  Result<void> take(gateway::Entries const& message) {
    for (auto const& entry : message.entries) {
      if (entry.position < size()) continue;  // came by itself before it was asked for
      if (auto held = proceedings_.replay(entry); !held) return held;
    }
    return {};
  }

  /// That the signed head is the one of what is known here.
  Result<void> check(gateway::CaughtUp const& message) const {
    if (size() == 0 && message.head.empty()) return {};
    auto const head = record::SignedHead::parse(message.head);
    if (!head) return head.error();
    record::VerifierKey const key{record::origin_of(server_name_, proceedings_.log()), server_key_};
    if (auto held = head->verify(key); !held) return held;
    auto const& said = head->head();
    if (said.log != proceedings_.log() || said.size > size() ||
        said.root != proceedings_.root_at(said.size)) {
      return refuse(Reason::bad_inclusion, "head", "the server shows another log than it signed");
    }
    return {};
  }

  /// Subscribes from where it stands, and takes everything up to the log's end. Other messages are let go.
  Result<void> catch_up(WireClient& client, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    auto const deadline = std::chrono::steady_clock::now() + patience;
    auto request = client.subscribe(proceedings_.log(), size());
    while (std::chrono::steady_clock::now() < deadline) {
      auto const message = client.poll(std::chrono::milliseconds(100));
      if (!message) continue;
      if (auto const* entries = std::get_if<gateway::Entries>(&*message);
          entries && entries->log == proceedings_.log()) {
        if (auto held = take(*entries); !held) return held;
      } else if (auto const* end = std::get_if<gateway::CaughtUp>(&*message);
                 end && end->log == proceedings_.log()) {
        auto held = check(*end);
        if (!held || end->request == request) return held;
      } else if (auto const* refused = std::get_if<gateway::Refused>(&*message);
                 refused && refused->request == request) {
        return refuse(Reason::unavailable, refused->where, refused->reason + ": " + refused->detail);
      }
    }
    return refuse(Reason::unavailable, "", "the log did not come in time");
  }

private:
  std::string server_name_;
  crypto::PublicKey server_key_;
  deliberation::Proceedings<Law> proceedings_;
};

}  // namespace conclave::server
