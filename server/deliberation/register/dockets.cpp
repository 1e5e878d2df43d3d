// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "folding.hpp"
#include "register_clauses.hpp"

#include <conclave/deliberation/register/admissibility.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace conclave::deliberation::register_clauses {
namespace {

Result<CaseFile const*> find_file(RegisterState const& state, CaseId const& id, std::string const& where) {
  auto const found = state.cases->find(id);
  if (found == state.cases->end()) {
    return refuse(Reason::unknown_case, where, "no docket has a case " + id.str());
  }
  return &*found->second;
}

CaseFile& edit_file(RegisterState& state, CaseId const& id) {
  return state.cases.edit().at(id).edit();
}

Result<void> check_item(DocketCase const& item, std::string const& where) {
  if (auto const title = check_text(item.title, where + "/title", "the title"); !title) return title.error();
  if (auto const motion = folded(item.motion); motion.empty() || find_control(item.motion, true)) {
    return refuse(Reason::out_of_range, where + "/motion",
                  motion.empty() ? "the motion is empty" : "the motion holds a control character");
  }
  // An application is counted under its country; what else comes before the jury may have none.
  bool const located = item.kind == CaseKind::application;
  for (auto const& [name, text] : {std::pair{"country", &item.country}, std::pair{"region", &item.region}}) {
    if (!located && text->empty()) continue;
    if (auto const checked = check_text(*text, where + '/' + name, std::string("the ") + name); !checked) {
      return checked.error();
    }
  }
  return {};
}

}  // namespace

// --- import_docket (R-B1) ---

