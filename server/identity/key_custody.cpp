// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault_record.hpp"

#include <conclave/crypto/hash.hpp>
#include <conclave/crypto/secret.hpp>
#include <conclave/identity/key_custody.hpp>

#include <map>
#include <optional>
#include <tuple>

namespace conclave::identity {

namespace {

constexpr std::string_view kind = "wrapped_keys";
constexpr std::size_t most_wrappings = 16;

struct Kept {
  WrappedKey key;
  crypto::Hash secret;  ///< HB("login-secret", secret)
  static constexpr auto members =
      record::members(record::member("key", &Kept::key), record::member("secret", &Kept::secret));
};

/// All wrappings of one person, by name.
struct KeptKeys {
  std::map<std::string, Kept> wrappings;
  static constexpr auto members =
      record::members(record::member("wrappings", &KeptKeys::wrappings, record::at_most(most_wrappings)));
};

KeptKeys kept_keys(Vault& vault, PersonId const& person) {
  auto const json = vault.get(kind, person.str());
  return json ? read_record<KeptKeys>(kind, *json) : KeptKeys{};
}

crypto::Hash hash_of(LoginSecret secret) {
  return crypto::hb("login-secret", secret);
}

Result<void> check_key(std::string_view name, WrappedKey const& key) {
  auto const& [kdf, blob] = WrappedKey::members;
  if (!is_identifier(name)) return refuse(Reason::bad_identifier, "/name");
  if (key.kdf.empty() || key.kdf.size() > kdf.limit.most)
    return refuse(Reason::out_of_range, "/kdf", "1 to " + std::to_string(kdf.limit.most) + " bytes");
  if (!record::is_utf8(key.kdf)) return refuse(Reason::bad_encoding, "/kdf", "no UTF-8");
  if (key.blob.empty() || key.blob.size() > blob.limit.most)
    return refuse(Reason::out_of_range, "/blob", "1 to " + std::to_string(blob.limit.most) + " bytes");
  return {};
}

}  // namespace

Result<void> KeyCustody::keep(PersonId const& person, std::string_view name, WrappedKey const& key,
                              LoginSecret secret) {
  if (auto checked = check_key(name, key); !checked) return checked;
  return change_record<KeptKeys>(
      vault_, kind, person.str(), [&](std::optional<KeptKeys> found) -> Result<KeptKeys> {
        KeptKeys keys = std::move(found).value_or(KeptKeys{});
        keys.wrappings.insert_or_assign(std::string(name), Kept{key, hash_of(secret)});
        if (keys.wrappings.size() > most_wrappings)
          return refuse(Reason::out_of_range, {}, "at most " + std::to_string(most_wrappings) + " wrappings");
        return keys;
      });
}

std::vector<Wrapping> KeyCustody::wrappings(PersonId const& person) {
  std::vector<Wrapping> wrappings;
  for (auto const& [name, kept] : kept_keys(vault_, person).wrappings)
    wrappings.push_back({name, kept.key.kdf});
  return wrappings;
}

Result<WrappedKey> KeyCustody::release(PersonId const& person, std::string_view name, LoginSecret secret,
                                       Timestamp now) {
  Refusal const refusal = refuse(Reason::not_entitled, {}, "no such key, or not its login secret");
  KeptKeys const keys = kept_keys(vault_, person);
  auto const found = keys.wrappings.find(std::string(name));
  // Nothing is counted for what does not exist, so that nobody fills the vault with made-up names.
  if (found == keys.wrappings.end()) return refusal;
  // Counted before it is judged: tries at the same time do not slip through together.
  if (auto const allowed = attempts_.begin(person.str(), now); !allowed) return allowed.error();
  if (!crypto::SecretBytes(hash_of(secret).bytes).same_as(found->second.secret.bytes))
    return refusal;  // constant time
  attempts_.succeeded(person.str());
  return found->second.key;
}

bool KeyCustody::forget(PersonId const& person, std::string_view name) {
  std::string const wrapping(name);
  if (!kept_keys(vault_, person).wrappings.contains(wrapping)) return false;
  bool forgotten = false;
  auto const changed = change_record<KeptKeys>(vault_, kind, person.str(),
                                               [&](std::optional<KeptKeys> found) -> Result<KeptKeys> {
                                                 KeptKeys keys = std::move(found).value_or(KeptKeys{});
                                                 forgotten = keys.wrappings.erase(wrapping) != 0;
                                                 return keys;
                                               });
  return changed.has_value() && forgotten;
}

}  // namespace conclave::identity
