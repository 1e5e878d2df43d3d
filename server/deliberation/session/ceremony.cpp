// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clauses.hpp"

#include <algorithm>

namespace conclave::deliberation::clauses {
namespace {

/// A running ceremony of which the author is a trustee.
Result<Ceremony const*> as_trustee(SessionState const& state, SessionAct const& act, KeyId const& key) {
  auto const ceremony = find_ceremony(state, key);
  if (!ceremony) return ceremony.error();
  auto const& trustees = (*ceremony)->trustees;
  if (!std::binary_search(trustees.begin(), trustees.end(), act.header.author)) {
    return refuse(Reason::not_a_trustee, "/author", "no trustee of " + key.str());
  }
  return *ceremony;
}

Refusal wrong_step(Ceremony const& ceremony) {
  struct Words {
    std::string operator()(Commitments const&) const { return "waiting for commitments"; }
    std::string operator()(Revealing const&) const { return "waiting for the dealings"; }
    std::string operator()(Checking const&) const { return "checking the dealings"; }
    std::string operator()(Confirming const&) const { return "confirming the key"; }
    std::string operator()(Live const&) const { return "complete"; }
    std::string operator()(Aborted const&) const { return "aborted"; }
  };
  return refuse(Reason::wrong_phase, "/body/key",
                "the ceremony " + ceremony.id.str() + " is " + std::visit(Words{}, ceremony.phase));
}

/// Trustees who have not done their part of the current step.
std::vector<PersonId> missing(Ceremony const& ceremony) {
  struct Done {
    Ceremony const& ceremony;
    PersonId const& person;
    bool operator()(Commitments const& phase) const { return phase.commitments.contains(person); }
    bool operator()(Revealing const&) const { return ceremony.revealed.contains(person); }
    bool operator()(Checking const& phase) const {
      bool const owes_answer =
          std::any_of(phase.complaints.begin(), phase.complaints.end(), [&](Complaint const& complaint) {
            return complaint.against == person && !complaint.answered;
          });
      return phase.acknowledged.contains(person) && !owes_answer;
    }
    bool operator()(Confirming const& phase) const { return phase.confirmed.contains(person); }
    bool operator()(Live const&) const { return true; }
    bool operator()(Aborted const&) const { return true; }
  };
  std::vector<PersonId> out;
  for (auto const& trustee : ceremony.trustees) {
    if (!std::visit(Done{ceremony, trustee}, ceremony.phase)) out.push_back(trustee);
  }
  return out;
}

crypto::KeyContext key_context(SessionState const& state, KeyId const& id, std::uint32_t m,
                               std::vector<PersonId> const& trustees) {
  crypto::KeyContext context;
  context.session = state.log.str();
  context.key_id = id.str();
  context.m = m;
  context.n = static_cast<std::uint32_t>(trustees.size());
  context.t = crypto::threshold(m);
  context.a = crypto::agreement_quorum(context.n, context.t);
  context.roster_hash = state.roster_hash;
  for (auto const& trustee : trustees) {
    auto const& juror = state.jurors.at(trustee);
    context.trustees.push_back({trustee.str(), juror.entry.key, *juror.session_key});
  }
  return context;
}

void start(SessionState& state, CaseId const& case_id, KeyId const& id, KeyId const& root,
           std::uint32_t attempt, std::uint32_t m, std::vector<PersonId> electorate,
           std::vector<PersonId> trustees, Step const& step) {
  Ceremony ceremony;
  ceremony.id = id;
  ceremony.root = root;
  ceremony.attempt = attempt;
  ceremony.case_id = case_id;
  ceremony.context = key_context(state, id, m, trustees);
  ceremony.kctx = crypto::key_context_hash(ceremony.context);
  ceremony.trustees = std::move(trustees);
  ceremony.electorate = std::move(electorate);
  ceremony.opened = anchor(step);
  ceremony.step_deadline = step.time + state.rules->time.ceremony_step;
  state.ceremonies.emplace(id, Shared<Ceremony>(std::move(ceremony)));
  std::get<Deliberating>(state.cases.at(case_id).edit().phase).ceremony = id;
}

void next_step(SessionState const& state, Ceremony& ceremony, CeremonyPhase phase, Timestamp time) {
  ceremony.phase = std::move(phase);
  ceremony.step_deadline = time + state.rules->time.ceremony_step;
}

/// The dealings in the order of the trustees.
std::vector<std::vector<crypto::Point>> coefficients(Ceremony const& ceremony) {
  std::vector<std::vector<crypto::Point>> out;
  out.reserve(ceremony.trustees.size());
  for (auto const& trustee : ceremony.trustees)
    out.push_back(ceremony.revealed.at(trustee).coefficients);
  return out;
}

/// K5, the public half: A_k = Σ_i A_ik, H = A_0, X_j = Σ_k j^k·A_k, and the hash that all confirm.
DerivedKey derive(Ceremony const& ceremony) {
  auto const dealings = coefficients(ceremony);
  auto const key = crypto::derive_public_key(ceremony.context, dealings);
  DerivedKey derived;
  derived.ballot_key = key.H;
  derived.shares = key.X;
  derived.transcript = crypto::transcript_hash(ceremony.transcript);
  derived.key_hash = crypto::key_hash(ceremony.kctx, derived.transcript, key);
  return derived;
}

std::uint32_t index_of(Ceremony const& ceremony, PersonId const& trustee) {
  auto const at = std::lower_bound(ceremony.trustees.begin(), ceremony.trustees.end(), trustee);
  return static_cast<std::uint32_t>(at - ceremony.trustees.begin()) + 1;
}

}  // namespace

bool running(Ceremony const& ceremony) {
  return !std::holds_alternative<Live>(ceremony.phase) && !std::holds_alternative<Aborted>(ceremony.phase);
}

CeremonyAborted abort_ceremony(SessionState const& state, Ceremony const& ceremony, AbortCause cause,
                               std::vector<PersonId> excluded) {
  CeremonyAborted aborted;
  aborted.key = ceremony.id;
  aborted.cause = cause;
  for (auto const& trustee : ceremony.trustees) {
    bool const out = std::find(excluded.begin(), excluded.end(), trustee) != excluded.end();
    if (!out && state.jurors.at(trustee).session_key) aborted.trustees.push_back(trustee);
  }
  aborted.excluded = std::move(excluded);
  if (aborted.trustees.size() >= std::max(3U, ceremony.context.t)) {
    aborted.successor = KeyId::of(ceremony.root.str() + "-" + std::to_string(ceremony.attempt + 1));
  } else {
    aborted.trustees.clear();
  }
  return aborted;
}

// --- opening ---

Result<void> check(SessionState const& state, SessionAct const& act, OpenCeremony const& open, Timestamp) {
  auto const a_case = find_case(state, open.case_id);
  if (!a_case) return a_case.error();
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  auto const phase = in_phase<Deliberating>(**a_case);
  if (!phase) return phase.error();
  if ((*phase)->ceremony) {
    return refuse(Reason::already_done, "/body/key",
                  "the ceremony " + (*phase)->ceremony->str() + " is running");
  }
  // Attempts add "-2", "-3" …; an id keeps room for that, and no key id is ever used twice.
  if (open.key.str().size() > 56) return refuse(Reason::out_of_range, "/body/key", "56 characters at most");
  for (auto const& [id, ceremony] : state.ceremonies) {
    if (id == open.key || ceremony->root == open.key ||
        open.key.str().starts_with(ceremony->root.str() + "-") ||
        ceremony->root.str().starts_with(open.key.str() + "-")) {
      return refuse(Reason::out_of_range, "/body/key", "too close to the key id " + id.str());
    }
  }
  if (!(*phase)->roll) return refuse(Reason::no_roll_call, "/body/case", "call the roll first");
  auto const electorate = entitled(state, **a_case);
  if (!std::is_sorted(open.trustees.begin(), open.trustees.end()) ||
      std::adjacent_find(open.trustees.begin(), open.trustees.end()) != open.trustees.end()) {
    return refuse(Reason::out_of_range, "/body/trustees", "each trustee once, in bytewise order");
  }
  for (std::size_t i = 0; i < open.trustees.size(); ++i) {
    auto const where = "/body/trustees/" + std::to_string(i);
    auto const& trustee = open.trustees[i];
    if (!std::binary_search(electorate.begin(), electorate.end(), trustee)) {
      return refuse(Reason::not_in_electorate, where, trustee.str() + " has no vote in this case");
    }
    if (!(*phase)->roll->present.contains(trustee)) {
      return refuse(Reason::no_roll_call, where, trustee.str() + " has not answered the roll call");
    }
    if (!state.jurors.at(trustee).session_key) {
      return refuse(Reason::not_a_trustee, where, trustee.str() + " has not joined the session with a key");
    }
  }
  auto const m = seated_for(state, **a_case);
  auto const needed = std::max(3U, crypto::threshold(m));
  if (open.trustees.size() < needed) {
    return refuse(Reason::too_few_left, "/body/trustees",
                  std::to_string(open.trustees.size()) + " trustees, " + std::to_string(needed) +
                      " are needed");
  }
  return {};
}

void apply(SessionState& state, SessionAct const&, OpenCeremony const& open, Step const& step) {
  Case const& a_case = *state.cases.at(open.case_id);
  start(state, open.case_id, open.key, open.key, 1, seated_for(state, a_case), entitled(state, a_case),
        open.trustees, step);
}

// --- K1 ---

Result<void> check(SessionState const& state, SessionAct const& act, CommitKey const& commit, Timestamp) {
  auto const ceremony = as_trustee(state, act, commit.key);
  if (!ceremony) return ceremony.error();
  auto const* phase = std::get_if<Commitments>(&(*ceremony)->phase);
  if (phase == nullptr) return wrong_step(**ceremony);
  if (phase->commitments.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/commitment", "committed already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, CommitKey const& commit, Step const& step) {
  auto& ceremony = state.ceremonies.at(commit.key).edit();
  auto& phase = std::get<Commitments>(ceremony.phase);
  phase.commitments.emplace(act.header.author, commit.commitment);
  ceremony.transcript.push_back(act.hash);
  if (phase.commitments.size() == ceremony.trustees.size()) {
    next_step(state, ceremony, Revealing{std::move(phase.commitments)}, step.time);
  }
}

// --- K2 ---

Result<void> check(SessionState const& state, SessionAct const& act, RevealKey const& reveal, Timestamp) {
  auto const ceremony = as_trustee(state, act, reveal.key);
  if (!ceremony) return ceremony.error();
  if (!std::holds_alternative<Revealing>((*ceremony)->phase)) return wrong_step(**ceremony);
  if ((*ceremony)->revealed.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/coefficients", "revealed already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, RevealKey const& reveal, Step const& step) {
  auto& ceremony = state.ceremonies.at(reveal.key).edit();
  ceremony.revealed.emplace(act.header.author, Revealed{reveal.coefficients, reveal.boxes});
  ceremony.transcript.push_back(act.hash);
  if (ceremony.revealed.size() == ceremony.trustees.size()) {
    Checking checking;
    checking.dealings = crypto::dealings_hash(ceremony.kctx, ceremony.transcript);
    next_step(state, ceremony, std::move(checking), step.time);
  }
}

// --- K3 ---

Result<void> check(SessionState const& state, SessionAct const& act, AcknowledgeKey const& acknowledge,
                   Timestamp) {
  auto const ceremony = as_trustee(state, act, acknowledge.key);
  if (!ceremony) return ceremony.error();
  auto const* phase = std::get_if<Checking>(&(*ceremony)->phase);
  if (phase == nullptr) return wrong_step(**ceremony);
  if (acknowledge.dealings != phase->dealings) {
    return refuse(Reason::transcript_mismatch, "/body/dealings", "not the dealings in the log");
  }
  if (phase->acknowledged.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/key", "acknowledged already");
  }
  for (auto const& complaint : phase->complaints) {
    if (complaint.by == act.header.author && !complaint.answered) {
      return refuse(Reason::too_early, "/body/key",
                    "the complaint against " + complaint.against.str() + " is open");
    }
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, AcknowledgeKey const& acknowledge, Step const& step) {
  auto& ceremony = state.ceremonies.at(acknowledge.key).edit();
  auto& phase = std::get<Checking>(ceremony.phase);
  phase.acknowledged.insert(act.header.author);
  if (phase.acknowledged.size() == ceremony.trustees.size()) {
    next_step(state, ceremony, Confirming{derive(ceremony), {}}, step.time);
  }
}

Result<void> check(SessionState const& state, SessionAct const& act, Complain const& complain, Timestamp) {
  auto const ceremony = as_trustee(state, act, complain.key);
  if (!ceremony) return ceremony.error();
  auto const* phase = std::get_if<Checking>(&(*ceremony)->phase);
  if (phase == nullptr) return wrong_step(**ceremony);
  auto const& trustees = (*ceremony)->trustees;
  if (complain.against == act.header.author ||
      !std::binary_search(trustees.begin(), trustees.end(), complain.against)) {
    return refuse(Reason::bad_complaint, "/body/against", "a complaint is against another trustee");
  }
  if (phase->acknowledged.contains(act.header.author)) {
    return refuse(Reason::bad_complaint, "/body/against", "the dealings were acknowledged");
  }
  for (auto const& complaint : phase->complaints) {
    if (complaint.by == act.header.author && complaint.against == complain.against) {
      return refuse(Reason::already_done, "/body/against", "complained already");
    }
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, Complain const& complain, Step const& step) {
  auto& ceremony = state.ceremonies.at(complain.key).edit();
  std::get<Checking>(ceremony.phase).complaints.push_back({act.header.author, complain.against, false});
  ceremony.transcript.push_back(act.hash);
  ceremony.step_deadline = step.time + state.rules->time.ceremony_step;
}

// --- K4 ---

Result<void> check(SessionState const& state, SessionAct const& act, AnswerComplaint const& answer,
                   Timestamp) {
  auto const ceremony = as_trustee(state, act, answer.key);
  if (!ceremony) return ceremony.error();
  auto const* phase = std::get_if<Checking>(&(*ceremony)->phase);
  if (phase == nullptr) return wrong_step(**ceremony);
  for (auto const& complaint : phase->complaints) {
    if (complaint.by != answer.complainant || complaint.against != act.header.author) continue;
    if (complaint.answered) return refuse(Reason::already_done, "/body/complainant", "answered already");
    return {};
  }
  return refuse(Reason::bad_complaint, "/body/complainant", "no such complaint");
}

void apply(SessionState& state, SessionAct const& act, AnswerComplaint const& answer, Step const&) {
  auto& ceremony = state.ceremonies.at(answer.key).edit();
  for (auto& complaint : std::get<Checking>(ceremony.phase).complaints) {
    if (complaint.by == answer.complainant && complaint.against == act.header.author)
      complaint.answered = true;
  }
  ceremony.published.emplace(std::pair(act.header.author, answer.complainant), answer.share);
  ceremony.transcript.push_back(act.hash);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const& act,
                AnswerComplaint const& answer, Timestamp) {
  Ceremony const& ceremony = *after.ceremonies.at(answer.key);
  // s_ij·G = Σ_k j^k·A_ik
  bool const fits = crypto::check_revealed_share(ceremony.revealed.at(act.header.author).coefficients,
                                                 index_of(ceremony, answer.complainant), answer.share);
  if (fits) return {};
  return {abort_ceremony(after, ceremony, AbortCause::bad_share, {act.header.author})};
}

// --- K6 ---

Result<void> check(SessionState const& state, SessionAct const& act, ConfirmKey const& confirm, Timestamp) {
  auto const ceremony = as_trustee(state, act, confirm.key);
  if (!ceremony) return ceremony.error();
  auto const* phase = std::get_if<Confirming>(&(*ceremony)->phase);
  if (phase == nullptr) return wrong_step(**ceremony);
  if (confirm.key_hash != phase->key.key_hash) {
    return refuse(Reason::transcript_mismatch, "/body/key_hash", "not the key that follows from the log");
  }
  if (phase->confirmed.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/key", "confirmed already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, ConfirmKey const& confirm, Step const&) {
  auto& ceremony = state.ceremonies.at(confirm.key).edit();
  std::get<Confirming>(ceremony.phase).confirmed.insert(act.header.author);
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, ConfirmKey const& confirm,
                Timestamp) {
  Ceremony const& ceremony = *after.ceremonies.at(confirm.key);
  auto const& phase = std::get<Confirming>(ceremony.phase);
  if (phase.confirmed.size() != ceremony.trustees.size()) return {};
  // Only dealers who all conspire can make the identity; nothing could be encrypted to it.
  if (phase.key.ballot_key.is_identity())
    return {abort_ceremony(after, ceremony, AbortCause::degenerate_key, {})};
  return {KeyLive{confirm.key, phase.key.ballot_key, phase.key.key_hash}};
}

void apply(SessionState& state, KeyLive const& live, Step const&) {
  auto& ceremony = state.ceremonies.at(live.key).edit();
  auto key = std::get<Confirming>(ceremony.phase).key;
  ceremony.phase = Live{std::move(key)};
  std::get<Deliberating>(state.cases.at(ceremony.case_id).edit().phase).ceremony.reset();
}

// --- going on without somebody ---

Result<void> check(SessionState const& state, SessionAct const& act, PassOver const& pass, Timestamp now) {
  auto const ceremony = find_ceremony(state, pass.key);
  if (!ceremony) return ceremony.error();
  if (!running(**ceremony)) return wrong_step(**ceremony);
  auto const a_case = find_case(state, (*ceremony)->case_id);
  if (!a_case) return a_case.error();
  if (auto const entitled = presides(state, **a_case, act.header.author); !entitled) return entitled.error();
  if (now < (*ceremony)->step_deadline) {
    return refuse(Reason::too_early, "/body/jurors", "the time for this step has not run out");
  }
  if (pass.jurors.empty()) return refuse(Reason::out_of_range, "/body/jurors", "who is passed over?");
  auto const late = missing(**ceremony);
  for (std::size_t i = 0; i < pass.jurors.size(); ++i) {
    if (std::find(late.begin(), late.end(), pass.jurors[i]) == late.end()) {
      return refuse(Reason::not_a_trustee, "/body/jurors/" + std::to_string(i),
                    pass.jurors[i].str() + " has missed no step");
    }
  }
  return {};
}

void apply(SessionState&, SessionAct const&, PassOver const&, Step const&) {
  // The ceremony ends, and the next begins, by the finding that follows.
}

Findings follow(SessionState const&, SessionState const& after, SessionAct const&, PassOver const& pass,
                Timestamp) {
  return {abort_ceremony(after, *after.ceremonies.at(pass.key), AbortCause::passed_over, pass.jurors)};
}

void apply(SessionState& state, CeremonyAborted const& aborted, Step const& step) {
  auto& ceremony = state.ceremonies.at(aborted.key).edit();
  ceremony.phase = Aborted{aborted.cause, aborted.successor};
  auto& phase = std::get<Deliberating>(state.cases.at(ceremony.case_id).edit().phase);
  phase.ceremony.reset();
  if (!aborted.successor) return;
  start(state, ceremony.case_id, *aborted.successor, ceremony.root, ceremony.attempt + 1, ceremony.context.m,
        ceremony.electorate, aborted.trustees, step);
}

// --- a share is lost ---

Result<void> check(SessionState const& state, SessionAct const& act, ShareLost const& lost, Timestamp) {
  auto const ceremony = as_trustee(state, act, lost.key);
  if (!ceremony) return ceremony.error();
  if (!std::holds_alternative<Live>((*ceremony)->phase)) return wrong_step(**ceremony);
  if ((*ceremony)->shares_lost.contains(act.header.author)) {
    return refuse(Reason::already_done, "/body/key", "said already");
  }
  return {};
}

void apply(SessionState& state, SessionAct const& act, ShareLost const& lost, Step const&) {
  // The round that is open goes on with the trustees who are left; the next one needs a new key.
  auto& ceremony = state.ceremonies.at(lost.key).edit();
  ceremony.shares_lost.insert(act.header.author);
  ceremony.voided = true;
}

}  // namespace conclave::deliberation::clauses
