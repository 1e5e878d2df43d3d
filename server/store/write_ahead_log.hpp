// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A damaged write-ahead log. SQLite reads one up to the first page whose checksum does not hold and takes the
// rest for what was being written when the power failed: without a word, acknowledged entries would be gone.
#pragma once

#include <filesystem>

namespace conclave::store {

/// Throws StoreError (damaged) if the log of this database holds whole transactions behind a page that does
/// not hold: each was begun only after the one before was synced, so that a power cut cannot have left this.
/// Damage in the very last transaction cannot be told from a power cut; it shows in the signed heads that
/// others have seen. Changes nothing; may be called while others write.
void check_write_ahead_log(std::filesystem::path const& database);

}  // namespace conclave::store
