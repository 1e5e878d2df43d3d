// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "play.hpp"

#include <algorithm>
#include <sstream>

namespace conclave::table {

using namespace deliberation;

namespace {

[[noreturn]] void wrong(std::string const& what) {
  throw Mismatch(what);
}

/// Words and "quoted texts" of one statement.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
    } else if (text[i] == '"') {
      auto const end = text.find('"', i + 1);
      if (end == std::string_view::npos) wrong("a quotation without end");
      out.emplace_back(text.substr(i + 1, end - i - 1));
      i = end + 1;
    } else {
      auto const end = std::min(text.find(' ', i), text.size());
      out.emplace_back(text.substr(i, end - i));
      i = end;
    }
  }
  return out;
}

/// Splits at a mark that stands outside quotations.
std::vector<std::string> split(std::string_view text, std::string_view mark) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && text.substr(i, mark.size()) == mark) {
      out.emplace_back();
      i += mark.size() - 1;
    } else {
      out.back() += text[i];
    }
  }
  return out;
}

std::string joined(std::vector<std::string> const& words) {
  std::string out;
  for (auto const& word : words)
    out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string names_of(std::vector<PersonId> const& people) {
  std::vector<std::string> names;
  for (auto const& person : people)
    names.push_back(person.str());
  return joined(names);
}

std::string sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return joined(words);
}

std::string phase_of(Case const& a_case) {
  struct Word {
    std::string operator()(Waiting const&) const { return "waiting"; }
    std::string operator()(Deliberating const&) const { return "deliberating"; }
    std::string operator()(Calling const&) const { return "calling"; }
    std::string operator()(Balloting const&) const { return "balloting"; }
    std::string operator()(Decided const&) const { return "decided"; }
  };
  return std::visit(Word{}, a_case.phase);
}

std::string word(Standing standing) {
  switch (standing) {
  case Standing::undeclared:
    return "undeclared";
  case Standing::cleared:
    return "cleared";
  case Standing::suspended:
    return "suspended";
  case Standing::recused:
    return "recused";
  }
  broken("a standing without a word");
}

PersonId person(std::string const& name) {
  return PersonId::of(name);
}

std::vector<PersonId> people(std::vector<std::string> const& names) {
  std::vector<PersonId> out;
  for (auto const& name : names)
    out.push_back(person(name));
  std::sort(out.begin(), out.end());
  return out;
}

MajorityBasis basis_named(std::string const& name) {
  if (name == "votes_cast") return MajorityBasis::votes_cast;
  if (name == "ballots_cast") return MajorityBasis::ballots_cast;
  if (name == "electorate") return MajorityBasis::electorate;
  wrong("no majority basis " + name);
}

std::uint32_t number(std::string const& text) {
  return static_cast<std::uint32_t>(std::stoul(text));
}

}  // namespace

Duration duration_of(std::string const& text) {
  std::size_t end = 0;
  auto const n = std::stoll(text, &end);
  auto const unit = text.substr(end);
  if (unit == "s") return seconds(n);
  if (unit == "m") return minutes(n);
  if (unit == "h") return minutes(60 * n);
  if (unit == "d") return minutes(24 * 60 * n);
  wrong("how long is " + text + "?");
}

/// A phrase of the language: words, "*" for any one word or quotation, "..." for the rest. Statements are
/// read by the first phrase that fits.
struct Play::Phrase {
  std::string_view pattern;
  Told (*run)(Play&, Words const& captured);
};

Table& Play::table() {
  open_if_needed();
  return *table_;
}

void Play::open_if_needed() {
  if (!table_) {
    table_ = std::make_unique<Table>(setup_);
    clients();
  }
}

Case const& Play::here() {
  if (!case_) wrong("no case is being dealt with");
  auto const found = find_case(table().state(), *case_);
  if (!found) wrong("there is no case " + case_->str());
  return **found;
}

CaseId Play::case_named(std::string const& name) const {
  return CaseId::of(name);
}

