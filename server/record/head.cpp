// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_bytes.hpp"

#include <conclave/record/head.hpp>

#include <algorithm>
#include <charconv>

namespace conclave::record {
namespace {

constexpr std::uint8_t ed25519_note = 0x01;         ///< C2SP signed-note's number of the algorithm
constexpr std::string_view dash = "\xe2\x80\x94 ";  ///< em dash and space
constexpr std::size_t most_signatures = 16;

Refusal bad(std::string_view line, std::string_view what) {
  return refuse(Reason::bad_encoding, std::string(line), std::string(what));
}

/// The text up to `separator`, which is taken off with it; nothing if it is not there.
std::optional<std::string_view> take(std::string_view& text, std::string_view separator) {
  auto const end = text.find(separator);
  if (end == std::string_view::npos) return std::nullopt;
  auto const taken = text.substr(0, end);
  text.remove_prefix(end + separator.size());
  return taken;
}

/// The log that an origin names. Nothing for what is no origin.
std::optional<LogId> log_of(std::string_view origin) {
  auto const server = take(origin, "/");
  if (!server || !is_server_name(*server)) return std::nullopt;
  auto const log = LogId::parse(origin);
  if (!log) return std::nullopt;
  return log.value();
}

/// A decimal number without sign or leading zeros, at most 2^53-1.
std::optional<std::uint64_t> size_of(std::string_view digits) {
  std::uint64_t size = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (error != std::errc{} || size > std::uint64_t{largest_integer}) return std::nullopt;
  if (std::to_string(size) != digits) return std::nullopt;
  return size;
}

/// True for key names of signed notes: not empty, no white space, no plus. Witnesses choose their own.
bool is_key_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > 255 || !is_utf8(name)) return false;
  return std::none_of(name.begin(), name.end(),
                      [](char c) { return c == '+' || static_cast<unsigned char>(c) <= 0x20; });
}

std::string body_of(std::string_view origin, Head const& head) {
  std::string out(origin);
  out.append(1, '\n').append(std::to_string(head.size)).append(1, '\n');
  return out.append(base64_of(head.root.bytes)).append(1, '\n');
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return bad("signature", "a signature line begins with an em dash and a space");
  line.remove_prefix(dash.size());
  auto const name = take(line, " ");
  if (!name || !is_key_name(*name)) return bad("signature", "no key name");
  auto const data = base64_bytes(line);
  if (!data || data->size() <= 4 || data->size() > 8'000)
    return bad("signature", "no base64 of a key hash and a signature");
  NoteSignature signature{std::string(*name), {}, crypto::Bytes(data->begin() + 4, data->end())};
  std::copy_n(data->begin(), 4, signature.key_hash.begin());
  return signature;
}

}  // namespace

bool is_server_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > 200) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  });
}

std::string origin_of(std::string_view server_name, LogId const& log) {
  ensure(is_server_name(server_name), "a server name that no origin can hold");
  return std::string(server_name) + "/" + log.str();
}

std::array<std::uint8_t, 4> VerifierKey::key_hash() const {
  std::string input = name + "\n";
  input += static_cast<char>(ed25519_note);
  input.append(text_of(key.bytes()));
  crypto::Hash const hash = crypto::sha256(bytes_of(input));
  std::array<std::uint8_t, 4> out{};
  std::copy_n(hash.bytes.begin(), out.size(), out.begin());
  return out;
}

std::string VerifierKey::to_string() const {
  crypto::Bytes data{ed25519_note};
  auto const bytes = key.bytes();
  data.insert(data.end(), bytes.begin(), bytes.end());
  return name + "+" + crypto::to_hex(key_hash()) + "+" + base64_of(data);
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  Refusal const refusal = bad("", "no verifier key of the form origin+hash+base64");
  std::string_view rest = text;
  auto const name = take(rest, "+");
  if (!name || !log_of(*name)) return refusal;
  auto const hash = take(rest, "+");
  if (!hash) return refusal;
  auto const data = base64_array<33>(rest);
  if (!data || data->front() != ed25519_note) return refusal;
  auto const key = crypto::PublicKey::decode(std::span(*data).subspan(1));
  if (!key) return refusal;
  VerifierKey const out{std::string(*name), key.value()};
  if (out.to_string() != text) return refusal;  // the hash is another's, or in capitals
  return out;
}

