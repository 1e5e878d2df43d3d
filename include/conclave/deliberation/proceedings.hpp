// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One log under one law: the frame around a pure state machine. It keeps what every log has (the tree, the
// authors' counters, the time) and asks the law for the rest. The server appends through it, and a verifier
// replays through it, with the same functions.
//
// A law is a struct like SessionLaw: State, ActBody, FindingBody, begin, key_of, demands, proofs, decide,
// evolve, next_deadline, elapse, check_statement.
#pragma once

#include <conclave/deliberation/act_codec.hpp>
#include <conclave/deliberation/proof_check.hpp>
#include <conclave/record/entry.hpp>
#include <conclave/record/merkle.hpp>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace conclave::deliberation {

/// Runs the proofs of an act, or puts them aside for a batch; handed the act's position.
using Prover = std::function<Result<void>(ProofCheck const&, std::uint64_t position)>;

/// A Prover that verifies every proof at once.
inline Result<void> prove_alone(ProofCheck const& check, std::uint64_t) {
  return check.alone();
}

template <class Law>
class Proceedings {
public:
  using State = typename Law::State;
  using ActOf = Act<typename Law::ActBody>;
  using FindingBody = typename Law::FindingBody;
  using HappeningOf = Happening<typename Law::ActBody, FindingBody>;

  /// An act whose form, author, signature, counter and seen head hold, and what its proofs are.
  struct Received {
    record::Envelope envelope;
    std::vector<record::Opening> openings;
    ActOf act;
    std::optional<ProofCheck> proofs;
  };

  Proceedings(LogId log, crypto::PublicKey const& server_key)
      : log_(log), server_key_(server_key), state_(Law::begin(std::move(log), server_key)) {}

  State const& state() const noexcept { return state_; }
  LogId const& log() const noexcept { return log_; }
  std::uint64_t size() const noexcept { return tree_.size(); }
  Hash root() const { return tree_.root(); }
  Hash root_at(std::uint64_t size) const { return tree_.root_at(size); }
  record::MerkleTree const& tree() const noexcept { return tree_; }
  Timestamp last_time() const noexcept { return last_time_; }
  std::optional<Timestamp> next_deadline() const { return Law::next_deadline(state_); }

  /// The counter that the author's next act must bear.
  std::uint32_t next_counter(PersonId const& author) const {
    auto const found = counters_.find(author);
    return found == counters_.end() ? 1 : found->second + 1;
  }

  /// Where the act with these signed bytes stands, if it was accepted before.
  std::optional<std::uint64_t> position_of(Hash const& act_hash) const {
    auto const found = positions_.find(act_hash);
    if (found == positions_.end()) return std::nullopt;
    return found->second;
  }

  /// Everything about an act that is cheap to check. Refuses with the reason and the pointer.
  Result<Received> receive(record::Envelope envelope, std::vector<record::Opening> openings) const {
    auto act = decode_act<typename Law::ActBody>(envelope);
    if (!act) return act.error();
    if (act->header.log != log_) return refuse(Reason::wrong_log, "/log", act->header.log.str());
    if (auto const known = check_key(envelope, *act); !known) return known.error();
    if (!record::verify(envelope, *record::author_key(envelope))) {
      return refuse(Reason::bad_signature, "/signatures/0");
    }
    if (auto const counted = check_counter(*act); !counted) return counted.error();
    auto const& seen = act->header.seen;
    if (seen.size > size() || tree_.root_at(seen.size) != seen.root) {
      return refuse(Reason::unseen_head, "/seen", "not a head of this log");
    }
    if (auto const beside = disclose(envelope, openings, *act); !beside) return beside.error();
    auto proofs = Law::proofs(state_, *act);
    if (!proofs) return proofs.error();
    return Received{std::move(envelope), std::move(openings), std::move(*act), std::move(*proofs)};
  }

  /// That every text which the act commits to was handed in with it.
  static Result<void> complete(Received const& received) {
    for (auto const& commitment : Law::demands(received.act)) {
      if (!received.act.disclosed.contains(commitment)) {
        return refuse(Reason::bad_commitment, "/openings", "the text of a commitment is missing");
      }
    }
    return {};
  }

