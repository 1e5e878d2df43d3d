// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signed bytes say one thing: for every kind of act and finding of both logs.
#include <any.hpp>

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace {

using namespace conclave;
using namespace conclave::deliberation;
using simulation::Any;
using simulation::Chance;
using simulation::same;

crypto::IdentityKey const& some_key() {
  static auto const key = crypto::IdentityKey::from_seed(std::array<std::uint8_t, 32>{7});
  return key;
}

/// Arbitrary acts of every kind decode to themselves, and write the very same bytes again.
template <class Body>
void every_kind_of_act_comes_back(std::uint64_t seed) {
  Chance chance(seed);
  Any any(chance);
  for (std::size_t kind = 0; kind < std::variant_size_v<Body>; ++kind) {
    auto const body = any.kind<Body>(kind);
    auto const header = any.make<ActHeader>();
    auto const envelope = record::sign(record::act_type, encode_act(header, body), some_key());
    auto const read = decode_act<Body>(envelope);
    if (!read) RC_FAIL(std::string(record::kind_of(body)) + ": " + describe(read.error()));
    RC_ASSERT(same(read->header, header));
    RC_ASSERT(same(read->body, body));
    RC_ASSERT(encode_act(read->header, read->body) == envelope.payload);
    RC_ASSERT(read->hash == record::act_hash(envelope));
  }
}

template <class Body>
void every_kind_of_finding_comes_back(std::uint64_t seed) {
  Chance chance(seed);
  Any any(chance);
  for (std::size_t kind = 0; kind < std::variant_size_v<Body>; ++kind) {
    auto const body = any.kind<Body>(kind);
    auto const log = any.make<LogId>();
    auto const envelope = record::sign(record::finding_type, encode_finding(log, body), some_key());
    auto const read = decode_finding<Body>(log, envelope);
    if (!read) RC_FAIL(std::string(record::kind_of(body)) + ": " + describe(read.error()));
    RC_ASSERT(same(*read, body));
    RC_ASSERT(encode_finding(log, *read) == envelope.payload);
  }
}

RC_GTEST_PROP(ActCodec, EveryKindOfSessionActComesBack, (std::uint64_t seed)) {
  every_kind_of_act_comes_back<SessionActBody>(seed);
}

RC_GTEST_PROP(ActCodec, EveryKindOfRegisterActComesBack, (std::uint64_t seed)) {
  every_kind_of_act_comes_back<RegisterActBody>(seed);
}

RC_GTEST_PROP(ActCodec, EveryKindOfFindingComesBack, (std::uint64_t seed)) {
  every_kind_of_finding_comes_back<SessionFinding>(seed);
  every_kind_of_finding_comes_back<RegisterFinding>(seed);
}

RC_GTEST_PROP(ActCodec, AChangedByteIsReadAsSomethingElseOrNotAtAll, (std::uint64_t seed)) {
  Chance chance(seed);
  Any any(chance);
  auto const header = any.make<ActHeader>();
  auto const body = any.one_kind<SessionActBody>();
  auto envelope = record::sign(record::act_type, encode_act(header, body), some_key());
  auto& byte = envelope.payload[chance.below(envelope.payload.size())];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << chance.below(8)));
  auto const read = decode_act<SessionActBody>(envelope);
  if (!read) return;
  RC_ASSERT(!(same(read->header, header) && same(read->body, body)));
  RC_ASSERT(encode_act(read->header, read->body) == envelope.payload);
}

RC_GTEST_PROP(ActCodec, WhatIsNotCanonicalIsRefused, (std::uint64_t seed)) {
  Chance chance(seed);
  Any any(chance);
  auto const header = any.make<ActHeader>();
  auto envelope =
      record::sign(record::act_type, encode_act(header, any.one_kind<SessionActBody>()), some_key());
  auto& text = envelope.payload;
  // White space between members, or the first member moved to the end.
  if (chance.percent(50)) {
    text.insert(1, 1, ' ');
  } else {
    text.insert(text.size() - 1, ",\"aa\":0");
  }
  auto const read = decode_act<SessionActBody>(envelope);
  RC_ASSERT(!read);
  RC_ASSERT(read.error().reason == Reason::not_canonical || read.error().reason == Reason::unknown_member);
}

}  // namespace
