// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How people are reached. Kept here and never in a log, so that it can be corrected and erased.
#pragma once

#include <conclave/identity/vault.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/ids.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace conclave::identity {

/// Each may be empty.
struct Contact {
  std::string email;           ///< one address, 254 bytes
  std::string telephone;       ///< 64 bytes, as people write it
  std::string postal_address;  ///< 1,000 bytes, several lines

  static constexpr auto members =
      record::members(record::member("email", &Contact::email, record::at_most(254)),
                      record::member("telephone", &Contact::telephone, record::at_most(64)),
                      record::member("postal_address", &Contact::postal_address, record::at_most(1'000)));
  friend bool operator==(Contact const&, Contact const&) = default;
};

/// Whether a message could be sent to this: one @ with something on both sides, no spaces, no control
/// characters (a line break would forge headers), no brackets, commas or semicolons (they would add
/// recipients), 254 bytes.
[[nodiscard]] bool is_email_address(std::string_view text) noexcept;

class Contacts {
public:
  explicit Contacts(Vault& vault) : vault_(vault) {}

  /// Writes the person's contact data. Errors: bad_encoding at /email for what is no address, and wherever
  /// there is a control character (line feeds in the postal address apart) or no UTF-8; out_of_range beyond
  /// the sizes.
  [[nodiscard]] Result<void> set(PersonId const& person, Contact const& contact);
  [[nodiscard]] std::optional<Contact> get(PersonId const& person);
  [[nodiscard]] std::map<PersonId, Contact> list();
  /// False when there was nothing to erase.
  bool erase(PersonId const& person);

private:
  Vault& vault_;
};

}  // namespace conclave::identity