  /// The entries that the act becomes at `now`, with its findings signed by the server. `proved` is the
  /// context that its proofs were verified in; if the state has moved on to another, the answer is
  /// `unavailable` and the act is to be received and proved again.
  /// Precondition: elapse(now, …) gives nothing, and now is not before last_time().
  Result<std::vector<record::Entry>> decide(Received const& received, std::optional<Hash> const& proved,
                                            Timestamp now, crypto::IdentityKey const& server) const {
    auto const proofs = Law::proofs(state_, received.act);
    if (!proofs) return proofs.error();
    if (*proofs && (!proved || (*proofs)->context != *proved)) {
      return refuse(Reason::unavailable, "", "the state has moved on; prove the act again");
    }
    // The roster may have changed since the act was received: a log must not hold what its readers refuse.
    if (auto const signed_by = check_key(received.envelope, received.act); !signed_by)
      return signed_by.error();
    if (auto const counted = check_counter(received.act); !counted) return counted.error();
    auto const findings = Law::decide(state_, received.act, now);
    if (!findings) return findings.error();
    std::vector<record::Entry> entries;
    entries.push_back({size(), now, received.envelope, received.openings});
    sign_findings(*findings, now, server, entries);
    return entries;
  }

  /// The entries that follow at `now` from time alone.
  std::vector<record::Entry> elapse(Timestamp now, crypto::IdentityKey const& server) const {
    std::vector<record::Entry> entries;
    auto const deadline = Law::next_deadline(state_);
    if (deadline && *deadline <= now) sign_findings(Law::elapse(state_, now), now, server, entries);
    return entries;
  }

  /// The entry of a statement that the server makes by itself. Refuses what it may not state.
  Result<std::vector<record::Entry>> declare(FindingBody const& statement, Timestamp now,
                                             crypto::IdentityKey const& server) const {
    if (auto const may = Law::check_statement(state_, statement, now); !may) return may.error();
    std::vector<record::Entry> entries;
    sign_findings({statement}, now, server, entries);
    return entries;
  }

  /// Takes over entries that decide(), elapse() or declare() made against this very state.
  void append(std::vector<record::Entry> const& entries) {
    for (auto const& entry : entries) {
      ensure(entry.position == size(), "entries are appended in order");
      if (entry.envelope.payload_type == record::act_type) {
        auto act = decode_act<typename Law::ActBody>(entry.envelope).value();
        for (auto const& opening : entry.openings) {
          act.disclosed.emplace(record::commitment_of(opening), opening.text);
        }
        take(entry, std::move(act));
      } else {
        take(entry, decode_finding<FindingBody>(log_, entry.envelope).value());
      }
    }
  }

  /// Takes over an entry that somebody else's log holds, checking everything: position, time, signatures,
  /// counters, seen heads, proofs, and that every finding is there and says what follows. Refuses with the
  /// first thing that does not fit; the state is then that of the entries before.
  Result<void> replay(record::Entry const& entry, Prover const& prove = prove_alone) {
    if (entry.position != size()) {
      return refuse(Reason::bad_inclusion, "/position", "expected " + std::to_string(size()));
    }
    if (entry.time < last_time_) return refuse(Reason::time_reversed, "/time");
    return entry.envelope.payload_type == record::act_type ? replay_act(entry, prove) : replay_finding(entry);
  }

  /// Refuses unless all findings that must follow the last entry stand in the log.
  Result<void> settled() const {
    if (due_.empty()) return {};
    return refuse(Reason::finding_mismatch, "",
                  "the log ends before the findings that follow from its last act");
  }

private:
  Result<void> check_key(record::Envelope const& envelope, ActOf const& act) const {
    auto const key = Law::key_of(state_, act);
    if (!key) return key.error();
    auto const named = record::author_key(envelope);
    if (named && *named == *key) return {};
    return refuse(Reason::wrong_key, "/keyid",
                  "not the key that " + act.header.author.str() + " is known by");
  }

  Result<void> check_counter(ActOf const& act) const {
    auto const expected = next_counter(act.header.author);
    if (act.header.counter == expected) return {};
    if (act.header.counter < expected) {
      return refuse(Reason::counter_reused, "/counter", "the next counter is " + std::to_string(expected));
    }
    return refuse(Reason::bad_counter, "/counter", "the next counter is " + std::to_string(expected));
  }

