// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "data_folder.hpp"

#include <conclave/crypto/bytes.hpp>
#include <conclave/crypto/random.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>

namespace conclave::server {
namespace {

[[noreturn]] void fail(std::filesystem::path const& file, std::string const& what) {
  throw CommandError(Exit::environment, file.string() + ": " + what);
}

/// Writes a new file durably with the mode. False when the file exists.
bool write_new(std::filesystem::path const& file, std::string const& text, ::mode_t mode) {
  int const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) {
    if (errno == EEXIST) return false;
    fail(file, std::string("cannot be made: ") + std::strerror(errno));
  }
  std::size_t done = 0;
  while (done < text.size()) {
    auto const written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      auto const why = errno;
      ::close(descriptor);
      ::unlink(file.c_str());
      fail(file, std::string("cannot be written: ") + std::strerror(why));
    }
    done += static_cast<std::size_t>(written);
  }
  ::fsync(descriptor);
  ::close(descriptor);
  return true;
}

}  // namespace

std::filesystem::path store_file(std::filesystem::path const& data) {
  return data / "conclave.sqlite";
}

std::filesystem::path server_key_file(std::filesystem::path const& data) {
  return data / "server-key";
}

void make_data_folder(std::filesystem::path const& data) {
  std::error_code error;
  if (std::filesystem::is_directory(data, error)) return;
  if (data.has_parent_path()) std::filesystem::create_directories(data.parent_path(), error);
  if (::mkdir(data.c_str(), 0700) != 0 && errno != EEXIST) {
    fail(data, std::string("the data folder cannot be made: ") + std::strerror(errno));
  }
}

crypto::IdentityKey load_key(std::filesystem::path const& file) {
  struct ::stat status {};
  if (::stat(file.c_str(), &status) != 0)
    fail(file, std::string("the key cannot be read: ") + std::strerror(errno));
  if ((status.st_mode & 077U) != 0) fail(file, "others may read this key; mend with: chmod 600");
  auto text = read_text(file, 128);
  while (!text.empty() && text.back() == '\n')
    text.pop_back();
  auto const seed = crypto::from_hex(text);
  if (!seed || seed->size() != 32) {
    throw CommandError(Exit::damaged, file.string() + ": is no key (64 hexadecimal digits belong here)");
  }
  return crypto::IdentityKey::from_seed(std::span<std::uint8_t const, 32>(seed->data(), 32));
}

crypto::IdentityKey ensure_key(std::filesystem::path const& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    crypto::SystemRandomness randomness;
    auto const key = crypto::IdentityKey::generate(randomness);
    // Somebody else may have made one in this moment: then that one counts.
    write_new(file, crypto::to_hex(key.export_seed().view()) + "\n", 0600);
  }
  return load_key(file);
}

std::string read_text(std::filesystem::path const& file, std::size_t most_bytes) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file)) fail(file, "cannot be read");
  std::string text;
  text.resize(most_bytes + 1);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most_bytes) fail(file, "is larger than " + std::to_string(most_bytes) + " bytes");
  return text;
}

void write_text(std::filesystem::path const& file, std::string const& text) {
  auto part = file;
  part += ".part";
  std::error_code error;
  std::filesystem::remove(part, error);
  if (!write_new(part, text, 0644)) fail(part, "is in the way");
  std::filesystem::rename(part, file, error);
  if (error) fail(file, "cannot be written: " + error.message());
}

Timestamp system_time() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace conclave::server
