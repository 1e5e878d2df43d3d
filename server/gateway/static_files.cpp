// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "static_files.hpp"

#include "pem.hpp"

#include <conclave/gateway/gateway.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace conclave::gateway {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t max_total = 64UL * 1024 * 1024;

std::string content_type(fs::path const& file) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> types{{
      {".css", "text/css; charset=utf-8"},
      {".ftl", "text/plain; charset=utf-8"},
      {".gif", "image/gif"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".jpeg", "image/jpeg"},
      {".jpg", "image/jpeg"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".md", "text/plain; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".ttf", "font/ttf"},
      {".txt", "text/plain; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".webmanifest", "application/manifest+json"},
      {".webp", "image/webp"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
  }};
  auto const extension = file.extension().string();
  for (auto const& [ending, type] : types)
    if (extension == ending) return std::string(type);
  return "application/octet-stream";
}

// The build puts what it names by content into assets/: app-3fa9c2d1.js.
std::string cache_control(std::string_view name) {
  return name.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

std::string read_whole(fs::path const& file, std::uintmax_t& left) {
  std::ifstream in(file, std::ios::binary);
  std::string body;
  std::array<char, 65536> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    auto const count = static_cast<std::size_t>(in.gcount());
    if (count > left)
      throw GatewayError("the folder of static files holds more than 64 MiB, at " + file.string());
    left -= count;
    body.append(block.data(), count);
  }
  if (!in.eof()) throw GatewayError("cannot read the static file " + file.string());
  return body;
}

bool is_within(fs::path const& file, fs::path const& root) {
  auto const [end, at] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end() && at != file.end();
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view path) {
  std::string result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '%') {
      result += path[i];
      continue;
    }
    int const high = i + 2 < path.size() ? hex_digit(path[i + 1]) : -1;
    int const low = i + 2 < path.size() ? hex_digit(path[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return result;
}

}  // namespace

StaticFiles::StaticFiles(fs::path const& root) {
  std::error_code error;
  auto const base = fs::canonical(root, error);
  if (error || !fs::is_directory(base, error))
    throw GatewayError("there is no folder of static files at " + root.string());
  std::uintmax_t left = max_total;
  try {
    for (auto it = fs::recursive_directory_iterator(base); it != fs::recursive_directory_iterator(); ++it) {
      auto const& path = it->path();
      if (path.filename().string().starts_with('.')) {
        it.disable_recursion_pending();
        continue;
      }
      auto const real = fs::canonical(path, error);
      if (error || !is_within(real, base) || !fs::is_regular_file(real)) continue;
      auto name = "/" + path.lexically_relative(base).generic_string();
      StaticFile file;
      file.body = read_whole(real, left);
      file.content_type = content_type(path);
      file.etag = '"' + sha256_hex(file.body).substr(0, 32) + '"';
      file.cache_control = cache_control(name);
      files_.emplace(std::move(name), std::move(file));
    }
  } catch (fs::filesystem_error const& failed) {
    throw GatewayError(std::string("cannot read the static files: ") + failed.what());
  }
}

StaticFile const* StaticFiles::find(std::string_view target) const {
  auto name = decoded(target.substr(0, target.find_first_of("?#")));
  if (!name) return nullptr;
  if (name->ends_with('/')) *name += "index.html";
  auto const found = files_.find(*name);
  return found == files_.end() ? nullptr : &found->second;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    auto const comma = if_none_match.find(',');
    auto one = if_none_match.substr(0, comma);
    if_none_match = comma == std::string_view::npos ? std::string_view() : if_none_match.substr(comma + 1);
    while (one.starts_with(' '))
      one.remove_prefix(1);
    while (one.ends_with(' '))
      one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag || one == "*") return true;
  }
  return false;
}

}  // namespace conclave::gateway
