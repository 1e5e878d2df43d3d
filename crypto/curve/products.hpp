// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Products of scalars and elements.
#pragma once

#include "element.hpp"

#include <conclave/crypto/secret.hpp>

#include <array>
#include <memory>
#include <span>

namespace conclave::crypto::curve {

/// Multiples of one base for products with secret scalars: x·B in 64 additions, constant-time in x.
/// T[w][e] = (e+1)·256^w·B
class FixedBase {
public:
  explicit FixedBase(Element const& base);
  /// Of G, made once.
  [[nodiscard]] static FixedBase const& generator();
  [[nodiscard]] Element times(std::span<std::uint8_t const, 32> x) const noexcept;
  [[nodiscard]] Element times(SecretScalar const& x) const noexcept { return times(x.view()); }

private:
  std::array<std::array<Cached, 8>, 32> multiples_;
};

/// Σ s_i·P_i in variable time: for public values only. Straus' method over signed windows.
[[nodiscard]] Element sum_of_products(std::span<Scalar const> s, std::span<Element const> P);

}  // namespace conclave::crypto::curve
