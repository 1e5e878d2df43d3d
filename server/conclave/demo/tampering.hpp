// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What becomes of a record in which somebody changes one byte.
#pragma once

#include <conclave/record/entry.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace conclave::server::demo {

/// The position of the first entry whose signed bytes contain `text`.
std::optional<std::uint64_t> entry_with(std::vector<record::Entry> const& entries, std::string const& text);

/// The record with one byte changed inside the signed payload of the entry at `position`, near the first
/// place where `text` stands in it. The file stays readable: one base64 character becomes another.
std::string with_one_byte_changed(std::string const& record, std::uint64_t position, std::string const& text);

}  // namespace conclave::server::demo
