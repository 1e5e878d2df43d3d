// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "house.hpp"

#include "confidence.hpp"
#include "key_in_force.hpp"

#include <conclave/deliberation/register/admissibility.hpp>

#include <latch>
#include <utility>

namespace conclave::server {

using namespace deliberation;

namespace {

constexpr std::size_t deepest_message = 40;
constexpr std::size_t largest_message = 4U << 20U;  // the gateway's own limit is below

/// The kind and header of an act, before anything else of it is read.
struct Cover {
  std::string kind;
  ActHeader header;
};

Result<Cover> read_cover(record::Envelope const& envelope) {
  auto frame = deliberation::detail::take_apart(envelope, record::act_type, "kind");
  if (!frame) return frame.error();
  auto header = record::decode<ActHeader>(frame->rest);
  if (!header) return header.error();
  return Cover{std::move(frame->kind), std::move(*header)};
}

std::shared_ptr<std::string const> text_of(gateway::ServerMessage const& message) {
  return std::make_shared<std::string const>(record::canonical(record::encode_union(message)));
}

}  // namespace

/// What is known of a connection. Its logs' strands and the gateway's threads look at it.
struct House::Guest {
  Guest(std::shared_ptr<gateway::Connection> its, std::string const& server_name, Timestamp now,
        crypto::Randomness& randomness)
      : connection(std::move(its)), since(now), challenge(server_name, now, randomness) {}

  struct Following {
    std::uint64_t next = 0;
    bool live = false;
  };

  std::shared_ptr<gateway::Connection> const connection;
  Timestamp const since;
  identity::SignInChallenge challenge;  ///< only within the handler's calls
  std::size_t bad_messages = 0;         ///< only within the handler's calls
  std::atomic<std::size_t> acts_under_way = 0;
  std::atomic<bool> vouched_for = false;  ///< signed in, or enrolled by an invitation

  std::mutex mutex;  ///< guards what follows
  std::optional<PersonId> person;
  crypto::PublicKey key;
  std::map<LogId, Following> following;
  bool gone = false;

