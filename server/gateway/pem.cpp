// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pem.hpp"

#include <conclave/gateway/certificate.hpp>

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <string_view>
#include <system_error>

namespace conclave::gateway {

namespace {

namespace fs = std::filesystem;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;

[[noreturn]] void fail(std::string const& what, fs::path const& file) {
  throw CertificateError(what + " " + file.string() + ": " + std::generic_category().message(errno));
}

class File {
public:
  File(fs::path const& file, int flags, mode_t mode)
      : descriptor_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
  File(File const&) = delete;
  File& operator=(File const&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  bool ok() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

private:
  int descriptor_;
};

Bio open_to_read(fs::path const& file) {
  Bio bio(BIO_new_file(file.c_str(), "r"));
  if (!bio) throw CertificateError("cannot read " + file.string() + ": " + openssl_error());
  return bio;
}

void write_whole(fs::path const& file, std::string_view bytes, mode_t mode) {
  fs::path temporary = file;
  temporary += ".new";
  ::unlink(temporary.c_str());  // what an earlier crash may have left
  File const out(temporary, O_WRONLY | O_CREAT | O_EXCL, mode);
  if (!out.ok()) fail("cannot write", temporary);
  while (!bytes.empty()) {
    auto const written = ::write(out.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", temporary);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(out.get()) != 0 || ::rename(temporary.c_str(), file.c_str()) != 0) fail("cannot write", file);
  File const folder(file.parent_path().empty() ? fs::path(".") : file.parent_path(), O_RDONLY | O_DIRECTORY,
                    0);
  if (!folder.ok() || ::fsync(folder.get()) != 0) fail("cannot sync the folder of", file);
}

std::string_view contents(BIO* memory) {
  char* data = nullptr;
  long const size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string hexadecimal(std::span<unsigned char const> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (auto const byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

// Never asks a terminal for a passphrase.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

}  // namespace

std::string openssl_error() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
  ERR_clear_error();
  return text.data();
}

void make_private_folder(fs::path const& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail("cannot make the folder", folder);
}

PrivateKey make_p256_key() {
  PrivateKey key(EVP_EC_gen("P-256"));
  if (!key) throw CertificateError("cannot make a P-256 key: " + openssl_error());
  return key;
}

PrivateKey read_key(fs::path const& file) {
  auto const bio = open_to_read(file);
  PrivateKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key)
    throw CertificateError(file.string() + " is damaged: no private key in PEM form (" + openssl_error() +
                           ")");
  return key;
}

X509Certificate read_certificate(fs::path const& file) {
  auto const bio = open_to_read(file);
  X509Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr));
  if (!certificate)
    throw CertificateError(file.string() + " is damaged: no certificate in PEM form (" + openssl_error() +
                           ")");
  return certificate;
}

void write_key(fs::path const& file, EVP_PKEY* key) {
  Bio const memory(BIO_new(BIO_s_secmem()));  // OpenSSL wipes it
  if (!memory || PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw CertificateError("cannot encode the key for " + file.string() + ": " + openssl_error());
  write_whole(file, contents(memory.get()), 0600);
}

void write_certificate(fs::path const& file, X509* certificate) {
  Bio const memory(BIO_new(BIO_s_mem()));
  if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
    throw CertificateError("cannot encode the certificate for " + file.string() + ": " + openssl_error());
  write_whole(file, contents(memory.get()), 0644);
}

std::array<unsigned char, 16> random_serial() {
  std::array<unsigned char, 16> serial{};
  if (RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1)
    throw CertificateError("no randomness for a serial number: " + openssl_error());
  serial[0] = static_cast<unsigned char>((serial[0] & 0x7fU) | 0x40U);
  return serial;
}

std::string fingerprint(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &length) != 1)
    throw CertificateError("cannot hash a certificate: " + openssl_error());
  return hexadecimal({digest.data(), length});
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw CertificateError("cannot hash: " + openssl_error());
  return hexadecimal({digest.data(), length});
}

}  // namespace conclave::gateway
