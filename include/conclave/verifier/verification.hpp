// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The verification of a record: every check in plain words, each passed, failed or not made, and the
// decisions. Needs nothing but the file. The same library stands behind conclave-verify and `conclave
// verify`.
#pragma once

#include <conclave/crypto/bytes.hpp>
#include <conclave/record/ids.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::verifier {

enum class Verdict { passed, failed, unchecked };

/// What does not fit, and where.
struct Finding {
  std::optional<std::uint64_t> entry;  ///< its position in the log
  std::string what;                    ///< "entry 41, cast_ballot by amina: bad_signature at /signatures/0"
};

struct Check {
  std::string id;     ///< stable: "entries_signed"
  std::string title;  ///< "Every act and finding is signed by the key that it names"
  Verdict verdict = Verdict::unchecked;
  std::string detail;  ///< "412 signatures"
  std::vector<Finding> findings;
};

struct DecisionLine {
  std::string case_id;
  std::string title;
  std::string motion;
  std::string decision;              ///< "adopted", "rejected", "elected", or "undecided"
  std::string by;                    ///< "consensus", "ballot", or empty
  std::string elected;               ///< a person's name, in an election
  std::vector<std::string> rounds;   ///< "round 1: for 3, against 3, abstain 0: no majority"
  std::vector<std::string> recused;  ///< "Dana Okafor, on the Director's request"
};

struct Report {
  bool valid = false;
  std::string anchor;  ///< "checked", "unchecked" or "mismatch"
  std::string log;
  std::string title;
  std::string body;
  std::uint64_t size = 0;
  std::string root;       ///< hex
  std::string director;   ///< name and fingerprint of the Director who founded the register
  std::string certified;  ///< in words
  std::vector<Check> checks;
  std::vector<DecisionLine> decisions;
};

struct Options {
  std::optional<std::string>
      director;        ///< fingerprint to anchor the record with: 64 hex digits, spaces allowed
  bool batch = false;  ///< verify the proofs in batches instead of one by one
  std::function<void(std::uint64_t done, std::uint64_t of)> progress;
};

/// SHA-256 of a public key as hex: what people compare over another channel.
std::string fingerprint(crypto::ByteView public_key);

/// Verifies the text of a record. Nothing at all: the text is no record (`why` says so).
std::optional<Report> verify(std::string_view text, Options const& options, std::string& why);

/// The report as people read it.
std::string in_words(Report const& report);
/// The report as one JSON object on one line.
std::string in_json(Report const& report);

}  // namespace conclave::verifier
