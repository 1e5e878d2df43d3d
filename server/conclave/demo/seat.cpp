// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seat.hpp"

#include "orders.hpp"

#include <conclave/deliberation/proceedings.hpp>
#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/gateway/client.hpp>
#include <conclave/gateway/messages.hpp>
#include <conclave/identity/sign_in.hpp>
#include <conclave/participant/juror.hpp>
#include <conclave/participant/signing.hpp>
#include <conclave/record/head.hpp>

#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

namespace conclave::server::demo {
namespace {

using namespace std::chrono_literals;
using deliberation::RegisterLaw;
using deliberation::SessionLaw;
using RegisterCopy = deliberation::Proceedings<RegisterLaw>;
using SessionCopy = deliberation::Proceedings<SessionLaw>;

Timestamp now() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

void tell(Event const& event) {
  std::cout << record::canonical(record::encode_union(event)) + "\n" << std::flush;
}

/// Standard input, read by a thread of its own.
class Orders {
public:
  Orders() : reader_([this] { read_all(); }) { reader_.detach(); }

  std::optional<Order> next() {
    std::scoped_lock const lock(*mutex_);
    if (waiting_->empty()) return std::nullopt;
    auto order = std::move(waiting_->front());
    waiting_->pop_front();
    return order;
  }
  bool ended() const {
    std::scoped_lock const lock(*mutex_);
    return *ended_ && waiting_->empty();
  }

private:
  void read_all() {
    // The thread may outlive this object at the end of the process: it holds on to what it touches.
    auto const mutex = mutex_;
    auto const waiting = waiting_;
    auto const ended = ended_;
    for (std::string line; std::getline(std::cin, line);) {
      auto const json = record::parse_strict(line, {std::size_t{4} << 20U, 32});
      auto order = json ? record::decode_union<Order>(*json) : Result<Order>(json.error());
      if (!order) {
        tell(Trouble{"an order cannot be read: " + describe(order.error())});
        continue;
      }
      std::scoped_lock const lock(*mutex);
      waiting->push_back(std::move(*order));
    }
    std::scoped_lock const lock(*mutex);
    *ended = true;
  }

  std::shared_ptr<std::mutex> mutex_ = std::make_shared<std::mutex>();
  std::shared_ptr<std::deque<Order>> waiting_ = std::make_shared<std::deque<Order>>();
  std::shared_ptr<bool> ended_ = std::make_shared<bool>(false);
  std::thread reader_;
};

/// An act that was handed in and has not been seen in the log yet.
struct Underway {
  std::uint32_t request = 0;
  std::uint32_t number = 0;  ///< of the order; 0 for a duty
  LogId log;
  std::string act;
  crypto::Hash hash{};
  participant::Outgoing outgoing;
  std::optional<std::string> token;
  bool acknowledged = false;
};

class Seat {
public:
  explicit Seat(SeatSettings const& settings)
      : settings_(settings), person_(PersonId::of(settings.person)),
        key_(crypto::IdentityKey::generate(randomness_)), juror_(person_, randomness_) {}

  int run() {
    connect();
    tell(Ready{"connected"});
    while (!orders_.ended()) {
      try {
        step();
      } catch (gateway::ConnectionClosed const& closed) {
        client_.reset();
        if (closed.code() == 1001) return 0;  // the server says goodbye
        tell(Trouble{"the connection has ended: " + closed.reason()});
      }
    }
    return 0;
  }

private:
  void connect() {
    gateway::ClientSettings settings;
    settings.host = settings_.host;
    settings.port = settings_.port;
    settings.trusted_certificate = settings_.certificate;
    client_.emplace(gateway::Client::connect(pool_, settings));
    welcome_.reset();
    live_.clear();
    asked_at_.clear();
  }

