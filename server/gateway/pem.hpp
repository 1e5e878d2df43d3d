// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Keys and certificates of OpenSSL, owned, and as PEM files.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace conclave::gateway {

template <auto function>
struct Free {
  template <class T>
  void operator()(T* pointer) const noexcept {
    function(pointer);
  }
};

using PrivateKey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

/// The last error of this thread in words; the queue is empty afterwards.
std::string openssl_error();

/// Makes the folder with mode 0700 where it is missing. All of these throw CertificateError, naming the file.
void make_private_folder(std::filesystem::path const& folder);
PrivateKey make_p256_key();
PrivateKey read_key(std::filesystem::path const& file);
X509Certificate read_certificate(std::filesystem::path const& file);

/// Written whole under another name, synced and renamed: after a crash the file is as before, or complete.
void write_key(std::filesystem::path const& file, EVP_PKEY* key);  ///< mode 0600
void write_certificate(std::filesystem::path const& file, X509* certificate);

/// A positive serial number that nobody can guess.
std::array<unsigned char, 16> random_serial();

/// SHA-256 over the DER form, 64 lower-case hexadecimal digits.
std::string fingerprint(X509* certificate);

/// SHA-256 of any bytes, likewise.
std::string sha256_hex(std::string_view bytes);

}  // namespace conclave::gateway
