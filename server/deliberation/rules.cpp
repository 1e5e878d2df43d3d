// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "register/folding.hpp"

#include <conclave/deliberation/rules.hpp>

#include <set>

namespace conclave::deliberation {
namespace {

Refusal out_of_range(std::string where, std::string detail) {
  return refuse(Reason::out_of_range, std::move(where), std::move(detail));
}

/// A language tag as far as it can be told without the registry: letters, digits and single hyphens.
bool is_language_tag(std::string_view text) {
  if (text.size() < 2 || text.front() == '-' || text.back() == '-') return false;
  bool hyphen = false;
  for (char const c : text) {
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && (c != '-' || hyphen)) return false;
    hyphen = c == '-';
  }
  return true;
}

Result<void> check_quorum(QuorumRules const& quorum) {
  if (quorum.denominator == 0) return out_of_range("/quorum/denominator", "a share of nothing");
  if (quorum.numerator >= quorum.denominator) {
    return out_of_range("/quorum/numerator", "a quorum of more than all can never be reached");
  }
  // R-D3: floor(m/2)+1 at least, or two halves could both decide
  if (std::uint64_t{2} * quorum.numerator < quorum.denominator) {
    return out_of_range("/quorum/numerator", "a quorum is more than half at least");
  }
  if (quorum.minimum < 3) return out_of_range("/quorum/minimum", "never under three");
  return {};
}

Result<void> check_admissibility(AdmissibilityRules const& rules) {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < rules.checks.size(); ++i) {
    auto const where = "/admissibility/checks/" + std::to_string(i);
    auto const& check = rules.checks[i];
    if (!is_identifier(check.id)) return refuse(Reason::bad_identifier, where + "/id", check.id);
    if (check.id == endorsement_cap_check) {
      return out_of_range(where + "/id", "this check is computed; set endorsed_per_country instead");
    }
    if (!ids.insert(check.id).second)
      return out_of_range(where + "/id", "the check stands twice: " + check.id);
    if (auto const label = check_text(check.label, where + "/label", "the label"); !label)
      return label.error();
  }
  return {};
}

Result<void> check_positive(Duration time, std::string_view where) {
  if (time.ms > 0) return {};
  return out_of_range(std::string(where), "longer than nothing");
}

}  // namespace

Result<void> check_rules(Rules const& rules) {
  if (auto const body = check_text(rules.body, "/body", "the body's name"); !body) return body.error();
  if (auto const list = check_text(rules.barred_list, "/barred_list", "the list's name"); !list) {
    return list.error();
  }
  if (!is_language_tag(rules.working_language)) {
    return out_of_range("/working_language", "a language tag such as \"en\"");
  }
  if (auto const pattern = check_text(rules.motion_pattern, "/motion_pattern", "the pattern"); !pattern) {
    return pattern.error();
  }
  if (rules.motion_pattern.find("{title}") == std::string::npos) {
    return out_of_range("/motion_pattern", "must hold {title}, or all motions would be one");
  }
  if (rules.mandate.term_years < 1 || rules.mandate.term_years > 100) {
    return out_of_range("/mandate/term_years", "1 to 100 years");
  }
  if (auto const quorum = check_quorum(rules.quorum); !quorum) return quorum.error();
  if (auto const time =
          check_positive(rules.consensus.shortest_answer_time, "/consensus/shortest_answer_time");
      !time) {
    return time.error();
  }
  if (rules.ballot.requests_for_ballot < 1) {
    return out_of_range("/ballot/requests_for_ballot", "at least one; use always_secret to need none");
  }
  if (auto const time = check_positive(rules.ballot.shortest_voting_time, "/ballot/shortest_voting_time");
      !time) {
    return time.error();
  }
  if (auto const time = check_positive(rules.time.ceremony_step, "/time/ceremony_step"); !time) {
    return time.error();
  }
  if (auto const time = check_positive(rules.time.chair_absence, "/time/chair_absence"); !time) {
    return time.error();
  }
  if (rules.certification.certifiers < 1) {
    return out_of_range("/certification/certifiers", "somebody must certify");
  }
  return check_admissibility(rules.admissibility);
}

}  // namespace conclave::deliberation
