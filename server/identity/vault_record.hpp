// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Records of the vault as the structs that they are.
#pragma once

#include <conclave/identity/vault.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/refusal.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace conclave::identity {

/// What this program wrote itself. Throws std::runtime_error, without quoting it, when it is something else.
template <class T>
T read_record(std::string_view kind, std::string_view json) {
  auto read = record::decode_text<T>(json);
  if (!read)
    throw std::runtime_error("the vault holds a record of the kind " + std::string(kind) +
                             " that this program did not write: " +
                             std::string(to_string(read.error().reason)) + " at " + read.error().where);
  return std::move(*read);
}

/// Changes a record as often as it takes until nobody else changed it meanwhile. `change` gets what is there,
/// or nothing, and returns a Result of what shall be there, or the refusal to end with.
template <class T, class Change>
Result<void> change_record(Vault& vault, std::string_view kind, std::string_view id, Change change) {
  for (;;) {
    auto const before = vault.get(kind, id);
    Result<T> after = change(before ? std::optional<T>(read_record<T>(kind, *before)) : std::nullopt);
    if (!after) return after.error();
    if (vault.compare_and_swap(kind, id, before, record::encode_text(*after))) return {};
  }
}

}  // namespace conclave::identity
