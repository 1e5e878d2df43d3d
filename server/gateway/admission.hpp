// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How many connections there may be: in all, and from one network.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>

namespace conclave::gateway {

/// Thread-safe.
class Admission : public std::enable_shared_from_this<Admission> {
public:
  Admission(std::size_t in_all, std::size_t per_network) : in_all_(in_all), per_network_(per_network) {}

  /// Gives its place back when it goes.
  class Place {
  public:
    Place(std::shared_ptr<Admission> from, boost::asio::ip::address network)
        : from_(std::move(from)), network_(std::move(network)) {}
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    ~Place() { from_->leave(network_); }

  private:
    std::shared_ptr<Admission> from_;
    boost::asio::ip::address network_;
  };

  /// A place, or null when there is none.
  std::unique_ptr<Place> enter(boost::asio::ip::address const& remote);

  /// Taken now.
  std::size_t taken() const;

private:
  void leave(boost::asio::ip::address const& network);

  std::size_t const in_all_;
  std::size_t const per_network_;
  mutable std::mutex mutex_;
  std::size_t taken_ = 0;
  std::map<boost::asio::ip::address, std::size_t> by_network_;
};

}  // namespace conclave::gateway
