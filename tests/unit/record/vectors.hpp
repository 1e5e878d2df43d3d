// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The vectors that both implementations pass: tests/vectors/record/*.json, lists of
// {description, context, input, expect}.
#pragma once

#include <conclave/record/json.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace conclave::record {

inline std::string str(boost::json::value const& value) {
  auto const& string = value.as_string();
  return {string.data(), string.size()};
}

inline std::string str(boost::json::object const& object, std::string_view name) {
  return str(object.at(boost::json::string_view(name.data(), name.size())));
}

inline std::uint64_t number(boost::json::object const& object, std::string_view name) {
  return static_cast<std::uint64_t>(object.at(boost::json::string_view(name.data(), name.size())).as_int64());
}

/// Calls check(context, input, expect) for every vector of a file.
template <class Check>
void for_each_vector(std::string const& file, Check check) {
  std::ifstream stream(std::string(CONCLAVE_SOURCE_DIR) + "/tests/vectors/record/" + file);
  ASSERT_TRUE(stream) << file;
  std::stringstream text;
  text << stream.rdbuf();
  auto const vectors = parse_strict(text.str(), {.max_bytes = 16U << 20U, .max_depth = 64});
  ASSERT_TRUE(vectors) << describe(vectors.error());
  ASSERT_FALSE(vectors->as_array().empty());
  for (auto const& vector : vectors->as_array()) {
    auto const& members = vector.as_object();
    SCOPED_TRACE(file + ": " + str(members, "description"));
    check(members.at("context").as_object(), members.at("input"), members.at("expect").as_object());
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace conclave::record
