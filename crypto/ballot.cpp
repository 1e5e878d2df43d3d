// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/crypto/ballot.hpp>

#include "ensure.hpp"
#include "secret_hash.hpp"
#include "statement.hpp"
#include "zero_among.hpp"

#include <conclave/crypto/hash.hpp>

#include <map>

namespace conclave::crypto {
namespace {

/// c_o, encoded and as elements, with what it was made of.
struct Encryption {
  SecretScalar r;
  curve::Element alpha;
  curve::Element beta;
  Ciphertext ct;
};

curve::Cached const& cached_G() {
  static curve::Cached const G = cached(curve::element(Point::base()));
  return G;
}

/// c_o = (r_o·G, r_o·H + bit·G)
Encryption encrypt(curve::FixedBase const& of_H, SecretScalar r, std::uint64_t bit) {
  curve::Element const alpha = curve::FixedBase::generator().times(r);
  curve::Element const beta = add(of_H.times(r), select(curve::Cached{}, cached_G(), curve::mask_of(bit)));
  return {std::move(r), alpha, beta, {curve::point(alpha), curve::point(beta)}};
}

std::vector<Encryption> encrypt_choice(curve::FixedBase const& of_H, Hash const& rctx, std::string_view voter,
                                       std::uint32_t seq, ByteView seed, std::uint32_t options,
                                       std::uint32_t choice) {
  std::vector<Encryption> out;
  out.reserve(options);
  for (std::uint32_t o = 0; o < options; ++o) {
    // r_o = H2S("enc", rctx, voter, seq, o, seed)
    SecretHash hash("enc", 5);
    hash.add(rctx.bytes).add(voter).add_u32(seq).add_u32(o).add(seed);
    out.push_back(encrypt(of_H, hash.scalar(), curve::same(o, choice)));
  }
  return out;
}

BallotCiphertexts ciphertexts(std::span<Encryption const> encryptions) {
  BallotCiphertexts out;
  for (auto const& encryption : encryptions)
    out.push_back(encryption.ct);
  return out;
}

/// c - (0, G)
Point minus_G(curve::Element const& beta) {
  return curve::point(sub(beta, cached_G()));
}

Ballot prove(Point const& H, BallotHeader const& header, std::uint32_t options, std::uint32_t choice,
             SecretBytes const& seed, bool with_sum, Randomness& randomness) {
  ensure(!H.is_identity(), "a ballot is made for a key");
  ensure(seed.size() == ballot_seed_size, "a ballot's seed has 32 bytes");
  curve::FixedBase const of_H(curve::element(H));
  auto const encryptions =
      encrypt_choice(of_H, header.rctx, header.voter, header.seq, seed.view(), options, choice);
  Ballot out{ciphertexts(encryptions), {}, {}};
  Hash const bctx = ballot_context_hash(header, out.cts);

  // bit_o = ORZ("bit", F(bctx, o), [c_o, c_o - (0, G)]; choice = o ? 1 : 0, r_o)
  SecretScalar sum_r;
  curve::Element sum_alpha;
  curve::Element sum_beta;
  for (std::uint32_t o = 0; o < options; ++o) {
    auto const& c_o = encryptions[o];
    std::array<Ciphertext, 2> const D{c_o.ct, Ciphertext{c_o.ct.alpha, minus_G(c_o.beta)}};
    auto const k = static_cast<std::uint32_t>(curve::same(o, choice));
    out.bits.push_back(prove_zero_among("bit", F(bctx, o), H, of_H, D, k, c_o.r, randomness));
    sum_r = sum_r + c_o.r;
    sum_alpha = add(sum_alpha, cached(c_o.alpha));
    sum_beta = add(sum_beta, cached(c_o.beta));
  }
  // sum = ORZ("sum", bctx, [Σc_o - (0, G)]; 0, Σr_o)
  if (with_sum) {
    std::array<Ciphertext, 1> const D{Ciphertext{curve::point(sum_alpha), minus_G(sum_beta)}};
    out.sum = prove_zero_among("sum", bctx.bytes, H, of_H, D, 0, sum_r, randomness);
  }
  return out;
}

/// All that a ballot must satisfy: the structure at once, the equations for whoever checks them.
Result<Equations> ballot_equations(Point const& H, BallotHeader const& header, std::uint32_t options,
                                   bool with_sum, Ballot const& ballot) {
  if (H.is_identity()) return FaultAt{Fault::identity, options};
  if (ballot.cts.size() != options || ballot.bits.size() != options || options == 0) {
    return FaultAt{Fault::wrong_length, static_cast<std::uint32_t>(ballot.cts.size())};
  }
  if (ballot.sum.has_value() != with_sum) return FaultAt{Fault::wrong_length, options};
  std::map<Point, std::uint32_t> alphas;
  for (std::uint32_t o = 0; o < options; ++o) {
    if (ballot.cts[o].alpha.is_identity()) return FaultAt{Fault::identity, o};
    if (!alphas.emplace(ballot.cts[o].alpha, o).second) return FaultAt{Fault::duplicate, o};
  }

  Hash const bctx = ballot_context_hash(header, ballot.cts);
  Equations out;
  auto const take = [&](Result<Equations> const& equations, std::uint32_t index) -> Result<void> {
    if (!equations) return FaultAt{equations.error().kind, index};
    for (Equation equation : *equations) {
      equation.index = index;
      out.push_back(equation);
    }
    return {};
  };
  curve::Element sum_alpha;
  curve::Element sum_beta;
  for (std::uint32_t o = 0; o < options; ++o) {
    auto const& c_o = ballot.cts[o];
    auto const beta = curve::element(c_o.beta);
    std::array<Ciphertext, 2> const D{c_o, Ciphertext{c_o.alpha, minus_G(beta)}};
    if (auto const taken = take(orz_equations("bit", F(bctx, o), H, D, ballot.bits[o]), o); !taken) {
      return taken.error();
    }
    sum_alpha = add(sum_alpha, cached(curve::element(c_o.alpha)));
    sum_beta = add(sum_beta, cached(beta));
  }
  if (with_sum) {
    std::array<Ciphertext, 1> const D{Ciphertext{curve::point(sum_alpha), minus_G(sum_beta)}};
    if (auto const taken = take(orz_equations("sum", bctx.bytes, H, D, *ballot.sum), options); !taken) {
      return taken.error();
    }
  }
  return out;
}

Result<void> verify_alone(Result<Equations> const& equations) {
  if (!equations) return equations.error();
  return hold(*equations);
}

Result<void> verify_later(Batch& batch, std::uint32_t label, Result<Equations> const& equations) {
  if (!equations) return equations.error();
  batch.add(label, *equations);
  return {};
}

}  // namespace

Hash prepare_hash(Hash const& rctx, std::string_view voter, std::uint32_t seq,
                  std::span<Ciphertext const> cts) {
  Fields fields = tagged("prep");
  fields.add(rctx).add(voter).add(seq);
  return hb_of(fields.add_each(cts));
}

BallotCiphertexts recompute_ciphertexts(Point const& H, Hash const& rctx, std::string_view voter,
                                        std::uint32_t seq, ByteView seed, std::uint32_t options,
                                        std::uint32_t choice) {
  return ciphertexts(
      encrypt_choice(curve::FixedBase(curve::element(H)), rctx, voter, seq, seed, options, choice));
}

Ballot make_ballot(Point const& H, BallotHeader const& header, std::uint32_t options, std::uint32_t choice,
                   SecretBytes const& seed, Randomness& randomness) {
  ensure(choice < options, "a ballot chooses one of its options");
  return prove(H, header, options, choice, seed, true, randomness);
}

Result<void> verify_ballot(Point const& H, BallotHeader const& header, std::uint32_t options,
                           Ballot const& ballot) {
  return verify_alone(ballot_equations(H, header, options, true, ballot));
}

Result<void> add_ballot(Batch& batch, std::uint32_t label, Point const& H, BallotHeader const& header,
                        std::uint32_t options, Ballot const& ballot) {
  return verify_later(batch, label, ballot_equations(H, header, options, true, ballot));
}

Ballot make_veto_ballot(Point const& H, BallotHeader const& header, bool objection, SecretBytes const& seed,
                        Randomness& randomness) {
  // Option 0 is the objection; 1 is none of the one option.
  std::uint32_t const choice = 1U - static_cast<std::uint32_t>(objection);
  return prove(H, header, 1, choice, seed, false, randomness);
}

Result<void> verify_veto_ballot(Point const& H, BallotHeader const& header, Ballot const& ballot) {
  return verify_alone(ballot_equations(H, header, 1, false, ballot));
}

Result<void> add_veto_ballot(Batch& batch, std::uint32_t label, Point const& H, BallotHeader const& header,
                             Ballot const& ballot) {
  return verify_later(batch, label, ballot_equations(H, header, 1, false, ballot));
}

std::vector<Ciphertext> sums(std::span<BallotCiphertexts const> ballots, std::size_t options) {
  std::vector<Ciphertext> out;
  for (std::size_t o = 0; o < options; ++o) {
    curve::Element alpha;
    curve::Element beta;
    for (auto const& ballot : ballots) {
      ensure(ballot.size() == options, "listed ballots have all options");
      alpha = add(alpha, cached(curve::element(ballot[o].alpha)));
      beta = add(beta, cached(curve::element(ballot[o].beta)));
    }
    out.push_back({curve::point(alpha), curve::point(beta)});
  }
  return out;
}

}  // namespace conclave::crypto
