// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What is answered to a request that is no upgrade, without the types of Beast.
#pragma once

#include "shared.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::gateway {

using Headers = std::vector<std::pair<std::string_view, std::string>>;

struct HttpReply {
  unsigned status = 200;
  Headers headers;
  std::string text;                  ///< the body, or
  StaticFile const* file = nullptr;  ///< a file's body

  std::string_view body() const {
    return file != nullptr ? std::string_view(file->body) : std::string_view(text);
  }
};

/// A short plain text that says what is wrong.
HttpReply plain_reply(unsigned status, std::string text);

/// Answers GET: the health page, a static file, or 404.
HttpReply answer_get(Shared const& shared, std::string_view target, std::string_view if_none_match);

/// What every response carries: nothing but our own code runs in a page, nobody frames it, nothing leaks out
/// of it.
Headers const& security_headers(bool tls);

}  // namespace conclave::gateway
