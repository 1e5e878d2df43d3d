// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The folder in which a server keeps what must survive, and how commands end.
#pragma once

#include <conclave/crypto/signature.hpp>
#include <conclave/record/ids.hpp>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace conclave::server {

/// What the program's exit codes mean, in the words of --help.
enum class Exit : int {
  done = 0,
  refused = 1,      ///< refused, or does not hold
  usage = 2,        ///< wrong arguments or configuration
  damaged = 3,      ///< stored data are not what was written
  environment = 4,  ///< disk, network, permissions, another server
};

/// Ends a command with an exit code and a sentence for people.
class CommandError : public std::runtime_error {
public:
  CommandError(Exit exit, std::string const& what) : std::runtime_error(what), exit_(exit) {}
  Exit exit() const noexcept { return exit_; }

private:
  Exit exit_;
};

/// The value, or CommandError with the refusal in words.
template <class T>
T value_or_fail(Result<T> result, std::string const& what, Exit exit = Exit::refused) {
  if (!result) throw CommandError(exit, what + ": " + describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::filesystem::path store_file(std::filesystem::path const& data);
std::filesystem::path server_key_file(std::filesystem::path const& data);

/// Makes the folder with mode 0700 where it is missing. Throws CommandError.
void make_data_folder(std::filesystem::path const& data);

/// A key as a file: 64 hex digits of its seed, mode 0600. Throws CommandError for a file that is missing, is
/// no key, or may be read by others.
crypto::IdentityKey load_key(std::filesystem::path const& file);
/// The key in the file, made where there is none.
crypto::IdentityKey ensure_key(std::filesystem::path const& file);

/// Throws CommandError when it cannot be read, or is larger.
std::string read_text(std::filesystem::path const& file, std::size_t most_bytes);
/// In one step: nobody sees half a file. Throws CommandError.
void write_text(std::filesystem::path const& file, std::string const& text);

Timestamp system_time();

}  // namespace conclave::server
