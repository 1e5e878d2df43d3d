// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every finding of the register, signed by the server. seat_lost follows from an act and is recomputed;
// the others are statements that only the server can make, and readers are shown that it made them.
#pragma once

#include <conclave/deliberation/act.hpp>
#include <conclave/deliberation/register/acts.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace conclave::deliberation {

/// A juror was put on the list of barred people, and has no seat from here on (R-A2).
struct JurorSeatLost {
  PersonId person;
  static constexpr std::string_view kind = "seat_lost";
  static constexpr auto members = record::members(record::member("person", &JurorSeatLost::person));
};

/// The operator has installed a Director without the signature of the one before (R-A6). Every page and
/// every record shows this.
struct DirectorReplaced {
  PersonId person;
  std::string name;
  crypto::PublicKey key;
  static constexpr std::string_view kind = "director_replaced";
  static constexpr auto members =
      record::members(record::member("person", &DirectorReplaced::person),
                      record::member("name", &DirectorReplaced::name, record::at_most(200)),
                      record::member("key", &DirectorReplaced::key));
};

/// The server was down. Nothing in the register runs against a clock, so nothing moves.
struct RegisterResumed {
  Timestamp down_from;
  Timestamp down_to;
  static constexpr std::string_view kind = "resumed";
  static constexpr auto members = record::members(record::member("down_from", &RegisterResumed::down_from),
                                                  record::member("down_to", &RegisterResumed::down_to));
};

using RegisterFinding = std::variant<JurorSeatLost, DirectorReplaced, RegisterResumed>;

using RegisterHappening = Happening<RegisterActBody, RegisterFinding>;

}  // namespace conclave::deliberation
