// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dockets in the register, and what makes a case admissible (R-B1, R-B2).
#include "register_test.hpp"

#include <conclave/deliberation/register/admissibility.hpp>
#include <conclave/deliberation/register/docket.hpp>

#include <fstream>
#include <sstream>

namespace conclave::deliberation {
namespace {

DocketCase application(std::string_view id, std::string_view title, std::string_view country) {
  return {CaseId::of(id), std::string(title),    std::string(country),
          "Africa",       CaseKind::application, "Admit " + std::string(title)};
}

class DocketsTest : public RegisterTest {
protected:
  Result<void> import(std::string_view docket, std::vector<DocketCase> cases) {
    return act("sam", ImportDocket{DocketId::of(docket), "2022", "announced in 2022", std::move(cases)});
  }
  Result<void> record(std::string_view id, std::string_view check, CheckResult result) {
    return act("sam", RecordChecks{DocketId::of("d"), {{CaseId::of(id), std::string(check), result}}});
  }
  Result<void> waive(std::string_view id, std::string_view reason) {
    return act("sam", WaiveChecks{CaseId::of(id), commit(reason)});
  }
  Result<void> is_admissible(std::string_view id) const { return admissible(state(), CaseId::of(id)); }

  void with_bouake() {
    with_secretary();
    ASSERT_TRUE(import("d", {application("bouake", "Bouaké", "Côte d'Ivoire")}));
  }
};

TEST_F(DocketsTest, R_B1_the_secretariat_imports_a_docket) {
  with_bouake();
  auto const& file = *state().cases->at(CaseId::of("bouake"));
  EXPECT_EQ(file.item.title, "Bouaké");
  EXPECT_EQ(file.docket, DocketId::of("d"));
  EXPECT_EQ(state().dockets->at(DocketId::of("d"))->cases, std::vector{CaseId::of("bouake")});
}

TEST_F(DocketsTest, R_B1_the_real_docket_of_2022_goes_in_and_is_confirmed_in_bulk) {
  with_secretary();
  std::ifstream file(std::string(CONCLAVE_SOURCE_DIR) + "/data/gnlc-2022-intake.csv");
  std::stringstream text;
  text << file.rdbuf();
  auto const cases = parse_docket_csv(text.str(), docket_options(state()));
  ASSERT_TRUE(cases) << describe(cases.error());
  ASSERT_EQ(cases->size(), 46U);
  ASSERT_TRUE(import("d", *cases));
  RecordChecks bulk{DocketId::of("d"), {}};
  for (auto const& item : *cases) {
    for (auto const& check : state().rules->admissibility.checks)
      bulk.checks.push_back({item.case_id, check.id, CheckResult::passed});
  }
  ASSERT_TRUE(act("sam", bulk));
  for (auto const& item : *cases)
    EXPECT_TRUE(admissible(state(), item.case_id)) << item.title;
}

TEST_F(DocketsTest, R_B1_ids_of_dockets_and_cases_are_taken_once) {
  with_bouake();
  expect_refused(import("d", {application("gulu", "Gulu", "Uganda")}), Reason::docket_exists, "/body/docket");
  expect_refused(
      import("e", {application("gulu", "Gulu", "Uganda"), application("bouake", "Bouaké", "Mali")}),
      Reason::docket_exists, "/body/cases/1/case");
  expect_refused(import("e", {application("gulu", "Gulu", "Uganda"), application("gulu", "Gulu", "Mali")}),
                 Reason::docket_exists, "/body/cases/1/case");
  EXPECT_EQ(state().cases->size(), 1U) << "nothing is taken in part";
}

TEST_F(DocketsTest, R_B1_cases_without_their_texts_are_refused) {
  with_secretary();
  auto const refused = [&](DocketCase const& item, std::string_view member) {
    expect_refused(import("d", {item}), Reason::out_of_range, "/body/cases/0/" + std::string(member));
  };
  auto item = application("gulu", "Gulu", "Uganda");
  item.title = " ";
  refused(item, "title");
  item = application("gulu", "Gulu\n", "Uganda");
  refused(item, "title");
  item = application("gulu", "Gulu", "");
  refused(item, "country");
  item = application("gulu", "Gulu", "Uganda");
  item.region = "";
  refused(item, "region");
  item = application("gulu", "Gulu", "Uganda");
  item.motion = "";
  refused(item, "motion");
  item.motion = "Admit\x01";
  refused(item, "motion");
  expect_refused(import("d", {}), Reason::out_of_range, "/body/cases");
  expect_refused(act("sam", ImportDocket{DocketId::of("d"), "", "", {application("gulu", "Gulu", "Uganda")}}),
                 Reason::out_of_range, "/body/title");
  expect_refused(
      act("sam", ImportDocket{DocketId::of("d"), "t", "\x02", {application("gulu", "Gulu", "Uganda")}}),
      Reason::out_of_range, "/body/source");
  DocketCase const motion{CaseId::of("m"), "Working methods", "", "", CaseKind::motion, "Meet twice a year"};
  EXPECT_TRUE(import("d", {motion}));
}

TEST_F(DocketsTest, only_the_secretariat_in_office_keeps_dockets) {
  with_bouake();
  with_juror("amina", "Amina Diallo");
  std::vector<RegisterActBody> const acts{
      ImportDocket{DocketId::of("e"), "2024", "", {application("gulu", "Gulu", "Uganda")}},
      RecordChecks{DocketId::of("d"), {{CaseId::of("bouake"), "form-complete", CheckResult::passed}}},
      RequestDocument{CaseId::of("bouake"), "letter"}, NoteDocumentReceived{CaseId::of("bouake"), "letter"}};
  for (auto const& body : acts) {
    expect_refused(act("amina", body), Reason::not_entitled, "/author", "secretariat");
    expect_refused(act("dora", body), Reason::not_entitled, "/author", "secretariat");
  }
  expect_refused(act("amina", WaiveChecks{CaseId::of("bouake"), commit("why not")}), Reason::not_entitled,
                 "/author");
  now_ = mandate_end(march_2024, 10);
  for (auto const& body : acts)
    expect_refused(act("sam", body), Reason::not_entitled, "/author", "ended on 2034-03-01");
}

TEST_F(DocketsTest, R_B2_each_check_is_passed_failed_or_still_to_be_checked) {
  with_bouake();
  ASSERT_TRUE(record("bouake", "form-complete", CheckResult::passed));
  auto lines = check_lines(state(), CaseId::of("bouake")).value();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].standing, CheckStanding::passed);
  EXPECT_EQ(lines[1].standing, CheckStanding::still_to_be_checked);
  EXPECT_EQ(lines[2].check, endorsement_cap_check);
  EXPECT_EQ(lines[2].standing, CheckStanding::passed);
  expect_refused(is_admissible("bouake"), Reason::not_admissible, "",
                 "Still to be checked: The mayor has endorsed the application");
  ASSERT_TRUE(record("bouake", "mayor-endorsement", CheckResult::failed));
  expect_refused(is_admissible("bouake"), Reason::not_admissible, "",
                 "Not met: The mayor has endorsed the application");
  EXPECT_EQ(failures(state(), CaseId::of("bouake")).value(),
            std::vector<std::string>{"Not met: The mayor has endorsed the application"});
  ASSERT_TRUE(record("bouake", "mayor-endorsement", CheckResult::passed));  // a letter came after all
  EXPECT_TRUE(is_admissible("bouake"));
}

