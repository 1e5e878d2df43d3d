// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The signed bytes of acts and findings:
//   {"answers":…,"author":…,"body":{…},"counter":…,"kind":…,"log":…,"seen":{…},"time":…}
//   {"body":{…},"finding":…,"log":…}
#pragma once

#include <conclave/deliberation/act.hpp>
#include <conclave/record/json.hpp>

#include <string>

namespace conclave::deliberation {

namespace detail {

/// A payload taken apart, before its body is read as one of its log's kinds.
struct Frame {
  std::string kind;
  boost::json::value rest;
  boost::json::value body;
};

/// Parses canonical bytes and takes `kind_name` and "body" out. Errors: those of parse_canonical,
/// unknown_kind for another payload type, missing_member, wrong_type.
Result<Frame> take_apart(record::Envelope const& envelope, std::string_view payload_type,
                         std::string_view kind_name);
std::string put_together(boost::json::value rest, std::string_view kind_name, std::string_view kind,
                         boost::json::value body);

/// What is left of a finding beside kind and body.
struct FindingHeader {
  LogId log;
  static constexpr auto members = record::members(record::member("log", &FindingHeader::log));
};

}  // namespace detail

/// Reads the signed bytes of an act. Body is a std::variant of described structs, each with a `kind`.
/// Refuses with the pointer of whatever does not fit; does not look at the signature.
template <class Body>
Result<Act<Body>> decode_act(record::Envelope const& envelope) {
  auto frame = detail::take_apart(envelope, record::act_type, "kind");
  if (!frame) return frame.error();
  auto header = record::decode<ActHeader>(frame->rest);
  if (!header) return header.error();
  auto body = record::decode_kind<Body>(frame->kind, frame->body, "/body");
  if (!body) return body.error();
  return Act<Body>{std::move(*header), std::move(*body), record::act_hash(envelope), {}};
}

/// The canonical bytes of an act, to be signed.
template <class Body>
std::string encode_act(ActHeader const& header, Body const& body) {
  return detail::put_together(record::encode(header), "kind", record::kind_of(body),
                              record::encode_body(body));
}

/// Reads the signed bytes of a finding of `log`.
template <class Body>
Result<Body> decode_finding(LogId const& log, record::Envelope const& envelope) {
  auto frame = detail::take_apart(envelope, record::finding_type, "finding");
  if (!frame) return frame.error();
  auto const header = record::decode<detail::FindingHeader>(frame->rest);
  if (!header) return header.error();
  if (header->log != log) return refuse(Reason::wrong_log, "/log", header->log.str());
  return record::decode_kind<Body>(frame->kind, frame->body, "/body", "/finding");
}

/// The canonical bytes of a finding, to be signed by the server and recomputed by verifiers.
template <class Body>
std::string encode_finding(LogId const& log, Body const& body) {
  return detail::put_together(record::encode(detail::FindingHeader{log}), "finding", record::kind_of(body),
                              record::encode_body(body));
}

}  // namespace conclave::deliberation
