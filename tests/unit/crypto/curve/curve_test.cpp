// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Our own arithmetic held against libsodium's.
#include "../jury.hpp"

#include <curve/products.hpp>

#include <rapidcheck/gtest.h>

namespace conclave::crypto::curve {
namespace {

std::array<std::uint8_t, 32> any_bytes() {
  // Through a hash: generated numbers are small at first.
  return hb("any", *rc::gen::arbitrary<std::uint32_t>()).bytes;
}

/// Scalars of every size, the extremes among them.
Scalar any_scalar() {
  int const kind = *rc::gen::inRange(0, 6);
  if (kind == 0) return Scalar::from_u64(*rc::gen::inRange<std::uint64_t>(0, 40));
  if (kind == 1) return -Scalar::from_u64(*rc::gen::inRange<std::uint64_t>(0, 40));
  std::array<std::uint8_t, 64> wide{};
  auto const bytes = any_bytes();
  std::size_t const used = kind == 2 ? 16 : 32;
  std::copy_n(bytes.begin(), used, wide.begin());
  if (kind > 3) std::copy(bytes.begin(), bytes.end(), wide.begin() + 32);
  return Scalar::reduce(wide);
}

Point any_point() {
  return *rc::gen::inRange(0, 12) == 0 ? Point::identity() : base_times(any_scalar());
}

RC_GTEST_PROP(Curve, decodes_exactly_what_libsodium_decodes, ()) {
  auto bytes = any_bytes();
  bytes[0] &= 0xfe;
  bytes[31] &= 0x7f;
  bool const ours = decode(bytes).has_value();
  auto const theirs = Point::decode(bytes);
  RC_CLASSIFY(ours);
  RC_ASSERT(ours == theirs.has_value());
  if (theirs) RC_ASSERT(point(element(*theirs)) == *theirs);
}

RC_GTEST_PROP(Curve, refuses_what_is_not_canonical, ()) {
  auto const point = any_point();
  auto bytes = point.bytes();
  bytes[31] |= 0x80;
  RC_ASSERT(!decode(bytes).has_value());
}

RC_GTEST_PROP(Curve, adds_and_subtracts_like_libsodium, ()) {
  auto const P = any_point();
  auto const Q = any_point();
  RC_ASSERT(point(add(element(P), cached(element(Q)))) == P + Q);
  RC_ASSERT(point(sub(element(P), cached(element(Q)))) == P - Q);
  RC_ASSERT(point(doubled(element(P))) == P + P);
  RC_ASSERT(is_identity(sub(element(P), cached(element(P)))));
  RC_ASSERT(is_identity(element(P)) == P.is_identity());
  RC_ASSERT(point(add(element(P), cached(element(P)))) == P + P);
}

RC_GTEST_PROP(Curve, fixed_base_products_are_libsodiums, ()) {
  auto const P = any_point();
  auto const s = any_scalar();
  RC_ASSERT(point(FixedBase(element(P)).times(s.bytes())) == s * P);
  RC_ASSERT(point(FixedBase::generator().times(s.bytes())) == base_times(s));
}

RC_GTEST_PROP(Curve, sums_of_products_are_libsodiums, ()) {
  auto const size = *rc::gen::inRange<std::size_t>(0, 9);
  std::vector<Scalar> s;
  std::vector<Point> P;
  Point expected;
  for (std::size_t i = 0; i < size; ++i) {
    s.push_back(any_scalar());
    P.push_back(any_point());
    expected += s.back() * P.back();
  }
  RC_ASSERT(linear_combination(s, P) == expected);
}

TEST(Curve, a_long_sum_goes_over_several_parts) {
  SeededRandomness randomness(seed_of(5));
  std::vector<Scalar> s;
  std::vector<Point> P;
  Scalar expected;
  for (int i = 0; i < 700; ++i) {
    auto const p = random_scalar(randomness);
    s.push_back(random_scalar(randomness));
    P.push_back(base_times(p));
    expected = expected + s.back() * p;
  }
  EXPECT_EQ(linear_combination(s, P), base_times(expected));
}

TEST(Curve, extreme_scalars) {
  SeededRandomness randomness(seed_of(6));
  Point const P = random_point(randomness);
  FixedBase const of_P(element(P));
  for (std::uint64_t v = 0; v < 300; ++v) {
    for (Scalar const& s : {Scalar::from_u64(v), -Scalar::from_u64(v)}) {
      EXPECT_EQ(point(of_P.times(s.bytes())), s * P);
      EXPECT_EQ(linear_combination(std::span(&s, 1), std::span(&P, 1)), s * P);
    }
  }
}

RC_GTEST_PROP(Field, limbs_and_bytes_agree_at_the_edges, ()) {
  // Values within 40 of 0, p and 2^255: where carrying and reducing go wrong, if anywhere.
  auto const offset = *rc::gen::inRange<std::uint8_t>(0, 40);
  std::array<std::uint8_t, 32> near_p{};
  near_p.fill(0xff);
  near_p[0] = static_cast<std::uint8_t>(0xed - 20 + offset);
  near_p[31] = 0x7f;
  auto const a = from_bytes(near_p);
  auto const b = sub(zero, add(one, one));  // -2
  // (a·b) + 2a = 0
  RC_ASSERT(is_equal(curve::add(mul(a, b), curve::add(a, a)), zero) == 1U);
  RC_ASSERT(is_equal(square(a), mul(a, a)) == 1U);
  RC_ASSERT(is_equal(sub(a, a), zero) == 1U);
  RC_ASSERT(to_bytes(from_bytes(to_bytes(a))) == to_bytes(a));
}

}  // namespace
}  // namespace conclave::crypto::curve
