// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dockets as files (R-B1).
#include <conclave/deliberation/register/docket.hpp>
#include <conclave/record/json.hpp>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace conclave::deliberation {
namespace {

DocketOptions const options{"Admit {title}, {country}, to the network", {}};

std::string const header = "region,city,country\n";

/// What is wrong with a file, as "line 2, column 3: sentence".
std::vector<std::string> problems(DocketReading const& reading) {
  std::vector<std::string> out;
  for (auto const& problem : reading.problems) {
    EXPECT_EQ(problem.reason, Reason::malformed_import);
    out.push_back(problem.where + ": " + problem.detail);
  }
  EXPECT_TRUE(reading.cases.empty() || out.empty()) << "a file is taken whole or refused whole";
  return out;
}

std::string csv_problem(std::string const& text) {
  auto const found = problems(read_docket_csv(text, options));
  return found.empty() ? "none" : found.front();
}

std::string json_problem(std::string const& text) {
  auto const found = problems(read_docket_json(text, options));
  return found.empty() ? "none" : found.front();
}

std::string data(std::string const& name) {
  std::ifstream file(std::string(CONCLAVE_SOURCE_DIR) + "/data/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(DocketCsvTest, R_B1_reads_the_docket_of_2022) {
  auto const cases = parse_docket_csv(data("gnlc-2022-intake.csv"), options).value();
  ASSERT_EQ(cases.size(), 46U);
  EXPECT_EQ(cases[0].case_id.str(), "bouake");
  EXPECT_EQ(cases[0].title, "Bouaké");
  EXPECT_EQ(cases[0].country, "Côte d'Ivoire");
  EXPECT_EQ(cases[0].region, "Africa");
  EXPECT_EQ(cases[0].kind, CaseKind::application);
  EXPECT_EQ(cases[0].motion, "Admit Bouaké, Côte d'Ivoire, to the network");
}

TEST(DocketCsvTest, R_B1_reads_the_docket_of_2024) {
  EXPECT_EQ(parse_docket_csv(data("gnlc-2024-intake-asia.csv"), options).value().size(), 11U);
}

TEST(DocketCsvTest, reads_quotes_byte_order_marks_either_line_end_and_empty_lines) {
  auto const cases = parse_docket_csv("\xef\xbb\xbfRegion, City ,COUNTRY\r\n"
                                      "\r\n"
                                      "Asia,\"Buan, \"\"the\"\" county\",  Republic of Korea \r\n"
                                      ",,\r\n"
                                      "Asia,Legazpi,Philippines",
                                      options)
                         .value();
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_EQ(cases[0].title, "Buan, \"the\" county");
  EXPECT_EQ(cases[0].country, "Republic of Korea");
  EXPECT_EQ(cases[1].title, "Legazpi");
}

TEST(DocketCsvTest, reads_titles_kinds_and_motions_of_their_own) {
  auto const cases = parse_docket_csv("kind,title,city,country,region,motion\n"
                                      "motion,Working methods,,,,\"Meet twice\na year\"\n"
                                      "renewal,,Gulu,Uganda,Africa,Renew Gulu\n"
                                      ",Gulu and its district,Gulu,Uganda,Africa,\n",
                                      options)
                         .value();
  ASSERT_EQ(cases.size(), 3U);
  EXPECT_EQ(cases[0].kind, CaseKind::motion);
  EXPECT_EQ(cases[0].motion, "Meet twice\na year");
  EXPECT_EQ(cases[1].kind, CaseKind::renewal);
  EXPECT_EQ(cases[1].title, "Gulu");
  EXPECT_EQ(cases[2].title, "Gulu and its district");
  EXPECT_EQ(cases[2].motion, "Admit Gulu and its district, Uganda, to the network");
}

TEST(DocketCsvTest, ids_are_slugs_unique_stable_and_never_empty) {
  DocketOptions taken = options;
  taken.taken = {CaseId::of("gulu")};
  auto const cases = parse_docket_csv("region,city,country\n"
                                      "A,Gulu,Uganda\n"
                                      "A,Cao Lãnh,Viet Nam\n"
                                      "A,부안군,Republic of Korea\n"
                                      "A,\"Saint-Denis, La Réunion\",France\n"
                                      "A,Gulu,Kenya\n"
                                      "A," +
                                          std::string(100, 'a') + " b,Mali\n",
                                      taken)
                         .value();
  std::vector<std::string> ids;
  for (auto const& item : cases)
    ids.push_back(item.case_id.str());
  EXPECT_EQ(ids, (std::vector<std::string>{"gulu-2", "cao-lanh", "case-3", "saint-denis-la-reunion", "gulu-3",
                                           std::string(56, 'a')}));
}

struct Broken {
  std::string text;
  std::string problem;
};

class BrokenCsvTest : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenCsvTest, R_B1_is_refused_whole_naming_line_and_column) {
  EXPECT_EQ(csv_problem(GetParam().text).substr(0, GetParam().problem.size()), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BrokenCsvTest,
    ::testing::Values(
        Broken{"", "line 1, column 1: no case in the file"}, Broken{"\n\n", "line 1, column 1: no case"},
        Broken{header, "line 1, column 1: no case"},
        Broken{"region;city;country\nA;B;C\n", "line 1, column 1: the columns are separated by semicolons"},
        Broken{"region,city,mayor,country\n", "line 1, column 13: no column \"mayor\" is known"},
        Broken{"region,city,city,country\n", "line 1, column 13: the column city stands twice"},
        Broken{"city,country\nGulu,Uganda\n", "line 1, column 1: the column region is missing"},
        Broken{"city,region\nGulu,Africa\n", "line 1, column 1: the column country is missing"},
        Broken{"country,region\nUganda,Africa\n", "line 1, column 1: a column city or title is missing"},
        Broken{header + "Africa,Gulu\n", "line 2, column 1: the header has 3 fields, this line 2"},
        Broken{header + "Africa,Gulu,Uganda,\n", "line 2, column 1: the header has 3 fields, this line 4"},
        Broken{header + "Africa,G\"ulu\",Uganda\n", "line 2, column 9: a quotation mark inside a field"},
        Broken{header + "Africa,\"Gulu,Uganda\n", "line 2, column 8: a quotation mark that is never closed"},
        Broken{header + "Africa,\"Gulu\" x,Uganda\n", "line 2, column 14: text behind the closing quotation"},
        Broken{header + "Africa,é\xff,Uganda\n", "line 2, column 9: not UTF-8"},
        Broken{header + "Africa,\xc0\xaf,Uganda\n", "line 2, column 8: not UTF-8"},
        Broken{header + "Africa,Gu\x01lu,Uganda\n", "line 2, column 8: the city holds a control character"},
        Broken{header + "Africa,Gu\rlu,Uganda\n", "line 2, column 8: the city holds a control character"},
        Broken{header + "Africa,Gu\u202elu,Uganda\n", "line 2, column 8: the city holds a control character"},
        Broken{header + "Africa,\"Gu\nlu\",Uganda\n", "line 2, column 8: the city holds a control character"},
        Broken{header + "Africa," + std::string(401, 'x') + ",Uganda\n",
               "line 2, column 8: the city is longer"},
        Broken{header + "Africa,Gulu," + std::string(201, 'x') + "\n",
               "line 2, column 13: the country is longer"},
        Broken{header + "Africa,,Uganda\n", "line 2, column 1: neither city nor title"},
        Broken{header + "Africa,Gulu,\n", "line 2, column 1: an application without a country"},
        Broken{header + ",Gulu,Uganda\n", "line 2, column 1: an application without a region"},
        Broken{header + "Africa,Gulu,Uganda\n\nAfrica,GULU,uganda\n",
               "line 4, column 1: GULU (uganda) stands at line 2, column 1 already"},
        Broken{"region,city,country,kind\nA,B,C,petition\n", "line 2, column 7: no kind of case: petition"},
        Broken{"region,city,country,kind\nA,B,C,motion\n",
               "line 2, column 1: only applications have a motion"},
        Broken{std::string((4U << 20U) + 1, 'x'), "line 1, column 1: the file is larger"}));

TEST(DocketCsvTest, R_B1_several_problems_are_listed_and_ten_at_most) {
  std::string text = header;
  for (int i = 0; i < 30; ++i)
    text += "Africa,,Uganda\n";
  auto const found = problems(read_docket_csv(text, options));
  ASSERT_EQ(found.size(), 10U);
  EXPECT_EQ(found[0], "line 2, column 1: neither city nor title");
  EXPECT_EQ(found[9], "line 11, column 1: neither city nor title");
}

TEST(DocketCsvTest, sentences_about_long_names_are_cut_between_characters) {
  std::string name;
  for (int i = 0; i < 50; ++i)
    name += "한";
  for (auto const& reading : {read_docket_csv("region," + name + "\n", options),
                              read_docket_json("[{\"" + name + "\": \"x\"}]", options)}) {
    ASSERT_FALSE(reading.problems.empty());
    EXPECT_TRUE(record::is_utf8(reading.problems.front().detail));
    EXPECT_NE(reading.problems.front().detail.find("한\" is known"), std::string::npos);
  }
}

TEST(DocketCsvTest, more_cases_than_a_docket_holds_are_refused) {
  std::string text = header;
  for (std::size_t i = 0; i <= largest_docket; ++i)
    text += "Africa,City " + std::to_string(i) + ",Country\n";
  EXPECT_EQ(csv_problem(text), "line 2002, column 1: more than 2000 cases");
}

TEST(DocketJsonTest, R_B1_reads_a_list_of_cases) {
  auto const cases = parse_docket_json(R"([
    {"region": "Africa", "city": "Bouak\u00e9", "country": "Côte d'Ivoire"},
    {"title": "Methods", "kind": "motion", "motion": "Meet\ntwice"}
  ])",
                                       options)
                         .value();
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_EQ(cases[0].case_id.str(), "bouake");
  EXPECT_EQ(cases[0].motion, "Admit Bouaké, Côte d'Ivoire, to the network");
  EXPECT_EQ(cases[1].motion, "Meet\ntwice");
}

