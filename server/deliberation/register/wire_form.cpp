// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The one place where the codecs of the register's acts and findings are compiled.
#include <conclave/deliberation/register/register_law.hpp>

namespace conclave::deliberation {

template Result<RegisterAct> decode_act<RegisterActBody>(record::Envelope const&);
template std::string encode_act<RegisterActBody>(ActHeader const&, RegisterActBody const&);
template Result<RegisterFinding> decode_finding<RegisterFinding>(LogId const&, record::Envelope const&);
template std::string encode_finding<RegisterFinding>(LogId const&, RegisterFinding const&);

}  // namespace conclave::deliberation
