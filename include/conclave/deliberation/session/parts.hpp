// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The smaller words of a session's acts and findings: kinds, positions, and the wire form of proofs.
#pragma once

#include <conclave/crypto/context.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/proofs.hpp>
#include <conclave/deliberation/act.hpp>
#include <conclave/deliberation/rules.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace conclave::deliberation {

using crypto::RoundKind;

enum class CaseKind { application, renewal, election, motion };

/// A juror's declaration on a case (R-C1).
enum class Conflict { none, real, potential };

/// What is elected (R-A5). `acting`: the chairperson of one case.
enum class Office { chairperson, vice_chairperson, acting };

/// An answer to a consensus call (R-E1).
enum class Position { agree, stand_aside, object };

/// A case as entry 0 of a session names it.
struct AgendaItem {
  CaseId case_id;
  std::string title;
  std::string country;
  std::string region;
  CaseKind kind = CaseKind::application;
  std::string motion;                ///< what is put to the jury
  std::optional<Commitment> waiver;  ///< why failed admissibility checks were waived, if they were (R-B2)
  static constexpr auto members = record::members(
      record::member("case", &AgendaItem::case_id), record::member("title", &AgendaItem::title),
      record::member("country", &AgendaItem::country), record::member("region", &AgendaItem::region),
      record::member("kind", &AgendaItem::kind),
      record::member("motion", &AgendaItem::motion, record::at_most(20000)),
      record::member("waiver", &AgendaItem::waiver));
};

/// A number of votes for an option; the form in which counts are published.
struct Count {
  OptionId option;
  std::uint32_t votes = 0;
  static constexpr auto members =
      record::members(record::member("option", &Count::option), record::member("votes", &Count::votes));
  friend bool operator==(Count const&, Count const&) = default;
};

struct BasisMessage {
  MajorityBasis name = MajorityBasis::votes_cast;
  std::uint32_t a = 1;
  std::uint32_t b = 1;
  std::int32_t e = 0;
  static constexpr auto members =
      record::members(record::member("name", &BasisMessage::name), record::member("a", &BasisMessage::a),
                      record::member("b", &BasisMessage::b), record::member("e", &BasisMessage::e));
  friend bool operator==(BasisMessage const&, BasisMessage const&) = default;
};

struct OptionMessage {
  OptionId id;
  crypto::OptionRole role = crypto::OptionRole::option;
  static constexpr auto members =
      record::members(record::member("id", &OptionMessage::id), record::member("role", &OptionMessage::role));
  friend bool operator==(OptionMessage const&, OptionMessage const&) = default;
};

struct PokMessage {
  crypto::Point A;
  crypto::Scalar z;
  static constexpr auto members =
      record::members(record::member("A", &PokMessage::A), record::member("z", &PokMessage::z));
};

struct DleqMessage {
  crypto::Point A;
  crypto::Point B;
  crypto::Scalar z;
  static constexpr auto members =
      record::members(record::member("A", &DleqMessage::A), record::member("B", &DleqMessage::B),
                      record::member("z", &DleqMessage::z));
};

/// An OR of "encrypts zero" (protocol section 3); all four lists have one length.
struct OrzMessage {
  std::vector<crypto::Point> A;
  std::vector<crypto::Point> B;
  std::vector<crypto::Scalar> c;
  std::vector<crypto::Scalar> z;
  static constexpr auto members =
      record::members(record::member("A", &OrzMessage::A), record::member("B", &OrzMessage::B),
                      record::member("c", &OrzMessage::c), record::member("z", &OrzMessage::z));
};

/// One option of a ballot: the encrypted 0 or 1, and the proof that it is one of them.
struct ChoiceMessage {
  crypto::Ciphertext ciphertext;
  OrzMessage bit;
  static constexpr auto members = record::members(record::member("ciphertext", &ChoiceMessage::ciphertext),
                                                  record::member("bit", &ChoiceMessage::bit));
};

PokMessage message_of(crypto::Pok const& proof);
DleqMessage message_of(crypto::Dleq const& proof);
OrzMessage message_of(crypto::Orz const& proof);
crypto::Pok proof_of(PokMessage const& message);
crypto::Dleq proof_of(DleqMessage const& message);
crypto::Orz proof_of(OrzMessage const& message);

/// HB("motion", raw bytes of the text): what calls and rounds name a motion by. No Unicode normalisation.
Hash motion_hash(std::string_view text);
/// HB("candidate", person id): the motion "elect this candidate".
Hash candidate_hash(PersonId const& candidate);
/// HB("election", F(candidate ids in bytewise order)): the motion of a ballot among candidates.
Hash election_hash(std::vector<PersonId> const& candidates);

}  // namespace conclave::deliberation

template <>
struct conclave::record::Names<conclave::deliberation::CaseKind> {
  static constexpr std::array<std::pair<conclave::deliberation::CaseKind, std::string_view>, 4> names{{
      {conclave::deliberation::CaseKind::application, "application"},
      {conclave::deliberation::CaseKind::renewal, "renewal"},
      {conclave::deliberation::CaseKind::election, "election"},
      {conclave::deliberation::CaseKind::motion, "motion"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::Conflict> {
  static constexpr std::array<std::pair<conclave::deliberation::Conflict, std::string_view>, 3> names{{
      {conclave::deliberation::Conflict::none, "none"},
      {conclave::deliberation::Conflict::real, "real"},
      {conclave::deliberation::Conflict::potential, "potential"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::Office> {
  static constexpr std::array<std::pair<conclave::deliberation::Office, std::string_view>, 3> names{{
      {conclave::deliberation::Office::chairperson, "chairperson"},
      {conclave::deliberation::Office::vice_chairperson, "vice_chairperson"},
      {conclave::deliberation::Office::acting, "acting"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::Position> {
  static constexpr std::array<std::pair<conclave::deliberation::Position, std::string_view>, 3> names{{
      {conclave::deliberation::Position::agree, "agree"},
      {conclave::deliberation::Position::stand_aside, "stand_aside"},
      {conclave::deliberation::Position::object, "object"},
  }};
};
template <>
struct conclave::record::Names<conclave::crypto::RoundKind> {
  static constexpr std::array<std::pair<conclave::crypto::RoundKind, std::string_view>, 5> names{{
      {conclave::crypto::RoundKind::counts, "counts"},
      {conclave::crypto::RoundKind::outcome, "outcome"},
      {conclave::crypto::RoundKind::adopted, "adopted"},
      {conclave::crypto::RoundKind::veto, "veto"},
      {conclave::crypto::RoundKind::lots, "lots"},
  }};
};
template <>
struct conclave::record::Names<conclave::crypto::OptionRole> {
  static constexpr std::array<std::pair<conclave::crypto::OptionRole, std::string_view>, 2> names{{
      {conclave::crypto::OptionRole::option, "option"},
      {conclave::crypto::OptionRole::abstain, "abstain"},
  }};
};