class BrokenJsonTest : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenJsonTest, R_B1_is_refused_whole_naming_line_and_column) {
  EXPECT_EQ(json_problem(GetParam().text).substr(0, GetParam().problem.size()), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BrokenJsonTest,
    ::testing::Values(
        Broken{"", "line 1, column 1: "}, Broken{"[]", "line 1, column 1: no case"},
        Broken{"[{]", "line 1, column 3: "}, Broken{"{}", "line 1, column 1: a docket is a list"},
        Broken{"\xef\xbb\xbf 7", "line 1, column 1: a docket is a list"},
        Broken{"[\n  7]", "line 2, column 3: each case is an object"},
        Broken{"[{\"region\":\"A\",\n \"mayor\": \"B\"}]", "line 2, column 11: no member \"mayor\" is known"},
        Broken{"[{\"region\":\"A\",\n \"city\": [\"]\", {\"a\": \"}\\\"\"}], \"country\": 7}]",
               "line 2, column 10: the city is no text"},
        Broken{"[{\"region\":\"A\",\"city\":\"é\", \"country\": 7}]",
               "line 1, column 39: the country is no text"},
        Broken{"[{\"region\":\"A\",\"city\":\"B\",\"country\":\"C\"},\n{\"region\":\"A\",\"country\":\"C\"}]",
               "line 2, column 1: neither city nor title"},
        Broken{"[{\"city\":\"B\",\"city\":\"C\"}]", "line 1, column "},
        Broken{"[{\"region\":\"A\",\"city\":\"B\\u0000\",\"country\":\"C\"}]",
               "line 1, column 23: the city holds a control character"},
        Broken{"[{\"region\":\"A\",\"city\":\"B\",\"country\":\"C\"},{\"region\":\"A\",\"city\":\"b\","
               "\"country\":\"c\"}]",
               "line 1, column 42: b (c) stands at line 1, column 2 already"}));

// --- properties ---

/// Text from the characters that a CSV or JSON reader stumbles over.
rc::Gen<std::string> stumbling_text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
          "a", "B", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", "é", "한", ";", "[", "{", "}", "]", ":", "\\",
          "region,city,country\n", "Africa,Gulu,Uganda\n", "\"city\"", "\xff", "\xc3", "\x01", "\xef\xbb\xbf",
          "[{\"region\":\"A\",\"city\":\"B\",\"country\":\"C\"}]")),
      [](std::vector<std::string> const& pieces) {
        std::string text;
        for (auto const& piece : pieces)
          text += piece;
        return text;
      });
}