  /// Puts the openings beside the act. Each must open a commitment that the signed bytes name, and each once:
  /// nothing may stand beside an act that a record could not carry.
  static Result<void> disclose(record::Envelope const& envelope, std::vector<record::Opening> const& openings,
                               ActOf& act) {
    for (std::size_t i = 0; i < openings.size(); ++i) {
      auto const where = "/openings/" + std::to_string(i);
      if (openings[i].text.size() > record::largest_opening) return refuse(Reason::too_large, where);
      auto const commitment = record::commitment_of(openings[i]);
      auto const named = '"' + crypto::to_hex(commitment.hash.bytes) + '"';
      if (envelope.payload.find(named) == std::string::npos) {
        return refuse(Reason::bad_commitment, where, "opens nothing that the act commits to");
      }
      if (!act.disclosed.emplace(commitment, openings[i].text).second) {
        return refuse(Reason::bad_commitment, where, "opens what another opens already");
      }
    }
    return {};
  }

  void sign_findings(std::vector<FindingBody> const& findings, Timestamp now,
                     crypto::IdentityKey const& server, std::vector<record::Entry>& entries) const {
    for (auto const& finding : findings) {
      entries.push_back({size() + entries.size(),
                         now,
                         record::sign(record::finding_type, encode_finding(log_, finding), server),
                         {}});
    }
  }

  void take(record::Entry const& entry, std::variant<ActOf, FindingBody> what) {
    tree_.append(record::leaf_hash(entry));
    auto const hash = record::act_hash(entry.envelope);
    if (auto const* act = std::get_if<ActOf>(&what)) {
      counters_[act->header.author] = act->header.counter;
      positions_.emplace(hash, entry.position);
    }
    last_time_ = entry.time;
    Law::evolve(state_, HappeningOf{entry.position, entry.time, tree_.root(), hash, &entry.envelope,
                                    std::move(what)});
  }

  Result<void> replay_act(record::Entry const& entry, Prover const& prove) {
    if (!due_.empty())
      return refuse(Reason::finding_mismatch, "", "a finding that must stand here is missing");
    auto const deadline = Law::next_deadline(state_);
    if (deadline && *deadline <= entry.time && !Law::elapse(state_, entry.time).empty()) {
      return refuse(Reason::finding_mismatch, "/time",
                    "a deadline had passed, and what follows from it is missing");
    }
    auto received = receive(entry.envelope, entry.openings);
    if (!received) return received.error();
    if (received->proofs) {
      if (auto const proved = prove(*received->proofs, entry.position); !proved) return proved.error();
    }
    auto const findings = Law::decide(state_, received->act, entry.time);
    if (!findings) return findings.error();
    expect(*findings, entry.time);
    take(entry, std::move(received->act));
    return {};
  }

  Result<void> replay_finding(record::Entry const& entry) {
    if (!record::verify(entry.envelope, server_key_)) {
      return refuse(Reason::bad_signature, "/signatures/0", "a finding is signed by the server");
    }
    auto finding = decode_finding<FindingBody>(log_, entry.envelope);
    if (!finding) return finding.error();
    if (due_.empty()) {
      if (Law::check_statement(state_, *finding, entry.time)) {
        take(entry, std::move(*finding));
        return {};
      }
      expect(Law::elapse(state_, entry.time), entry.time);
    }
    if (due_.empty() || due_.front() != entry.envelope.payload || due_time_ != entry.time) {
      return refuse(Reason::finding_mismatch, "/body", "not what follows from the entries before it");
    }
    due_.pop_front();
    take(entry, std::move(*finding));
    return {};
  }

  void expect(std::vector<FindingBody> const& findings, Timestamp time) {
    for (auto const& finding : findings)
      due_.push_back(encode_finding(log_, finding));
    due_time_ = time;
  }

  LogId log_;
  crypto::PublicKey server_key_;
  State state_;
  record::MerkleTree tree_;
  std::map<PersonId, std::uint32_t> counters_;
  std::map<Hash, std::uint64_t> positions_;  ///< of acts, by their hash
  Timestamp last_time_;
  std::deque<std::string> due_;  ///< findings that must follow next, while replaying
  Timestamp due_time_;           ///< the time that they must bear
};

}  // namespace conclave::deliberation
