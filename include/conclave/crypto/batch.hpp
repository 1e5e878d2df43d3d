// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Many proofs in one multi-scalar multiplication (protocol section 3).
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/proofs.hpp>
#include <conclave/crypto/random.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace conclave::crypto {

/// Σ s_i·P_i = 0, as one proof demands it. At most four terms.
struct Equation {
  struct Term {
    Scalar s;
    Point P;
  };
  std::array<Term, 4> terms;
  std::size_t size = 0;
  std::uint32_t index = 0;  ///< where in its proof, for faults
};

/// Collects the equations of proofs and verifies all of them at once. Each equation gets an independent
/// weight of 128 random bits that is not zero, drawn in verify(), after everything has been added. A batch
/// that fails is searched proof by proof, so it accepts and refuses what single verification does.
class Batch {
public:
  /// Each add_* checks at once what no random combination can check, and fails with the same faults as the
  /// verify_* of its kind; then nothing is added. `label` is what verify() names if the proof fails.
  [[nodiscard]] Result<void> add_pok(std::uint32_t label, ByteView ctx, Point const& X, Pok const& proof);
  [[nodiscard]] Result<void> add_dleq(std::uint32_t label, ByteView ctx, DleqStatement const& statement,
                                      Dleq const& proof);
  [[nodiscard]] Result<void> add_orz(std::uint32_t label, std::string_view tag, ByteView ctx, Point const& H,
                                     std::span<Ciphertext const> D, Orz const& proof);
  /// Equations of one proof. They count as one for blame.
  void add(std::uint32_t label, std::span<Equation const> equations);

  /// Errors: equation_fails with the label of the first proof (in the order of adding) that fails by itself.
  [[nodiscard]] Result<void> verify(Randomness& randomness) const;

  /// Of equations.
  [[nodiscard]] std::size_t size() const noexcept { return equations_.size(); }
  [[nodiscard]] bool empty() const noexcept { return equations_.empty(); }

private:
  std::vector<Equation> equations_;
  std::vector<std::uint32_t> labels_;  ///< of each equation
};

}  // namespace conclave::crypto
