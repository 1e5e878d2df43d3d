// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "books.hpp"

#include <algorithm>

namespace conclave::simulation {

using namespace deliberation;

namespace {

/// The reader's own: proofs are verified when the record is.
Result<void> leave_proofs(ProofCheck const&, std::uint64_t) {
  return {};
}

}  // namespace

Books::Books(table::Table const& table)
    : table_(table), reader_(table.session().log(), table.server_key().public_key()) {}

void Books::broken(std::string const& what) const {
  throw Broken("entry " + std::to_string(reader_.size()) + ": " + what);
}

void Books::follow() {
  while (reader_.size() < table_.entries().size())
    read(table_.entries()[reader_.size()]);
  must(reader_.root() == table_.session().root(), "a reader comes to another root");
  must(reader_.next_deadline() == table_.session().next_deadline(), "a reader waits for another deadline");
  if (auto const settled = reader_.settled(); !settled) broken(describe(settled.error()));
}

void Books::read(record::Entry const& entry) {
  if (entry.envelope.payload_type == record::act_type) {
    auto const read = decode_act<SessionActBody>(entry.envelope);
    must(read.has_value(), "an act in the log cannot be read");
    act(*read);
  } else {
    auto const read = decode_finding<SessionFinding>(reader_.log(), entry.envelope);
    must(read.has_value(), "a finding in the log cannot be read");
    finding(*read);
  }
  if (auto const replayed = reader_.replay(entry, leave_proofs); !replayed) {
    broken("does not replay: " + describe(replayed.error()));
  }
}

CaseId Books::governing(CaseId const& id) const {
  auto const found = acting_for_.find(id);
  return found == acting_for_.end() ? id : found->second;
}

bool Books::out_of(CaseId const& id, PersonId const& person) const {
  auto const in = [&](auto const& people) {
    auto const found = people.find(governing(id));
    return found != people.end() && found->second.contains(person);
  };
  return in(recused_) || in(suspended_);
}

std::optional<CaseId> Books::concerned(SessionActBody const& body) const {
  return std::visit(
      [&]<class T>(T const& held) -> std::optional<CaseId> {
        if constexpr (requires { held.case_id; }) {
          return held.case_id;
        } else if constexpr (requires { held.round; }) {
          auto const found = rounds_.find(held.round);
          must(found != rounds_.end(), "an act of a round that was never opened");
          return found->second.case_id;
        } else if constexpr (requires { held.key; }) {
          auto const found = keys_.find(held.key);
          must(found != keys_.end(), "an act of a ceremony that was never opened");
          return found->second;
        } else {
          return std::nullopt;
        }
      },
      body);
}

struct Books::ActBooking {
  Books& self;
  PersonId const& author;