Play::Told Play::told(Result<std::uint64_t> const& result) {
  if (!result) return result.error();
  return {};
}

void Play::same(std::string const& what, std::string const& expected, std::string const& found) const {
  if (expected != found) wrong(what + ": expected \"" + expected + "\", found \"" + found + '"');
}

/// Clients do what they do by themselves.
void Play::clients() {
  if (paused_ || !table_) return;
  for (bool busy = true; busy;) {
    busy = false;
    for (auto const& juror : table_->jurors()) {
      if (!table_->present(juror)) continue;
      while (auto const done = table_->one_duty(juror)) {
        if (!*done) wrong("the client of " + juror.str() + " was refused: " + describe(done->error()));
        busy = true;
      }
    }
  }
}

std::vector<SessionFinding> Play::findings_of_line() {
  std::vector<SessionFinding> out;
  auto const& entries = table().entries();
  for (auto i = line_begins_; i < entries.size(); ++i) {
    if (entries[i].envelope.payload_type != record::finding_type) continue;
    out.push_back(decode_finding<SessionFinding>(table().state().log, entries[i].envelope).value());
  }
  return out;
}

// --- longer phrases ---

Play::Told Play::vote(std::string const& name, std::string const& option) {
  auto const voter = person(name);
  auto const& rounds = here().rounds;
  if (rounds.empty()) wrong("no ballot is open");
  auto& client = table().juror(voter);
  client.choose(rounds.back(), OptionId::of(option));
  while (auto intent = client.ballot_step(table().state())) {
    if (auto const done = table().act(voter, std::move(*intent)); !done) return done.error();
  }
  if (!client.has_cast(table().state(), rounds.back())) {
    return refuse(Reason::unknown_round, {}, "the ballot takes no vote of " + name + " for " + option);
  }
  return {};
}

Play::Told Play::need_roll() {
  auto const* phase = std::get_if<Deliberating>(&here().phase);
  if (phase != nullptr && phase->roll) return {};
  if (auto const called = table().call_roll(*case_); !called) return called.error();
  clients();
  return {};
}

Play::Told Play::consensus(std::optional<PersonId> candidate, Duration time) {
  if (auto const roll = need_roll(); !roll) return roll.error();
  return told(table().call_consensus(*case_, candidate, time));
}

Play::Told Play::open_ballot(Duration time) {
  if (auto const roll = need_roll(); !roll) return roll.error();
  auto const* phase = std::get_if<Deliberating>(&here().phase);
  if (phase != nullptr && !phase->ceremony && !live_key(table().state(), here())) {
    if (auto const opened = table().open_ceremony(*case_); !opened) return opened.error();
    clients();
  }
  return told(table().open_round(*case_, time));
}

Play::Told Play::elect(Office office, std::optional<CaseId> for_case) {
  auto const& state = table().state();
  auto const id = CaseId::of("election-" + std::to_string(state.agenda.size() + 1));
  auto opener = state.opened_by;
  if (office == Office::vice_chairperson) opener = presiding(state).value_or(opener);
  auto const opened = table().act(opener, OpenElection{id, office, for_case});
  if (opened) case_ = id;
  return told(opened);
}

Play::Told Play::certify(PersonId const& by, std::uint64_t size, crypto::Hash const& root) {
  return act(by, Certify{size, root});
}

// --- outcomes ---

void Play::outcome(std::string const& text) {
  auto const words = words_of(text);
  if (words.empty()) wrong("-> what?");
  if (words.front() == "refused") {
    if (words.size() != 2) wrong("-> refused REASON");
    if (!refused_) wrong("was accepted, expected: refused " + words[1]);
    same("the refusal", words[1], std::string(to_string(refused_->reason)));
    refused_.reset();
    return;
  }
  if (refused_) wrong("was refused: " + describe(*refused_));
  auto const* balloting = std::get_if<Balloting>(&here().phase);
  if (balloting != nullptr && std::holds_alternative<Casting>(table().round(*case_).phase)) {
    if (auto const closed = table().close_round(*case_); !closed)
      wrong("the ballot could not be closed: " + describe(closed.error()));
    clients();
  }
  expect_outcome(words);
}

