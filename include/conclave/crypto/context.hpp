// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a key and a round are bound to. Their hashes enter every challenge (protocol section 2, Contexts).
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/group.hpp>
#include <conclave/crypto/session_key.hpp>
#include <conclave/crypto/signature.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::crypto {

/// t = floor(m/2)+1: the threshold counts the jurors seated for the case, not those who are there.
[[nodiscard]] constexpr std::uint32_t threshold(std::uint32_t m) noexcept {
  return m / 2 + 1;
}

/// a = floor((n+t-1)/2)+1: so many trustees sign the list before any share leaves a client.
[[nodiscard]] constexpr std::uint32_t agreement_quorum(std::uint32_t n, std::uint32_t t) noexcept {
  return (n + t - 1) / 2 + 1;
}

/// True for 1 to 64 characters of [a-z0-9-].
[[nodiscard]] bool is_id(std::string_view text) noexcept;

struct Trustee {
  std::string id;
  PublicKey identity;
  SessionPublicKey session;
  friend bool operator==(Trustee const&, Trustee const&) = default;
};

/// One attempt at a ballot key. Trustees stand in bytewise order of their ids and have the indices 1..n.
struct KeyContext {
  std::string session;
  std::string key_id;
  std::uint32_t m = 0;  ///< jurors seated for the case and not recused
  std::uint32_t n = 0;  ///< trustees
  std::uint32_t t = 0;  ///< threshold(m)
  std::uint32_t a = 0;  ///< agreement_quorum(n, t)
  Hash roster_hash;
  std::vector<Trustee> trustees;
  friend bool operator==(KeyContext const&, KeyContext const&) = default;
};

/// What key_context_hash expects: ids in their alphabet, n trustees in strictly ascending order with distinct
/// keys, t and a as they follow from m and n, 3 <= n <= m, t <= n. Errors: wrong_context, duplicate with the
/// trustee's position.
[[nodiscard]] Result<void> check_key_context(KeyContext const& context);

/// kctx = HB("key", session, key_id, m, n, t, a, roster_hash, F(ids), F(identity keys), F(session keys))
[[nodiscard]] Hash key_context_hash(KeyContext const& context);

enum class RoundKind : std::uint8_t { counts, outcome, adopted, veto, lots };
enum class BasisName : std::uint8_t { votes_cast, ballots_cast, electorate };
enum class OptionRole : std::uint8_t { option, abstain };

[[nodiscard]] std::string_view to_string(RoundKind kind) noexcept;
[[nodiscard]] std::string_view to_string(BasisName name) noexcept;
[[nodiscard]] std::string_view to_string(OptionRole role) noexcept;

/// Option j has its majority if a·c_j - b·Σ others + e >= 1 (protocol 6.7).
struct Basis {
  BasisName name = BasisName::votes_cast;
  std::uint32_t a = 1;
  std::uint32_t b = 1;
  std::int32_t e = 0;  ///< hashed as u32le of its two's complement
  friend bool operator==(Basis const&, Basis const&) = default;
};

struct RoundOption {
  std::string id;
  OptionRole role = OptionRole::option;
  friend bool operator==(RoundOption const&, RoundOption const&) = default;
};

struct RoundContext {
  Hash kctx;
  Hash key_hash;
  Point key;  ///< H
  std::string case_id;
  std::string round_id;
  RoundKind kind = RoundKind::counts;
  Basis basis;
  std::vector<RoundOption> options;     ///< in the order of the ballot
  std::vector<std::string> electorate;  ///< bytewise order
  Hash motion_hash;
  friend bool operator==(RoundContext const&, RoundContext const&) = default;
};

/// rctx = HB("round", kctx, key_hash, H, case, round, kind, F(basis, a, b, e), F(F(id, role)…),
///           F(electorate ids), motion_hash); names as text, as to_string gives them.
[[nodiscard]] Hash round_context_hash(RoundContext const& context);

/// What a ballot is bound to besides its ciphertexts. Views: the caller keeps the voter's id alive.
struct BallotHeader {
  Hash rctx;
  std::string_view voter;
  PublicKey identity;
  std::uint32_t seq = 0;
  Hash prev;  ///< of the voter's last cast ballot in the round; zeros for the first
};

/// bctx = HB("ballot", rctx, voter, identity_key, seq, prev_ballot_hash, c_0, c_1 …)
[[nodiscard]] Hash ballot_context_hash(BallotHeader const& header, std::span<Ciphertext const> cts);

}  // namespace conclave::crypto
