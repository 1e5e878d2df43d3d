// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "books.hpp"

#include <type_traits>

namespace conclave::simulation {

using namespace deliberation;

namespace {

class Writer {
public:
  std::string take() { return std::move(out_); }

  template <class... T>
  void operator()(T const&... values) {
    (put(values), ...);
    out_ += '\n';
  }

private:
  void put(char const* text) { out_.append(text).append(" "); }
  void put(std::string const& text) {
    out_.append(std::to_string(text.size())).append(":").append(text).append(" ");
  }
  void put(Hash const& hash) { put(crypto::to_hex(hash.bytes)); }
  void put(crypto::Point const& point) { put(crypto::to_hex(point.bytes())); }
  void put(crypto::Scalar const& scalar) { put(crypto::to_hex(scalar.bytes())); }
  void put(crypto::PublicKey const& key) { put(crypto::to_hex(key.bytes())); }
  void put(crypto::SessionPublicKey const& key) { put(crypto::to_hex(key.bytes())); }
  void put(crypto::Ciphertext const& ciphertext) { put(crypto::to_hex(ciphertext.bytes())); }
  void put(crypto::Bytes const& bytes) { put(crypto::to_hex(bytes)); }
  void put(record::Commitment const& commitment) { put(commitment.hash); }
  void put(Timestamp time) { put(time.ms); }
  template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void put(T value) { out_.append(std::to_string(static_cast<std::int64_t>(value))).append(" "); }
  template <class T>
  void put(Id<T> const& id) {
    put(id.str());
  }
  template <class T>
  void put(std::optional<T> const& value) {
    if (value) {
      put(*value);
    } else {
      put("-");
    }
  }
  template <class A, class B>
  void put(std::pair<A, B> const& pair) {
    put(pair.first);
    put(pair.second);
  }
  template <class T>
  requires requires(T const& list) {
    list.begin();
    typename T::value_type;
  }
  void put(T const& list) {
    put(list.size());
    for (auto const& each : list)
      put(each);
  }
  template <class... T>
  void put(std::variant<T...> const& value) {
    put(value.index());
    std::visit([&](auto const& held) { put(held); }, value);
  }
  void put(Anchor const& anchor) { fields(anchor.hash, anchor.position, anchor.time); }
  void put(Juror const& juror) {
    fields(juror.entry.person, juror.entry.key, juror.entry.mandate_from, juror.entry.mandate_to,
           juror.seated, juror.why_unseated, juror.session_key);
  }
  void put(CaseStanding const& s) {
    fields(s.standing, s.conflict, s.asked_by_director, s.accepted, s.before_request, s.since);
  }
  void put(RollCall const& roll) { fields(roll.call, roll.present, roll.quorum_found); }
  void put(ConsensusAnswer const& answer) { fields(answer.position, answer.reason); }
  void put(Waiting const&) {}
  void put(Deliberating const& phase) { fields(phase.roll, phase.ceremony); }
  void put(Calling const& phase) {
    fields(phase.call, phase.motion, phase.candidate, phase.deadline, phase.answers);
  }
  void put(Balloting const& phase) { put(phase.round); }
  void put(Decided const& phase) {
    fields(phase.decision, phase.by, phase.round, phase.elected, phase.position);
  }
  void put(Election const& election) {
    fields(election.office, election.for_case, election.candidates, election.tied);
  }
  void put(Case const& a_case) {
    fields(a_case.item.case_id, a_case.motion, a_case.motion_put, a_case.election, a_case.standings,
           a_case.phase, a_case.failed_calls, a_case.ballot_requests, a_case.rounds,
           a_case.acting_chairperson);
  }
  void put(Commitments const& phase) { put(phase.commitments); }
  void put(Revealing const& phase) { put(phase.commitments); }
  void put(Complaint const& complaint) { fields(complaint.by, complaint.against, complaint.answered); }
  void put(Checking const& phase) { fields(phase.acknowledged, phase.complaints, phase.dealings); }
  void put(DerivedKey const& key) { fields(key.ballot_key, key.shares, key.transcript, key.key_hash); }
  void put(Confirming const& phase) { fields(phase.key, phase.confirmed); }
  void put(Live const& phase) { put(phase.key); }
  void put(Aborted const& phase) { fields(phase.cause, phase.successor); }
  void put(Revealed const& revealed) { fields(revealed.coefficients, revealed.boxes); }
  void put(Ceremony const& c) {
    fields(c.id, c.root, c.attempt, c.case_id, c.kctx, c.trustees, c.electorate, c.opened, c.step_deadline,
           c.revealed, c.published, c.transcript, c.phase, c.shares_lost, c.voided);
  }
  void put(CastRecord const& cast) { fields(cast.hash, cast.position, cast.seq, cast.choices); }
  void put(Progress const& p) { fields(p.seq, p.prepared, p.spoiled, p.last); }
  void put(Casting const&) {}
  void put(Counting const& phase) {
    fields(phase.closed, phase.list, phase.sums, phase.d, phase.attempt, phase.target, phase.agreed,
           phase.shares);
  }
  void put(Count const& count) { fields(count.option, count.votes); }
  void put(Concluded const& phase) { fields(phase.counts, phase.majority, phase.ballots); }
  void put(Cancelled const& phase) { put(phase.cause); }
  void put(Void const& phase) { put(phase.cause); }
  void put(Round const& r) {
    fields(r.id, r.case_id, r.number, r.key, r.rctx, r.opened, r.deadline, r.electorate, r.candidates,
           r.tie_break, r.voters, r.alphas, r.phase);
  }
  void put(Unopened const&) {}
  void put(Sitting const&) {}
  void put(Closed const& phase) {
    fields(phase.size, phase.root, phase.certifiers, phase.countersigned, phase.countersigner);
  }
  void put(Certified const& phase) { fields(phase.size, phase.root, phase.certifiers, phase.countersigner); }
  void put(Absence const& absence) { fields(absence.noted, absence.deadline, absence.replaced); }
  template <class T>
  void put(Shared<T> const& shared) {
    put(*shared);
  }

  template <class... T>
  void fields(T const&... values) {
    (put(values), ...);
  }

  std::string out_;
};

}  // namespace

std::string text_of(SessionState const& state) {
  Writer write;
  write(state.log, state.title, state.phase, state.roster_hash, state.opened_by, state.last_time);
  write(state.jurors);
  write(state.agenda, state.chairperson, state.vice_chairperson, state.absence);
  write(state.cases);
  write(state.ceremonies);
  write(state.rounds);
  return write.take();
}

}  // namespace conclave::simulation
