// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "folding.hpp"

#include <conclave/deliberation/register/admissibility.hpp>

namespace conclave::deliberation {
namespace {

Result<CaseFile const*> find_file(RegisterState const& state, CaseId const& id) {
  auto const found = state.cases->find(id);
  if (found == state.cases->end())
    return refuse(Reason::unknown_case, {}, "no docket has a case " + id.str());
  return &*found->second;
}

std::uint32_t applications_of_country(RegisterState const& state, CaseFile const& file) {
  auto const& docket = *state.dockets->at(file.docket);
  auto const found = docket.applications.find(folded(file.item.country));
  return found == docket.applications.end() ? 0 : found->second;
}

std::string sentence(RegisterState const& state, CaseFile const& file, CheckLine const& line) {
  if (line.check != endorsement_cap_check) return "Not met: " + line.label;
  return "Not met: " + line.label + "; the docket has " +
         std::to_string(applications_of_country(state, file)) + " of " + file.item.country;
}

CheckStanding standing_of(CaseFile const& file, std::string_view check) {
  auto const recorded = file.checks.find(check);
  if (recorded == file.checks.end()) return CheckStanding::still_to_be_checked;
  return recorded->second == CheckResult::passed ? CheckStanding::passed : CheckStanding::failed;
}

}  // namespace

Result<std::vector<CheckLine>> check_lines(RegisterState const& state, CaseId const& case_id) {
  auto const found = find_file(state, case_id);
  if (!found) return found.error();
  auto const& file = **found;
  std::vector<CheckLine> lines;
  if (file.item.kind != CaseKind::application) return lines;
  auto const waived = [&](std::string_view check) {
    return file.waiver && file.waiver->checks.contains(check);
  };
  auto const& rules = state.rules->admissibility;
  for (auto const& check : rules.checks)
    lines.push_back({check.id, check.label, standing_of(file, check.id), waived(check.id)});
  if (auto const cap = rules.endorsed_per_country; cap > 0) {
    // Which of too many was endorsed first, the docket does not say: all of them fail.
    bool const within = applications_of_country(state, file) <= cap;
    lines.push_back({std::string(endorsement_cap_check),
                     "At most " + std::to_string(cap) + " applications of one country",
                     within ? CheckStanding::passed : CheckStanding::failed, waived(endorsement_cap_check)});
  }
  return lines;
}

Result<std::vector<std::string>> failures(RegisterState const& state, CaseId const& case_id) {
  auto const lines = check_lines(state, case_id);
  if (!lines) return lines.error();
  auto const& file = *state.cases->at(case_id);
  std::vector<std::string> sentences;
  for (auto const& line : *lines) {
    if (line.standing == CheckStanding::failed) sentences.push_back(sentence(state, file, line));
  }
  return sentences;
}

Result<void> admissible(RegisterState const& state, CaseId const& case_id) {
  auto const lines = check_lines(state, case_id);
  if (!lines) return lines.error();
  auto const& file = *state.cases->at(case_id);
  std::string why;
  for (auto const& line : *lines) {
    if (line.waived || line.standing == CheckStanding::passed) continue;
    if (!why.empty()) why += ". ";
    why += line.standing == CheckStanding::failed ? sentence(state, file, line)
                                                  : "Still to be checked: " + line.label;
  }
  if (why.empty()) return {};
  return refuse(Reason::not_admissible, {}, file.item.title + ": " + why);
}

Result<AgendaItem> agenda_item(RegisterState const& state, CaseId const& case_id) {
  if (auto const may = admissible(state, case_id); !may) return may.error();
  auto const& file = *state.cases->at(case_id);
  AgendaItem item;
  item.case_id = case_id;
  item.title = file.item.title;
  item.country = file.item.country;
  item.region = file.item.region;
  item.kind = file.item.kind;
  item.motion = file.item.motion;
  if (file.waiver) item.waiver = file.waiver->reason;
  return item;
}

}  // namespace conclave::deliberation
