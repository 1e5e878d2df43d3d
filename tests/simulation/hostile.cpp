// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What people try who wish the jury no good, and what broken clients send.
#include "session.hpp"

#include <conclave/crypto/ballot.hpp>

#include <algorithm>

namespace conclave::simulation {

using namespace deliberation;
using table::Outgoing;
using table::SessionIntent;

namespace {

/// Whether a client's act that was changed can mean nothing that is right.
struct MustFail {
  SessionActBody const& honest;
  bool operator()(AcknowledgeKey const&) const { return true; }
  bool operator()(ConfirmKey const&) const { return true; }
  bool operator()(Agree const&) const { return true; }
  bool operator()(Decrypt const&) const { return true; }
  bool operator()(CastBallot const&) const { return true; }
  bool operator()(AnswerRollCall const&) const { return true; }
  bool operator()(RevealKey const& broken) const {
    // What stands in a box only its reader knows.
    auto copy = std::get<RevealKey>(honest);
    bool const length = copy.boxes.size() != broken.boxes.size();
    copy.boxes = broken.boxes;
    return length || !same(copy, broken);
  }
  // The rest may mean something else that is right.
  template <class T>
  bool operator()(T const&) const {
    return false;
  }
};

}  // namespace

void Session::attack() {
  switch (chance_.below(10)) {
  case 0:
    return flip_a_byte();
  case 1:
    return replay_an_act();
  case 2:
    return speak_as_another();
  case 3:
    return act_while_recused();
  case 4:
  case 5:
    return break_a_duty();
  case 6:
  case 7:
    return break_a_ballot();
  default:
    return try_anything();
  }
}

Known Session::known() {
  Known known;
  known.people = table_.jurors();
  known.people.push_back(PersonId::of(table_.setup().director));
  known.people.push_back(PersonId::of(table_.setup().secretariat));
  for (auto const& [id, each] : state().cases)
    known.cases.push_back(id);
  for (auto const& [id, each] : state().rounds)
    known.rounds.push_back(id);
  for (auto const& [id, each] : state().ceremonies)
    known.keys.push_back(id);
  texts_.clear();
  known.commitment = [this] { return table_.confide("so it is said", texts_); };
  return known;
}

/// What some juror's client would hand in next: a duty, or a step of a ballot.
std::optional<std::pair<PersonId, SessionIntent>> Session::next_of_somebody() {
  for (auto const& person : chance_.shuffled(table_.jurors())) {
    auto& client = table_.juror(person);
    if (chance_.percent(50)) {
      if (auto intent = client.ballot_step(state())) return std::pair(person, std::move(*intent));
    }
    if (auto intent = client.duty(state())) return std::pair(person, std::move(*intent));
  }
  return std::nullopt;
}

void Session::flip_a_byte() {
  auto next = next_of_somebody();
  auto outgoing = next ? table_.sign(next->first, std::move(next->second))
                       : table_.sign(anybody(), SessionIntent{NoteChairAbsent{}, {}, {}});
  auto& envelope = outgoing.envelope;
  auto const flip = [&](auto& bytes) {
    auto& byte = bytes[chance_.below(bytes.size())];
    byte = static_cast<std::remove_reference_t<decltype(byte)>>(static_cast<unsigned char>(byte) ^
                                                                (1U << chance_.below(8)));
  };
  switch (chance_.below(8)) {
  case 0:
    flip(envelope.payload_type);
    break;
  case 1:
    flip(envelope.keyid);
    break;
  case 2:
    flip(envelope.signature.bytes);
    break;
  case 3:
    envelope.payload.resize(chance_.below(envelope.payload.size()));
    break;
  default:
    flip(envelope.payload);
  }
  attempt(std::move(outgoing), Expect::refusal, "an act with a flipped bit");
}

void Session::replay_an_act() {
  auto const& entry = chance_.one_of(table_.entries());
  // A finding is not an act either.
  attempt({entry.envelope, entry.openings}, Expect::refusal, "an entry handed in again");
}

void Session::speak_as_another() {
  Any any(chance_, known());
  auto body = any.one_kind<SessionActBody>();
  auto const author = chance_.percent(30) ? PersonId::of("nobody") : chance_.one_of(known().people);
  auto const other = crypto::IdentityKey::generate(table_.randomness());
  auto outgoing =
      participant::sign_act(table_.session(), author, other,
                            SessionIntent{std::move(body), any.make<crypto::Hash>(), texts_}, table_.now());
  attempt(std::move(outgoing), Expect::refusal, "an act under another's key");
}

void Session::act_while_recused() {
  std::vector<std::pair<CaseId, PersonId>> out;
  for (auto const& [id, each] : state().cases) {
    for (auto const& person : table_.jurors()) {
      if (books_.out_of(id, person)) out.emplace_back(id, person);
    }
  }
  if (out.empty()) return;
  auto const [id, person] = chance_.one_of(out);
  auto const& here = a_case(id);
  std::vector<SessionIntent> tries{{OpenCase{id}, {}, {}},
                                   {AmendMotion{id, "Reject"}, {}, {}},
                                   {PostponeCase{id}, {}, {}},
                                   {CallRoll{id}, {}, {}},
                                   {RequestBallot{id}, {}, {}},
                                   {AnswerRollCall{id}, {}, {}},
                                   {DeclareConflict{id, {}, {}, {}}, {}, {}}};
  if (auto const* deliberating = std::get_if<Deliberating>(&here.phase)) {
    if (deliberating->roll) tries.push_back({AnswerRollCall{id}, deliberating->roll->call.hash, {}});
  }
  if (auto const* calling = std::get_if<Calling>(&here.phase)) {
    tries.push_back({AnswerConsensus{id, Position::agree, {}}, calling->call.hash, {}});
  }
  if (here.election) tries.push_back({Nominate{id, person}, {}, {}});
  if (!here.rounds.empty()) {
    Round const& round = *state().rounds.at(here.rounds.back());
    Any any(chance_);
    tries.push_back({PrepareBallot{round.id, 1, any.make<crypto::Hash>()}, round.opened.hash, {}});
    auto cast = any.make<CastBallot>();
    cast.round = round.id;
    tries.push_back({std::move(cast), round.opened.hash, {}});
    tries.push_back({CloseRound{round.id}, {}, {}});
    tries.push_back({VoidRound{round.id}, {}, {}});
    if (auto const* counting = std::get_if<Counting>(&round.phase)) {
      tries.push_back({Agree{round.id, counting->attempt, counting->d, counting->target}, {}, {}});
      auto decrypt = any.make<Decrypt>();
      decrypt.round = round.id;
      decrypt.attempt = counting->attempt;
      tries.push_back({std::move(decrypt), {}, {}});
      tries.push_back({RetryRound{round.id, counting->attempt + 1}, {}, {}});
    }
  }
  attempt(person, chance_.one_of(tries), Expect::refusal, "the act of a juror who is out of the case");
}

/// Now and then a dealer sends somebody a share that does not fit, or answers a complaint with another: the
/// law lets both into the log, and the ceremony must cope. True if it did.
bool Session::cheat(SessionIntent& intent) {
  if (auto* reveal = std::get_if<RevealKey>(&intent.body); reveal != nullptr && chance_.percent(5)) {
    auto& box = reveal->boxes[chance_.below(reveal->boxes.size())];
    box[chance_.below(box.size())] ^= 1U;
    return true;
  }
  if (auto* answer = std::get_if<AnswerComplaint>(&intent.body); answer != nullptr && chance_.percent(40)) {
    answer->share = Any(chance_).make<crypto::Scalar>();
    return true;
  }
  return false;
}

/// A client's own act with one thing changed, signed as it should be.
void Session::break_a_duty() {
  auto next = next_of_somebody();
  if (!next) return try_anything();
  auto& [person, intent] = *next;
  auto const before = record::canonical(record::encode_body(intent.body));
  auto const honest = intent.body;
  Any any(chance_, known());
  any.change(intent.body);
  if (record::canonical(record::encode_body(intent.body)) == before) return;

  bool const must_fail = std::visit(MustFail{honest}, intent.body);
  auto const what =
      "a client's " + std::string(record::kind_of(intent.body)) + " with something changed in it";
  bool const joins = std::holds_alternative<JoinSession>(intent.body);
  if (joins) return;  // a key that nobody holds: another device, which disturb() has too
  if (attempt(person, SessionIntent{intent.body, intent.answers, texts_},
              must_fail ? Expect::refusal : Expect::anything, what)) {
    misled_.insert(person);
  }
}

void Session::break_a_ballot() {
  for (auto const& person : chance_.shuffled(table_.jurors())) {
    auto intent = table_.juror(person).ballot_step(state());
    if (!intent) continue;
    auto* cast = std::get_if<CastBallot>(&intent->body);
    if (cast == nullptr) {
      // Another hash is prepared than the client's: the ballot that follows is not the one.
      if (chance_.percent(70)) continue;
      std::get<PrepareBallot>(intent->body).prepared = Any(chance_).make<crypto::Hash>();
      // The client will take it for its own, until it is refused.
      if (attempt(person, std::move(*intent), Expect::anything, "a preparation of anything"))
        misled_.insert(person);
      continue;
    }
    Any any(chance_);
    auto const other = chance_.below(cast->choices.size());
    switch (chance_.below(6)) {
    case 0: {
      // Two votes in one: the option's ciphertext moved by G, prepared as it is, with the honest proofs.
      auto& moved = cast->choices[other].ciphertext;
      moved.beta += crypto::Point::base();
      std::vector<crypto::Ciphertext> ciphertexts;
      for (auto const& choice : cast->choices)
        ciphertexts.push_back(choice.ciphertext);
      auto const& round = *state().rounds.at(cast->round);
      auto const seq = cast->seq + 1;
      auto const prepared = crypto::prepare_hash(round.rctx, person.str(), seq, ciphertexts);
      if (!attempt(person, SessionIntent{PrepareBallot{cast->round, seq, prepared}, intent->answers, {}}))
        return;
      cast->seq = seq;
      break;
    }
    case 1:
      std::swap(cast->choices.front().ciphertext, cast->choices.back().ciphertext);
      break;
    case 2:
      any.change(cast->choices[other].bit);
      break;
    case 3:
      any.change(cast->sum);
      break;
    case 4:
      cast->choices.push_back(cast->choices.front());
      break;
    default:
      cast->prev = any.make<crypto::Hash>();
    }
    attempt(person, std::move(*intent), Expect::refusal, "a ballot that was meddled with");
    return;
  }
}

void Session::try_anything() {
  Any any(chance_, known());
  auto const author = chance_.one_of(known().people);
  auto body = any.one_kind<SessionActBody>();
  // Closing ends everything, and a key that nobody holds is another device: both have their place.
  if (std::holds_alternative<JoinSession>(body)) return;
  if (std::holds_alternative<CloseSession>(body) && !chance_.percent(5)) return;
  std::optional<crypto::Hash> answers;
  if (chance_.percent(60)) {
    auto const id = [&]<class T>(T const& held) -> std::optional<crypto::Hash> {
      if constexpr (requires { held.case_id; }) {
        auto const found = state().cases.find(held.case_id);
        if (found == state().cases.end()) return std::nullopt;
        if (auto const* calling = std::get_if<Calling>(&found->second->phase)) return calling->call.hash;
        if (auto const* phase = std::get_if<Deliberating>(&found->second->phase); phase && phase->roll)
          return phase->roll->call.hash;
      } else if constexpr (requires { held.round; }) {
        auto const found = state().rounds.find(held.round);
        if (found != state().rounds.end()) return found->second->opened.hash;
      }
      return std::nullopt;
    };
    answers = std::visit(id, body);
  }
  auto const what = "an arbitrary " + std::string(record::kind_of(body)) + " by " + author.str();
  if (attempt(author, SessionIntent{std::move(body), answers, texts_}, Expect::anything, what)) {
    misled_.insert(author);
  }
}

}  // namespace conclave::simulation
