// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Size and root of a log, signed by the server as a checkpoint: the text of C2SP tlog-checkpoint in a C2SP
// signed note.
//
//   jury.example/session-7
//   42
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   — jury.example/session-7 Az3grnmr…
#pragma once

#include <conclave/crypto/hash.hpp>
#include <conclave/crypto/signature.hpp>
#include <conclave/record/codec.hpp>
#include <conclave/record/ids.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::record {

struct Head {
  LogId log;
  std::uint64_t size = 0;
  crypto::Hash root{};

  static constexpr auto members =
      record::members(record::member("log", &Head::log), record::member("size", &Head::size),
                      record::member("root", &Head::root));
  friend bool operator==(Head const&, Head const&) = default;
};

/// True for what a server may be called in origins: 1 to 200 of [A-Za-z0-9._:-].
[[nodiscard]] bool is_server_name(std::string_view name) noexcept;

/// "<server name>/<log id>": the checkpoint's origin, and the name of the key that signs it.
/// Precondition (aborts): is_server_name(server_name).
[[nodiscard]] std::string origin_of(std::string_view server_name, LogId const& log);

/// The key that signs a log's checkpoints, as C2SP writes it: "origin+<8 hex digits>+<base64>".
/// The digits are the first four bytes of SHA-256(name || 0x0a || 0x01 || key); base64 is of 0x01 || key.
struct VerifierKey {
  std::string name;  ///< the origin
  crypto::PublicKey key;

  [[nodiscard]] std::array<std::uint8_t, 4> key_hash() const;
  [[nodiscard]] std::string to_string() const;
  /// Error: bad_encoding.
  [[nodiscard]] static Result<VerifierKey> parse(std::string_view text);

  friend bool operator==(VerifierKey const&, VerifierKey const&) = default;
};

/// One signature line of a note: "— name base64(key hash || signature)".
struct NoteSignature {
  std::string name;
  std::array<std::uint8_t, 4> key_hash{};
  crypto::Bytes signature;
  friend bool operator==(NoteSignature const&, NoteSignature const&) = default;
};

/// A checkpoint that was parsed, and not yet verified. Lines of other signers (witnesses) are kept, up to
/// sixteen, and judged by nobody here.
class SignedHead {
public:
  /// Signs a head. Precondition (aborts): is_server_name(server_name).
  [[nodiscard]] static SignedHead make(Head const& head, std::string_view server_name,
                                       crypto::IdentityKey const& key);

  /// Reads a checkpoint: exactly origin, size and root (no extension lines), an empty line, one to sixteen
  /// signature lines, none twice for one key. Error: bad_encoding, naming the line.
  [[nodiscard]] static Result<SignedHead> parse(std::string_view text);

  /// That `key` signed this text, and for its own origin.
  /// Errors: wrong_key when the origin is another or no line is by this key; bad_signature.
  [[nodiscard]] Result<void> verify(VerifierKey const& key) const;

  [[nodiscard]] Head const& head() const noexcept { return head_; }
  [[nodiscard]] std::string const& origin() const noexcept { return origin_; }
  [[nodiscard]] std::vector<NoteSignature> const& signatures() const noexcept { return signatures_; }
  /// The note's text, exactly as made or read.
  [[nodiscard]] std::string const& text() const noexcept { return text_; }

  friend bool operator==(SignedHead const& a, SignedHead const& b) { return a.text_ == b.text_; }

private:
  SignedHead() = default;
  Head head_;
  std::string origin_;
  std::string text_;
  std::vector<NoteSignature> signatures_;
};

}  // namespace conclave::record
