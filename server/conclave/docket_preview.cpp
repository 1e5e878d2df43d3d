// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "docket_preview.hpp"

namespace conclave::server {

deliberation::DocketReading read_docket(std::string_view file_name, std::string_view text,
                                        deliberation::DocketOptions const& options) {
  return file_name.ends_with(".json") ? deliberation::read_docket_json(text, options)
                                      : deliberation::read_docket_csv(text, options);
}

std::string preview(std::string_view file_name, deliberation::DocketReading const& reading) {
  std::string out;
  if (!reading.problems.empty()) {
    for (auto const& problem : reading.problems) {
      out += std::string(file_name) + ", " + problem.where + ": " + problem.detail + '\n';
    }
    return out + "Nothing was imported: a docket is taken whole or refused whole.\n";
  }
  for (auto const& item : reading.cases) {
    out += item.case_id.str() + "  " + item.title + ", " + item.country + "  " +
           std::string(record::name_of(item.kind)) + '\n';
  }
  return out + std::to_string(reading.cases.size()) + " cases\n";
}

}  // namespace conclave::server
