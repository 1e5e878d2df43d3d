// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault_record.hpp"

#include <conclave/identity/contacts.hpp>

#include <algorithm>
#include <tuple>

namespace conclave::identity {

namespace {

constexpr std::string_view kind = "contact";

constexpr bool is_control(char c) noexcept {
  auto const byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

/// Well-formed text without control characters, but for line feeds where there may be several lines.
bool is_plain(std::string_view text, bool several_lines) {
  return record::is_utf8(text) &&
         std::ranges::none_of(text, [&](char c) { return is_control(c) && !(several_lines && c == '\n'); });
}

Result<void> check_text(std::string_view where, std::string_view text, record::Limit limit,
                        bool several_lines) {
  if (text.size() > limit.most)
    return refuse(Reason::out_of_range, std::string(where),
                  "at most " + std::to_string(limit.most) + " bytes");
  if (!is_plain(text, several_lines))
    return refuse(Reason::bad_encoding, std::string(where), "a control character, or no UTF-8");
  return {};
}

}  // namespace

bool is_email_address(std::string_view text) noexcept {
  auto const at = text.find('@');
  bool const one_at = at != std::string_view::npos && text.find('@', at + 1) == std::string_view::npos;
  bool const both_sides = one_at && at > 0 && at + 1 < text.size();
  bool const one_word = std::ranges::none_of(text, [](char c) {
    return is_control(c) || std::string_view(" <>()[]\",;:\\").find(c) != std::string_view::npos;
  });
  return both_sides && one_word && text.size() <= 254 && record::is_utf8(text);
}

Result<void> Contacts::set(PersonId const& person, Contact const& contact) {
  auto const& [email, telephone, postal_address] = Contact::members;
  if (auto checked = check_text("/email", contact.email, email.limit, false); !checked) return checked;
  if (auto checked = check_text("/telephone", contact.telephone, telephone.limit, false); !checked)
    return checked;
  if (auto checked = check_text("/postal_address", contact.postal_address, postal_address.limit, true);
      !checked)
    return checked;
  if (!contact.email.empty() && !is_email_address(contact.email))
    return refuse(Reason::bad_encoding, "/email", "this is no e-mail address");
  vault_.put(kind, person.str(), record::encode_text(contact));
  return {};
}

std::optional<Contact> Contacts::get(PersonId const& person) {
  auto const json = vault_.get(kind, person.str());
  if (!json) return std::nullopt;
  return read_record<Contact>(kind, *json);
}

std::map<PersonId, Contact> Contacts::list() {
  std::map<PersonId, Contact> contacts;
  for (VaultRecord const& kept : vault_.list(kind))
    contacts.emplace(PersonId::of(kept.id), read_record<Contact>(kind, kept.json));
  return contacts;
}

bool Contacts::erase(PersonId const& person) {
  return vault_.consume(kind, person.str()).has_value();
}

}  // namespace conclave::identity
