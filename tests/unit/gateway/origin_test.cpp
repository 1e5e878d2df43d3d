// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "origin.hpp"

#include <gtest/gtest.h>

namespace conclave::gateway {
namespace {

TEST(origin, is_the_server_itself_when_none_are_listed) {
  EXPECT_TRUE(origin_allowed("https://jury.example:8443", "jury.example:8443", true, {}));
  EXPECT_TRUE(origin_allowed("HTTPS://Jury.Example", "jury.example", true, {}));
  EXPECT_FALSE(origin_allowed("https://jury.example", "jury.example:8443", true, {}));
  EXPECT_FALSE(origin_allowed("http://jury.example:8443", "jury.example:8443", true, {}));
  EXPECT_FALSE(origin_allowed("https://evil.example", "jury.example", true, {}));
  EXPECT_FALSE(origin_allowed("null", "jury.example", true, {}));
  EXPECT_FALSE(origin_allowed("https://", "", true, {}));
}

TEST(origin, without_tls_must_be_loopback_so_that_a_rebound_name_does_not_pass) {
  EXPECT_TRUE(origin_allowed("http://localhost:8080", "localhost:8080", false, {}));
  EXPECT_TRUE(origin_allowed("http://127.0.0.1:8080", "127.0.0.1:8080", false, {}));
  EXPECT_TRUE(origin_allowed("http://[::1]:8080", "[::1]:8080", false, {}));
  EXPECT_FALSE(origin_allowed("http://evil.example:8080", "evil.example:8080", false, {}));
  EXPECT_FALSE(origin_allowed("http://localhost.evil.example", "localhost.evil.example", false, {}));
}

TEST(origin, is_on_the_list_when_there_is_one) {
  std::vector<std::string> const allowed = {"https://jury.example", "https://other.example:444"};
  EXPECT_TRUE(origin_allowed("https://jury.example", "anything", true, allowed));
  EXPECT_TRUE(origin_allowed("https://other.example:444", "anything", true, allowed));
  EXPECT_FALSE(origin_allowed("https://jury.example.evil.example", "anything", true, allowed));
  EXPECT_FALSE(origin_allowed("https://third.example", "third.example", true, allowed));
}

}  // namespace
}  // namespace conclave::gateway