TEST_F(DocketsTest, R_B2_at_most_three_applications_of_one_country) {
  with_secretary();
  ASSERT_TRUE(import("d", {application("a", "A", "Uganda"), application("b", "B", "UGANDA"),
                           application("c", "C", "Uganda "), application("k", "K", "Kenya")}));
  auto const cap = [&](std::string_view id) { return check_lines(state(), CaseId::of(id)).value().back(); };
  EXPECT_EQ(cap("a").standing, CheckStanding::passed);
  // another period has its own three
  ASSERT_TRUE(import("e", {application("e", "E", "Uganda"), application("f", "F", "Uganda"),
                           application("g", "G", "Uganda"), application("h", "H", "Uganda"),
                           application("i", "I", "Kenya")}));
  EXPECT_EQ(cap("a").standing, CheckStanding::passed);
  EXPECT_EQ(cap("e").standing, CheckStanding::failed);
  EXPECT_EQ(cap("i").standing, CheckStanding::passed);
  EXPECT_EQ(
      failures(state(), CaseId::of("h")).value(),
      std::vector<std::string>{"Not met: At most 3 applications of one country; the docket has 4 of Uganda"});
}

TEST_F(DocketsTest, R_B2_without_a_cap_in_the_rules_there_is_no_such_check) {
  auto rules = jury_rules();
  rules.admissibility = {};
  ASSERT_TRUE(found(rules));
  ASSERT_TRUE(appoint_secretary());
  ASSERT_TRUE(enrol("sam"));
  ASSERT_TRUE(sign_all());
  ASSERT_TRUE(import("d", {application("a", "A", "Uganda")}));
  EXPECT_TRUE(check_lines(state(), CaseId::of("a")).value().empty());
  EXPECT_TRUE(is_admissible("a"));
}

