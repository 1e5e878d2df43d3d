// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What TLS is told to accept.
#pragma once

#include <conclave/gateway/client.hpp>
#include <conclave/gateway/gateway.hpp>

#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace conclave::gateway {

/// TLS 1.3, or 1.2 with ECDHE and AEAD beside it; no session resumption. Throws GatewayError naming the file.
std::shared_ptr<boost::asio::ssl::context> server_tls(TlsFiles const& files, bool allow_tls_1_2);

/// Trusts what the settings say, and nothing else. Throws ClientError.
std::shared_ptr<boost::asio::ssl::context> client_tls(ClientSettings const& settings);

/// Name indication, and the check of the host name where the certificate is not pinned. For an SSL* before
/// its handshake.
void expect_host(void* ssl_handle, ClientSettings const& settings);

/// Why the last handshake on this SSL* did not trust the peer's certificate; empty if that was not the
/// reason.
std::string distrust(void* ssl_handle);

}  // namespace conclave::gateway