void Play::expect_outcome(Words const& words) {
  auto const said = joined(words);
  auto const findings = findings_of_line();
  auto const has = [&]<class F>(F const*) {
    return std::any_of(findings.begin(), findings.end(),
                       [](SessionFinding const& each) { return std::holds_alternative<F>(each); });
  };
  auto const any = [&](bool holds) {
    if (holds) return;
    std::string found;
    for (auto const& each : findings)
      found += ' ' + std::string(record::kind_of(each));
    wrong("expected \"" + said + "\"; the case is " + phase_of(here()) + ", findings:" + found);
  };
  if (said == "adopted" || said == "rejected" || words.front() == "elected") {
    auto const* decided = std::get_if<Decided>(&here().phase);
    any(decided != nullptr);
    if (said == "adopted") return any(decided->decision == Decision::adopted);
    if (said == "rejected") return any(decided->decision == Decision::rejected);
    any(decided->decision == Decision::elected && decided->elected.has_value());
    return same("elected", words.at(1), decided->elected->str());
  }
  if (said == "failed") return any(has(static_cast<ConsensusFailed const*>(nullptr)));
  if (said == "cancelled") {
    return any(has(static_cast<RoundCancelled const*>(nullptr)) ||
               has(static_cast<CallCancelled const*>(nullptr)));
  }
  if (said == "aborted") return any(has(static_cast<CeremonyAborted const*>(nullptr)));
  if (said == "void") return any(has(static_cast<RoundVoid const*>(nullptr)));
  if (said == "not opened") {
    auto const* balloting = std::get_if<Balloting>(&here().phase);
    return any(balloting != nullptr && std::holds_alternative<Counting>(table().round(*case_).phase));
  }
  if (said == "no majority" || words.front() == "dropped" || words.front() == "tied") {
    auto const* concluded = std::get_if<Concluded>(&table().round(*case_).phase);
    any(concluded != nullptr && std::holds_alternative<Deliberating>(here().phase));
    if (said == "no majority") {
      return any(!concluded->majority && !has(static_cast<CandidateDropped const*>(nullptr)) &&
                 (!here().election || here().election->tied.empty()));
    }
    auto const names = sorted(Words(words.begin() + 1, words.end()));
    if (words.front() == "tied") return same("tied", names, names_of(here().election->tied));
    Words dropped;
    for (auto const& each : findings) {
      if (auto const* drop = std::get_if<CandidateDropped>(&each)) dropped.push_back(drop->candidate.str());
    }
    return same("dropped", names, sorted(dropped));
  }
  wrong("no outcome is called \"" + said + '"');
}

// --- lines ---

void Play::line(std::string_view text) {
  auto const bare = split(split(text, "#").front(), "->");
  if (bare.size() > 2) wrong("two outcomes in one line");
  line_begins_ = table_ ? table_->entries().size() : 0;
  for (auto const& part : split(bare.front(), ";")) {
    auto const words = words_of(part);
    if (words.empty()) continue;
    if (refused_) wrong("was refused: " + describe(*refused_));
    if (auto const told = statement(words); !told) refused_ = told.error();
    clients();
  }
  if (bare.size() == 2) outcome(bare.back());
  if (refused_) wrong("was refused: " + describe(*refused_));
}

Play::Told Play::statement(Words const& words) {
  for (auto const& phrase : phrases()) {
    auto const pattern = words_of(phrase.pattern);
    Words captured;
    bool fits = true;
    bool rest = false;
    for (std::size_t i = 0; fits && i < pattern.size(); ++i) {
      if (pattern[i] == "...") {
        captured.insert(captured.end(),
                        words.begin() + static_cast<std::ptrdiff_t>(std::min(i, words.size())), words.end());
        rest = true;
        break;
      }
      fits = i < words.size() && (pattern[i] == "*" || pattern[i] == words[i]);
      if (fits && pattern[i] == "*") captured.push_back(words[i]);
    }
    if (fits && (rest || pattern.size() == words.size())) return phrase.run(*this, captured);
  }
  wrong("nobody understands \"" + joined(words) + '"');
}

