// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A juror's part in key ceremonies (protocol section 5).
#include <conclave/participant/juror.hpp>

#include <algorithm>

namespace conclave::participant {

using namespace deliberation;

namespace {

std::uint32_t index_of(Ceremony const& ceremony, PersonId const& trustee) {
  auto const& trustees = ceremony.trustees;
  auto const at = std::lower_bound(trustees.begin(), trustees.end(), trustee);
  return static_cast<std::uint32_t>(at - trustees.begin()) + 1;
}

}  // namespace

std::optional<SessionIntent> Juror::ceremony_duty(SessionState const& state, Ceremony const& ceremony) {
  auto const own = index_of(ceremony, person_);
  if (ceremony.context.trustees.at(own - 1).session != session_key_.public_key()) return std::nullopt;

  struct Duty {
    Juror& self;
    SessionState const& state;
    Ceremony const& ceremony;
    std::uint32_t own;

    std::optional<SessionIntent> operator()(Commitments const& phase) const {
      if (phase.commitments.contains(self.person_)) return std::nullopt;
      auto& ceremonial = self.ceremonies_[ceremony.id];
      if (!ceremonial.dealer)
        ceremonial.dealer = crypto::Dealer::draw(ceremony.context, own, self.randomness_);
      return SessionIntent{CommitKey{ceremony.id, ceremonial.dealer->commit()}, {}, {}};
    }
    std::optional<SessionIntent> operator()(Revealing const&) const {
      if (ceremony.revealed.contains(self.person_)) return std::nullopt;
      auto const known = self.ceremonies_.find(ceremony.id);
      if (known == self.ceremonies_.end() || !known->second.dealer)
        return std::nullopt;  // another device dealt
      auto const dealing = known->second.dealer->reveal(self.randomness_);
      return SessionIntent{
          RevealKey{ceremony.id, dealing.coefficients, dealing.rho, message_of(dealing.pok), dealing.boxes},
          {},
          {}};
    }
    std::optional<SessionIntent> operator()(Checking const& phase) const {
      return self.checking_duty(ceremony, phase, own);
    }
    std::optional<SessionIntent> operator()(Confirming const& phase) const {
      auto const known = self.ceremonies_.find(ceremony.id);
      if (known == self.ceremonies_.end() || !known->second.complete) return std::nullopt;
      if (!self.shares_.contains(ceremony.id)) {
        std::vector<crypto::SecretScalar> shares;
        for (auto const& [dealer, share] : known->second.shares)
          shares.push_back(share.copy());
        auto x = crypto::derive_share(shares);
        // x_j·G = X_j: a share that does not fit the key would open nothing.
        if (!crypto::share_matches(x, phase.key.shares.at(own - 1))) return std::nullopt;
        self.shares_.emplace(ceremony.id, std::move(x));
        known->second.dealer.reset();  // f_i is not needed any more
        known->second.shares.clear();
      }
      if (phase.confirmed.contains(self.person_)) return std::nullopt;
      return SessionIntent{ConfirmKey{ceremony.id, phase.key.key_hash}, {}, {}};
    }
    std::optional<SessionIntent> operator()(Live const&) const {
      bool const said = ceremony.shares_lost.contains(self.person_);
      if (self.shares_.contains(ceremony.id) || said || ceremony.voided) return std::nullopt;
      return SessionIntent{ShareLost{ceremony.id}, {}, {}};
    }
    std::optional<SessionIntent> operator()(Aborted const&) const {
      self.ceremonies_.erase(ceremony.id);
      self.shares_.erase(ceremony.id);
      return std::nullopt;
    }
  };
  return std::visit(Duty{*this, state, ceremony, own}, ceremony.phase);
}

std::optional<SessionIntent> Juror::checking_duty(Ceremony const& ceremony, Checking const& phase,
                                                  std::uint32_t own) {
  auto const known = ceremonies_.find(ceremony.id);
  if (known == ceremonies_.end()) return std::nullopt;
  for (auto const& complaint : phase.complaints) {
    if (complaint.against != person_ || complaint.answered || !known->second.dealer) continue;
    auto const share = known->second.dealer->answer(index_of(ceremony, complaint.by));
    return SessionIntent{AnswerComplaint{ceremony.id, complaint.by, share}, {}, {}};
  }
  if (phase.acknowledged.contains(person_)) return std::nullopt;
  if (auto const bad = open_shares(ceremony, own)) {
    auto const& against = ceremony.trustees.at(*bad - 1);
    bool const said =
        std::any_of(phase.complaints.begin(), phase.complaints.end(), [&](Complaint const& complaint) {
          return complaint.by == person_ && complaint.against == against;
        });
    if (said) return std::nullopt;
    return SessionIntent{Complain{ceremony.id, against}, {}, {}};
  }
  known->second.complete = true;
  return SessionIntent{AcknowledgeKey{ceremony.id, phase.dealings}, {}, {}};
}

/// Opens every share for this juror. The first dealer whose share does not open or fit, unless it was
/// published.
std::optional<std::uint32_t> Juror::open_shares(Ceremony const& ceremony, std::uint32_t own) {
  auto& ceremonial = ceremonies_[ceremony.id];
  for (std::uint32_t i = 1; i <= ceremony.trustees.size(); ++i) {
    if (ceremonial.shares.contains(i)) continue;
    auto const& dealer = ceremony.trustees.at(i - 1);
    auto const& revealed = ceremony.revealed.at(dealer);
    if (i == own && ceremonial.dealer) {
      ceremonial.shares.emplace(i, ceremonial.dealer->share_for(own));
      continue;
    }
    if (auto const published = ceremony.published.find({dealer, person_});
        published != ceremony.published.end()) {
      if (!crypto::check_revealed_share(revealed.coefficients, own, published->second)) return i;
      ceremonial.shares.emplace(i, crypto::SecretScalar::of(published->second));
      continue;
    }
    auto share = crypto::open_share(ceremony.kctx, i, own, revealed.boxes.at(own - 1), session_key_,
                                    revealed.coefficients);
    if (!share) return i;
    ceremonial.shares.emplace(i, std::move(*share));
  }
  return std::nullopt;
}

}  // namespace conclave::participant