void check_reading(DocketReading const& reading) {
  RC_ASSERT(reading.cases.empty() != reading.problems.empty());
  RC_ASSERT(reading.problems.size() <= 10U);
  for (auto const& problem : reading.problems) {
    RC_ASSERT(problem.where.starts_with("line "));
    RC_ASSERT(record::is_utf8(problem.detail));
  }
}

RC_GTEST_PROP(DocketProperties, R_H2_no_file_is_too_strange, ()) {
  auto const text = *stumbling_text();
  check_reading(read_docket_csv(text, options));
  check_reading(read_docket_json(text, options));
  check_reading(read_docket_csv(header + text, options));
  auto const bytes = *rc::gen::arbitrary<std::string>();
  check_reading(read_docket_csv(bytes, options));
  check_reading(read_docket_json(bytes, options));
}

/// Texts with everything that must be quoted, without spaces at their ends.
rc::Gen<std::string> cell_text() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                          "a", "B", ",", "\"", "é", "한", ";", "'", "x y", "\xf0\x9f\x8f\x99")),
                      [](std::vector<std::string> const& pieces) {
                        std::string text = "t";
                        for (auto const& piece : pieces)
                          text += piece.substr(0, text.size() > 150 ? 0 : piece.size());
                        return text;
                      });
}

