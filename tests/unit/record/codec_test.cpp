// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vectors.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/codec.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::record {
namespace {

namespace json = boost::json;

enum class Colour { red, green };

}  // namespace

template <>
struct Names<Colour> {
  static constexpr std::array<std::pair<Colour, std::string_view>, 2> names{{
      {Colour::red, "red"},
      {Colour::green, "green"},
  }};
};

namespace {

struct Inner {
  PersonId who;
  std::optional<std::string> note;
  static constexpr auto members =
      record::members(record::member("who", &Inner::who), record::member("note", &Inner::note));
  friend bool operator==(Inner const&, Inner const&) = default;
};

struct Circle {
  std::uint32_t radius = 0;
  static constexpr std::string_view kind = "circle";
  static constexpr auto members = record::members(record::member("radius", &Circle::radius));
  friend bool operator==(Circle const&, Circle const&) = default;
};

struct Square {
  std::uint32_t side = 0;
  static constexpr std::string_view kind = "square";
  static constexpr auto members = record::members(record::member("side", &Square::side));
  friend bool operator==(Square const&, Square const&) = default;
};

struct Nothing {
  static constexpr std::string_view kind = "nothing";
  static constexpr auto members = record::members();
  friend bool operator==(Nothing const&, Nothing const&) = default;
};

using Shape = std::variant<Circle, Square>;
using Figure = std::variant<Square, Nothing>;

/// The message of codec.json.
struct Sample {
  RoundId id;
  std::uint32_t small = 0;
  std::int64_t large = 0;
  bool flag = false;
  std::string text;
  Timestamp time;
  Duration wait;
  crypto::Hash hash;
  crypto::PublicKey key;
  crypto::SessionPublicKey session_key;
  crypto::Signature signature;
  crypto::Point point;
  crypto::Scalar scalar;
  crypto::Ciphertext ciphertext;
  crypto::Bytes blob;
  Colour colour = Colour::red;
  std::optional<std::string> note;
  std::vector<std::uint32_t> numbers;
  Inner inner;
  std::vector<Inner> list;
  std::map<PersonId, std::uint32_t> votes;
  Shape shape;
  static constexpr auto members = record::members(
      record::member("id", &Sample::id), record::member("small", &Sample::small),
      record::member("large", &Sample::large), record::member("flag", &Sample::flag),
      record::member("text", &Sample::text, at_most(12)), record::member("time", &Sample::time),
      record::member("wait", &Sample::wait), record::member("hash", &Sample::hash),
      record::member("key", &Sample::key), record::member("session_key", &Sample::session_key),
      record::member("signature", &Sample::signature), record::member("point", &Sample::point),
      record::member("scalar", &Sample::scalar), record::member("ciphertext", &Sample::ciphertext),
      record::member("blob", &Sample::blob, at_most(8)), record::member("colour", &Sample::colour),
      record::member("note", &Sample::note), record::member("numbers", &Sample::numbers, at_most(3, 100)),
      record::member("inner", &Sample::inner), record::member("list", &Sample::list),
      record::member("votes", &Sample::votes), record::member("shape", &Sample::shape));
};

/// A message of what rapidcheck can draw.
struct Plain {
  std::uint32_t a = 0;
  std::int32_t b = 0;
  std::int64_t c = 0;
  std::uint64_t d = 0;
  bool e = false;
  std::string f;
  std::optional<bool> g;
  std::vector<std::vector<std::int32_t>> h;
  std::map<std::string, std::uint32_t> i;
  crypto::Bytes j;
  static constexpr auto members = record::members(
      record::member("a", &Plain::a), record::member("b", &Plain::b), record::member("c", &Plain::c),
      record::member("d", &Plain::d), record::member("e", &Plain::e), record::member("f", &Plain::f),
      record::member("g", &Plain::g), record::member("h", &Plain::h), record::member("i", &Plain::i),
      record::member("j", &Plain::j));
  friend bool operator==(Plain const&, Plain const&) = default;
};

/// A struct of somebody else's, described from outside.
struct Foreign {
  bool yes = false;
};

}  // namespace

