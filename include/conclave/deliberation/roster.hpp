// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The roster: who has a seat or an office, under which key, signed by the Director (architecture, Trust;
// protocol section 4). A session embeds the signed envelopes, so that a record is verified on its own.
#pragma once

#include <conclave/crypto/signature.hpp>
#include <conclave/deliberation/act.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::deliberation {

enum class Role { juror, secretariat };

/// One line of the roster. For secretariat members the mandate is the time of office, and the salted
/// attributes are absent.
struct RosterEntry {
  PersonId person;
  std::string name;
  Role role = Role::juror;
  crypto::PublicKey key;
  Timestamp mandate_from;
  Timestamp mandate_to;              ///< the mandate holds at times from <= t < to
  std::optional<Commitment> region;  ///< salted: region and gender are personal (R-F4)
  std::optional<Commitment> gender;
  static constexpr auto members = record::members(
      record::member("person", &RosterEntry::person),
      record::member("name", &RosterEntry::name, record::at_most(200)),
      record::member("role", &RosterEntry::role), record::member("key", &RosterEntry::key),
      record::member("mandate_from", &RosterEntry::mandate_from),
      record::member("mandate_to", &RosterEntry::mandate_to), record::member("region", &RosterEntry::region),
      record::member("gender", &RosterEntry::gender));
  friend bool operator==(RosterEntry const&, RosterEntry const&) = default;
};

/// When a mandate of so many years ends that begins at `from`: the same day of the year and time of day, in
/// UTC; 29 February becomes 1 March where there is none (R-A1).
Timestamp mandate_end(Timestamp from, std::uint32_t years);

/// Why this person can have no seat (or office) at `now`: not_seated, with a sentence that names the day on
/// which the mandate begins or has ended (R-A1). Nothing if the mandate holds.
std::optional<Refusal> why_not_seated(RosterEntry const& entry, Timestamp now);

/// The Director at some moment.
struct Director {
  PersonId person;
  std::string name;
  crypto::PublicKey key;
  friend bool operator==(Director const&, Director const&) = default;
};

/// The roster that follows from a chain of register entries: `found_register`, `hand_over_directorship`,
/// `director_replaced`, `sign_roster`, `end_appointment`, and `bar_person` where it costs jurors their seats
/// (R-A2). The last word on a person counts.
struct Roster {
  Director founder;                   ///< entry 0 of the register: what --director anchors
  Director director;                  ///< the Director now
  bool replaced_by_operator = false;  ///< a Director was installed without the old one's signature
  std::map<PersonId, RosterEntry> entries;
  friend bool operator==(Roster const&, Roster const&) = default;
};

/// One signed act (or finding) of the register as a session carries it: the envelope's type, exact bytes and
/// signature.
struct SignedExcerpt {
  std::string payload_type;
  std::string payload;
  std::string keyid;
  crypto::Signature signature;
  static constexpr auto members =
      record::members(record::member("payload_type", &SignedExcerpt::payload_type, record::at_most(100)),
                      record::member("payload", &SignedExcerpt::payload, record::at_most(200000)),
                      record::member("keyid", &SignedExcerpt::keyid, record::at_most(64)),
                      record::member("signature", &SignedExcerpt::signature));
  friend bool operator==(SignedExcerpt const&, SignedExcerpt const&) = default;
};

/// The excerpt of an entry's envelope, and back.
SignedExcerpt excerpt_of(record::Envelope const& envelope);
record::Envelope envelope_of(SignedExcerpt const& excerpt);

/// Folds the excerpts in order into a roster. Each must be signed by the Director of its moment (the first
/// by the key that it founds the register with); an operator's replacement by `server_key`. An author's
/// counters rise, so that no excerpt stands twice or out of order; a key is one person's for ever.
/// Errors: bad_roster with the excerpt's index in `where` ("/roster/3"), naming what does not fit.
Result<Roster> fold_roster(std::vector<SignedExcerpt> const& excerpts, crypto::PublicKey const& server_key);

/// HB("roster", F(excerpt payloads and signatures in order)): the roster_hash of key contexts.
Hash roster_hash(std::vector<SignedExcerpt> const& excerpts);

}  // namespace conclave::deliberation

template <>
struct conclave::record::Names<conclave::deliberation::Role> {
  static constexpr std::array<std::pair<deliberation::Role, std::string_view>, 2> names{{
      {deliberation::Role::juror, "juror"},
      {deliberation::Role::secretariat, "secretariat"},
  }};
};
