// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the parts of the server share: handed in, never global.
#pragma once

#include "report.hpp"

#include <conclave/crypto/signature.hpp>
#include <conclave/deliberation/rules.hpp>
#include <conclave/record/ids.hpp>
#include <conclave/store/store.hpp>

#include <boost/asio/thread_pool.hpp>

#include <functional>
#include <string>

namespace conclave::server {

using Clock = std::function<Timestamp()>;

struct Services {
  store::Store& store;
  boost::asio::thread_pool& strands;         ///< one strand for each log runs here
  boost::asio::thread_pool& crypto_threads;  ///< proofs are verified here
  crypto::IdentityKey const& server_key;     ///< signs findings and heads
  std::string server_name;                   ///< the origin of checkpoints is server name "/" log
  deliberation::Rules rules;
  Clock clock;
  Report report;
  Duration clock_skew{120'000};  ///< how far the time in an act may be from the clock
};

}  // namespace conclave::server
