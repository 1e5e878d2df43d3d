// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tls.hpp"

#include "pem.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>

namespace conclave::gateway {

namespace {

namespace ssl = boost::asio::ssl;

// TLS 1.2 without forward secrecy or with anything but an AEAD is not spoken at all.
constexpr char const* suites_1_2 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305";

std::shared_ptr<ssl::context> base(ssl::context::method method) {
  auto context = std::make_shared<ssl::context>(method);
  auto* const native = context->native_handle();
  SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_cipher_list(native, suites_1_2);
  return context;
}

// The expected SHA-256 lies in the SSL_CTX's slot for application data, as 64 lower-case digits.
int slot() {
  static int const index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr,
                                                    [](void*, void* pointer, CRYPTO_EX_DATA*, int, long,
                                                       void*) { delete static_cast<std::string*>(pointer); });
  return index;
}

int check_pin(X509_STORE_CTX* store, void* argument) {
  auto const& expected = *static_cast<std::string const*>(argument);
  X509* const leaf = X509_STORE_CTX_get0_cert(store);
  if (leaf != nullptr && fingerprint(leaf) == expected) return 1;
  X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_UNTRUSTED);
  return 0;
}

bool is_address(std::string const& host) {
  boost::system::error_code error;
  boost::asio::ip::make_address(host, error);
  return !error;
}

}  // namespace

std::shared_ptr<ssl::context> server_tls(TlsFiles const& files, bool allow_tls_1_2) {
  auto context = base(ssl::context::tls_server);
  auto* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, allow_tls_1_2 ? TLS1_2_VERSION : TLS1_3_VERSION);
  SSL_CTX_set_options(native, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(native, 0);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(native, files.certificate.c_str()) != 1)
    throw GatewayError("TLS certificate " + files.certificate.string() +
                       " cannot be used: " + openssl_error());
  if (SSL_CTX_use_PrivateKey_file(native, files.key.c_str(), SSL_FILETYPE_PEM) != 1)
    throw GatewayError("TLS key " + files.key.string() + " cannot be used with " +
                       files.certificate.string() + ": " + openssl_error());
  if (SSL_CTX_check_private_key(native) != 1)
    throw GatewayError("TLS key " + files.key.string() + " does not fit the certificate " +
                       files.certificate.string());
  return context;
}

std::shared_ptr<ssl::context> client_tls(ClientSettings const& settings) {
  auto context = base(ssl::context::tls_client);
  auto* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_max_proto_version(native, settings.only_tls_1_2 ? TLS1_2_VERSION : TLS1_3_VERSION);
  SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);

  bool const pinned = !settings.fingerprint.empty();
  if (pinned == !settings.trusted_certificate.empty())
    throw ClientError("a TLS client needs either a trusted certificate or a fingerprint, and not both");
  if (pinned) {
    auto expected = std::make_unique<std::string>(settings.fingerprint);
    std::ranges::transform(*expected, expected->begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (expected->size() != 64 || expected->find_first_not_of("0123456789abcdef") != std::string::npos)
      throw ClientError("a certificate's fingerprint is 64 hexadecimal digits");
    SSL_CTX_set_cert_verify_callback(native, check_pin, expected.get());
    SSL_CTX_set_ex_data(native, slot(), expected.release());
    return context;
  }
  ERR_clear_error();
  if (SSL_CTX_load_verify_file(native, settings.trusted_certificate.c_str()) != 1)
    throw ClientError("no certificate to trust in " + settings.trusted_certificate.string() + ": " +
                      openssl_error());
  // A certificate that is trusted by itself need not be an authority.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(native), X509_V_FLAG_PARTIAL_CHAIN);
  return context;
}

void expect_host(void* ssl_handle, ClientSettings const& settings) {
  auto* const native = static_cast<SSL*>(ssl_handle);
  auto* const parameters = SSL_get0_param(native);
  bool const address = is_address(settings.host);
  if (!address)
    SSL_ctrl(native, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(settings.host.c_str()));  // as the macro does; the name is copied
  if (!settings.fingerprint.empty()) return;
  int const set = address
                      ? X509_VERIFY_PARAM_set1_ip_asc(parameters, settings.host.c_str())
                      : X509_VERIFY_PARAM_set1_host(parameters, settings.host.data(), settings.host.size());
  if (set != 1) throw ClientError("\"" + settings.host + "\" is not a host name");
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
}

std::string distrust(void* ssl_handle) {
  long const result = SSL_get_verify_result(static_cast<SSL*>(ssl_handle));
  return result == X509_V_OK ? std::string() : X509_verify_cert_error_string(result);
}

}  // namespace conclave::gateway
