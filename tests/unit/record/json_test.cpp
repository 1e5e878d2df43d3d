// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vectors.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/json.hpp>

#include <boost/json/serialize.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::record {
namespace {

namespace json = boost::json;

/// A JSON value of the kinds that messages have, at most `depth` levels deep.
rc::Gen<json::value> any_value(int depth);

/// Valid UTF-8, with a liking for what has to be escaped and for what sorts differently in UTF-16.
rc::Gen<std::string> any_text() {
  auto const characters = rc::gen::element<std::string>(
      "a", "b", "Z", "0", "\"", "\\", "/", "\n", "\t", "\x01", "\x1f", "\x7f", "\xc2\x80", "\xc3\xa9",
      "\xe2\x82\xac", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xac\xb3", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
      "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", std::string(1, '\0'));
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(characters),
                      [](std::vector<std::string> const& all) {
                        std::string text;
                        for (auto const& one : all)
                          text += one;
                        return text;
                      });
}

rc::Gen<json::value> any_leaf() {
  return rc::gen::oneOf(rc::gen::just(json::value(nullptr)),
                        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return json::value(b); }),
                        rc::gen::map(rc::gen::arbitrary<std::int64_t>(),
                                     [](std::int64_t i) { return json::value(i % (largest_integer + 1)); }),
                        rc::gen::map(any_text(), [](std::string const& s) {
                          return json::value(json::string(s.data(), s.size()));
                        }));
}

rc::Gen<json::value> any_value(int depth) {
  if (depth == 0) return any_leaf();
  auto const inner = rc::gen::lazy([depth] { return any_value(depth - 1); });
  auto const arrays = rc::gen::map(
      rc::gen::container<std::vector<json::value>>(inner),
      [](std::vector<json::value> const& all) { return json::value(json::array(all.begin(), all.end())); });
  auto const objects = rc::gen::map(
      rc::gen::container<std::vector<std::pair<std::string, json::value>>>(rc::gen::pair(any_text(), inner)),
      [](std::vector<std::pair<std::string, json::value>> const& all) {
        json::object object;
        for (auto const& [name, value] : all)
          object[name] = value;
        return json::value(object);
      });
  return rc::gen::resize(8, rc::gen::oneOf(any_leaf(), arrays, objects));
}

std::string input_text(json::value const& input) {
  if (auto const* const base64 = input.as_object().if_contains("base64")) {
    auto const bytes = crypto::from_base64(str(*base64)).value();
    return {bytes.begin(), bytes.end()};
  }
  return str(input.as_object(), "text");
}

TEST(Json, PassesTheVectors) {
  for_each_vector(
      "json.json", [](json::object const& context, json::value const& input, json::object const& expect) {
        Limits const limits{.max_bytes = 1U << 20U, .max_depth = number(context, "max_depth")};
        std::string const text = input_text(input);
        auto const value =
            str(context, "form") == "canonical" ? parse_canonical(text, limits) : parse_strict(text, limits);
        if (expect.contains("canonical")) {
          ASSERT_TRUE(value) << describe(value.error());
          EXPECT_EQ(canonical(*value), str(expect, "canonical"));
        } else {
          ASSERT_FALSE(value) << canonical(*value);
          EXPECT_EQ(to_string(value.error().reason), str(expect, "refused")) << describe(value.error());
          EXPECT_TRUE(value.error().where.starts_with("line ")) << describe(value.error());
          EXPECT_TRUE(is_utf8(value.error().detail));
        }
      });
}

TEST(Json, SaysWhereReadingStopped) {
  auto const where = [](std::string_view text) { return parse_strict(text).error().where; };
  EXPECT_EQ(where("[1,\n 2,\n x]"), "line 3, column 2");
  EXPECT_EQ(where("{}\n {}"), "line 2, column 2");
  EXPECT_EQ(where("[1.5]"), "line 1, column 5");
  EXPECT_EQ(where("{\"a\":1,\n\"a\":2}"), "line 2, column 3");
  EXPECT_EQ(where(""), "line 1, column 1");
  EXPECT_EQ(parse_canonical("{\"a\": 1}").error().where, "line 1, column 6");
  EXPECT_EQ(parse_strict("{\"a\":1,\"a\":2}").error().detail, "the name \"a\" stands twice in one object");
}

TEST(Json, BoundsSizeBeforeParsing) {
  EXPECT_TRUE(parse_strict("[1,2]", {.max_bytes = 5}));
  auto const refused = parse_strict("[1,2]", {.max_bytes = 4});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::too_large);
}

TEST(Json, BoundsDepth) {
  EXPECT_TRUE(parse_strict("[[{}]]", {.max_depth = 3}));
  EXPECT_TRUE(parse_strict("1", {.max_depth = 0}));
  auto const refused = parse_strict("[[{\"a\":[]}]]", {.max_depth = 3});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "nested too deeply");
}

TEST(JsonDeathTest, WritesNothingThatCouldNotBeReadBack) {
  EXPECT_DEATH((void)canonical(json::value(1.5)), "integers only");
  EXPECT_DEATH((void)canonical(json::value(largest_integer + 1)), "2.53-1");
  EXPECT_DEATH((void)canonical(json::value(std::uint64_t{1} << 63U)), "2.53-1");
  EXPECT_DEATH((void)canonical(json::value("\xff")), "UTF-8");
}

RC_GTEST_PROP(JsonProperty, CanonicalFormIsReadBackAsTheSameValue, ()) {
  auto const value = *any_value(3);
  std::string const text = canonical(value);
  auto const read = parse_canonical(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read.value() == value);
  RC_ASSERT(canonical(read.value()) == text);
}

RC_GTEST_PROP(JsonProperty, AnyOtherFormOfAValueHasTheSameCanonicalForm, ()) {
  auto const value = *any_value(3);
  std::string other(1, ' ');
  other.append(json::serialize(value)).append(1, '\n');
  auto const read = parse_strict(other);
  RC_ASSERT(read.has_value());
  RC_ASSERT(canonical(read.value()) == canonical(value));
  RC_ASSERT(!parse_canonical(other).has_value());
}

RC_GTEST_PROP(JsonProperty, ACanonicalTextWithAByteChangedIsAnotherValueOrNone, ()) {
  auto const value = *any_value(2);
  std::string text = canonical(value);
  auto const at = *rc::gen::inRange<std::size_t>(0, text.size());
  text[at] = static_cast<char>(text[at] ^ static_cast<char>(1 << *rc::gen::inRange(0, 8)));
  auto const read = parse_canonical(text);
  RC_ASSERT((!read.has_value() || read.value() != value));
}

}  // namespace
}  // namespace conclave::record
