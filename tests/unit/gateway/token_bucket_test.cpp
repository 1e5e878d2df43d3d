// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "token_bucket.hpp"

#include <gtest/gtest.h>

namespace conclave::gateway {
namespace {

using namespace std::chrono_literals;

TEST(token_bucket, gives_the_burst_at_once_and_no_more) {
  TokenBucket::Time const start{};
  TokenBucket bucket(10, 3, start);
  EXPECT_TRUE(bucket.take(start));
  EXPECT_TRUE(bucket.take(start));
  EXPECT_TRUE(bucket.take(start));
  EXPECT_FALSE(bucket.take(start));
}

TEST(token_bucket, fills_with_time_and_never_above_the_burst) {
  TokenBucket::Time const start{};
  TokenBucket bucket(10, 2, start);
  ASSERT_TRUE(bucket.take(start) && bucket.take(start));
  EXPECT_FALSE(bucket.take(start + 99ms));
  EXPECT_TRUE(bucket.take(start + 101ms));
  EXPECT_TRUE(bucket.take(start + 1h) && bucket.take(start + 1h));
  EXPECT_FALSE(bucket.take(start + 1h));
}

}  // namespace
}  // namespace conclave::gateway
