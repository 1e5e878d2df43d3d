// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The rules of procedure as data. A body writes them as TOML (config/rules/*.toml, where every option is
// documented); the register holds them as JSON (found_register, adopt_rules), and a session freezes them in
// its entry 0. Nothing of any one body is written into code. All members must be there, in TOML as in JSON.
#pragma once

#include <conclave/record/codec.hpp>
#include <conclave/record/ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::deliberation {

/// What a simple majority is a majority of (R-E4).
enum class MajorityBasis {
  votes_cast,    ///< votes for and against; abstentions are not counted ("present and voting")
  ballots_cast,  ///< all ballots, abstentions among them
  electorate,    ///< everybody entitled to vote in the round
};

/// What a round publishes (R-E5).
enum class Publication { counts };

/// What happens when candidates tie for the last place and one is to drop out (R-E4).
enum class LastTie {
  vote_again,     ///< nobody drops out; the same candidates stand in the next round
  ballot_of_tied  ///< a ballot among the tied decides who stays
};

/// How long an elected chairperson stays in office (R-A5).
enum class OfficeTerm { session, mandate };

struct MandateRules {
  std::uint32_t term_years = 6;  ///< the length of every mandate (R-A1)
  static constexpr auto members = record::members(record::member("term_years", &MandateRules::term_years));
  friend bool operator==(MandateRules const&, MandateRules const&) = default;
};

/// Quorum = max(minimum, floor(m * numerator / denominator) + 1), m = seated and not recused (R-D3).
struct QuorumRules {
  std::uint32_t numerator = 1;
  std::uint32_t denominator = 2;
  std::uint32_t minimum = 3;
  static constexpr auto members = record::members(record::member("numerator", &QuorumRules::numerator),
                                                  record::member("denominator", &QuorumRules::denominator),
                                                  record::member("minimum", &QuorumRules::minimum));
  friend bool operator==(QuorumRules const&, QuorumRules const&) = default;
};

struct ConsensusRules {
  std::uint32_t failed_calls_before_ballot = 1;  ///< (R-E1)
  Duration shortest_answer_time;                 ///< a call's deadline is at least this far away
  static constexpr auto members = record::members(
      record::member("failed_calls_before_ballot", &ConsensusRules::failed_calls_before_ballot),
      record::member("shortest_answer_time", &ConsensusRules::shortest_answer_time));
  friend bool operator==(ConsensusRules const&, ConsensusRules const&) = default;
};

struct BallotRules {
  MajorityBasis basis = MajorityBasis::votes_cast;
  bool abstention = true;  ///< ballots offer to abstain
  Publication publish = Publication::counts;
  std::uint32_t rounds_at_most = 0;       ///< 0: no limit (R-E3)
  std::uint32_t requests_for_ballot = 2;  ///< so many jurors get a secret ballot without a failed call
  bool always_secret = false;             ///< a ballot may be opened without any call for consensus
  Duration shortest_voting_time;          ///< a round's deadline is at least this far away
  static constexpr auto members = record::members(
      record::member("basis", &BallotRules::basis), record::member("abstention", &BallotRules::abstention),
      record::member("publish", &BallotRules::publish),
      record::member("rounds_at_most", &BallotRules::rounds_at_most),
      record::member("requests_for_ballot", &BallotRules::requests_for_ballot),
      record::member("always_secret", &BallotRules::always_secret),
      record::member("shortest_voting_time", &BallotRules::shortest_voting_time));
  friend bool operator==(BallotRules const&, BallotRules const&) = default;
};

struct ElectionRules {
  bool last_drops_out = true;  ///< the last candidate drops out between rounds
  LastTie last_tie = LastTie::ballot_of_tied;
  bool abstention = false;
  OfficeTerm term = OfficeTerm::session;
  static constexpr auto members = record::members(
      record::member("last_drops_out", &ElectionRules::last_drops_out),
      record::member("last_tie", &ElectionRules::last_tie),
      record::member("abstention", &ElectionRules::abstention), record::member("term", &ElectionRules::term));
  friend bool operator==(ElectionRules const&, ElectionRules const&) = default;
};

struct TimeRules {
  Duration ceremony_step;  ///< who misses a step of a key ceremony by this may be passed over
  Duration chair_absence;  ///< a chairperson noted absent is replaced after this (R-A5)
  static constexpr auto members = record::members(record::member("ceremony_step", &TimeRules::ceremony_step),
                                                  record::member("chair_absence", &TimeRules::chair_absence));
  friend bool operator==(TimeRules const&, TimeRules const&) = default;
};

