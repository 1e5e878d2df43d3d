// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A certificate of the server's own, so that a first start has TLS without anybody's help.
#pragma once

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace conclave::gateway {

/// A certificate or key cannot be read, does not fit the other, or cannot be written; the message names the
/// file.
class CertificateError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct Certificate {
  std::filesystem::path certificate;  ///< PEM
  std::filesystem::path key;          ///< PEM, mode 0600
  std::string fingerprint;            ///< SHA-256 over the DER form: 64 lower-case hexadecimal digits
  std::chrono::system_clock::time_point expires;
  bool made = false;  ///< in this call
};

/// Makes folder/tls-certificate.pem and folder/tls-key.pem where there are none: P-256 (browsers refuse
/// Ed25519), self-signed, valid 397 days, for these names and IP addresses. Afterwards they are used again.
/// When fewer than 30 days are left, or a name is not in it, a new certificate is made for the same key. A
/// file that is damaged, a key that does not fit, and a certificate that needs renewal but was signed by
/// somebody else are named by CertificateError and left as they are. `now` can be given for tests.
Certificate ensure_certificate(std::filesystem::path const& folder,
                               std::vector<std::string> const& names = {"localhost", "127.0.0.1", "::1"},
                               std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

/// The fingerprint of the first certificate in a PEM file, as in Certificate. Throws CertificateError.
std::string certificate_fingerprint(std::filesystem::path const& file);

}  // namespace conclave::gateway
