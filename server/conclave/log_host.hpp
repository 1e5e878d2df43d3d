// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One log, served: verify, decide, append, evolve, publish. Everything of one log happens on one strand;
// proofs are verified on the crypto threads against a snapshot; nothing is acknowledged or published before
// the store says that it is on disk.
#pragma once

#include "services.hpp"
#include "stored_entry.hpp"

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/record/head.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace conclave::server {

/// What the author of an act gets back when it is on disk.
struct Receipt {
  std::uint64_t position = 0;
  std::string head;
};
using Reply = std::function<void(Result<Receipt>)>;

/// A last condition from outside the log, asked on the strand when the act holds and before it is written.
/// What it refuses leaves no trace.
using Gate = std::function<Result<void>()>;

/// Some entries of a log as they are on disk; `head` is there when they reach the end.
struct Excerpt {
  std::vector<record::Entry> entries;
  std::optional<std::string> head;
};

template <class Law>
class LogHost : public std::enable_shared_from_this<LogHost<Law>> {
public:
  using Proceedings = deliberation::Proceedings<Law>;
  using State = typename Law::State;
  using Received = typename Proceedings::Received;
  /// Called on the strand for entries that are on disk, in order.
  using Publish = std::function<void(std::vector<record::Entry> const&, std::string const& head,
                                     std::shared_ptr<State const> const&)>;

  LogHost(LogId log, Services& services, Publish publish)
      : log_(std::move(log)), services_(services), publish_(std::move(publish)),
        strand_(boost::asio::make_strand(services.strands.get_executor())), deadline_(strand_),
        proceedings_(log_, services.server_key.public_key()),
        snapshot_(std::make_shared<State const>(proceedings_.state())) {}

  LogId const& log() const noexcept { return log_; }

  /// Reads the log from the store and replays it. Throws DamagedLog, naming the entry and what does not fit.
  /// To be called before the host is used by other threads.
  void load() {
    proceedings_ = Proceedings(log_, services_.server_key.public_key());
    replay_stored(proceedings_);
    durable_ = proceedings_.size();
    keep_snapshot();
  }

  /// Starts waiting for deadlines.
  void start() {
    boost::asio::post(strand_, [self = this->shared_from_this()] { self->watch_deadline(); });
  }

  /// Stops waiting for deadlines, and answers everything that is not on its way to disk with `unavailable`.
  void stop() {
    boost::asio::post(strand_, [self = this->shared_from_this()] {
      self->stopping_ = true;
      self->deadline_.cancel();
    });
  }

  /// Takes an act in. `reply` is called once, on the strand.
  void submit(record::Envelope envelope, std::vector<record::Opening> openings, Reply reply, Gate gate = {}) {
    boost::asio::post(strand_, [self = this->shared_from_this(), envelope = std::move(envelope),
                                openings = std::move(openings), reply = std::move(reply),
                                gate = std::move(gate)]() mutable {
      self->consider(std::move(envelope), std::move(openings), std::move(reply), std::move(gate), 0);
    });
  }

  /// Makes a statement of the server's own. `reply` is called once, on the strand.
  void declare(typename Law::FindingBody statement, Reply reply) {
    boost::asio::post(strand_, [self = this->shared_from_this(), statement = std::move(statement),
                                reply = std::move(reply)]() mutable {
      if (self->stopping_) return reply(refuse(Reason::unavailable, "", "the server is stopping"));
      auto entries = self->proceedings_.declare(statement, self->now(), self->services_.server_key);
      if (!entries) return reply(entries.error());
      self->append(std::move(*entries), std::move(reply));
    });
  }

  /// Runs `then` on the strand with the entries on disk from `from` on, at most `limit` of them. What is on
  /// disk afterwards is published after `then` has returned, so nothing falls between the two. It stops early
  /// behind the entry with which `most_bytes` are reached. Error: out_of_range beyond the log's end.
  void read(std::uint64_t from, std::size_t limit, std::size_t most_bytes,
            std::function<void(Result<Excerpt>)> then) {
    boost::asio::post(strand_,
                      [self = this->shared_from_this(), from, limit, most_bytes, then = std::move(then)] {
                        then(self->read_stored(from, limit, most_bytes));
                      });
  }

  /// The state as it is on disk. From any thread.
  std::shared_ptr<State const> snapshot() const {
    std::scoped_lock const lock(snapshot_mutex_);
    return snapshot_;
  }

  /// The number of entries on disk. From any thread.
  std::uint64_t size() const {
    std::scoped_lock const lock(snapshot_mutex_);
    return snapshot_size_;
  }

private:
  static constexpr int most_tries = 4;
  static constexpr std::size_t entries_read_at_once = 32;
  static constexpr Duration pause_after_failure{1'000};

  Timestamp now() const { return std::max(services_.clock(), proceedings_.last_time()); }

  void consider(record::Envelope envelope, std::vector<record::Opening> openings, Reply reply, Gate gate,
                int tries) {
    if (stopping_) return reply(refuse(Reason::unavailable, "", "the server is stopping"));
    if (auto const position = proceedings_.position_of(record::act_hash(envelope))) {
      return acknowledge_again(*position, std::move(reply));
    }
    // Deadlines that have passed come first: the act is judged by what is true when it arrives.
    if (auto due = proceedings_.elapse(now(), services_.server_key); !due.empty())
      append(std::move(due), nullptr);
    if (auto const fits = in_time(envelope); !fits) return reply(fits.error());
    auto received = proceedings_.receive(std::move(envelope), std::move(openings));
    if (!received) return reply(received.error());
    if (auto const complete = Proceedings::complete(*received); !complete) return reply(complete.error());
    if (!received->proofs) {
      return settle(std::move(*received), std::nullopt, std::move(reply), std::move(gate), tries);
    }

    auto shared = std::make_shared<Received>(std::move(*received));
    boost::asio::post(services_.crypto_threads, [self = this->shared_from_this(), shared,
                                                 reply = std::move(reply), gate = std::move(gate), tries,
                                                 work = boost::asio::make_work_guard(strand_)]() mutable {
      auto const proved = shared->proofs->alone();
      boost::asio::post(self->strand_, [self, shared, proved, reply = std::move(reply),
                                        gate = std::move(gate), tries]() mutable {
        if (!proved) return reply(proved.error());
        auto const context = shared->proofs->context;
        self->settle(std::move(*shared), context, std::move(reply), std::move(gate), tries);
      });
    });
  }

  void settle(Received received, std::optional<crypto::Hash> proved, Reply reply, Gate gate, int tries) {
    if (stopping_) return reply(refuse(Reason::unavailable, "", "the server is stopping"));
    if (auto const position = proceedings_.position_of(received.act.hash)) {
      return acknowledge_again(*position, std::move(reply));
    }
    // One moment for both: an act must not bear a time at which a deadline has passed unnoticed.
    auto const at = now();
    if (auto due = proceedings_.elapse(at, services_.server_key); !due.empty())
      append(std::move(due), nullptr);
    auto entries = proceedings_.decide(received, proved, at, services_.server_key);
    if (!entries) {
      bool const moved_on = entries.error().reason == Reason::unavailable && received.proofs;
      if (moved_on && tries < most_tries) {
        return consider(std::move(received.envelope), std::move(received.openings), std::move(reply),
                        std::move(gate), tries + 1);
      }
      return reply(entries.error());
    }
    if (gate) {
      if (auto const open = gate(); !open) return reply(open.error());
    }
    append(std::move(*entries), std::move(reply));
  }

  /// That the author's clock is about right. What cannot be read is left to those who read everything.
  Result<void> in_time(record::Envelope const& envelope) const {
    auto const act = deliberation::decode_act<typename Law::ActBody>(envelope);
    if (!act) return act.error();
    auto const apart = act->header.time - services_.clock();
    if (apart.ms > services_.clock_skew.ms || apart.ms < -services_.clock_skew.ms) {
      return refuse(Reason::clock_skew, "/time",
                    "the author's clock is " + std::to_string(apart.ms / 1000) + " s from the server's");
    }
    return {};
  }

  /// The same bytes again: the answer is the same, as soon as they are on disk.
  void acknowledge_again(std::uint64_t position, Reply reply) {
    if (position < durable_) return reply(Receipt{position, head_});
    waiting_.emplace_back(position, std::move(reply));
  }

  /// Takes entries over and sends them to disk. The state runs ahead of the disk; nobody is told before.
  void append(std::vector<record::Entry> entries, Reply reply) {
    auto const expected = proceedings_.size();
    auto const position = entries.front().position;
    proceedings_.append(entries);
    auto head = record::SignedHead::make({log_, proceedings_.size(), proceedings_.root()},
                                         services_.server_name, services_.server_key)
                    .text();
    std::vector<store::StoredEntry> stored;
    for (auto const& entry : entries)
      stored.push_back(to_stored(entry));
    auto state = std::make_shared<State const>(proceedings_.state());
    auto done = [self = this->shared_from_this(), entries = std::move(entries), head, state, position,
                 reply = std::move(reply), generation = generation_,
                 work = boost::asio::make_work_guard(strand_)](store::AppendOutcome outcome) mutable {
      boost::asio::post(self->strand_, [self, entries = std::move(entries), head = std::move(head),
                                        state = std::move(state), position, reply = std::move(reply),
                                        generation, outcome = std::move(outcome)]() mutable {
        self->appended(std::move(entries), std::move(head), std::move(state), position, std::move(reply),
                       generation, outcome);
      });
    };
    services_.store.append(log_, expected, std::move(stored), std::move(head), std::move(done));
    watch_deadline();
  }

  void appended(std::vector<record::Entry> entries, std::string head, std::shared_ptr<State const> state,
                std::uint64_t position, Reply reply, std::uint64_t generation,
                store::AppendOutcome const& outcome) {
    if (!std::holds_alternative<store::Appended>(outcome)) {
      services_.report(Severity::error, "append_failed",
                       {{"log", log_.str()}, {"outcome", store::describe(outcome)}});
      if (generation == generation_) start_over();
      if (reply) reply(refuse(Reason::unavailable, "", "the act could not be written; send it again"));
      return;
    }
    if (generation != generation_) {
      // Made against a state that was given up, and yet on disk: somebody else appended just as much.
      services_.report(Severity::critical, "log_overtaken", {{"log", log_.str()}});
      start_over();
      if (reply)
        reply(refuse(Reason::unavailable, "", "the log was written by somebody else; send it again"));
      return;
    }
    durable_ = std::get<store::Appended>(outcome).size;
    head_ = head;
    {
      std::scoped_lock const lock(snapshot_mutex_);
      snapshot_ = state;
      snapshot_size_ = durable_;
    }
    publish_(entries, head, state);
    if (reply) reply(Receipt{position, head});
    std::erase_if(waiting_, [&](auto& waiting) {
      if (waiting.first >= durable_) return false;
      waiting.second(Receipt{waiting.first, head_});
      return true;
    });
  }

  /// The disk did not take what the state has taken, or somebody else appended: back to what is on disk.
  void start_over() {
    ++generation_;
    proceedings_ = Proceedings(log_, services_.server_key.public_key());
    auto const known = durable_;
    try {
      auto fresh = replay_stored(proceedings_);
      durable_ = proceedings_.size();
      keep_snapshot();
      std::vector<record::Entry> missed;
      for (auto& entry : fresh) {
        if (entry.position >= known) missed.push_back(std::move(entry));
      }
      if (!missed.empty()) publish_(missed, head_, snapshot());
    } catch (std::exception const& failure) {
      services_.report(Severity::critical, "log_unreadable", {{"log", log_.str()}, {"what", failure.what()}});
      stopping_ = true;
    }
    for (auto& [position, reply] : std::exchange(waiting_, {})) {
      reply(refuse(Reason::unavailable, "", "the act could not be written; send it again"));
    }
    watch_deadline(pause_after_failure);
  }

  std::vector<record::Entry> replay_stored(Proceedings& proceedings) {
    std::vector<record::Entry> all;
    for (std::uint64_t from = 0;;) {
      auto const some = services_.store.read(log_, from, 512);
      if (some.empty()) break;
      for (auto const& stored : some) {
        auto entry = from_stored(log_, stored);
        // The proofs were verified before the entries were written; the signatures, the findings and the root
        // show whether they are still what was written.
        auto const held = proceedings.replay(entry, [](auto const&, auto) -> Result<void> { return {}; });
        if (!held) throw DamagedLog(log_, stored.position, held.error());
        all.push_back(std::move(entry));
      }
      from = some.back().position + 1;
    }
    if (auto const settled = proceedings.settled(); !settled) {
      throw DamagedLog(log_, proceedings.size(), settled.error());
    }
    check_head(proceedings);
    return all;
  }

  void check_head(Proceedings const& proceedings) {
    if (proceedings.size() == 0) return;
    auto const text = services_.store.checkpoint(log_);
    auto const head =
        text ? record::SignedHead::parse(*text)
             : Result<record::SignedHead>(refuse(Reason::bad_record, "head", "no checkpoint is stored"));
    if (!head) throw DamagedLog(log_, proceedings.size(), head.error());
    record::VerifierKey const key{record::origin_of(services_.server_name, log_),
                                  services_.server_key.public_key()};
    if (auto const verified = head->verify(key); !verified)
      throw DamagedLog(log_, proceedings.size(), verified.error());
    if (head->head() != record::Head{log_, proceedings.size(), proceedings.root()}) {
      throw DamagedLog(log_, proceedings.size(),
                       refuse(Reason::bad_inclusion, "head", "the entries do not hash to the signed root"));
    }
    head_ = *text;
  }

  Result<Excerpt> read_stored(std::uint64_t from, std::size_t limit, std::size_t most_bytes) {
    if (from > durable_) {
      return refuse(Reason::out_of_range, "/from", "the log has " + std::to_string(durable_) + " entries");
    }
    try {
      Excerpt excerpt;
      std::size_t bytes = 0;
      while (excerpt.entries.size() < limit && bytes < most_bytes) {
        auto const next = from + excerpt.entries.size();
        auto const wanted =
            std::min<std::uint64_t>({entries_read_at_once, limit - excerpt.entries.size(), durable_ - next});
        if (wanted == 0) break;
        auto const some = services_.store.read(log_, next, static_cast<std::size_t>(wanted));
        if (some.empty()) return refuse(Reason::unavailable, "", "the log could not be read");
        for (auto const& stored : some) {
          if (bytes >= most_bytes) break;
          bytes += stored.entry.size() + stored.openings.size();
          excerpt.entries.push_back(from_stored(log_, stored));
        }
      }
      if (from + excerpt.entries.size() == durable_ && durable_ != 0) excerpt.head = head_;
      return excerpt;
    } catch (std::exception const& failure) {
      services_.report(Severity::error, "read_failed", {{"log", log_.str()}, {"what", failure.what()}});
      return refuse(Reason::unavailable, "", "the log could not be read");
    }
  }

  void keep_snapshot() {
    std::scoped_lock const lock(snapshot_mutex_);
    snapshot_ = std::make_shared<State const>(proceedings_.state());
    snapshot_size_ = durable_;
  }

  void watch_deadline(Duration at_least = {}) {
    deadline_.cancel();
    auto const next = proceedings_.next_deadline();
    if (!next || stopping_) return;
    // A mandate may end in years: the timer is set anew at least every hour.
    auto const wait = std::clamp<std::int64_t>(next->ms - services_.clock().ms, at_least.ms, 3'600'000);
    deadline_.expires_after(std::chrono::milliseconds(wait));
    deadline_.async_wait([self = this->shared_from_this()](boost::system::error_code const& cancelled) {
      if (cancelled || self->stopping_) return;
      auto due = self->proceedings_.elapse(self->now(), self->services_.server_key);
      if (due.empty()) return self->watch_deadline();
      self->append(std::move(due), nullptr);
    });
  }

  LogId log_;
  Services& services_;
  Publish publish_;
  boost::asio::strand<boost::asio::thread_pool::executor_type> strand_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>,
                                    boost::asio::strand<boost::asio::thread_pool::executor_type>>
      deadline_;
  Proceedings proceedings_;       ///< may run ahead of the disk
  std::uint64_t durable_ = 0;     ///< entries on disk
  std::string head_;              ///< the checkpoint of what is on disk
  std::uint64_t generation_ = 0;  ///< counts start_over()
  std::vector<std::pair<std::uint64_t, Reply>> waiting_;
  bool stopping_ = false;
  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<State const> snapshot_;
  std::uint64_t snapshot_size_ = 0;
};

}  // namespace conclave::server
