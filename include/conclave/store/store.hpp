// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Append-only storage of logs, behind one small interface.
//
// The contract of append: durably assigned, or an error.
#pragma once

#include <conclave/identity/vault.hpp>
#include <conclave/record/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conclave::store {

/// One entry as it is kept. The store reads neither text.
struct StoredEntry {
  std::uint64_t position = 0;
  std::string entry;     ///< exact canonical JSON of position, time and envelope; never empty
  std::string openings;  ///< JSON; empty when there are none. Kept apart, so that they can be purged

  friend bool operator==(StoredEntry const&, StoredEntry const&) = default;
};

/// The entries are on disk, and so is the checkpoint.
struct Appended {
  std::uint64_t size = 0;  ///< of the log now
  friend bool operator==(Appended const&, Appended const&) = default;
};

/// The log has another size than expected: somebody else appended. Nothing was written; read on and retry.
struct Conflict {
  std::uint64_t actual_size = 0;
  friend bool operator==(Conflict const&, Conflict const&) = default;
};

/// The world failed (disk full, input or output error). Nothing was acknowledged, and the log reads as it did
/// before. After a crash in this moment the entries may yet be found on disk: whoever retries appends the
/// same bytes again or meets a conflict, and finds them there.
struct Failed {
  std::string message;  ///< one sentence, naming the file
  friend bool operator==(Failed const&, Failed const&) = default;
};

using AppendOutcome = std::variant<Appended, Conflict, Failed>;

/// "appended, size 7", "conflict, actual size 5" or "failed: …".
std::string describe(AppendOutcome const& outcome);

/// Takes the outcome of one append, exactly once. Called on a thread of the store's or, by a store that keeps
/// nothing on disk, before append returns. It must be quick, must not throw, and must not call the functions
/// of the same store that wait (append_now, mark_alive, the vault's): post to your own thread instead.
using AppendDone = std::function<void(AppendOutcome)>;

/// Any number of logs. Every function may be called from any thread. A store is not the only writer: others
/// may append to the same logs at any time, and the key (log, position) decides who was first.
class Store {
public:
  Store() = default;
  Store(Store const&) = delete;
  Store& operator=(Store const&) = delete;
  virtual ~Store() = default;

  /// Appends the entries and replaces the log's checkpoint, all or nothing, if the log has the expected size.
  /// A log begins to exist with its first append, at size 0. Appends that wait at the same time, of whatever
  /// logs, share one commit; those of one log are taken in the order of the calls. A conflict harms no other
  /// append of its group; a failure fails the whole group.
  /// `checkpoint` is the signed head text of the new size. Preconditions (abort): at least one entry,
  /// positions expected_size, expected_size + 1 … , no empty entry, no empty checkpoint.
  virtual void append(LogId log, std::uint64_t expected_size, std::vector<StoredEntry> entries,
                      std::string checkpoint, AppendDone done) = 0;

  /// The same, waiting for the outcome.
  [[nodiscard]] AppendOutcome append_now(LogId log, std::uint64_t expected_size,
                                         std::vector<StoredEntry> entries, std::string checkpoint);

  // Reading. Each throws StoreError when the medium fails, or when what is found there is damaged: the
  // message names the file, the log and the entry. Each reads what other writers have committed, too.

  /// Every log that exists, by name.
  [[nodiscard]] virtual std::vector<LogId> logs() = 0;
  /// The number of its entries; 0 for a log that does not exist.
  [[nodiscard]] virtual std::uint64_t size(LogId const& log) = 0;
  /// Entries from position `from` on, in order and without a gap, at most `limit`; none beyond the end.
  [[nodiscard]] virtual std::vector<StoredEntry> read(LogId const& log, std::uint64_t from,
                                                      std::size_t limit) = 0;
  /// The checkpoint of the log's last append; none for a log that does not exist.
  [[nodiscard]] virtual std::optional<std::string> checkpoint(LogId const& log) = 0;

  /// When a server on this store was last known to be alive, so that a restart knows since when it was down.
  [[nodiscard]] virtual std::optional<Timestamp> last_alive() = 0;
  /// Sets the mark, durably. Call it every few seconds while serving. Throws StoreError.
  virtual void mark_alive(Timestamp now) = 0;

  /// What the server keeps beside logs: invitations, contact data, login material. Lives as long as the
  /// store.
  [[nodiscard]] virtual identity::Vault& vault() = 0;
};

}  // namespace conclave::store