void Play::end() {
  if (auto const replays = table().replays(); !replays)
    wrong("the log does not replay: " + describe(replays.error()));
  auto const text = record::write_record(table().record());
  auto const record = record::parse_record(text);
  if (!record) wrong("the record does not hold: " + describe(record.error()));
  if (!(*record == table().record())) wrong("the record reads otherwise than it was written");
}

std::vector<Play::Phrase> const& Play::phrases() {
  using W = Words const&;
  static std::vector<Phrase> const all{
      // before the session
      {"jurors ...", [](Play& p, W w) -> Told { return p.setup_.jurors = w, Told{}; }},
      {"cases ...",
       [](Play& p, W w) -> Told {
         p.setup_.cases.clear();
         for (auto const& id : w)
           p.setup_.cases.push_back({id});
         return {};
       }},
      {"case * was waived",
       [](Play& p, W w) -> Told {
         for (auto& each : p.setup_.cases) {
           if (each.id == w[0]) each.waived = true;
         }
         return {};
       }},
      {"mandate of * ended * before",
       [](Play& p, W w) -> Told {
         p.setup_.mandate_ends[w[0]] = Duration{-duration_of(w[1]).ms};
         return {};
       }},
      {"mandate of * ends after *",
       [](Play& p, W w) -> Told { return p.setup_.mandate_ends[w[0]] = duration_of(w[1]), Told{}; }},
      {"rule majority of *",
       [](Play& p, W w) -> Told { return p.setup_.rules.ballot.basis = basis_named(w[0]), Told{}; }},
      {"rule rounds at most *",
       [](Play& p, W w) -> Told { return p.setup_.rules.ballot.rounds_at_most = number(w[0]), Told{}; }},
      {"rule failed calls before ballot *",
       [](Play& p, W w) -> Told {
         return p.setup_.rules.consensus.failed_calls_before_ballot = number(w[0]), Told{};
       }},
      {"rule ballots are always secret",
       [](Play& p, W) -> Told { return p.setup_.rules.ballot.always_secret = true, Told{}; }},
      {"rule no candidate drops out",
       [](Play& p, W) -> Told { return p.setup_.rules.election.last_drops_out = false, Told{}; }},
      {"rule ties for last are voted again",
       [](Play& p, W) -> Told { return p.setup_.rules.election.last_tie = LastTie::vote_again, Told{}; }},
      {"rule * certifiers",
       [](Play& p, W w) -> Told { return p.setup_.rules.certification.certifiers = number(w[0]), Told{}; }},
      {"open session", [](Play& p, W) -> Told { return p.open_if_needed(), Told{}; }},

      // time and presence
      {"wait *", [](Play& p, W w) -> Told { return p.table().wait(duration_of(w[0])), Told{}; }},
      {"server down *",
       [](Play& p, W w) -> Told { return p.table().server_down(duration_of(w[0])), Told{}; }},
      {"clients pause",
       [](Play& p, W) -> Told {
         p.open_if_needed();
         return p.paused_ = true, Told{};
       }},
      {"clients go on", [](Play& p, W) -> Told { return p.paused_ = false, Told{}; }},
      {"* leaves", [](Play& p, W w) -> Told { return p.table().set_present(person(w[0]), false), Told{}; }},
      {"* returns", [](Play& p, W w) -> Told { return p.table().set_present(person(w[0]), true), Told{}; }},
      {"* takes another device",
       [](Play& p, W w) -> Told {
         p.table().new_device(person(w[0]));
         return p.act(person(w[0]), JoinSession{p.table().juror(person(w[0])).session_key()});
       }},
      {"* loses all shares",
       [](Play& p, W w) -> Told { return p.table().juror(person(w[0])).forget_shares(), Told{}; }},
      {"* takes one step",
       [](Play& p, W w) -> Told {
         auto const done = p.table().one_duty(person(w[0]));
         if (!done) wrong(w[0] + " has nothing to do");
         return p.told(*done);
       }},

      // the Director and the roster
      {"director ends appointment of *",
       [](Play& p, W w) -> Told {
         auto& t = p.table();
         return p.told(t.change_roster(t.end_appointment(person(w[0]))));
       }},
      {"director appoints *",
       [](Play& p, W w) -> Told {
         auto& t = p.table();
         return p.told(t.change_roster(t.appoint_late(person(w[0]))));
       }},
      {"* has lost the identity key, and gets a new one",
       [](Play& p, W w) -> Told {
         auto& t = p.table();
         t.new_identity_key(person(w[0]));
         t.new_device(person(w[0]));
         return p.told(t.change_roster(t.re_enrol(person(w[0]))));
       }},

      // conflicts
      {"all declare", [](Play& p, W) -> Told { return p.table().all_declare(*p.case_), Told{}; }},
      {"* declares no conflict",
       [](Play& p, W w) -> Told { return p.told(p.table().declare(person(w[0]), *p.case_)); }},
      {"* declares conflict *",
       [](Play& p, W w) -> Told { return p.told(p.table().declare(person(w[0]), *p.case_, w[1])); }},
      {"* recuses *",
       [](Play& p, W w) -> Told { return p.told(p.table().recuse(person(w[0]), *p.case_, w[1])); }},
      {"director asks * to recuse *",
       [](Play& p, W w) -> Told { return p.told(p.table().request_recusal(person(w[0]), *p.case_, w[1])); }},
      {"* asks * to recuse *",
       [](Play& p, W w) -> Told {
         std::vector<record::Opening> openings;
         auto const reason = p.table().confide(w[2], openings);
         return p.told(p.table().act(
             person(w[0]),
             SessionIntent{RequestRecusal{*p.case_, person(w[1]), reason}, {}, std::move(openings)}));
       }},
      {"* accepts",
       [](Play& p, W w) -> Told {
         return p.told(p.table().answer_recusal_request(person(w[0]), *p.case_, true));
       }},
      {"* contests",
       [](Play& p, W w) -> Told {
         return p.told(p.table().answer_recusal_request(person(w[0]), *p.case_, false));
       }},
      {"director withdraws the request to *",
       [](Play& p, W w) -> Told {
         return p.told(p.table().withdraw_recusal_request(person(w[0]), *p.case_));
       }},

      // elections and cases
      {"chair is *",
       [](Play& p, W w) -> Told { return p.table().elect(Office::chairperson, person(w[0])), Told{}; }},
      {"vice is *",
       [](Play& p, W w) -> Told { return p.table().elect(Office::vice_chairperson, person(w[0])), Told{}; }},
      {"elect chairperson", [](Play& p, W) -> Told { return p.elect(Office::chairperson, {}); }},
      {"elect vice-chairperson", [](Play& p, W) -> Told { return p.elect(Office::vice_chairperson, {}); }},
      {"elect acting chairperson for *",
       [](Play& p, W w) -> Told { return p.elect(Office::acting, p.case_named(w[0])); }},
      {"* opens election of chairperson",
       [](Play& p, W w) -> Told {
         return p.act(person(w[0]), OpenElection{CaseId::of("election-x"), Office::chairperson, {}});
       }},
      {"* nominates *",
       [](Play& p, W w) -> Told {
         return p.act(person(w[0]), Nominate{*p.case_, person(w[1])});
       }},
      {"* declines", [](Play& p, W w) -> Told { return p.act(person(w[0]), DeclineNomination{*p.case_}); }},
      {"turn to *", [](Play& p, W w) -> Told { return p.case_ = p.case_named(w[0]), Told{}; }},
      {"open case *",
       [](Play& p, W w) -> Told {
         p.case_ = p.case_named(w[0]);
         return p.told(p.table().open_case(*p.case_));
       }},
      {"* opens case *",
       [](Play& p, W w) -> Told {
         p.case_ = p.case_named(w[1]);
         return p.told(p.table().open_case(*p.case_, person(w[0])));
       }},
      {"amend motion *",
       [](Play& p, W w) -> Told {
         return p.act(p.table().presiding(*p.case_), AmendMotion{*p.case_, w[0]});
       }},
      {"postpone case",
       [](Play& p, W) -> Told { return p.act(p.table().presiding(*p.case_), PostponeCase{*p.case_}); }},

      // roll and consensus
      {"call roll", [](Play& p, W) -> Told { return p.told(p.table().call_roll(*p.case_)); }},
      {"* calls roll",
       [](Play& p, W w) -> Told { return p.told(p.table().call_roll(*p.case_, person(w[0]))); }},
      {"call consensus", [](Play& p, W) -> Told { return p.consensus({}, minutes(5)); }},
      {"call consensus for *", [](Play& p, W w) -> Told { return p.consensus({}, duration_of(w[0])); }},
      {"call consensus on *", [](Play& p, W w) -> Told { return p.consensus(person(w[0]), minutes(5)); }},
      {"call consensus without roll",
       [](Play& p, W) -> Told { return p.told(p.table().call_consensus(*p.case_)); }},
      {"* agrees",
       [](Play& p, W w) -> Told {
         return p.told(p.table().answer(person(w[0]), *p.case_, Position::agree));
       }},
      {"* stands aside",
       [](Play& p, W w) -> Told {
         return p.told(p.table().answer(person(w[0]), *p.case_, Position::stand_aside));
       }},
      {"* objects *",
       [](Play& p, W w) -> Told {
         return p.told(p.table().answer(person(w[0]), *p.case_, Position::object, w[1]));
       }},
      {"* objects",
       [](Play& p, W w) -> Told {
         return p.told(p.table().answer(person(w[0]), *p.case_, Position::object));
       }},
      {"others agree",
       [](Play& p, W) -> Told {
         for (auto const& each : entitled(p.table().state(), p.here())) {
           auto const* calling = std::get_if<Calling>(&p.here().phase);
           if (calling == nullptr || calling->answers.contains(each) || !p.table().present(each)) continue;
           auto const done = p.told(p.table().answer(each, *p.case_, Position::agree));
           if (!done) return done;
         }
         return {};
       }},
      {"* asks for a ballot",
       [](Play& p, W w) -> Told { return p.act(person(w[0]), RequestBallot{*p.case_}); }},

      // keys
      {"open ceremony", [](Play& p, W) -> Told { return p.told(p.table().open_ceremony(*p.case_)); }},
      {"open ceremony with ...",
       [](Play& p, W w) -> Told { return p.told(p.table().open_ceremony(*p.case_, people(w))); }},
      {"pass over ...",
       [](Play& p, W w) -> Told {
         auto const* phase = std::get_if<Deliberating>(&p.here().phase);
         if (phase == nullptr || !phase->ceremony) wrong("no ceremony is running");
         return p.act(p.table().presiding(*p.case_), PassOver{*phase->ceremony, people(w)});
       }},

      // ballots
      {"open ballot", [](Play& p, W) -> Told { return p.open_ballot(minutes(5)); }},
      {"open ballot for *", [](Play& p, W w) -> Told { return p.open_ballot(duration_of(w[0])); }},
      {"open round", [](Play& p, W) -> Told { return p.told(p.table().open_round(*p.case_)); }},
      {"* opens round",
       [](Play& p, W w) -> Told { return p.told(p.table().open_round(*p.case_, minutes(5), person(w[0]))); }},
      {"* for", [](Play& p, W w) -> Told { return p.vote(w[0], "for"); }},
      {"* against", [](Play& p, W w) -> Told { return p.vote(w[0], "against"); }},
      {"* abstains", [](Play& p, W w) -> Told { return p.vote(w[0], "abstain"); }},
      {"* votes *", [](Play& p, W w) -> Told { return p.vote(w[0], w[1]); }},
      {"* prepares *",
       [](Play& p, W w) -> Told {
         auto& client = p.table().juror(person(w[0]));
         client.choose(p.here().rounds.back(), OptionId::of(w[1]));
         auto intent = client.ballot_step(p.table().state());
         if (!intent) wrong("nothing to prepare");
         return p.told(p.table().act(person(w[0]), std::move(*intent)));
       }},
      {"* challenges",
       [](Play& p, W w) -> Told {
         auto challenge = p.table().juror(person(w[0])).challenge(p.table().state(), p.here().rounds.back());
         if (!challenge) wrong("nothing to challenge");
         return p.told(p.table().act(person(w[0]), std::move(challenge->first)));
       }},
      {"others vote *",
       [](Play& p, W w) -> Told {
         Round const round = p.table().round(*p.case_);
         for (auto const& each : round.electorate) {
           auto const voter = round.voters.find(each);
           bool const cast = voter != round.voters.end() && voter->second.last;
           if (cast || !p.table().present(each)) continue;
           if (auto const done = p.vote(each.str(), w[0]); !done) return done;
         }
         return {};
       }},
      {"close ballot", [](Play& p, W) -> Told { return p.told(p.table().close_round(*p.case_)); }},
      {"* closes ballot",
       [](Play& p, W w) -> Told { return p.told(p.table().close_round(*p.case_, person(w[0]))); }},
      {"try to open again",
       [](Play& p, W) -> Told {
         auto const& round = p.table().round(*p.case_);
         auto const* counting = std::get_if<Counting>(&round.phase);
         return p.act(p.table().presiding(*p.case_),
                      RetryRound{round.id, counting == nullptr ? 2 : counting->attempt + 1});
       }},
      {"give up the ballot",
       [](Play& p, W) -> Told {
         return p.act(p.table().presiding(*p.case_), VoidRound{p.table().round(*p.case_).id});
       }},

      // the chair, closing, certification
      {"* notes that the chair is absent",
       [](Play& p, W w) -> Told { return p.act(person(w[0]), NoteChairAbsent{}); }},
      {"close session",
       [](Play& p, W) -> Told { return p.act(p.table().state().opened_by, CloseSession{}); }},
      {"* closes session", [](Play& p, W w) -> Told { return p.act(person(w[0]), CloseSession{}); }},
      {"* certifies",
       [](Play& p, W w) -> Told {
         auto const* closed = std::get_if<Closed>(&p.table().state().phase);
         if (closed == nullptr) return p.certify(person(w[0]), 1, {});
         return p.certify(person(w[0]), closed->size, closed->root);
       }},
      {"* certifies another root",
       [](Play& p, W w) -> Told { return p.certify(person(w[0]), p.table().session().size(), {}); }},
      {"* countersigns",
       [](Play& p, W w) -> Told {
         auto const* closed = std::get_if<Closed>(&p.table().state().phase);
         if (closed == nullptr) return p.act(person(w[0]), Countersign{1, {}});
         return p.act(person(w[0]), Countersign{closed->size, closed->root});
       }},

      // what is to be seen
      {"expect chair *",
       [](Play& p, W w) -> Told {
         auto const& chair = p.table().state().chairperson;
         return p.same("chair", w[0], chair ? chair->str() : "nobody"), Told{};
       }},
      {"expect vice *",
       [](Play& p, W w) -> Told {
         auto const& vice = p.table().state().vice_chairperson;
         return p.same("vice-chair", w[0], vice ? vice->str() : "nobody"), Told{};
       }},
      {"expect presiding *",
       [](Play& p, W w) -> Told {
         auto const who = p.case_ ? presiding(p.table().state(), p.here()) : presiding(p.table().state());
         return p.same("presiding", w[0], who ? who->str() : "nobody"), Told{};
       }},
      {"expect seated ...",
       [](Play& p, W w) -> Told {
         Words seated;
         for (auto const& [id, juror] : p.table().state().jurors) {
           if (juror.seated) seated.push_back(id.str());
         }
         return p.same("seated", sorted(w), sorted(seated)), Told{};
       }},
      {"expect why not seated * *",
       [](Play& p, W w) -> Told {
         auto const& why = p.table().state().jurors.at(person(w[0])).why_unseated;
         if (why.find(w[1]) == std::string::npos) wrong("the reason is \"" + why + '"');
         return {};
       }},
      {"expect quorum * of *",
       [](Play& p, W w) -> Told {
         auto const m = seated_for(p.table().state(), p.here());
         auto const needed = quorum(*p.table().state().rules, m);
         return p.same("quorum", w[0] + " of " + w[1], std::to_string(needed) + " of " + std::to_string(m)),
                Told{};
       }},
      {"expect candidates ...",
       [](Play& p, W w) -> Told {
         return p.same("candidates", sorted(w), names_of(p.here().election->candidates)), Told{};
       }},
      {"expect electorate ...",
       [](Play& p, W w) -> Told {
         return p.same("electorate", sorted(w), names_of(p.table().round(*p.case_).electorate)), Told{};
       }},
      {"expect counts ...",
       [](Play& p, W w) -> Told {
         auto const* concluded = std::get_if<Concluded>(&p.table().round(*p.case_).phase);
         if (concluded == nullptr) wrong("the round has no result");
         Words counts;
         for (auto const& count : concluded->counts) {
           counts.push_back(count.option.str());
           counts.push_back(std::to_string(count.votes));
         }
         return p.same("counts", joined(w), joined(counts)), Told{};
       }},
      {"expect key for * t * a * of *",
       [](Play& p, W w) -> Told {
         auto const key = live_key(p.table().state(), p.here());
         if (!key) wrong("no key is live for this case");
         auto const& context = p.table().state().ceremonies.at(*key)->context;
         return p.same("key", joined({w[0], w[1], w[2], w[3]}),
                       joined({std::to_string(context.m), std::to_string(context.t),
                               std::to_string(context.a), std::to_string(context.n)})),
                Told{};
       }},
      {"expect no live key",
       [](Play& p, W) -> Told {
         if (auto const key = live_key(p.table().state(), p.here())) wrong(key->str() + " is live");
         return {};
       }},
      {"expect a new key",
       [](Play& p, W) -> Told {
         auto const& rounds = p.here().rounds;
         if (rounds.size() < 2) wrong("there were no two rounds");
         auto const& all_rounds = p.table().state().rounds;
         if (all_rounds.at(rounds.back())->key == all_rounds.at(rounds[rounds.size() - 2])->key)
           wrong("both rounds were under the same key");
         return {};
       }},
      {"expect waiver of *",
       [](Play& p, W w) -> Told {
         if (!p.table().state().cases.at(p.case_named(w[0]))->item.waiver) wrong("no waiver on the agenda");
         return {};
       }},
      {"expect certified by ...",
       [](Play& p, W w) -> Told {
         auto const* certified = std::get_if<Certified>(&p.table().state().phase);
         if (certified == nullptr) wrong("the session is not certified");
         auto by = certified->certifiers;
         if (certified->countersigner) by.push_back(*certified->countersigner);
         return p.same("certified by", joined(w), names_of(by)), Told{};
       }},
      {"expect * *",
       [](Play& p, W w) -> Told {
         auto const& standings = p.here().standings;
         if (w[0] == "case") return p.same("case", w[1], phase_of(p.here())), Told{};
         if (w[0] == "attempt") {
           auto const* counting = std::get_if<Counting>(&p.table().round(*p.case_).phase);
           return p.same("attempt", w[1], counting ? std::to_string(counting->attempt) : "none"), Told{};
         }
         if (w[0] == "round") return p.same("round", w[1], std::to_string(p.here().rounds.size())), Told{};
         auto const found = standings.find(person(w[0]));
         return p.same(w[0], w[1], found == standings.end() ? "undeclared" : word(found->second.standing)),
                Told{};
       }},
  };
  return all;
}

}  // namespace conclave::table
