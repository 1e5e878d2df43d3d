// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "origin.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace conclave::gateway {

namespace {

// Schemes and hosts are compared without regard to case.
std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string without_port(std::string const& host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

bool is_loopback(std::string const& host) {
  if (host == "localhost") return true;
  boost::system::error_code error;
  auto const address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

}  // namespace

bool origin_allowed(std::string_view origin, std::string_view host, bool tls,
                    std::vector<std::string> const& allowed) {
  auto const from = lower(origin);
  if (!allowed.empty())
    return std::ranges::any_of(allowed, [&](std::string const& one) { return lower(one) == from; });
  auto const own = lower(host);
  if (own.empty() || from != (tls ? "https://" : "http://") + own) return false;
  return tls || is_loopback(without_port(own));
}

}  // namespace conclave::gateway
