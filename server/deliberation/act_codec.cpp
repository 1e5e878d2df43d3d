// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include <conclave/deliberation/act_codec.hpp>

namespace conclave::deliberation::detail {

Result<Frame> take_apart(record::Envelope const& envelope, std::string_view payload_type,
                         std::string_view kind_name) {
  if (envelope.payload_type != payload_type) {
    return refuse(Reason::unknown_kind, "/payloadType", envelope.payload_type);
  }
  auto parsed = record::parse_canonical(envelope.payload);
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return refuse(Reason::wrong_type, "", "an object is expected");
  auto& object = parsed->get_object();
  auto const kind = object.find(kind_name);
  std::string const kind_where = "/" + std::string(kind_name);
  if (kind == object.end()) return refuse(Reason::missing_member, kind_where);
  if (!kind->value().is_string()) return refuse(Reason::wrong_type, kind_where, "a string is expected");
  auto const body = object.find("body");
  if (body == object.end()) return refuse(Reason::missing_member, "/body");
  Frame frame{std::string(kind->value().get_string().c_str(), kind->value().get_string().size()), nullptr,
              std::move(body->value())};
  object.erase(kind_name);
  object.erase("body");
  frame.rest = std::move(*parsed);
  return frame;
}

std::string put_together(boost::json::value rest, std::string_view kind_name, std::string_view kind,
                         boost::json::value body) {
  auto& object = rest.get_object();
  object.emplace(kind_name, boost::json::string(kind));
  object.emplace("body", std::move(body));
  return record::canonical(rest);
}

}  // namespace conclave::deliberation::detail