SignedHead SignedHead::make(Head const& head, std::string_view server_name, crypto::IdentityKey const& key) {
  SignedHead out;
  out.head_ = head;
  out.origin_ = origin_of(server_name, head.log);
  std::string const body = body_of(out.origin_, head);
  crypto::Signature const signature = key.sign(bytes_of(body));
  NoteSignature line{out.origin_, VerifierKey{out.origin_, key.public_key()}.key_hash(),
                     crypto::Bytes(signature.bytes.begin(), signature.bytes.end())};
  crypto::Bytes data(line.key_hash.begin(), line.key_hash.end());
  data.insert(data.end(), line.signature.begin(), line.signature.end());
  out.text_ = body + "\n" + std::string(dash) + line.name + " " + base64_of(data) + "\n";
  out.signatures_.push_back(std::move(line));
  return out;
}

Result<SignedHead> SignedHead::parse(std::string_view text) {
  SignedHead out;
  out.text_ = text;
  auto const origin = take(text, "\n");
  auto const log = origin ? log_of(*origin) : std::nullopt;
  if (!log) return bad("origin", "the first line is not <server>/<log>");
  auto const digits = take(text, "\n");
  auto const size = digits ? size_of(*digits) : std::nullopt;
  if (!size) return bad("size", "the second line is no size");
  auto const encoded = take(text, "\n");
  auto const root = encoded ? base64_array<32>(*encoded) : std::nullopt;
  if (!root) return bad("root", "the third line is no base64 of 32 bytes");
  auto const empty = take(text, "\n");
  if (!empty || !empty->empty()) return bad("text", "an empty line must follow the root");
  out.origin_ = *origin;
  out.head_ = {*log, *size, crypto::Hash{*root}};

  while (!text.empty()) {
    auto const line = take(text, "\n");
    if (!line) return bad("signature", "the last line has no end");
    auto signature = parse_signature(*line);
    if (!signature) return signature.error();
    bool const twice =
        std::any_of(out.signatures_.begin(), out.signatures_.end(), [&](NoteSignature const& other) {
          return other.name == signature.value().name && other.key_hash == signature.value().key_hash;
        });
    if (twice) return bad("signature", "two lines by one key");
    out.signatures_.push_back(std::move(signature.value()));
    if (out.signatures_.size() > most_signatures) return bad("signature", "more than sixteen signatures");
  }
  if (out.signatures_.empty()) return bad("signature", "no signature");
  return out;
}

Result<void> SignedHead::verify(VerifierKey const& key) const {
  if (origin_ != key.name)
    return refuse(Reason::wrong_key, "origin", "expected " + key.name + ", found " + origin_);
  auto const hash = key.key_hash();
  auto const line = std::find_if(signatures_.begin(), signatures_.end(), [&](NoteSignature const& signature) {
    return signature.name == key.name && signature.key_hash == hash;
  });
  if (line == signatures_.end())
    return refuse(Reason::wrong_key, "signature", "no signature by the log's key");
  crypto::Signature signature{};
  if (line->signature.size() != signature.bytes.size()) {
    return refuse(Reason::bad_signature, "signature", "not 64 bytes");
  }
  std::copy(line->signature.begin(), line->signature.end(), signature.bytes.begin());
  if (!crypto::verify(key.key, bytes_of(body_of(origin_, head_)), signature)) {
    return refuse(Reason::bad_signature, "signature", "it does not hold under the log's key");
  }
  return {};
}

}  // namespace conclave::record