RC_GTEST_PROP(DocketProperties, R_B1_what_is_written_is_read_again, ()) {
  auto const count = *rc::gen::inRange<std::size_t>(1, 8);
  std::vector<DocketCase> cases;
  for (std::size_t i = 0; i < count; ++i) {
    DocketCase item;
    item.title = *cell_text() + std::to_string(i);
    item.country = *cell_text();
    item.region = *cell_text();
    item.kind = *rc::gen::element(CaseKind::application, CaseKind::renewal, CaseKind::motion);
    item.motion = *cell_text() + "\n" + *cell_text();
    cases.push_back(std::move(item));
  }
  auto read = parse_docket_csv(write_docket_csv(cases), options).value();
  RC_ASSERT(read.size() == cases.size());
  for (std::size_t i = 0; i < count; ++i) {
    RC_ASSERT(is_identifier(read[i].case_id.str()));
    cases[i].case_id = read[i].case_id;
  }
  RC_ASSERT(read == cases);

  boost::json::array list;
  for (auto const& item : cases) {
    list.push_back({{"title", item.title},
                    {"country", item.country},
                    {"region", item.region},
                    {"kind", record::name_of(item.kind)},
                    {"motion", item.motion}});
  }
  RC_ASSERT(parse_docket_json(boost::json::serialize(list), options).value() == cases);
}

TEST(MotionTest, marks_are_filled_in_once) {
  EXPECT_EQ(motion_from_pattern("{title} of {country}: {title}{", "{country}", "X"),
            "{country} of X: {country}{");
}

TEST(SlugTest, is_ascii_or_empty) {
  EXPECT_EQ(slug("Bouaké"), "bouake");
  EXPECT_EQ(slug("Côte d'Ivoire"), "cote-divoire");
  EXPECT_EQ(slug("  Łódź -- Ærø / 2 "), "lodz-aero-2");
  EXPECT_EQ(slug("부안군"), "");
}

}  // namespace
}  // namespace conclave::deliberation
