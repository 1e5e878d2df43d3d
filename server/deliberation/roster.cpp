// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "register/calendar.hpp"
#include "register/folding.hpp"

#include <conclave/crypto/fields.hpp>
#include <conclave/crypto/hash.hpp>
#include <conclave/deliberation/act_codec.hpp>
#include <conclave/deliberation/register/findings.hpp>
#include <conclave/deliberation/roster.hpp>

#include <utility>

namespace conclave::deliberation {
namespace {

/// A roster as it grows, excerpt by excerpt. Details of refusals are sentences; the caller says where.
class Folding {
public:
  explicit Folding(crypto::PublicKey const& server_key) : server_key_(server_key) {}

  Result<void> take(SignedExcerpt const& excerpt) {
    auto const envelope = envelope_of(excerpt);
    if (envelope.payload_type == record::finding_type) return take_finding(envelope);
    auto const act = decode_act<RegisterActBody>(envelope);
    if (!act) return act.error();
    if (act->header.log != register_log()) return bad("an act of another log, " + act->header.log.str());
    if (auto const signed_by = check_author(envelope, *act); !signed_by) return signed_by.error();
    counters_[act->header.author] = act->header.counter;
    return std::visit([&](auto const& body) { return follow(*act, body); }, act->body);
  }

  Roster roster() && { return std::move(roster_); }

private:
  static Refusal bad(std::string detail) { return refuse(Reason::bad_roster, {}, std::move(detail)); }

  /// The first act founds; every other one is by the Director of its moment.
  Result<void> check_author(record::Envelope const& envelope, RegisterAct const& act) {
    auto const* founding = std::get_if<FoundRegister>(&act.body);
    if (founded_ == (founding != nullptr)) {
      return bad(founded_ ? "the register is founded twice" : "the first act must found the register");
    }
    if (founded_ && act.header.author != roster_.director.person) {
      return bad("not by the Director, " + roster_.director.person.str() + ", but by " +
                 act.header.author.str());
    }
    auto const& key = founded_ ? roster_.director.key : founding->key;
    if (!record::verify(envelope, key)) return bad("not signed with the Director's key");
    if (act.header.counter <= counters_[act.header.author]) return bad("out of its order");
    return {};
  }

  Result<void> take_finding(record::Envelope const& envelope) {
    if (!founded_) return bad("the first act must found the register");
    if (!record::verify(envelope, server_key_)) return bad("not signed with the server's key");
    auto const finding = decode_finding<RegisterFinding>(register_log(), envelope);
    if (!finding) return finding.error();
    auto const* replaced = std::get_if<DirectorReplaced>(&*finding);
    if (replaced == nullptr) return bad("a finding of this kind makes no roster");
    roster_.replaced_by_operator = true;
    return install({replaced->person, replaced->name, replaced->key});
  }

  /// A key is one person's for ever.
  Result<void> claim(crypto::PublicKey const& key, PersonId const& person) {
    auto const [owner, fresh] = owners_.emplace(key, person);
    if (!fresh && owner->second != person) {
      return bad("the key of " + person.str() + " is that of " + owner->second.str() + " already");
    }
    return {};
  }

  /// Whoever directs has no seat.
  Result<void> install(Director director) {
    if (auto const name = check_text(director.name, "", "the Director's name"); !name) return name.error();
    if (auto const claimed = claim(director.key, director.person); !claimed) return claimed.error();
    roster_.entries.erase(director.person);
    roster_.director = std::move(director);
    return {};
  }

  Result<void> follow(RegisterAct const& act, FoundRegister const& body) {
    founded_ = true;
    roster_.founder = {act.header.author, body.name, body.key};
    return install(roster_.founder);
  }
  Result<void> follow(RegisterAct const&, HandOverDirectorship const& body) {
    return install({body.person, body.name, body.key});
  }
  Result<void> follow(RegisterAct const&, SignRoster const& body) {
    for (auto const& entry : body.entries) {
      if (entry.person == roster_.director.person) return bad("the Director has no seat");
      if (auto const name = check_text(entry.name, "", "a name"); !name) return name.error();
      if (entry.mandate_to <= entry.mandate_from) {
        return bad("the mandate of " + entry.person.str() + " ends before it begins");
      }
      if (auto const claimed = claim(entry.key, entry.person); !claimed) return claimed.error();
      roster_.entries.insert_or_assign(entry.person, entry);
    }
    return {};
  }
  Result<void> follow(RegisterAct const&, EndAppointment const& body) {
    roster_.entries.erase(body.person);
    return {};
  }
  Result<void> follow(RegisterAct const&, BarPerson const& body) {
    for (auto const& person : body.unseats)
      roster_.entries.erase(person);
    return {};
  }

  static Result<void> no_part() { return bad("an act of this kind makes no roster"); }
  Result<void> follow(RegisterAct const&, AdoptRules const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, AppointSecretariat const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, AppointJuror const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, Enrol const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, ImportDocket const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, RecordChecks const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, RequestDocument const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, NoteDocumentReceived const&) { return no_part(); }
  Result<void> follow(RegisterAct const&, WaiveChecks const&) { return no_part(); }

  crypto::PublicKey server_key_;
  bool founded_ = false;
  Roster roster_;
  std::map<PersonId, std::uint32_t> counters_;
  std::map<crypto::PublicKey, PersonId> owners_;
};

}  // namespace

Timestamp mandate_end(Timestamp from, std::uint32_t years) {
  auto day = day_of(from);
  auto const time_of_day = from.ms - days_since_1970(day) * ms_of_day;
  day.year += years;
  // 29 February of a year that has none is counted on to 1 March by days_since_1970
  return {days_since_1970(day) * ms_of_day + time_of_day};
}

std::optional<Refusal> why_not_seated(RosterEntry const& entry, Timestamp now) {
  if (now < entry.mandate_from) {
    return refuse(Reason::not_seated, {},
                  "the mandate of " + entry.name + " begins on " + date(entry.mandate_from));
  }
  if (now >= entry.mandate_to) {
    return refuse(Reason::not_seated, {},
                  "the mandate of " + entry.name + " ended on " + date(entry.mandate_to));
  }
  return std::nullopt;
}

SignedExcerpt excerpt_of(record::Envelope const& envelope) {
  return {envelope.payload_type, envelope.payload, envelope.keyid, envelope.signature};
}

record::Envelope envelope_of(SignedExcerpt const& excerpt) {
  return {excerpt.payload_type, excerpt.payload, excerpt.keyid, excerpt.signature};
}

Result<Roster> fold_roster(std::vector<SignedExcerpt> const& excerpts, crypto::PublicKey const& server_key) {
  if (excerpts.empty()) return refuse(Reason::bad_roster, "/roster", "a roster begins with the founding act");
  Folding folding(server_key);
  for (std::size_t i = 0; i < excerpts.size(); ++i) {
    auto const taken = folding.take(excerpts[i]);
    if (taken) continue;
    auto const& error = taken.error();
    return refuse(Reason::bad_roster, "/roster/" + std::to_string(i),
                  error.reason == Reason::bad_roster ? error.detail : describe(error));
  }
  return std::move(folding).roster();
}

Hash roster_hash(std::vector<SignedExcerpt> const& excerpts) {
  // HB("roster", F(payload_1, signature_1, payload_2, …))
  crypto::Fields fields;
  for (auto const& excerpt : excerpts)
    fields.add(std::string_view(excerpt.payload)).add(crypto::ByteView(excerpt.signature.bytes));
  return crypto::hb("roster", fields);
}

}  // namespace conclave::deliberation
