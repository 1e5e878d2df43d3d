// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admission.hpp"

#include <gtest/gtest.h>

namespace conclave::gateway {
namespace {

using boost::asio::ip::make_address;

TEST(admission, refuses_one_more_than_allowed_in_all) {
  auto const admission = std::make_shared<Admission>(2, 2);
  auto const a = admission->enter(make_address("192.0.2.1"));
  auto b = admission->enter(make_address("192.0.2.2"));
  ASSERT_TRUE(a && b);
  EXPECT_FALSE(admission->enter(make_address("192.0.2.3")));
  b.reset();
  EXPECT_EQ(admission->taken(), 1U);
  EXPECT_TRUE(admission->enter(make_address("192.0.2.3")));
}

TEST(admission, refuses_one_more_than_allowed_from_one_address) {
  auto const admission = std::make_shared<Admission>(10, 1);
  auto a = admission->enter(make_address("192.0.2.1"));
  ASSERT_TRUE(a);
  EXPECT_FALSE(admission->enter(make_address("192.0.2.1")));
  EXPECT_FALSE(admission->enter(make_address("::ffff:192.0.2.1")));
  EXPECT_TRUE(admission->enter(make_address("192.0.2.2")));
  a.reset();
  EXPECT_TRUE(admission->enter(make_address("192.0.2.1")));
}

TEST(admission, counts_ipv6_addresses_by_their_network) {
  auto const admission = std::make_shared<Admission>(10, 1);
  auto const a = admission->enter(make_address("2001:db8:0:1::1"));
  ASSERT_TRUE(a);
  EXPECT_FALSE(admission->enter(make_address("2001:db8:0:1:ffff::2")));
  EXPECT_TRUE(admission->enter(make_address("2001:db8:0:2::1")));
}

}  // namespace
}  // namespace conclave::gateway
