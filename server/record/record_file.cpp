// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/record/merkle.hpp>
#include <conclave/record/record_file.hpp>

#include <algorithm>

namespace conclave::record {

template <>
struct Names<Openings> {
  static constexpr std::array<std::pair<Openings, std::string_view>, 2> names{{
      {Openings::kept, "kept"},
      {Openings::left_out, "left_out"},
  }};
};

namespace {

// A payload is at most 1 MiB, 4/3 of that in base64, and beside it may stand 64 openings of 64 KiB, six times
// that if every byte is escaped.
constexpr Limits line_limits{.max_bytes = 32U << 20U, .max_depth = 8};

struct HeaderLine {
  std::string format;
  LogId log;
  Openings openings = Openings::left_out;
  std::string origin;
  std::string server_key;
  static constexpr auto members = record::members(
      record::member("format", &HeaderLine::format), record::member("log", &HeaderLine::log),
      record::member("openings", &HeaderLine::openings), record::member("origin", &HeaderLine::origin),
      record::member("server_key", &HeaderLine::server_key));
};

struct EndLine {
  std::vector<Envelope> certificates;
  std::string checkpoint;
  static constexpr auto members =
      record::members(record::member("certificates", &EndLine::certificates),
                      record::member("checkpoint", &EndLine::checkpoint, at_most(16'000)));
};

std::string entry_name(std::size_t position) {
  return "entry " + std::to_string(position);
}

/// Reads one line as a message; `name` is what the line is called in refusals.
template <class T>
Result<T> read_line(std::string_view line, std::string const& name) {
  auto const value = parse_canonical(line, line_limits);
  if (!value) {
    // The text of one line has one line: only its column says anything.
    std::string const where = value.error().where;
    auto const column = where.find("column");
    return refuse(value.error().reason, name,
                  (column == std::string::npos ? "" : where.substr(column) + ": ") + value.error().detail);
  }
  return decode<T>(value.value(), name);
}

Result<RecordHeader> read_header(std::string_view line) {
  std::string const name = "line 1";
  auto const read = read_line<HeaderLine>(line, name);
  if (!read) {
    return refuse(Reason::bad_record, read.error().where, "no header of a record: " + describe(read.error()));
  }
  HeaderLine const& header = read.value();
  if (header.format != record_format) {
    return refuse(Reason::bad_record, name + "/format",
                  "the only format known here is " + std::string(record_format));
  }
  auto const key = VerifierKey::parse(header.server_key);
  if (!key) return refuse(Reason::bad_record, name + "/server_key", key.error().detail);
  if (header.origin != key.value().name) {
    return refuse(Reason::bad_record, name + "/origin", "the key's name is " + key.value().name);
  }
  if (!header.origin.ends_with("/" + header.log.str())) {
    return refuse(Reason::bad_record, name + "/log", "the origin is " + header.origin);
  }
  return RecordHeader{header.log, header.openings, key.value()};
}

Result<RecordEnd> read_end(std::string_view line) {
  auto const read = read_line<EndLine>(line, "head");
  if (!read) return read.error();
  auto const head = SignedHead::parse(read.value().checkpoint);
  if (!head) {
    return refuse(Reason::bad_encoding, "head/checkpoint", head.error().where + ": " + head.error().detail);
  }
  return RecordEnd{head.value(), read.value().certificates};
}

Refusal cut_short() {
  return refuse(Reason::bad_record, "head", "the record is cut short: it ends without a checkpoint");
}

/// The lines of a text, without their ends. The last one is empty if the text ends as it must.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    auto const end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

/// The signature holds under the key that the envelope itself names.
bool signed_by_its_key(Envelope const& envelope) {
  auto const key = author_key(envelope);
  return key && verify(envelope, key.value());
}

void entry_faults(Entry const& entry, std::size_t expected, Openings openings, std::vector<Refusal>& faults) {
  std::string const name = entry_name(expected);
  if (entry.position != expected) {
    faults.push_back(
        refuse(Reason::bad_inclusion, name, "its position says " + std::to_string(entry.position)));
  }
  if (!signed_by_its_key(entry.envelope)) {
    faults.push_back(
        refuse(Reason::bad_signature, name + "/envelope", "not signed by the key that it names"));
  }
  if (openings == Openings::left_out && !entry.openings.empty()) {
    faults.push_back(
        refuse(Reason::bad_record, name + "/openings", "the header says that they are left out"));
    return;
  }
  for (std::size_t i = 0; i < entry.openings.size(); ++i) {
    // Nothing but its commitment ties an opening to what was signed.
    std::string const commitment = std::string(encode(commitment_of(entry.openings[i])).get_string());
    if (entry.envelope.payload.find(commitment) == std::string::npos) {
      faults.push_back(refuse(Reason::bad_commitment, name + "/openings/" + std::to_string(i),
                              "what was signed names no such text"));
    }
  }
}

void head_faults(RecordEnd const& end, RecordReading const& reading, MerkleTree const& tree, bool complete,
                 std::vector<Refusal>& faults) {
  if (auto const signature = end.head.verify(reading.header.server_key); !signature) {
    faults.push_back(
        refuse(signature.error().reason, "head", signature.error().where + ": " + signature.error().detail));
  }
  Head const& head = end.head.head();
  if (head.size != reading.entries.size()) {
    faults.push_back(refuse(Reason::bad_inclusion, "head",
                            "it is the head of " + std::to_string(head.size) + " entries, and here are " +
                                std::to_string(reading.entries.size())));
  } else if (complete && head.root != tree.root()) {
    faults.push_back(refuse(Reason::bad_inclusion, "head", "its root is not the root of these entries"));
  }
  for (std::size_t i = 0; i < end.certificates.size(); ++i) {
    if (!signed_by_its_key(end.certificates[i])) {
      faults.push_back(refuse(Reason::bad_signature, "head/certificates/" + std::to_string(i),
                              "not signed by the key that it names"));
    }
  }
}

}  // namespace

Result<RecordReading> read_record(std::string_view text) {
  auto const lines = lines_of(text);
  auto const header = read_header(lines.front());
  if (!header) return header.error();

  RecordReading reading{header.value(), {}, cut_short()};
  auto const read_entry = [&](std::string_view line) {
    reading.entries.push_back(read_line<Entry>(line, entry_name(reading.entries.size())));
  };
  std::string_view const unended = lines.back();
  std::size_t const ended = lines.size() - 1;
  for (std::size_t i = 1; i + 1 < ended; ++i)
    read_entry(lines[i]);
  if (ended >= 2) {
    // The last line is the end, unless the record was cut behind an entry. Quotes inside strings are
    // escaped, so only a member can look like this.
    std::string_view const last = lines[ended - 1];
    bool const is_entry = last.find("\"position\":") != std::string_view::npos;
    if (is_entry || !unended.empty())
      read_entry(last);
    else
      reading.end = read_end(last);
  }
  return reading;
}

std::vector<Refusal> faults(RecordReading const& reading) {
  std::vector<Refusal> faults;
  MerkleTree tree;
  bool complete = true;
  Timestamp latest{};
  for (std::size_t i = 0; i < reading.entries.size(); ++i) {
    auto const& read = reading.entries[i];
    if (!read) {
      faults.push_back(read.error());
      complete = false;
      continue;
    }
    Entry const& entry = read.value();
    entry_faults(entry, i, reading.header.openings, faults);
    if (entry.time < latest) faults.push_back(refuse(Reason::time_reversed, entry_name(i), {}));
    latest.ms = std::max(latest.ms, entry.time.ms);
    tree.append(leaf_hash(entry));
  }
  if (reading.end)
    head_faults(reading.end.value(), reading, tree, complete, faults);
  else
    faults.push_back(reading.end.error());
  return faults;
}

Result<RecordFile> parse_record(std::string_view text) {
  auto read = read_record(text);
  if (!read) return read.error();
  RecordReading& reading = read.value();
  auto const found = faults(reading);
  if (!found.empty()) return found.front();
  RecordEnd& end = reading.end.value();
  RecordFile out{std::move(reading.header), {}, std::move(end.head), std::move(end.certificates)};
  out.entries.reserve(reading.entries.size());
  for (auto& entry : reading.entries)
    out.entries.push_back(std::move(entry.value()));
  return out;
}

std::string write_record(RecordFile const& record) {
  HeaderLine const header{std::string(record_format), record.header.log, record.header.openings,
                          record.header.server_key.name, record.header.server_key.to_string()};
  std::string out = encode_text(header) + "\n";
  for (Entry const& entry : record.entries) {
    if (record.header.openings == Openings::kept) {
      out += encode_text(entry) + "\n";
    } else {
      out += encode_text(Entry{entry.position, entry.time, entry.envelope, {}}) + "\n";
    }
  }
  return out + encode_text(EndLine{record.certificates, record.head.text()}) + "\n";
}

}  // namespace conclave::record