struct CertificationRules {
  std::uint32_t certifiers = 1;  ///< secretariat members who must sign (R-F1)
  bool countersigned = true;     ///< and the chairperson after them
  static constexpr auto members =
      record::members(record::member("certifiers", &CertificationRules::certifiers),
                      record::member("countersigned", &CertificationRules::countersigned));
  friend bool operator==(CertificationRules const&, CertificationRules const&) = default;
};

/// One thing that makes an application admissible (R-B2).
struct AdmissibilityCheck {
  std::string id;     ///< "mayor-endorsement", an identifier; never that of endorsement_cap_check
  std::string label;  ///< "The mayor has endorsed the application"
  static constexpr auto members =
      record::members(record::member("id", &AdmissibilityCheck::id, record::at_most(64)),
                      record::member("label", &AdmissibilityCheck::label, record::at_most(400)));
  friend bool operator==(AdmissibilityCheck const&, AdmissibilityCheck const&) = default;
};

/// The check that is computed from the docket and not recorded by anybody: endorsed_per_country.
inline constexpr std::string_view endorsement_cap_check = "endorsement-cap";

struct AdmissibilityRules {
  std::vector<AdmissibilityCheck> checks;  ///< what the secretariat confirms for each application
  std::uint32_t endorsed_per_country = 0;  ///< at most so many applications of one country; 0: no cap
  static constexpr auto members =
      record::members(record::member("checks", &AdmissibilityRules::checks, record::at_most(64)),
                      record::member("endorsed_per_country", &AdmissibilityRules::endorsed_per_country));
  friend bool operator==(AdmissibilityRules const&, AdmissibilityRules const&) = default;
};

struct Rules {
  std::string body;              ///< "Membership jury of the UNESCO Global Network of Learning Cities"
  std::string barred_list;       ///< what the list of barred people is called: "Governing Board"
  std::string working_language;  ///< BCP 47
  std::string motion_pattern;    ///< the motion on an application: "Admit {title}, {country}, to the network"
  MandateRules mandate;
  QuorumRules quorum;
  ConsensusRules consensus;
  BallotRules ballot;
  ElectionRules election;
  TimeRules time;
  CertificationRules certification;
  AdmissibilityRules admissibility;
  static constexpr auto members = record::members(
      record::member("body", &Rules::body, record::at_most(400)),
      record::member("barred_list", &Rules::barred_list, record::at_most(400)),
      record::member("working_language", &Rules::working_language, record::at_most(64)),
      record::member("motion_pattern", &Rules::motion_pattern, record::at_most(2000)),
      record::member("mandate", &Rules::mandate), record::member("quorum", &Rules::quorum),
      record::member("consensus", &Rules::consensus), record::member("ballot", &Rules::ballot),
      record::member("election", &Rules::election), record::member("time", &Rules::time),
      record::member("certification", &Rules::certification),
      record::member("admissibility", &Rules::admissibility));
  friend bool operator==(Rules const&, Rules const&) = default;
};

/// Refuses rules that contradict themselves, with out_of_range and the pointer: a quorum that all together
/// could not reach or that half would, no certifier, no term, times of nothing, a check named twice …
Result<void> check_rules(Rules const& rules);

}  // namespace conclave::deliberation

template <>
struct conclave::record::Names<conclave::deliberation::MajorityBasis> {
  static constexpr std::array<std::pair<deliberation::MajorityBasis, std::string_view>, 3> names{{
      {deliberation::MajorityBasis::votes_cast, "votes_cast"},
      {deliberation::MajorityBasis::ballots_cast, "ballots_cast"},
      {deliberation::MajorityBasis::electorate, "electorate"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::Publication> {
  static constexpr std::array<std::pair<deliberation::Publication, std::string_view>, 1> names{{
      {deliberation::Publication::counts, "counts"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::LastTie> {
  static constexpr std::array<std::pair<deliberation::LastTie, std::string_view>, 2> names{{
      {deliberation::LastTie::vote_again, "vote_again"},
      {deliberation::LastTie::ballot_of_tied, "ballot_of_tied"},
  }};
};
template <>
struct conclave::record::Names<conclave::deliberation::OfficeTerm> {
  static constexpr std::array<std::pair<deliberation::OfficeTerm, std::string_view>, 2> names{{
      {deliberation::OfficeTerm::session, "session"},
      {deliberation::OfficeTerm::mandate, "mandate"},
  }};
};