TEST_F(DocketsTest, R_B2_a_recorded_reason_waives_what_failed_then_and_nothing_later) {
  with_bouake();
  ASSERT_TRUE(record("bouake", "form-complete", CheckResult::passed));
  ASSERT_TRUE(record("bouake", "mayor-endorsement", CheckResult::failed));
  expect_refused(waive("bouake", "  "), Reason::out_of_range, "/body/reason");
  ASSERT_TRUE(waive("bouake", "the mayor was elected last week"));
  EXPECT_TRUE(is_admissible("bouake"));
  EXPECT_TRUE(check_lines(state(), CaseId::of("bouake")).value()[1].waived);
  EXPECT_EQ(failures(state(), CaseId::of("bouake")).value().size(), 1U) << "waived, and still said";
  EXPECT_EQ(agenda_item(state(), CaseId::of("bouake")).value().waiver,
            state().cases->at(CaseId::of("bouake"))->waiver->reason);
  expect_refused(waive("bouake", "again"), Reason::wrong_phase, "/body/case");
  ASSERT_TRUE(record("bouake", "form-complete", CheckResult::failed));
  expect_refused(is_admissible("bouake"), Reason::not_admissible, "", "The form is complete");
  ASSERT_TRUE(waive("bouake", "page 7 may come later"));
  EXPECT_TRUE(is_admissible("bouake"));
}

TEST_F(DocketsTest, R_B2_checks_are_recorded_for_known_cases_and_checks) {
  with_bouake();
  ASSERT_TRUE(import("e", {application("gulu", "Gulu", "Uganda"),
                           {CaseId::of("m"), "Methods", "", "", CaseKind::motion, "Meet twice"}}));
  auto const refused = [&](RecordedCheck const& check, Reason reason, std::string_view where) {
    expect_refused(act("sam", RecordChecks{DocketId::of("d"), {check}}), reason, where);
  };
  refused({CaseId::of("none"), "form-complete", CheckResult::passed}, Reason::unknown_case,
          "/body/checks/0/case");
  refused({CaseId::of("gulu"), "form-complete", CheckResult::passed}, Reason::unknown_case,
          "/body/checks/0/case");
  refused({CaseId::of("bouake"), "none", CheckResult::passed}, Reason::unknown_check, "/body/checks/0/check");
  refused({CaseId::of("bouake"), "endorsement-cap", CheckResult::passed}, Reason::unknown_check,
          "/body/checks/0/check");
  RecordedCheck const right{CaseId::of("bouake"), "form-complete", CheckResult::passed};
  expect_refused(act("sam", RecordChecks{DocketId::of("none"), {right}}), Reason::unknown_case,
                 "/body/docket");
  expect_refused(act("sam", RecordChecks{DocketId::of("d"), {}}), Reason::out_of_range, "/body/checks");
  expect_refused(act("sam", RecordChecks{DocketId::of("d"), {right, right}}), Reason::already_done,
                 "/body/checks/1");
  RecordedCheck const motion{CaseId::of("m"), "form-complete", CheckResult::passed};
  expect_refused(act("sam", RecordChecks{DocketId::of("e"), {motion}}), Reason::unknown_check,
                 "/body/checks/0/case");
  EXPECT_TRUE(is_admissible("m")) << "only applications are checked";
  expect_refused(waive("m", "why"), Reason::wrong_phase, "/body/case");
  expect_refused(waive("none", "why"), Reason::unknown_case, "/body/case");
  expect_refused(is_admissible("none"), Reason::unknown_case, "");
}

TEST_F(DocketsTest, R_B2_documents_are_asked_for_and_noted_as_received) {
  with_bouake();
  CaseId const bouake = CaseId::of("bouake");
  expect_refused(act("sam", NoteDocumentReceived{bouake, "letter"}), Reason::stale_answer, "/body/document");
  expect_refused(act("sam", RequestDocument{bouake, " "}), Reason::out_of_range, "/body/document");
  ASSERT_TRUE(act("sam", RequestDocument{bouake, "letter"}));
  expect_refused(act("sam", RequestDocument{bouake, "letter"}), Reason::already_done, "/body/document");
  EXPECT_FALSE(state().cases->at(bouake)->documents.at(0).received);
  ASSERT_TRUE(act("sam", NoteDocumentReceived{bouake, "letter"}));
  EXPECT_TRUE(state().cases->at(bouake)->documents.at(0).received);
  expect_refused(act("sam", NoteDocumentReceived{bouake, "letter"}), Reason::already_done, "/body/document");
  expect_refused(act("sam", NoteDocumentReceived{CaseId::of("none"), "letter"}), Reason::unknown_case,
                 "/body/case");
}

TEST_F(DocketsTest, an_agenda_item_is_what_the_docket_says) {
  with_bouake();
  expect_refused(is_admissible("bouake"), Reason::not_admissible, "");
  EXPECT_FALSE(agenda_item(state(), CaseId::of("bouake")));
  ASSERT_TRUE(record("bouake", "form-complete", CheckResult::passed));
  ASSERT_TRUE(record("bouake", "mayor-endorsement", CheckResult::passed));
  auto const item = agenda_item(state(), CaseId::of("bouake")).value();
  EXPECT_EQ(item.motion, "Admit Bouaké");
  EXPECT_EQ(item.country, "Côte d'Ivoire");
  EXPECT_EQ(item.waiver, std::nullopt);
}

}  // namespace
}  // namespace conclave::deliberation
