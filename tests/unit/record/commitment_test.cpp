// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vectors.hpp"

#include <conclave/record/commitment.hpp>

#include <array>

namespace conclave::record {
namespace {

namespace json = boost::json;

TEST(Commitment, PassesTheVectors) {
  for_each_vector("commitment.json", [](json::object const& context, json::value const& input,
                                        json::object const& expect) {
    auto const commitment = decode<Commitment>(context.at("commitment")).value();
    EXPECT_EQ(opens(commitment, decode<Opening>(input).value()), expect.at("opens").as_bool());
  });
}

TEST(Commitment, IsOpenedByItsOwnOpeningAlone) {
  crypto::SystemRandomness randomness;
  auto const first = commit("former adviser to the city", randomness);
  auto const second = commit("former adviser to the city", randomness);
  EXPECT_EQ(first.opening.text, "former adviser to the city");
  EXPECT_NE(first.opening.salt, second.opening.salt);
  EXPECT_NE(first.commitment, second.commitment);
  EXPECT_TRUE(opens(first.commitment, first.opening));
  EXPECT_FALSE(opens(first.commitment, second.opening));
  EXPECT_EQ(first.commitment, commitment_of(first.opening));
}

TEST(Commitment, FindsItsOpeningAmongOthers) {
  crypto::SystemRandomness randomness;
  auto const first = commit("one", randomness);
  auto const second = commit("two", randomness);
  std::array const both{first.opening, second.opening};
  EXPECT_EQ(find_opening(both, second.commitment), &both[1]);
  EXPECT_EQ(find_opening(std::span(both).first(1), second.commitment), nullptr);
}

TEST(Commitment, TravelsAsHex) {
  Commitment const commitment = commitment_of({{}, "x"});
  auto const value = encode(commitment);
  EXPECT_EQ(str(value).size(), 64U);
  EXPECT_EQ(decode<Commitment>(value).value(), commitment);
}

}  // namespace
}  // namespace conclave::record