  void step() {
    if (auto order = orders_.next()) waiting_.push_back(std::move(*order));
    carry_out_orders();
    if (!client_) {
      std::this_thread::sleep_for(5ms);
      return;
    }
    do_duties();
    while (auto text = client_ ? client_->receive(busy_ ? 0ms : 4ms) : std::nullopt) {
      busy_ = true;
      hear(*text);
    }
    busy_ = false;
    if (client_ && signed_in_) ask_again();
  }

  // --- orders ---

  void carry_out_orders() {
    for (std::size_t i = 0; i < waiting_.size();) {
      bool const done = std::visit([&](auto const& order) { return carry_out(order); }, waiting_[i]);
      if (done) {
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
      } else if (std::holds_alternative<Do>(waiting_[i])) {
        break;  // acts keep their order
      } else {
        ++i;
      }
    }
  }

  bool carry_out(Found const& order) {
    if (!ready_to_sign()) return false;
    auto const json = record::parse_canonical(order.rules);
    auto const rules =
        json ? record::decode<deliberation::Rules>(*json) : Result<deliberation::Rules>(json.error());
    if (!rules) {
      tell(Trouble{"the rules cannot be read: " + describe(rules.error())});
      return true;
    }
    deliberation::FoundRegister body;
    body.name = order.name;
    body.key = key_.public_key();
    body.rules = *rules;
    hand_in(*register_, {body, {}, {}}, 0, "found_register", order.token);
    return true;
  }

  bool carry_out(EnrolKey const& order) {
    if (!ready_to_sign()) return false;
    // The register cannot be read before signing in: the first act of a person names the empty head.
    deliberation::Enrol body;
    body.key = key_.public_key();
    hand_in(*register_, {body, {}, {}}, 0, "enrol", order.token);
    return true;
  }

  bool carry_out(SignInNow const&) {
    if (!welcome_ || underway_) return false;
    identity::SignInNonce nonce = welcome_->nonce.bytes;
    send(gateway::SignIn{++requests_, person_, identity::sign_in(welcome_->server_name, nonce, key_)});
    return true;
  }

  bool carry_out(SignWaiting const& order) {
    if (!ready_to_sign() || !live_.contains(register_log())) return false;
    deliberation::SignRoster body;
    body.entries = deliberation::waiting_for_signature(register_->state());
    if (body.entries.size() < order.expected) return false;
    hand_in(*register_, {std::move(body), {}, {}}, 0, "sign_roster", std::nullopt);
    return true;
  }

  bool carry_out(Do const& order) {
    if (!ready_to_sign()) return false;
    if (order.log == register_log()) return carry_out(order, *register_);
    if (!session_ && order.act == deliberation::OpenSession::kind)
      session_.emplace(order.log, welcome_->server_key);
    return session_ && session_->log() == order.log && carry_out(order, *session_);
  }

  template <class Law>
  bool carry_out(Do const& order, deliberation::Proceedings<Law> const& log) {
    if (log.size() < order.after) return false;
    std::vector<record::Opening> openings;
    auto json = record::parse_canonical(order.body, {std::size_t{4} << 20U, 32});
    if (!json) {
      tell(Trouble{describe(json.error())});
      return true;
    }
    for (auto const& [member, text] : order.texts) {
      json->get_object()[member] = record::encode(participant::confide(text, openings, randomness_));
    }
    auto body = record::decode_kind<typename Law::ActBody>(order.act, *json, "/body");
    if (!body) {
      tell(Trouble{order.act + ": " + describe(body.error())});
      return true;
    }
    hand_in(log, {std::move(*body), order.answers, std::move(openings)}, order.number, order.act,
            std::nullopt);
    return true;
  }

  bool carry_out(Vote const& order) {
    juror_.choose(order.round, order.option);
    return true;
  }

  bool carry_out(AskInvitation const& order) {
    if (!client_ || !signed_in_) return false;
    send(gateway::Invite{++requests_, order.person});
    return true;
  }

