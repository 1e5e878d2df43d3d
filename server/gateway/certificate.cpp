// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/gateway/certificate.hpp>

#include "pem.hpp"

#include <boost/asio/ip/address.hpp>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <system_error>

namespace conclave::gateway {

namespace {

namespace fs = std::filesystem;
using std::chrono::system_clock;

constexpr auto validity = std::chrono::hours(24 * 397);  // the longest that browsers accept
constexpr auto renewal = std::chrono::hours(24 * 30);

bool is_address(std::string const& name) {
  boost::system::error_code error;
  boost::asio::ip::make_address(name, error);
  return !error;
}

void add_extension(X509* certificate, X509V3_CTX* context, int which, std::string const& value) {
  Extension const extension(X509V3_EXT_nconf_nid(nullptr, context, which, value.c_str()));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
    throw CertificateError("cannot put \"" + value + "\" into a certificate: " + openssl_error());
}

std::string alternative_names(std::vector<std::string> const& names) {
  std::string list;
  for (auto const& name : names) {
    // The list is text with commas; a name that could end its place in it is no name.
    if (name.empty() || name.find_first_of(", :") != std::string::npos) {
      if (!is_address(name)) throw CertificateError("\"" + name + "\" is neither a host name nor an address");
    }
    list += (list.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
  }
  if (list.empty()) throw CertificateError("a certificate needs at least one name");
  return list;
}

X509Certificate make_certificate(EVP_PKEY* key, std::vector<std::string> const& names,
                                 system_clock::time_point now) {
  X509Certificate certificate(X509_new());
  auto* const it = certificate.get();
  std::array<unsigned char, 16> serial = random_serial();
  std::unique_ptr<BIGNUM, Free<BN_free>> const number(
      BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
  // An hour back, for clocks that are a little behind ours.
  auto const from = system_clock::to_time_t(now - std::chrono::hours(1));
  auto const until = system_clock::to_time_t(now + validity);
  bool ok = it != nullptr && number && X509_set_version(it, X509_VERSION_3) == 1 &&
            BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(it)) != nullptr &&
            ASN1_TIME_set(X509_getm_notBefore(it), from) != nullptr &&
            ASN1_TIME_set(X509_getm_notAfter(it), until) != nullptr && X509_set_pubkey(it, key) == 1;
  auto* const subject = ok ? X509_get_subject_name(it) : nullptr;
  auto const add = [&](char const* field, std::string const& value) {
    return X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                      reinterpret_cast<unsigned char const*>(value.data()),
                                      static_cast<int>(value.size()), -1, 0) == 1;
  };
  ok = ok && add("O", "Conclave") && add("CN", names.front().substr(0, 64)) &&
       X509_set_issuer_name(it, subject) == 1;
  if (!ok) throw CertificateError("cannot make a certificate: " + openssl_error());

  X509V3_CTX context;
  X509V3_set_ctx(&context, it, it, nullptr, nullptr, 0);
  add_extension(it, &context, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(it, &context, NID_key_usage, "critical,digitalSignature");
  add_extension(it, &context, NID_ext_key_usage, "serverAuth");
  add_extension(it, &context, NID_subject_alt_name, alternative_names(names));
  add_extension(it, &context, NID_subject_key_identifier, "hash");
  if (X509_sign(it, key, EVP_sha256()) == 0)
    throw CertificateError("cannot sign a certificate: " + openssl_error());
  return certificate;
}

bool covers(X509* certificate, std::vector<std::string> const& names) {
  return std::ranges::all_of(names, [&](std::string const& name) {
    return is_address(name) ? X509_check_ip_asc(certificate, name.c_str(), 0) == 1
                            : X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1;
  });
}

bool self_signed(X509* certificate) {
  return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

system_clock::time_point expiry(X509* certificate, fs::path const& file) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) != 1)
    throw CertificateError(file.string() + " is damaged: it does not say when it expires");
  return system_clock::from_time_t(timegm(&parts));
}

bool is_there(fs::path const& file) {
  std::error_code error;
  auto const status = fs::status(file, error);
  if (status.type() == fs::file_type::none)
    throw CertificateError("cannot look at " + file.string() + ": " + error.message());
  return fs::exists(status);
}

}  // namespace

Certificate ensure_certificate(fs::path const& folder, std::vector<std::string> const& names,
                               system_clock::time_point now) {
  Certificate result;
  result.certificate = folder / "tls-certificate.pem";
  result.key = folder / "tls-key.pem";
  if (names.empty()) throw CertificateError("a certificate needs at least one name");

  make_private_folder(folder);
  bool const have_certificate = is_there(result.certificate);
  bool const have_key = is_there(result.key);
  if (have_certificate && !have_key)
    throw CertificateError("there is a certificate, " + result.certificate.string() + ", but its key " +
                           result.key.string() +
                           " is missing: bring the key back, or move the certificate away");

  // A key without a certificate is what an interrupted first start leaves; the certificate is made again.
  PrivateKey const key = have_key ? read_key(result.key) : make_p256_key();
  if (!have_key) write_key(result.key, key.get());

  X509Certificate certificate;
  if (have_certificate) {
    certificate = read_certificate(result.certificate);
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
      throw CertificateError("the key " + result.key.string() + " does not fit the certificate " +
                             result.certificate.string() +
                             ": bring back the one that belongs to it, or move both away");
    bool const expiring = expiry(certificate.get(), result.certificate) - now < renewal;
    bool const covering = covers(certificate.get(), names);
    if (expiring || !covering) {
      if (!self_signed(certificate.get()))
        throw CertificateError(
            result.certificate.string() +
            (expiring ? " has fewer than 30 days left" : " does not hold every name asked for") +
            ", and was not made by Conclave: replace it");
      certificate.reset();
    }
  }
  if (!certificate) {
    certificate = make_certificate(key.get(), names, now);
    write_certificate(result.certificate, certificate.get());
    result.made = true;
  }
  result.fingerprint = fingerprint(certificate.get());
  result.expires = expiry(certificate.get(), result.certificate);
  return result;
}

std::string certificate_fingerprint(fs::path const& file) {
  return fingerprint(read_certificate(file).get());
}

}  // namespace conclave::gateway