  void recuse(CaseId const& id) const {
    self.recused_[id].insert(author);
    self.suspended_[id].erase(author);
  }
  void operator()(DeclareConflict const& declared) const {
    if (declared.conflict != Conflict::none) recuse(declared.case_id);
  }
  void operator()(Recuse const& act) const { recuse(act.case_id); }
  void operator()(RequestRecusal const& request) const {
    self.suspended_[request.case_id].insert(request.person);
  }
  void operator()(AnswerRecusalRequest const& answer) const {
    if (answer.accepted) recuse(answer.case_id);
  }
  void operator()(WithdrawRecusalRequest const& withdrawn) const {
    self.suspended_[withdrawn.case_id].erase(withdrawn.person);
  }
  void operator()(OpenElection const& open) const {
    if (open.for_case) self.acting_for_.emplace(open.case_id, *open.for_case);
  }
  void operator()(OpenCeremony const& open) const { self.keys_.emplace(open.key, open.case_id); }
  void operator()(CallConsensus const& call) const { self.calls_[call.case_id] = {}; }
  void operator()(AnswerConsensus const& answer) const {
    self.calls_[answer.case_id].answers[author] = answer.position;
  }
  void operator()(OpenRound const& open) const {
    BookedRound round;
    round.case_id = open.case_id;
    round.electorate.insert(open.electorate.begin(), open.electorate.end());
    round.options = open.options;
    std::set<PersonId> entitled;
    for (auto const& [person, juror] : self.reader_.state().jurors) {
      if (juror.seated && !self.out_of(open.case_id, person)) entitled.insert(person);
    }
    self.must(round.electorate == entitled, "a round was opened for others than are entitled");
    self.must(self.rounds_.emplace(open.round, std::move(round)).second, "two rounds have one name");
    self.last_round_[open.case_id] = open.round;
  }
  void operator()(CastBallot const& cast) const {
    auto& round = self.rounds_.at(cast.round);
    self.must(round.open, "a ballot was cast in a round that is not open");
    self.must(round.electorate.contains(author), "a ballot of somebody without a vote was accepted");
    auto const meant = self.meant_.find({cast.round, author});
    self.must(meant != self.meant_.end(), "a ballot was accepted that no voter meant");
    round.votes[author] = meant->second;
  }
  void operator()(CloseRound const& close) const {
    auto& round = self.rounds_.at(close.round);
    self.must(round.open, "a round was closed that is not open");
    round.open = false;
    round.closed = true;
    for (auto const& [voter, option] : round.votes) {
      self.must(!self.out_of(round.case_id, voter), "the ballot of a recused juror would be counted");
      self.must(self.reader_.state().jurors.at(voter).seated, "the ballot of an unseated juror would count");
    }
  }
  template <class T>
  void operator()(T const&) const {}
};

struct Books::FindingBooking {
  Books& self;
  void operator()(RoundOutcome const& outcome) const { self.outcome(outcome); }
  void operator()(RoundCancelled const& cancelled) const {
    auto& round = self.rounds_.at(cancelled.round);
    self.must(round.open, "a round was cancelled after its close");
    round.open = false;
  }
  void operator()(RoundVoid const& voided) const {
    auto& round = self.rounds_.at(voided.round);
    self.must(round.closed, "a round was voided that is not closed");
    round.closed = false;
    // |d| >= max(3, t+1), t = floor(m/2)+1 of the key's jury (protocol 6.3)
    auto const& key = *self.reader_.state().ceremonies.at(self.reader_.state().rounds.at(voided.round)->key);
    auto const least = std::max<std::size_t>(3, key.context.m / 2 + 2);
    if (voided.cause == VoidCause::too_few_ballots)
      self.must(round.votes.size() < least, "a round with enough ballots was given up");
  }
  void operator()(CeremonyAborted const& aborted) const {
    if (aborted.successor) self.keys_.emplace(*aborted.successor, self.keys_.at(aborted.key));
  }
  void operator()(ConsensusReached const& reached) const {
    std::uint32_t agreed = 0;
    std::uint32_t aside = 0;
    for (auto const& [person, position] : self.calls_.at(reached.case_id).answers) {
      self.must(position != Position::object, "consensus in spite of an objection");
      self.must(!self.out_of(reached.case_id, person), "the answer of a recused juror was counted");
      ++(position == Position::agree ? agreed : aside);
    }
    self.must(agreed == reached.agreed && aside == reached.stood_aside, "other answers than were given");
  }
  void operator()(ConsensusFailed const& failed) const {
    std::vector<PersonId> objectors;
    for (auto const& [person, position] : self.calls_.at(failed.case_id).answers) {
      if (position == Position::object) objectors.push_back(person);
    }
    self.must(objectors == failed.objectors, "other objections than were made");
  }
  void operator()(CaseDecided const& decided) const {
    if (decided.by != DecidedBy::ballot) return;
    self.must(decided.round.has_value(), "a ballot without a round decided");
    auto const& round = self.rounds_.at(*decided.round);
    auto const first = self.majority(round);
    self.must(round.case_id == decided.case_id && first.has_value(), "decided without a majority");
    if (decided.decision == Decision::elected) {
      self.must(decided.elected && decided.elected->str() == first->str(), "somebody else was elected");
    } else {
      self.must((decided.decision == Decision::adopted) == (first->str() == "for"),
                "decided against the majority");
    }
  }
  void operator()(CandidateDropped const& dropped) const {
    auto const& round = self.rounds_.at(self.last_round_.at(dropped.case_id));
    std::map<OptionId, std::size_t> votes;
    for (auto const& option : round.options) {
      if (option.role == crypto::OptionRole::option) votes[option.id] = 0;
    }
    for (auto const& [voter, option] : round.votes) {
      if (auto const found = votes.find(option); found != votes.end()) ++found->second;
    }
    auto const own = OptionId::of(dropped.candidate.str());
    self.must(votes.contains(own), "somebody dropped out who did not stand");
    for (auto const& [option, count] : votes)
      self.must(option == own || count > votes.at(own), "not the last candidate dropped out");
  }
  template <class T>
  void operator()(T const&) const {}
};

void Books::act(SessionAct const& act) {
  auto const& author = act.header.author;
  kinds_.insert(std::string(record::kind_of(act.body)));
  if (auto const id = concerned(act.body); id && out_of(*id, author)) {
    // A suspended juror may answer the Director or leave by themselves; that a share is lost anybody may say
    // who held one.
    bool const suspended = suspended_[governing(*id)].contains(author);
    bool const leaves =
        std::holds_alternative<Recuse>(act.body) || std::holds_alternative<AnswerRecusalRequest>(act.body);
    must((suspended && leaves) || std::holds_alternative<ShareLost>(act.body),
         "the act of a juror who is out of the case was accepted: " + std::string(record::kind_of(act.body)) +
             " by " + author.str());
  }

  std::visit(ActBooking{*this, author}, act.body);
}

std::optional<OptionId> Books::majority(BookedRound const& round) const {
  auto const& rules = *reader_.state().rules;
  auto const basis =
      reader_.state().cases.at(round.case_id)->election ? MajorityBasis::votes_cast : rules.ballot.basis;
  auto const votes_for = [&](OptionId const& option) {
    return static_cast<std::size_t>(std::count_if(round.votes.begin(), round.votes.end(),
                                                  [&](auto const& vote) { return vote.second == option; }));
  };
  std::size_t abstained = 0;
  for (auto const& option : round.options) {
    if (option.role == crypto::OptionRole::abstain) abstained += votes_for(option.id);
  }
  auto of = round.votes.size() - abstained;
  if (basis == MajorityBasis::ballots_cast) of = round.votes.size();
  if (basis == MajorityBasis::electorate) of = round.electorate.size();
  for (auto const& option : round.options) {
    // More than half.
    if (option.role == crypto::OptionRole::option && 2 * votes_for(option.id) > of) return option.id;
  }
  return std::nullopt;
}

void Books::outcome(RoundOutcome const& outcome) {
  auto& round = rounds_.at(outcome.round);
  must(round.closed, "a round has an outcome that was not closed, or has two");
  round.closed = false;
  ++outcomes_;
  must(outcome.ballots == round.votes.size(), "another number of ballots was counted");
  must(outcome.counts.size() == round.options.size(), "another number of options was counted");
  for (std::size_t o = 0; o < outcome.counts.size(); ++o) {
    auto const& option = round.options[o].id;
    auto const plain = std::count_if(round.votes.begin(), round.votes.end(),
                                     [&](auto const& vote) { return vote.second == option; });
    must(outcome.counts[o].option == option && outcome.counts[o].votes == static_cast<std::uint32_t>(plain),
         outcome.round.str() + ": " + std::to_string(outcome.counts[o].votes) + " votes for " + option.str() +
             ", and " + std::to_string(plain) + " by the plain count");
  }
  must(outcome.majority == majority(round),
       outcome.round.str() + ": another majority than by the plain count");
}

void Books::finding(SessionFinding const& finding) {
  kinds_.insert(std::string(record::kind_of(finding)));
  std::visit(FindingBooking{*this}, finding);
}

}  // namespace conclave::simulation