  std::optional<PersonId> who() {
    std::scoped_lock const lock(mutex);
    return person;
  }
};

// --- life ---

House::House(Services& services, std::optional<Timestamp> down_from, HouseLimits limits)
    : services_(services), down_from_(down_from), limits_(limits), invitations_(services.store.vault()) {
  register_ = std::make_shared<RegisterHost>(
      register_log(), services_, [this](auto const& entries, auto const& head, auto const& state) {
        publish(register_log(), entries, head, *state);
        dismiss_replaced_keys(*state);
      });
  register_->load();
  for (auto const& log : services_.store.logs()) {
    if (log == register_log()) continue;
    auto host = make_session(log);
    host->load();
    sessions_.emplace(log, std::move(host));
  }
}

void House::start() {
  auto const now = services_.clock();
  std::vector<std::pair<std::shared_ptr<SessionHost>, Resumed>> resumed;
  for (auto const& host : sessions()) {
    auto const state = host->snapshot();
    if (!down_from_ || !std::holds_alternative<Sitting>(state->phase)) continue;
    auto const from = std::max(*down_from_, state->last_time);
    if (from < now) resumed.emplace_back(host, Resumed{from, now});
  }
  // Deadlines are looked at only after the gap is on disk: an outage decides nothing by silence.
  std::latch written(static_cast<std::ptrdiff_t>(resumed.size()));
  for (auto const& [host, statement] : resumed) {
    auto const fields = Fields{{"log", host->log().str()},
                               {"down_from", std::to_string(statement.down_from.ms)},
                               {"down_to", std::to_string(statement.down_to.ms)}};
    host->declare(statement, [this, &written, fields](Result<Receipt> const& receipt) {
      services_.report(receipt ? Severity::info : Severity::error,
                       receipt ? "resumed" : "resumed_not_written", fields);
      written.count_down();
    });
  }
  written.wait();
  register_->start();
  for (auto const& host : sessions())
    host->start();
}

void House::stop() {
  stopping_ = true;
  register_->stop();
  for (auto const& host : sessions())
    host->stop();
}

void House::sweep() {
  auto const now = services_.clock();
  for (auto const& guest : guests()) {
    if (!guest->vouched_for && (now - guest->since) > limits_.sign_in) {
      guest->connection->close(gateway::CloseCode::policy, "not signed in");
    }
  }
}

// --- connections ---

void House::opened(std::shared_ptr<gateway::Connection> connection) {
  auto const now = services_.clock();
  auto guest = std::make_shared<Guest>(std::move(connection), services_.server_name, now, randomness_);
  guest->connection->state() = guest;
  {
    std::scoped_lock const lock(mutex_);
    guests_.emplace(guest->connection->id(), guest);
  }
  send(guest,
       gateway::Welcome{gateway::wire_version, services_.server_name, services_.server_key.public_key(),
                        crypto::Hash{guest->challenge.nonce()}, now});
}

void House::received(std::shared_ptr<gateway::Connection> const& connection, std::string message) {
  auto const guest = std::any_cast<GuestRef>(connection->state());
  auto const parsed = record::parse_strict(message, {largest_message, deepest_message});
  auto const read = parsed ? record::decode_union<gateway::ClientMessage>(*parsed)
                           : Result<gateway::ClientMessage>(parsed.error());
  if (!read) {
    refuse_to(guest, 0, read.error());
    return bad_message(guest);
  }
  std::visit([&](auto const& heard) { handle(guest, heard); }, *read);
}

void House::closed(std::shared_ptr<gateway::Connection> const& connection, gateway::Ending const&) {
  auto const guest = std::any_cast<GuestRef>(connection->state());
  connection->state().reset();
  {
    std::scoped_lock const lock(mutex_);
    guests_.erase(connection->id());
  }
  std::vector<LogId> left;
  {
    std::scoped_lock const lock(guest->mutex);
    guest->gone = true;
    for (auto const& [log, following] : std::exchange(guest->following, {})) {
      if (following.live) left.push_back(log);
    }
  }
  for (auto const& log : left)
    announce_presence(log);
}

std::string House::health() {
  boost::json::object logs;
  logs[register_log().str()] = register_->size();
  for (auto const& host : sessions())
    logs[host->log().str()] = host->size();
  boost::json::object answer;
  answer["status"] = stopping_ ? "stopping" : "ok";
  answer["version"] = CONCLAVE_VERSION;
  answer["logs"] = std::move(logs);
  answer["connections"] = guests().size();
  return record::canonical(answer);
}

// --- answers ---

void House::send(GuestRef const& guest, gateway::ServerMessage const& message) const {
  guest->connection->send(text_of(message));
}

void House::refuse_to(GuestRef const& guest, std::uint32_t request, Refusal const& refusal) const {
  send(guest,
       gateway::Refused{request, std::string(to_string(refusal.reason)), refusal.where, refusal.detail});
}

void House::bad_message(GuestRef const& guest) {
  if (++guest->bad_messages > limits_.bad_messages) {
    guest->connection->close(gateway::CloseCode::policy, "too many messages that cannot be read");
  }
}

Reply House::reply_to(GuestRef const& guest, std::uint32_t request, LogId const& log) {
  return [this, guest, request, log](Result<Receipt> const& receipt) {
    --guest->acts_under_way;
    if (!receipt) {
      services_.report(Severity::info, "act_refused",
                       {{"log", log.str()}, {"reason", std::string(to_string(receipt.error().reason))}});
      return refuse_to(guest, request, receipt.error());
    }
    send(guest, gateway::Acknowledged{request, log, receipt->position, receipt->head});
  };
}

// --- sign-in ---

void House::handle(GuestRef const& guest, gateway::SignIn const& message) {
  if (guest->who())
    return refuse_to(guest, message.request, refuse(Reason::already_done, "", "signed in already"));
  auto const key = key_in_force(*register_->snapshot(), message.person);
  // The nonce is spent in any case, and the answer does not tell who is known here.
  auto const answered =
      guest->challenge.answer(key.value_or(crypto::PublicKey()), message.signature, services_.clock());
  if (!answered) {
    refuse_to(guest, message.request, answered.error());
    return bad_message(guest);
  }
  {
    std::scoped_lock const lock(guest->mutex);
    guest->person = message.person;
    guest->key = *key;
  }
  guest->vouched_for = true;
  services_.report(
      Severity::info, "signed_in",
      {{"connection", std::to_string(guest->connection->id())}, {"person", message.person.str()}});
  send(guest, gateway::SignedIn{message.request, message.person, open_to(message.person)});
}

// --- acts ---

void House::handle(GuestRef const& guest, gateway::Submit const& message) {
  auto const refused = [&](Refusal const& refusal) { refuse_to(guest, message.request, refusal); };
  if (stopping_) return refused(refuse(Reason::unavailable, "", "the server is stopping"));
  auto const cover = read_cover(message.envelope);
  if (!cover) return refused(cover.error());
  if (cover->header.log != message.log) {
    return refused(refuse(Reason::wrong_log, "/log", "the act names " + cover->header.log.str()));
  }
  bool const by_token =
      message.log == register_log() && (cover->kind == FoundRegister::kind || cover->kind == Enrol::kind);
  if (!by_token) {
    auto const person = guest->who();
    if (!person) return refused(refuse(Reason::sign_in_required));
    if (*person != cover->header.author) {
      return refused(refuse(Reason::not_entitled, "/author", "signed in as " + person->str()));
    }
    if (message.token) {
      return refused(refuse(Reason::invitation_invalid, "/token", "this act needs no invitation"));
    }
  }
  if (++guest->acts_under_way > limits_.acts_under_way) {
    --guest->acts_under_way;
    return refused(refuse(Reason::too_fast, "", "too many acts are under way on this connection"));
  }
  if (by_token) return submit_with_token(guest, message, cover->kind, cover->header.author);
  if (message.log == register_log()) {
    return register_->submit(message.envelope, message.openings,
                             reply_to(guest, message.request, message.log));
  }
  submit_to_session(guest, message, cover->kind);
}

void House::submit_with_token(GuestRef const& guest, gateway::Submit const& message, std::string const& kind,
                              PersonId const& author) {
  auto reply = reply_to(guest, message.request, message.log);
  if (!message.token) {
    reply(refuse(Reason::missing_member, "/token", "this act comes with a one-time invitation"));
    return bad_message(guest);
  }
  // The same sentence whatever does not fit, as the invitations themselves have it.
  auto fits = [this, kind, author](Result<identity::Invitation> const& invitation) -> Result<void> {
    if (!invitation) return invitation.error();
    bool const founds = kind == FoundRegister::kind;
    if (invitation->person != author || (invitation->role == "director") != founds) {
      return refuse(Reason::invitation_invalid, "/token", "the invitation is not for this");
    }
    return {};
  };
  auto gate = [this, guest, fits, token = *message.token]() -> Result<void> {
    // Looked at first: an invitation of somebody else's is not used up by trying.
    if (auto const fit = fits(invitations_.check(token, services_.clock())); !fit) return fit.error();
    if (auto const used = invitations_.redeem(token, services_.clock()); !used) return used.error();
    guest->vouched_for = true;
    return {};
  };
  register_->submit(message.envelope, message.openings, std::move(reply), std::move(gate));
}

void House::submit_to_session(GuestRef const& guest, gateway::Submit const& message,
                              std::string const& kind) {
  auto reply = reply_to(guest, message.request, message.log);
  if (auto const host = session(message.log)) {
    if (kind == ChangeRoster::kind) {
      if (auto const agrees = changes_as_registered(message.envelope, *host->snapshot()); !agrees) {
        return reply(agrees.error());
      }
    }
    return host->submit(message.envelope, message.openings, std::move(reply));
  }
  if (kind != OpenSession::kind) return reply(refuse(Reason::wrong_log, "/log", "there is no such session"));
  {
    std::scoped_lock const lock(mutex_);
    if (!sessions_.contains(message.log) && opening_.insert(message.log).second) {
      boost::asio::post(services_.strands, [this, message, reply = std::move(reply)]() mutable {
        open_session(message, std::move(reply));
      });
      return;
    }
  }
  reply(refuse(Reason::unavailable, "/log", "a session of this name is being opened"));
}

void House::open_session(gateway::Submit const& message, Reply reply) {
  auto const log = message.log;
  auto const give_up = [this, log, reply](Refusal const& refusal) {
    {
      std::scoped_lock const lock(mutex_);
      opening_.erase(log);
    }
    reply(refusal);
  };
  if (auto const agrees = opens_as_registered(message.envelope); !agrees) return give_up(agrees.error());
  auto host = make_session(log);
  try {
    host->load();
  } catch (std::exception const& failure) {
    services_.report(Severity::error, "log_unreadable", {{"log", log.str()}, {"what", failure.what()}});
    return give_up(refuse(Reason::unavailable, "/log", "the log could not be read"));
  }
  host->submit(message.envelope, message.openings,
               [this, host, log, reply, give_up](Result<Receipt> receipt) {
                 if (!receipt && host->size() == 0) return give_up(receipt.error());
                 {
                   std::scoped_lock const lock(mutex_);
                   opening_.erase(log);
                   sessions_.emplace(log, host);
                 }
                 host->start();
                 if (stopping_) host->stop();
                 reply(std::move(receipt));
                 auto const news = text_of(gateway::LogOpened{log});
                 for (auto const& guest : guests()) {
                   if (auto const person = guest->who(); person && may_read(log, *person))
                     guest->connection->send(news);
                 }
               });
}

Result<void> House::opens_as_registered(record::Envelope const& envelope) const {
  auto const act = decode_act<SessionActBody>(envelope);
  if (!act) return act.error();
  auto const* opening = std::get_if<OpenSession>(&act->body);
  if (opening == nullptr) return refuse(Reason::wrong_phase, "/kind", "a session begins with open_session");
  auto const known = register_->snapshot();
  if (!known->director) return refuse(Reason::unknown_author, "/author", "the register is not founded yet");
  if (opening->roster != *known->roster) {
    return refuse(Reason::bad_roster, "/body/roster", "not the register's roster as it stands");
  }
  if (opening->rules != *known->rules) {
    return refuse(Reason::not_entitled, "/body/rules", "not the rules that the register has in force");
  }
  for (std::size_t i = 0; i < opening->cases.size(); ++i) {
    auto const& named = opening->cases[i];
    auto const where = "/body/cases/" + std::to_string(i);
    auto const item = agenda_item(*known, named.case_id);
    if (!item) return refuse(item.error().reason, where, item.error().detail);
    if (record::encode_text(*item) != record::encode_text(named)) {
      return refuse(Reason::unknown_case, where, "not the case as the register has it");
    }
  }
  return {};
}

Result<void> House::changes_as_registered(record::Envelope const& envelope, SessionState const& state) const {
  auto const act = decode_act<SessionActBody>(envelope);
  if (!act) return act.error();
  auto const* change = std::get_if<ChangeRoster>(&act->body);
  if (change == nullptr) return refuse(Reason::unknown_kind, "/kind");
  auto const known = register_->snapshot();
  auto const have = state.excerpts->size();
  bool const next = have + change->roster.size() <= known->roster->size() &&
                    std::equal(change->roster.begin(), change->roster.end(),
                               known->roster->begin() + static_cast<std::ptrdiff_t>(have));
  if (next) return {};
  return refuse(Reason::bad_roster, "/body/roster", "not the register's next entries");
}

// --- logs ---

std::shared_ptr<SessionHost> House::make_session(LogId const& log) {
  return std::make_shared<SessionHost>(log, services_,
                                       [this, log](auto const& entries, auto const& head, auto const& state) {
                                         publish(log, entries, head, *state);
                                       });
}

std::shared_ptr<SessionHost> House::session(LogId const& log) const {
  std::scoped_lock const lock(mutex_);
  auto const found = sessions_.find(log);
  return found == sessions_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<SessionHost>> House::sessions() const {
  std::scoped_lock const lock(mutex_);
  std::vector<std::shared_ptr<SessionHost>> all;
  for (auto const& [log, host] : sessions_)
    all.push_back(host);
  return all;
}

std::vector<House::GuestRef> House::guests() const {
  std::scoped_lock const lock(mutex_);
  std::vector<GuestRef> all;
  for (auto const& [id, guest] : guests_)
    all.push_back(guest);
  return all;
}

std::vector<LogId> House::open_to(PersonId const& person) const {
  std::vector<LogId> logs;
  if (may_read(register_log(), person)) logs.push_back(register_log());
  for (auto const& host : sessions()) {
    if (may_read(host->log(), person)) logs.push_back(host->log());
  }
  return logs;
}

Result<void> House::may_read(LogId const& log, PersonId const& person) const {
  auto const not_open =
      refuse(Reason::not_entitled, "/log", "there is no such log, or it is not open to you");
  auto const standing = standing_in(*register_->snapshot(), person);
  if (standing == RegisterStanding::none) return not_open;
  if (log == register_log() || standing == RegisterStanding::office) {
    if (log == register_log() || session(log)) return {};
    return not_open;
  }
  auto const host = session(log);
  if (host && host->snapshot()->jurors.contains(person)) return {};
  return not_open;
}

// --- reading ---

void House::handle(GuestRef const& guest, gateway::Subscribe const& message) {
  auto const person = guest->who();
  if (!person) return refuse_to(guest, message.request, refuse(Reason::sign_in_required));
  if (auto const may = may_read(message.log, *person); !may) {
    return refuse_to(guest, message.request, may.error());
  }
  if (message.log == register_log()) return subscribe(guest, message, register_);
  if (auto const host = session(message.log)) subscribe(guest, message, host);
}

template <class Host>
void House::subscribe(GuestRef const& guest, gateway::Subscribe const& message,
                      std::shared_ptr<Host> const& host) {
  send_excerpt(guest, message.request, host, message.from, limits_.bytes_per_request);
}

/// One message's worth, then the next, until the end of the log or of what one request may get.
template <class Host>
void House::send_excerpt(GuestRef const& guest, std::uint32_t request, std::shared_ptr<Host> const& host,
                         std::uint64_t from, std::size_t bytes_left) {
  host->read(from, limits_.entries_at_once, limits_.bytes_at_once,
             [this, guest, request, host, from, bytes_left](Result<Excerpt> read) {
               if (!read) return refuse_to(guest, request, read.error());
               auto const person = guest->who();
               if (!person) return;
               auto const state = host->snapshot();
               auto const next = from + read->entries.size();
               for (auto& entry : read->entries) {
                 if (!entry.openings.empty() && !may_read_openings(*state, *person, entry)) {
                   entry.openings.clear();
                 }
               }
               std::size_t sent = 0;
               if (!read->entries.empty()) {
                 auto const text = text_of(gateway::Entries{host->log(), std::move(read->entries)});
                 sent = text->size();
                 guest->connection->send(text);
               }
               bool const at_end = next == host->size();
               bool arrived = false;
               {
                 std::scoped_lock const lock(guest->mutex);
                 if (guest->gone) return;
                 auto& following = guest->following[host->log()];
                 arrived = at_end && !following.live;
                 following = {next, at_end};
               }
               if (at_end) {
                 // A log without entries has no head yet; it is the register before it is founded.
                 send(guest, gateway::CaughtUp{request, host->log(), read->head.value_or("")});
                 if (arrived) announce_presence(host->log());
               } else if (sent < bytes_left) {
                 send_excerpt(guest, request, host, next, bytes_left - sent);
               }
             });
}

template <class State>
void House::publish(LogId const& log, std::vector<record::Entry> const& entries, std::string const& head,
                    State const& state) {
  if (entries.empty()) return;
  auto const caught_up = text_of(gateway::CaughtUp{0, log, head});
  // Readers who may read the same openings get the same text.
  std::map<std::vector<bool>, std::shared_ptr<std::string const>> texts;
  for (auto const& guest : guests()) {
    std::optional<PersonId> person;
    {
      std::scoped_lock const lock(guest->mutex);
      auto const following = guest->following.find(log);
      if (following == guest->following.end() || !following->second.live) continue;
      if (following->second.next != entries.front().position) continue;
      person = guest->person;
    }
    if (!person) continue;
    if (!may_read(log, *person)) {
      std::scoped_lock const lock(guest->mutex);
      guest->following.erase(log);
      continue;
    }
    std::vector<bool> open;
    for (auto const& entry : entries)
      open.push_back(!entry.openings.empty() && may_read_openings(state, *person, entry));
    auto& text = texts[open];
    if (!text) {
      auto shown = entries;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        if (!open[i]) shown[i].openings.clear();
      }
      text = text_of(gateway::Entries{log, std::move(shown)});
    }
    {
      std::scoped_lock const lock(guest->mutex);
      auto const following = guest->following.find(log);
      if (following == guest->following.end()) continue;
      following->second.next += entries.size();
    }
    guest->connection->send(text);
    guest->connection->send(caught_up);
  }
}

void House::dismiss_replaced_keys(RegisterState const& state) {
  for (auto const& guest : guests()) {
    bool replaced = false;
    {
      std::scoped_lock const lock(guest->mutex);
      replaced = guest->person && key_in_force(state, *guest->person) != guest->key;
    }
    if (replaced) guest->connection->close(gateway::CloseCode::policy, "this key is not in force any more");
  }
}

void House::announce_presence(LogId const& log) {
  std::set<PersonId> here;
  std::vector<GuestRef> readers;
  for (auto const& guest : guests()) {
    std::scoped_lock const lock(guest->mutex);
    auto const following = guest->following.find(log);
    if (following == guest->following.end() || !following->second.live || !guest->person) continue;
    here.insert(*guest->person);
    readers.push_back(guest);
  }
  auto const text = text_of(gateway::Presence{log, {here.begin(), here.end()}});
  for (auto const& reader : readers)
    reader->connection->send(text);
}

// --- invitations ---

void House::handle(GuestRef const& guest, gateway::Invite const& message) {
  auto const person = guest->who();
  if (!person) return refuse_to(guest, message.request, refuse(Reason::sign_in_required));
  auto const known = register_->snapshot();
  if (auto const may = may_invite(*known, *person, message.person); !may) {
    return refuse_to(guest, message.request, may.error());
  }
  auto const role = known->people->at(message.person).appointment.role;
  // Written durably, so not on a thread that other connections share.
  boost::asio::post(services_.strands, [this, guest, message, role, by = *person] {
    auto const now = services_.clock();
    auto const expires = now + limits_.invitation;
    try {
      auto token = invitations_.make(message.person, record::name_of(role), now, expires, randomness_);
      services_.report(Severity::info, "invited", {{"person", message.person.str()}, {"by", by.str()}});
      send(guest, gateway::Invited{message.request, message.person, std::move(token), expires});
    } catch (std::exception const& failure) {
      services_.report(Severity::error, "invitation_not_written", {{"what", failure.what()}});
      refuse_to(guest, message.request,
                refuse(Reason::unavailable, "", "the invitation could not be written"));
    }
  });
}

}  // namespace conclave::server