  bool carry_out(Disconnect const& order) {
    if (order.after_act) {
      disconnect_after_ = order.after_act;
    } else if (client_) {
      client_->abort();
      client_.reset();
      signed_in_ = false;
      tell(Ready{"disconnected"});
    }
    return true;
  }

  bool carry_out(Reconnect const&) {
    connect();
    waiting_.push_back(SignInNow{});
    tell(Ready{"reconnected"});
    return true;
  }

  bool ready_to_sign() const { return client_ && welcome_ && register_ && !underway_; }

  // --- acting ---

  template <class Law>
  void hand_in(deliberation::Proceedings<Law> const& log, participant::Intent<typename Law::ActBody> intent,
               std::uint32_t number, std::string act, std::optional<std::string> token) {
    auto outgoing = participant::sign_act(log, person_, key_, std::move(intent), now());
    underway_ = Underway{
        ++requests_,         number,           log.log(), std::move(act), record::act_hash(outgoing.envelope),
        std::move(outgoing), std::move(token), false};
    hand_in_again();
  }

  void hand_in_again() {
    send(gateway::Submit{underway_->request, underway_->log, underway_->outgoing.envelope,
                         underway_->outgoing.openings, underway_->token});
  }

  /// What an honest client does without being asked, once the log has moved on since it last had nothing to
  /// do.
  void do_duties() {
    if (!session_ || !signed_in_ || underway_ || !live_.contains(session_->log())) return;
    if (session_->size() == idle_at_) return;
    auto intent = juror_.duty(session_->state());
    if (!intent) intent = juror_.ballot_step(session_->state());
    if (!intent) {
      if (!juror_.alarm().empty()) tell(Trouble{juror_.alarm()});
      return;
    }
    auto const act = std::string(record::kind_of(intent->body));
    hand_in(*session_, std::move(*intent), 0, act, std::nullopt);
  }

  void send(gateway::ClientMessage const& message) {
    client_->send(record::canonical(record::encode_union(message)));
  }

  // --- hearing ---

  void hear(std::string const& text) {
    auto const json = record::parse_strict(text, {std::size_t{64} << 20U, 32});
    auto message = json ? record::decode_union<gateway::ServerMessage>(*json)
                        : Result<gateway::ServerMessage>(json.error());
    if (!message) {
      tell(Trouble{"the server said what nobody can read: " + describe(message.error())});
      return;
    }
    std::visit([&](auto const& heard) { on(heard); }, *message);
  }

  void on(gateway::Welcome const& welcome) {
    welcome_ = welcome;
    if (!register_) register_.emplace(register_log(), welcome.server_key);
  }

  void on(gateway::SignedIn const& signed_in) {
    signed_in_ = true;
    tell(Ready{"signed in"});
    for (auto const& log : signed_in.logs)
      follow(log);
    // What was signed before the connection was lost is sent again, the very same bytes.
    if (underway_) hand_in_again();
  }

  void on(gateway::LogOpened const& opened) { follow(opened.log); }

  void follow(LogId const& log) {
    if (log != register_log() && !session_) session_.emplace(log, welcome_->server_key);
    auto const from = log == register_log() ? register_->size() : session_->size();
    asked_at_[log] = now();
    send(gateway::Subscribe{++requests_, log, from});
  }

  void on(gateway::Entries const& entries) {
    if (entries.log == register_log()) {
      take(*register_, entries);
    } else if (session_ && entries.log == session_->log()) {
      take(*session_, entries);
      idle_at_ = none;
    }
    asked_at_[entries.log] = now();
  }

  /// A server sends so much for one request, and the rest when it is asked again.
  void ask_again() {
    for (auto& [log, at] : asked_at_) {
      if (live_.contains(log) || now().ms - at.ms < 300) continue;
      at = now();
      follow(log);
    }
  }