Result<void> check(RegisterState const& state, RegisterAct const& act, ImportDocket const& body,
                   Timestamp now) {
  if (auto const may = by_secretariat(state, act, now); !may) return may.error();
  if (state.dockets->contains(body.docket)) {
    return refuse(Reason::docket_exists, "/body/docket",
                  "there is a docket " + body.docket.str() + " already");
  }
  if (auto const title = check_text(body.title, "/body/title", "the title"); !title) return title.error();
  if (find_control(body.source)) {
    return refuse(Reason::out_of_range, "/body/source", "the source holds a control character");
  }
  if (body.cases.empty()) return refuse(Reason::out_of_range, "/body/cases", "a docket without cases");
  std::set<CaseId> ids;
  for (std::size_t i = 0; i < body.cases.size(); ++i) {
    auto const where = "/body/cases/" + std::to_string(i);
    auto const& id = body.cases[i].case_id;
    if (!ids.insert(id).second || state.cases->contains(id)) {
      return refuse(Reason::docket_exists, where + "/case", "there is a case " + id.str() + " already");
    }
    if (auto const item = check_item(body.cases[i], where); !item) return item.error();
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, ImportDocket const& body, Step const&) {
  Docket docket{body.title, body.source, {}, {}};
  auto& cases = state.cases.edit();
  for (auto const& item : body.cases) {
    docket.cases.push_back(item.case_id);
    if (item.kind == CaseKind::application) ++docket.applications[folded(item.country)];
    cases.emplace(item.case_id, Shared<CaseFile>(CaseFile{body.docket, item, {}, {}, {}}));
  }
  state.dockets.edit().emplace(body.docket, Shared<Docket>(std::move(docket)));
}

// --- record_checks (R-B2) ---

Result<void> check(RegisterState const& state, RegisterAct const& act, RecordChecks const& body,
                   Timestamp now) {
  if (auto const may = by_secretariat(state, act, now); !may) return may.error();
  if (!state.dockets->contains(body.docket)) {
    return refuse(Reason::unknown_case, "/body/docket", "there is no docket " + body.docket.str());
  }
  if (body.checks.empty()) return refuse(Reason::out_of_range, "/body/checks", "nothing is recorded");
  auto const& known = state.rules->admissibility.checks;
  std::set<std::pair<CaseId, std::string_view>> seen;
  for (std::size_t i = 0; i < body.checks.size(); ++i) {
    auto const where = "/body/checks/" + std::to_string(i);
    auto const& recorded = body.checks[i];
    auto const file = find_file(state, recorded.case_id, where + "/case");
    if (!file) return file.error();
    if ((*file)->docket != body.docket) {
      return refuse(Reason::unknown_case, where + "/case",
                    recorded.case_id.str() + " is on the docket " + (*file)->docket.str());
    }
    if ((*file)->item.kind != CaseKind::application) {
      return refuse(Reason::unknown_check, where + "/case", "only applications are checked");
    }
    if (recorded.check == endorsement_cap_check) {
      return refuse(Reason::unknown_check, where + "/check", "this check is computed from the docket");
    }
    if (std::none_of(known.begin(), known.end(),
                     [&](auto const& each) { return each.id == recorded.check; })) {
      return refuse(Reason::unknown_check, where + "/check", "the rules have no check " + recorded.check);
    }
    if (!seen.emplace(recorded.case_id, recorded.check).second) {
      return refuse(Reason::already_done, where, "the check stands twice");
    }
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, RecordChecks const& body, Step const&) {
  for (auto const& recorded : body.checks)
    edit_file(state, recorded.case_id).checks.insert_or_assign(recorded.check, recorded.result);
}

// --- request_document, note_document_received ---

Result<void> check(RegisterState const& state, RegisterAct const& act, RequestDocument const& body,
                   Timestamp now) {
  if (auto const may = by_secretariat(state, act, now); !may) return may.error();
  auto const file = find_file(state, body.case_id, "/body/case");
  if (!file) return file.error();
  if (auto const name = check_text(body.document, "/body/document", "the document's name"); !name) {
    return name.error();
  }
  for (auto const& asked : (*file)->documents) {
    if (asked.document == body.document) {
      return refuse(Reason::already_done, "/body/document", "this document was asked for already");
    }
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, RequestDocument const& body, Step const&) {
  edit_file(state, body.case_id).documents.push_back({body.document, false});
}

Result<void> check(RegisterState const& state, RegisterAct const& act, NoteDocumentReceived const& body,
                   Timestamp now) {
  if (auto const may = by_secretariat(state, act, now); !may) return may.error();
  auto const file = find_file(state, body.case_id, "/body/case");
  if (!file) return file.error();
  for (auto const& asked : (*file)->documents) {
    if (asked.document != body.document) continue;
    if (!asked.received) return {};
    return refuse(Reason::already_done, "/body/document", "this document was noted as received already");
  }
  return refuse(Reason::stale_answer, "/body/document", "nobody asked for this document");
}

void apply(RegisterState& state, RegisterAct const&, NoteDocumentReceived const& body, Step const&) {
  for (auto& asked : edit_file(state, body.case_id).documents) {
    if (asked.document == body.document) asked.received = true;
  }
}

// --- waive_checks ---

Result<void> check(RegisterState const& state, RegisterAct const& act, WaiveChecks const& body,
                   Timestamp now) {
  if (auto const may = by_secretariat(state, act, now); !may) return may.error();
  if (auto const file = find_file(state, body.case_id, "/body/case"); !file) return file.error();
  if (auto const reason = text_of(act, body.reason)) {
    if (auto const text = check_text(*reason, "/body/reason", "the reason"); !text) return text.error();
  }
  if (admissible(state, body.case_id)) {
    return refuse(Reason::wrong_phase, "/body/case", "no check of this case is in the way");
  }
  return {};
}

void apply(RegisterState& state, RegisterAct const&, WaiveChecks const& body, Step const&) {
  auto const lines = check_lines(state, body.case_id).value();
  auto& file = edit_file(state, body.case_id);
  Waiver waiver{body.reason, file.waiver ? file.waiver->checks : decltype(Waiver::checks){}};
  for (auto const& line : lines) {
    if (line.standing != CheckStanding::passed) waiver.checks.insert(line.check);
  }
  file.waiver = std::move(waiver);
}

}  // namespace conclave::deliberation::register_clauses
