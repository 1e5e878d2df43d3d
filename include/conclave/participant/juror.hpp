// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The juror's side, pure: given the state that follows from a log, what an honest client does next. It holds
// the juror's secrets and remembers what it has signed; it reads no clock and no network.
#pragma once

#include <conclave/crypto/ballot.hpp>
#include <conclave/crypto/ceremony.hpp>
#include <conclave/crypto/session_key.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/participant/signing.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>

namespace conclave::participant {

using SessionIntent = Intent<deliberation::SessionActBody>;

/// The hash of a ballot's ciphertexts as a person notes it, and what opens them.
struct BallotSecret {
  crypto::Hash prepared{};
  OptionId choice;
  crypto::Bytes seed;  ///< shown only for a challenged ballot
};

class Juror {
public:
  /// Draws the session key. Keeps a reference to `randomness`.
  Juror(PersonId person, crypto::Randomness& randomness);

  PersonId const& person() const noexcept { return person_; }
  crypto::SessionPublicKey const& session_key() const noexcept { return session_key_.public_key(); }

  /// What the client does without being asked, one act at a time: joins, answers the roll, takes its part in
  /// key ceremonies, agrees on lists and opens them. Nothing while there is nothing to do. Asking again
  /// before the act stands in the log gives an act of the same meaning.
  std::optional<SessionIntent> duty(deliberation::SessionState const& state);

  /// Wants to vote in an open round, or to vote anew. The acts come from ballot_step().
  void choose(RoundId const& round, OptionId const& option);

  /// The next step of a ballot that was chosen: prepare, then cast once the preparation stands in the log.
  std::optional<SessionIntent> ballot_step(deliberation::SessionState const& state);

  /// Challenges the prepared ballot instead of casting it. Nothing if none is prepared. The secret is to be
  /// shown only once the challenge stands in the log.
  std::optional<std::pair<SessionIntent, BallotSecret>> challenge(deliberation::SessionState const& state,
                                                                  RoundId const& round);

  /// True once the ballot that was chosen last stands in the log.
  bool has_cast(deliberation::SessionState const& state, RoundId const& round) const;

  /// Whether it holds its share of a live key.
  bool holds_share(KeyId const& key) const { return shares_.contains(key); }

  /// Loses what a device holds, as when storage is wiped: shares and running ceremonies.
  void forget_shares();

  /// Why the client does not agree on a list although it could; empty otherwise. A refusal is said aloud.
  std::string const& alarm() const noexcept { return alarm_; }

private:
  struct Ceremonial {
    std::optional<crypto::Dealer> dealer;
    std::map<std::uint32_t, crypto::SecretScalar> shares;  ///< s_ij by dealer
    bool complete = false;                                 ///< every share opened, or published and fitting
  };
  struct Choice {
    OptionId option;
    std::uint32_t seq = 0;    ///< of the prepared ballot; 0 before
    crypto::Hash prepared{};  ///< what was committed to under that seq
    crypto::SecretBytes seed;
    bool cast_signed = false;
  };

  std::optional<SessionIntent> roll_duty(deliberation::SessionState const& state) const;
  std::optional<SessionIntent> ceremony_duty(deliberation::SessionState const& state,
                                             deliberation::Ceremony const& ceremony);
  std::optional<SessionIntent> checking_duty(deliberation::Ceremony const& ceremony,
                                             deliberation::Checking const& phase, std::uint32_t own);
  std::optional<SessionIntent> round_duty(deliberation::SessionState const& state,
                                          deliberation::Round const& round);
  std::optional<std::uint32_t> open_shares(deliberation::Ceremony const& ceremony, std::uint32_t own);
  crypto::Ballot make(deliberation::SessionState const& state, deliberation::Round const& round,
                      Choice const& choice);

  PersonId person_;
  crypto::Randomness& randomness_;
  crypto::SessionKey session_key_;
  std::map<KeyId, Ceremonial> ceremonies_;
  std::map<KeyId, crypto::SecretScalar> shares_;  ///< x_j of live keys
  std::map<RoundId, Choice> choices_;
  std::map<RoundId, crypto::Hash> last_cast_;     ///< ballots signed for casting: hash over what they hold
  std::map<RoundId, crypto::Hash> agreed_lists_;  ///< one d for each round, for ever
  std::map<std::pair<RoundId, std::uint32_t>, crypto::Hash> agreed_targets_;  ///< one target for each attempt
  std::string alarm_;
};

}  // namespace conclave::participant