  template <class Law>
  void take(deliberation::Proceedings<Law>& log, gateway::Entries const& entries) {
    for (auto const& entry : entries.entries) {
      if (entry.position < log.size()) continue;  // seen before the connection was lost
      if (auto const held = log.replay(entry); !held) {
        tell(Trouble{"entry " + std::to_string(entry.position) + " of " + log.log().str() +
                     " does not hold: " + describe(held.error())});
        std::_Exit(3);
      }
      if (settings_.relay) tell(Relayed{log.log(), entry});
      settle(entry);
    }
  }

  /// The act that was underway stands in the log.
  void settle(record::Entry const& entry) {
    if (!underway_ || record::act_hash(entry.envelope) != underway_->hash) return;
    tell(Done{underway_->number, underway_->act, entry.position});
    auto const act = underway_->act;
    underway_.reset();
    leave_after(act);
  }

  void leave_after(std::string const& act) {
    if (!disconnect_after_ || *disconnect_after_ != act) return;
    disconnect_after_.reset();
    client_->abort();
    client_.reset();
    signed_in_ = false;
    tell(Ready{"disconnected"});
  }

  void on(gateway::CaughtUp const& caught_up) {
    auto const head = record::SignedHead::parse(caught_up.head);
    record::VerifierKey const key{record::origin_of(welcome_->server_name, caught_up.log),
                                  welcome_->server_key};
    bool const ours = caught_up.log == register_log();
    auto const size = ours ? register_->size() : session_->size();
    bool const held = head && head->verify(key) && head->head().size <= size &&
                      head->head().root == (ours ? register_->root_at(head->head().size)
                                                 : session_->root_at(head->head().size));
    if (!held) {
      tell(Trouble{"the server's head of " + caught_up.log.str() +
                   " is not that of the entries it has shown"});
      std::_Exit(3);
    }
    live_.insert(caught_up.log);
  }

  void on(gateway::Acknowledged const& acknowledged) {
    if (!underway_ || acknowledged.request != underway_->request) return;
    underway_->acknowledged = true;
    if (signed_in_) return;  // the entry itself follows
    // Founding and enrolling happen before anybody can sign in and read the log.
    tell(Done{underway_->number, underway_->act, acknowledged.position});
    underway_.reset();
  }

  void on(gateway::Refused const& refused) {
    if (!underway_ || refused.request != underway_->request) {
      tell(Denied{0, "", refused.reason, refused.where, refused.detail});
      return;
    }
    tell(Denied{underway_->number, underway_->act, refused.reason, refused.where, refused.detail});
    if (session_)
      idle_at_ = session_->size();  // what was refused is not tried again until the log has moved on
    underway_.reset();
  }

  void on(gateway::Invited const& invited) { tell(GotInvitation{invited.person, invited.token}); }
  void on(gateway::Presence const&) {}

  static constexpr std::uint64_t none = ~std::uint64_t{0};

  SeatSettings settings_;
  PersonId person_;
  crypto::SystemRandomness randomness_;
  crypto::IdentityKey key_;
  participant::Juror juror_;
  gateway::ClientPool pool_;
  std::optional<gateway::Client> client_;
  Orders orders_;
  std::deque<Order> waiting_;
  std::optional<gateway::Welcome> welcome_;
  bool signed_in_ = false;
  bool busy_ = false;
  std::uint32_t requests_ = 0;
  std::optional<RegisterCopy> register_;
  std::optional<SessionCopy> session_;
  std::set<LogId> live_;
  std::map<LogId, Timestamp> asked_at_;  ///< when a log was last asked for, or last came
  std::optional<Underway> underway_;
  std::optional<std::string> disconnect_after_;
  std::uint64_t idle_at_ = none;  ///< the size of the session's log at which nothing more could be done
};

}  // namespace

int run_seat(SeatSettings const& settings) {
  try {
    return Seat(settings).run();
  } catch (std::exception const& failure) {
    tell(Trouble{failure.what()});
    return 4;
  }
}

}  // namespace conclave::server::demo