template <>
struct Description<Foreign> {
  static constexpr auto members = record::members(record::member("yes", &Foreign::yes));
};

namespace {

json::value parsed(std::string_view text) {
  return parse_strict(text).value();
}

std::string where_of(auto const& result) {
  return std::string(to_string(result.error().reason)) + " " + result.error().where;
}

TEST(Codec, PassesTheVectors) {
  for_each_vector(
      "codec.json", [](json::object const&, json::value const& input, json::object const& expect) {
        auto const message = decode<Sample>(input);
        if (expect.contains("accepted")) {
          ASSERT_TRUE(message) << describe(message.error());
          EXPECT_EQ(encode_text(message.value()), canonical(input));
        } else {
          ASSERT_FALSE(message);
          EXPECT_EQ(to_string(message.error().reason), str(expect, "refused")) << describe(message.error());
          EXPECT_EQ(message.error().where, str(expect, "where")) << describe(message.error());
        }
      });
}

TEST(Codec, ReadsAndWritesASmallMessage) {
  Inner const inner{PersonId::of("amina"), "x"};
  EXPECT_EQ(encode_text(inner), R"({"note":"x","who":"amina"})");
  EXPECT_EQ(decode_text<Inner>(R"({"note":"x","who":"amina"})").value(), inner);
  EXPECT_EQ(encode_text(Inner{PersonId::of("bo"), {}}), R"({"who":"bo"})");
  EXPECT_EQ(decode_text<Inner>(R"({"who":"amina","note":"x"})").error().reason, Reason::not_canonical);
}

TEST(Codec, PutsThePrefixBeforeEveryPointer) {
  EXPECT_EQ(where_of(decode<Inner>(parsed(R"({"who":1})"), "/body")), "wrong_type /body/who");
  EXPECT_EQ(where_of(decode<Inner>(parsed("[]"), "/body")), "wrong_type /body");
  EXPECT_EQ(where_of(decode<Inner>(parsed("[]"))), "wrong_type ");
  EXPECT_EQ(where_of(decode<std::vector<Inner>>(parsed(R"([{"who":"a"},{}])"))), "missing_member /1/who");
}

TEST(Codec, TellsMessagesApartByTheirKind) {
  auto const square = decode_union<Figure>(parsed(R"({"type":"square","side":2})"), "type");
  EXPECT_EQ(square.value(), Figure(Square{2}));
  EXPECT_EQ(decode_union<Figure>(parsed(R"({"kind":"nothing"})")).value(), Figure(Nothing{}));
  EXPECT_EQ(canonical(encode_union(Figure(Square{2}), "type")), R"({"side":2,"type":"square"})");
  EXPECT_EQ(canonical(encode_union(Figure(Nothing{}))), R"({"kind":"nothing"})");
  EXPECT_EQ(kind_of(Figure(Nothing{})), "nothing");
  EXPECT_EQ(where_of(decode_union<Figure>(parsed(R"({"kind":"circle","radius":1})"))), "unknown_kind /kind");
  EXPECT_EQ(where_of(decode_union<Figure>(parsed(R"({"kind":"nothing","x":1})"), "kind", "/0")),
            "unknown_member /0/x");
}

TEST(Codec, ReadsABodyWhoseKindStandsOutside) {
  EXPECT_EQ(decode_kind<Figure>("square", parsed(R"({"side":2})"), "/body").value(), Figure(Square{2}));
  EXPECT_EQ(canonical(encode_body(Figure(Square{2}))), R"({"side":2})");
  EXPECT_EQ(where_of(decode_kind<Figure>("circle", parsed("{}"), "/body")), "unknown_kind /kind");
  EXPECT_EQ(where_of(decode_kind<Figure>("square", parsed(R"({"side":2,"kind":"square"})"), "/body")),
            "unknown_member /body/kind");
}

TEST(Codec, BoundsListsAndTextsByDefault) {
  EXPECT_TRUE(decode<std::string>(encode(std::string(4000, 'a'))));
  EXPECT_EQ(where_of(decode<std::string>(encode(std::string(4001, 'a')))), "out_of_range ");
  EXPECT_TRUE(decode<std::vector<bool>>(json::array(4096, true)));
  EXPECT_EQ(where_of(decode<std::vector<bool>>(json::array(4097, true))), "out_of_range ");
  EXPECT_TRUE(decode<crypto::Bytes>(encode(crypto::Bytes(65536, 0))));
  EXPECT_EQ(where_of(decode<crypto::Bytes>(encode(crypto::Bytes(65537, 0)))), "out_of_range ");
}

TEST(Codec, RefusesNumbersThatNoTextCanHold) {
  EXPECT_EQ(where_of(decode<std::uint64_t>(json::value(std::uint64_t{1} << 63U))), "out_of_range ");
  EXPECT_EQ(where_of(decode<std::uint64_t>(json::value(largest_integer + 1))), "out_of_range ");
  EXPECT_EQ(where_of(decode<std::int64_t>(json::value(1.0))), "wrong_type ");
  EXPECT_EQ(decode<std::uint64_t>(json::value(std::uint64_t{7})).value(), 7U);
}

TEST(Codec, RefusalsQuoteNoMoreThanTheStartOfWhatWasSent) {
  std::string name(79, 'a');
  name += "\xc3\xa9";  // would be cut through
  auto const refused = decode<Inner>(json::value{{name, 1}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "/" + std::string(79, 'a'));
}

TEST(Codec, DescribesWhatItDoesNotOwn) {
  EXPECT_EQ(encode_text(Foreign{true}), R"({"yes":true})");
  EXPECT_TRUE(decode<Foreign>(parsed(R"({"yes":true})")).value().yes);
}

TEST(Codec, NamesEnumerators) {
  EXPECT_EQ(name_of(Colour::green), "green");
  EXPECT_EQ(named<Colour>("red"), Colour::red);
  EXPECT_EQ(named<Colour>("blue"), std::nullopt);
}

TEST(CodecDeathTest, WritesNothingThatCouldNotBeReadBack) {
  EXPECT_DEATH((void)encode(largest_integer + 1), "2.53-1");
  EXPECT_DEATH((void)encode(Timestamp{-1}), "1970");
  EXPECT_DEATH((void)encode(Duration{-1}), "negative");
  EXPECT_DEATH((void)encode(static_cast<Colour>(7)), "without a name");
}

RC_GTEST_PROP(CodecProperty, DecodingUndoesEncoding, ()) {
  auto const letters = rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
  Plain plain;
  plain.a = *rc::gen::arbitrary<std::uint32_t>();
  plain.b = *rc::gen::arbitrary<std::int32_t>();
  plain.c = *rc::gen::arbitrary<std::int64_t>() % (largest_integer + 1);
  plain.d = *rc::gen::arbitrary<std::uint64_t>() % (std::uint64_t{largest_integer} + 1);
  plain.e = *rc::gen::arbitrary<bool>();
  plain.f = *letters;
  if (*rc::gen::arbitrary<bool>()) plain.g = *rc::gen::arbitrary<bool>();
  plain.h = *rc::gen::arbitrary<std::vector<std::vector<std::int32_t>>>();
  plain.i =
      *rc::gen::container<std::map<std::string, std::uint32_t>>(letters, rc::gen::arbitrary<std::uint32_t>());
  plain.j = *rc::gen::arbitrary<crypto::Bytes>();

  std::string const text = encode_text(plain);
  auto const read = decode_text<Plain>(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read.value() == plain);
  RC_ASSERT(encode_text(read.value()) == text);
}

}  // namespace
}  // namespace conclave::record
