// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/verifier/verification.hpp>

#include <conclave/record/json.hpp>

#include <array>

namespace conclave::verifier {
namespace {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::passed:
    return "passed";
  case Verdict::failed:
    return "failed";
  case Verdict::unchecked:
    return "unchecked";
  }
  return "unchecked";
}

std::string_view mark_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::passed:
    return "  passed     ";
  case Verdict::failed:
    return "  FAILED     ";
  case Verdict::unchecked:
    return "  not checked";
  }
  return "  not checked";
}

boost::json::array strings(std::vector<std::string> const& list) {
  boost::json::array out;
  for (auto const& each : list)
    out.emplace_back(each);
  return out;
}

}  // namespace

std::string in_words(Report const& report) {
  std::string out;
  out += report.body.empty() ? "Record of " + report.log + "\n"
                             : report.body + "\n" + report.title + " (" + report.log + ")\n";
  out += std::to_string(report.size) + " entries, root " + report.root + "\n";
  if (!report.director.empty()) out += "Director: " + report.director + "\n";
  out += "\nChecks\n";
  for (auto const& check : report.checks) {
    out += std::string(mark_of(check.verdict)) + "  " + check.title;
    if (!check.detail.empty()) out += " (" + check.detail + ")";
    out += "\n";
    for (auto const& finding : check.findings)
      out += "                 " + finding.what + "\n";
  }
  if (!report.decisions.empty()) {
    out += "\nDecisions\n";
    for (auto const& line : report.decisions) {
      out += "  " + line.title + ": " + line.decision;
      if (!line.elected.empty()) out += ", " + line.elected;
      if (!line.by.empty()) out += ", by " + line.by;
      out += "\n";
      if (!line.motion.empty()) out += "      motion: " + line.motion + "\n";
      for (auto const& person : line.recused)
        out += "      recused: " + person + "\n";
      for (auto const& round : line.rounds)
        out += "      " + round + "\n";
    }
  }
  if (!report.certified.empty()) out += "\nThe session is " + report.certified + ".\n";
  if (report.anchor == "unchecked") {
    out += "The Director's key was not checked against anything outside this file.\n";
  }
  out += report.valid ? "\nThis record holds.\n" : "\nThis record does NOT hold.\n";
  return out;
}

std::string in_json(Report const& report) {
  boost::json::array checks;
  for (auto const& check : report.checks) {
    boost::json::array findings;
    for (auto const& finding : check.findings) {
      boost::json::object each{{"what", finding.what}};
      if (finding.entry) each["entry"] = *finding.entry;
      findings.push_back(std::move(each));
    }
    checks.push_back(boost::json::object{{"id", check.id},
                                         {"title", check.title},
                                         {"verdict", name_of(check.verdict)},
                                         {"detail", check.detail},
                                         {"findings", std::move(findings)}});
  }
  boost::json::array decisions;
  for (auto const& line : report.decisions) {
    decisions.push_back(boost::json::object{{"case", line.case_id},
                                            {"title", line.title},
                                            {"motion", line.motion},
                                            {"decision", line.decision},
                                            {"by", line.by},
                                            {"elected", line.elected},
                                            {"rounds", strings(line.rounds)},
                                            {"recused", strings(line.recused)}});
  }
  return record::canonical(boost::json::object{{"valid", report.valid},
                                               {"anchor", report.anchor},
                                               {"log", report.log},
                                               {"title", report.title},
                                               {"body", report.body},
                                               {"size", report.size},
                                               {"root", report.root},
                                               {"director", report.director},
                                               {"certified", report.certified},
                                               {"checks", std::move(checks)},
                                               {"decisions", std::move(decisions)}});
}

}  // namespace conclave::verifier
