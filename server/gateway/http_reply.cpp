// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http_reply.hpp"

namespace conclave::gateway {

HttpReply plain_reply(unsigned status, std::string text) {
  HttpReply reply;
  reply.status = status;
  reply.text = std::move(text) + "\n";
  reply.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
  return reply;
}

HttpReply answer_get(Shared const& shared, std::string_view target, std::string_view if_none_match) {
  HttpReply reply;
  if (target == "/healthz") {
    reply.text = shared.handler.health();
    reply.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    return reply;
  }
  auto const* const file = shared.files.find(target);
  if (file == nullptr) return plain_reply(404, "There is nothing here.");
  reply.headers = {{"ETag", file->etag}, {"Cache-Control", file->cache_control}};
  if (etag_matches(if_none_match, file->etag)) {
    reply.status = 304;
    return reply;
  }
  reply.headers.emplace_back("Content-Type", file->content_type);
  reply.file = file;
  return reply;
}

Headers const& security_headers(bool tls) {
  static Headers const always = {
      {"Content-Security-Policy",
       "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
       "object-src 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Frame-Options", "DENY"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Embedder-Policy", "require-corp"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
  };
  static Headers const over_tls = [] {
    auto headers = always;
    headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return headers;
  }();
  return tls ? over_tls : always;
}

}  // namespace conclave::gateway
