// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands.hpp"
#include "data_folder.hpp"
#include "stored_log.hpp"

#include <conclave/deliberation/register/register_law.hpp>
#include <conclave/deliberation/session/session_law.hpp>
#include <conclave/gateway/certificate.hpp>
#include <conclave/store/sqlite_store.hpp>

#include <sys/stat.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace conclave::server {
namespace {

using deliberation::RegisterLaw;
using deliberation::SessionLaw;

constexpr std::uintmax_t least_free_bytes = 256U << 20U;
constexpr int least_days = 30;

/// Runs checks and keeps the worst of their exit codes.
class Examination {
public:
  /// `look` returns what was found, or throws what is wrong.
  void check(std::string const& what, std::function<std::string()> const& look) {
    try {
      auto const found = look();
      std::cout << "ok    " << what << ": " << found << '\n';
    } catch (DamagedLog const& damage) {
      fail(what, damage.what(), Exit::damaged);
    } catch (store::StoreError const& error) {
      fail(what, error.what(), error.fault() == store::Fault::damaged ? Exit::damaged : Exit::environment);
    } catch (CommandError const& error) {
      fail(what, error.what(), error.exit());
    } catch (std::exception const& error) {
      fail(what, error.what(), Exit::environment);
    }
  }
  int exit_code() const { return worst_; }

private:
  void fail(std::string const& what, std::string const& why, Exit exit) {
    std::cout << "fail  " << what << ": " << why << '\n';
    // Damage outranks everything that can be mended.
    if (worst_ != static_cast<int>(Exit::damaged)) worst_ = static_cast<int>(exit);
  }
  int worst_ = 0;
};

std::string private_to_owner(std::filesystem::path const& file) {
  struct ::stat status {};
  if (::stat(file.c_str(), &status) != 0)
    throw CommandError(Exit::environment, file.string() + " is missing");
  if ((status.st_mode & 077U) != 0) {
    throw CommandError(Exit::environment,
                       file.string() + " may be used by others; mend with: chmod go= " + file.string());
  }
  return file.string() + " is private";
}

std::string signs_and_verifies() {
  crypto::SystemRandomness randomness;
  auto const key = crypto::IdentityKey::generate(randomness);
  crypto::Bytes const message{1, 2, 3};
  crypto::Bytes const other{1, 2, 4};
  auto const signature = key.sign(message);
  if (!crypto::verify(key.public_key(), message, signature) ||
      crypto::verify(key.public_key(), other, signature)) {
    throw CommandError(Exit::environment, "libsodium does not sign and verify as it should");
  }
  return "a signature holds, and not for other bytes";
}

int doctor(std::filesystem::path const& data) {
  Examination examination;
  examination.check("version", [] { return std::string(CONCLAVE_VERSION); });
  examination.check("cryptography", signs_and_verifies);
  examination.check("clock", [] {
    auto const now = system_time();
    // 2025-01-01: before this program was written.
    if (now.ms < 1'735'689'600'000) throw CommandError(Exit::environment, "the clock is years behind");
    return std::to_string(now.ms / 1000) + " s since 1970";
  });
  examination.check("data folder", [&] { return private_to_owner(data); });
  examination.check("disk", [&] {
    auto const space = std::filesystem::space(data);
    auto const free = std::to_string(space.available >> 20U) + " MiB free";
    if (space.available < least_free_bytes) throw CommandError(Exit::environment, free);
    return free;
  });
  examination.check("TLS certificate", [&] {
    auto const file = data / "tls-certificate.pem";
    if (!std::filesystem::exists(file))
      return std::string("none here; the configuration names one, or serve makes one");
    private_to_owner(data / "tls-key.pem");
    // Asked as if long ago, so that one about to expire is told of and not renewed.
    auto const certificate =
        gateway::ensure_certificate(data, {"localhost"}, std::chrono::system_clock::time_point{});
    auto const left =
        std::chrono::duration_cast<std::chrono::hours>(certificate.expires - std::chrono::system_clock::now())
            .count() /
        24;
    if (left < least_days) throw CommandError(Exit::environment, std::to_string(left) + " days left");
    return std::to_string(left) + " days left, fingerprint " + certificate.fingerprint;
  });
  std::optional<crypto::PublicKey> key;
  examination.check("server key", [&] {
    key = load_key(server_key_file(data)).public_key();
    return crypto::to_hex(key->bytes());
  });
  std::unique_ptr<store::Store> store;
  std::vector<LogId> logs;
  examination.check("database", [&] {
    store = store::open_sqlite(store_file(data), {store::Access::read});
    logs = store->logs();
    return std::to_string(logs.size()) + " logs";
  });
  if (!store || !key) return examination.exit_code();
  for (auto const& log : logs) {
    examination.check("log " + log.str(), [&] {
      auto const size =
          log == register_log()
              ? replay_stored<RegisterLaw>(*store, log, *key, deliberation::prove_alone).proceedings.size()
              : replay_stored<SessionLaw>(*store, log, *key, deliberation::prove_alone).proceedings.size();
      return std::to_string(size) + " entries replayed: signatures, proofs, findings and head hold";
    });
  }
  return examination.exit_code();
}

}  // namespace

void add_doctor(CLI::App& app, int& exit_code) {
  auto const data = std::make_shared<std::string>("var");
  auto* command = app.add_subcommand("doctor", "Examine a data folder; changes nothing");
  command->add_option("--data", *data, "The server's data folder; it may be running")->capture_default_str();
  command->footer(
      "Prints one line per check, \"ok\" or \"fail\". Exit codes: 0 all well, 3 damaged data, 4 the rest.");
  command->callback([data, &exit_code] { exit_code = doctor(*data); });
}

}  // namespace conclave::server
