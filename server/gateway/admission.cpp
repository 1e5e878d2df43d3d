// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admission.hpp"

#include <algorithm>

namespace conclave::gateway {

namespace {

// Whoever has one IPv6 address usually has 2^64 of them, so these are counted by /64 network.
boost::asio::ip::address network_of(boost::asio::ip::address const& address) {
  if (address.is_v4()) return address;
  auto const v6 = address.to_v6();
  if (v6.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6);
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return boost::asio::ip::address_v6(bytes);
}

}  // namespace

std::unique_ptr<Admission::Place> Admission::enter(boost::asio::ip::address const& remote) {
  auto network = network_of(remote);
  {
    std::lock_guard const lock(mutex_);
    auto const found = by_network_.find(network);
    if (taken_ >= in_all_ || (found == by_network_.end() ? 0 : found->second) >= per_network_) return nullptr;
    ++taken_;
    ++by_network_[network];
  }
  return std::make_unique<Place>(shared_from_this(), std::move(network));
}

std::size_t Admission::taken() const {
  std::lock_guard const lock(mutex_);
  return taken_;
}

void Admission::leave(boost::asio::ip::address const& network) {
  std::lock_guard const lock(mutex_);
  --taken_;
  if (auto const found = by_network_.find(network); --found->second == 0) by_network_.erase(found);
}

}  // namespace conclave::gateway
