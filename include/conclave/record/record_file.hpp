// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The record: the self-contained export of a log, as lines of canonical JSON. First a header, then every
// entry in order, last the checkpoint and the certificates that travel beside the log. Every line ends with
// a line feed.
//
//   {"format":"conclave-record-1","log":…,"openings":"kept","origin":…,"server_key":…}
//   {"envelope":…,"openings":[…],"position":0,"time":…}
//   …
//   {"certificates":[…],"checkpoint":"…"}
#pragma once

#include <conclave/record/entry.hpp>
#include <conclave/record/head.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace conclave::record {

inline constexpr std::string_view record_format = "conclave-record-1";

/// Whether confidential texts stand beside their commitments.
enum class Openings { kept, left_out };

struct RecordHeader {
  LogId log;
  Openings openings = Openings::left_out;
  VerifierKey server_key;  ///< its name is the log's origin
  friend bool operator==(RecordHeader const&, RecordHeader const&) = default;
};

struct RecordFile {
  RecordHeader header;
  std::vector<Entry> entries;
  SignedHead head;
  std::vector<Envelope> certificates;  ///< co-signatures of the closing head
  friend bool operator==(RecordFile const&, RecordFile const&) = default;
};

/// The last line.
struct RecordEnd {
  SignedHead head;
  std::vector<Envelope> certificates;
};

/// What could be read of a file that begins as a record does. entries[i] is line i + 2, read or refused.
struct RecordReading {
  RecordHeader header;
  std::vector<Result<Entry>> entries;
  Result<RecordEnd> end;
};

/// Reads what can be read. Error: bad_record when this is no record at all, that is, when its first line is
/// no header of a format known here. Damage behind the first line is told in its place.
[[nodiscard]] Result<RecordReading> read_record(std::string_view text);

/// Everything by which a reading does not hold on its own, in the order of the file: lines that cannot be
/// read, positions out of order (bad_inclusion), times that go back (time_reversed), envelopes whose
/// signature is not by the key that they name (bad_signature), openings in a record that says it has none,
/// a head of another log, size or root (bad_inclusion), or not signed by the header's key.
/// `where` is "entry 41" with the member's pointer behind it, or "head". Empty: the record holds together.
/// Who may sign what, and whether findings follow from acts, is not known here.
[[nodiscard]] std::vector<Refusal> faults(RecordReading const& reading);

/// Reads a record that must hold: the first refusal of read_record, or the first of faults().
[[nodiscard]] Result<RecordFile> parse_record(std::string_view text);

/// The text of a record: one text for one record. Openings are written only if the header says that they are
/// kept. Reading it gives the record back, without its openings where they are left out.
[[nodiscard]] std::string write_record(RecordFile const& record);

}  // namespace conclave::record
