// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pem.hpp"
#include "temporary_folder.hpp"

#include <conclave/gateway/certificate.hpp>
#include <gtest/gtest.h>
#include <openssl/x509v3.h>

namespace conclave::gateway {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::read_file;
using test::write_file;

class certificate : public testing::Test {
protected:
  Certificate ensure(std::chrono::system_clock::time_point now = std::chrono::system_clock::now()) const {
    return ensure_certificate(folder, names, now);
  }
  test::TemporaryFolder around;
  fs::path folder = around.path() / "tls";
  std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
};

// The message with which something fails.
template <class Call>
std::string complaint(Call call) {
  try {
    call();
  } catch (CertificateError const& error) {
    return error.what();
  }
  return "";
}

TEST_F(certificate, is_made_once_and_used_again) {
  auto const first = ensure();
  EXPECT_TRUE(first.made);
  EXPECT_EQ(first.fingerprint.size(), 64U);
  EXPECT_EQ(first.fingerprint, certificate_fingerprint(first.certificate));
  auto const again = ensure();
  EXPECT_FALSE(again.made);
  EXPECT_EQ(again.fingerprint, first.fingerprint);
  EXPECT_EQ(again.expires, first.expires);
}

TEST_F(certificate, is_for_these_names_a_server_and_nothing_else) {
  auto const made = read_certificate(ensure().certificate);
  EXPECT_EQ(X509_check_host(made.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(made.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(made.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_host(made.get(), "example.org", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ca(made.get()), 0);
  EXPECT_EQ(X509_get_key_usage(made.get()), static_cast<unsigned>(KU_DIGITAL_SIGNATURE));
  EXPECT_EQ(X509_get_extended_key_usage(made.get()), static_cast<unsigned>(XKU_SSL_SERVER));
  EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(made.get())), 256);
  EXPECT_TRUE(EVP_PKEY_is_a(X509_get0_pubkey(made.get()), "EC"));
  EXPECT_EQ(X509_verify(made.get(), X509_get0_pubkey(made.get())), 1);
}

TEST_F(certificate, keeps_its_key_to_the_owner) {
  auto const made = ensure();
  EXPECT_EQ(fs::status(made.key).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
}

TEST_F(certificate, is_renewed_for_the_same_key_when_fewer_than_30_days_are_left) {
  auto const first = ensure();
  auto const key = read_file(first.key);
  EXPECT_FALSE(ensure(first.expires - 24h * 31).made);
  auto const renewed = ensure(first.expires - 24h * 29);
  EXPECT_TRUE(renewed.made);
  EXPECT_NE(renewed.fingerprint, first.fingerprint);
  EXPECT_GT(renewed.expires, first.expires);
  EXPECT_EQ(read_file(renewed.key), key);
}

TEST_F(certificate, is_renewed_when_a_name_is_missing) {
  ensure();
  names.emplace_back("jury.example");
  EXPECT_TRUE(ensure().made);
  EXPECT_FALSE(ensure().made);
}

TEST_F(certificate, is_made_for_the_key_that_an_interrupted_start_has_left) {
  auto const first = ensure();
  auto const key = read_file(first.key);
  fs::remove(first.certificate);
  EXPECT_TRUE(ensure().made);
  EXPECT_EQ(read_file(first.key), key);
}

TEST_F(certificate, that_is_damaged_is_named_and_left_alone) {
  auto const first = ensure();
  write_file(first.certificate, "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
  auto const damaged = read_file(first.certificate);
  EXPECT_NE(complaint([&] { ensure(); }).find(first.certificate.string() + " is damaged"), std::string::npos);
  EXPECT_EQ(read_file(first.certificate), damaged);
}

TEST_F(certificate, whose_key_is_damaged_is_left_alone) {
  auto const first = ensure();
  write_file(first.key, "nonsense");
  EXPECT_NE(complaint([&] { ensure(); }).find(first.key.string() + " is damaged"), std::string::npos);
  EXPECT_EQ(read_file(first.key), "nonsense");
}

TEST_F(certificate, whose_key_is_missing_is_left_alone) {
  auto const first = ensure();
  fs::remove(first.key);
  EXPECT_NE(complaint([&] { ensure(); }).find("is missing"), std::string::npos);
  EXPECT_FALSE(fs::exists(first.key));
}

TEST_F(certificate, that_belongs_to_another_key_is_named_and_left_alone) {
  auto const first = ensure();
  auto const other = ensure_certificate(around.path() / "other");
  fs::copy_file(other.key, first.key, fs::copy_options::overwrite_existing);
  auto const before = read_file(first.certificate);
  EXPECT_NE(complaint([&] { ensure(); }).find("does not fit"), std::string::npos);
  EXPECT_EQ(read_file(first.certificate), before);
}

TEST_F(certificate, that_somebody_else_has_signed_is_not_replaced) {
  auto const first = ensure();
  auto const key = read_key(first.key);
  auto const authority = make_p256_key();
  auto const foreign = read_certificate(first.certificate);
  auto* const issuer = X509_get_issuer_name(foreign.get());
  unsigned char const name[] = "Authority";
  ASSERT_EQ(X509_NAME_add_entry_by_txt(issuer, "CN", MBSTRING_UTF8, name, -1, -1, 0), 1);
  ASSERT_GT(X509_sign(foreign.get(), authority.get(), EVP_sha256()), 0);
  write_certificate(first.certificate, foreign.get());
  auto const before = read_file(first.certificate);
  EXPECT_FALSE(ensure().made);
  EXPECT_NE(complaint([&] { ensure(first.expires - 24h); }).find("was not made by Conclave"),
            std::string::npos);
  EXPECT_EQ(read_file(first.certificate), before);
}

TEST_F(certificate, is_not_made_for_what_is_no_name) {
  names = {"a,DNS:b"};
  EXPECT_THROW(ensure(), CertificateError);
  names = {};
  EXPECT_THROW(ensure(), CertificateError);
}

TEST_F(certificate, cannot_be_made_where_nothing_can_be_written) {
  write_file(around.path() / "file", "");
  EXPECT_THROW(ensure_certificate(around.path() / "file" / "tls"), CertificateError);
}

}  // namespace
}  // namespace conclave::gateway
