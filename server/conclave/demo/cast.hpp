// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The people of the demonstration. All of them are invented; the docket is real.
#pragma once

#include <array>
#include <string_view>

namespace conclave::server::demo {

struct Character {
  std::string_view id;
  std::string_view name;
  std::string_view region;
  std::string_view gender;
};

inline constexpr Character director{"halvorsen", "Ingrid Halvorsen", "", ""};
inline constexpr Character secretary{"rivera", "Tomás Rivera", "", ""};

inline constexpr std::array<Character, 9> jurors{{
    {"amina", "Amina Diallo", "Africa", "woman"},
    {"bo", "Bo Lindqvist", "Europe and North America", "man"},
    {"chen", "Chen Yulan", "Asia and the Pacific", "woman"},
    {"dana", "Dana Haddad", "Arab States", "woman"},
    {"eli", "Elías Quispe", "Latin America and the Caribbean", "man"},
    {"farid", "Farid Nasser", "Arab States", "man"},
    {"grace", "Grace Nakato", "Africa", ""},
    {"hana", "Hana Kim (김하나)", "Asia and the Pacific", "woman"},
    {"ivo", "Ivo Petrov", "Europe and North America", "man"},  // whose mandate has ended
}};

/// Sits on the Governing Board, and so cannot be appointed.
inline constexpr Character barred{"marchetti", "Vittorio Marchetti", "Europe and North America", "man"};

}  // namespace conclave::server::demo
