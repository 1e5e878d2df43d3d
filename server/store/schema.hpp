// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The tables of a store, and whether a file has them whole.
#pragma once

#include "sqlite.hpp"

namespace conclave::store {

/// The version that this program reads and writes.
inline constexpr int schema_version = 1;

/// Makes the tables in an empty file, and sets it to a write-ahead log.
void create_schema(Connection& connection);

/// Throws StoreError unless the file is a store of this version and its pages fit together. Changes nothing.
void check_schema(Connection& connection);

}  // namespace conclave::store
