// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The files for browsers, held in memory. A request's path is looked up among the names that were found when
// the gateway started; it never reaches the file system, so there is nothing to climb out of.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace conclave::gateway {

struct StaticFile {
  std::string body;
  std::string content_type;
  std::string etag;  ///< quoted; from the SHA-256 of the body
  std::string
      cache_control;  ///< names that hold a hash of their content are kept for a year, others asked for again
};

class StaticFiles {
public:
  StaticFiles() = default;

  /// Reads the folder whole. Left out: names that begin with a dot, anything but regular files, and links
  /// that lead out of the folder. Throws GatewayError when there is no such folder, or more than 64 MiB in
  /// it.
  explicit StaticFiles(std::filesystem::path const& root);

  /// For the target of a request ("/", "/app/?x=1", "/a%20b.txt"), or null. "/" and folders mean their
  /// index.html.
  StaticFile const* find(std::string_view target) const;

private:
  std::map<std::string, StaticFile, std::less<>> files_;  // by path with a leading slash, not encoded
};

/// Whether a header If-None-Match names this ETag.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace conclave::gateway
