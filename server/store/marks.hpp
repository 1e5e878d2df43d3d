// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Single numbers that the store keeps about itself.
#pragma once

#include "sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace conclave::store {

inline constexpr std::string_view schema_version_mark = "schema_version";
inline constexpr std::string_view last_alive_mark = "last_alive";

/// The table marks, seen through one connection.
class Marks {
public:
  explicit Marks(Connection& connection);

  [[nodiscard]] std::optional<std::int64_t> get(std::string_view name);
  void set(std::string_view name, std::int64_t value);

private:
  Statement get_;
  Statement set_;
};

}  // namespace conclave::store
