// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The one place where the codecs of a session's acts and findings are compiled.
#include <conclave/deliberation/session/session_law.hpp>

namespace conclave::deliberation {

template Result<SessionAct> decode_act<SessionActBody>(record::Envelope const&);
template std::string encode_act<SessionActBody>(ActHeader const&, SessionActBody const&);
template Result<SessionFinding> decode_finding<SessionFinding>(LogId const&, record::Envelope const&);
template std::string encode_finding<SessionFinding>(LogId const&, SessionFinding const&);

}  // namespace conclave::deliberation
