// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "town.hpp"

#include "data_folder.hpp"
#include "rules_file.hpp"

#include <conclave/deliberation/register/admissibility.hpp>
#include <conclave/record/json.hpp>

namespace conclave::test {

using namespace deliberation;

participant::Outgoing Somebody::sign(RegisterActBody body, std::vector<record::Opening> openings) {
  return participant::sign_act(known->proceedings(), person, key,
                               {std::move(body), std::nullopt, std::move(openings)}, server::system_time());
}

Result<gateway::Acknowledged> Somebody::act(RegisterActBody body, std::vector<record::Opening> openings) {
  must(known->catch_up(*client));
  auto out = sign(std::move(body), std::move(openings));
  auto receipt = client->submit(register_log(), out.envelope, out.openings);
  if (receipt) must(known->catch_up(*client));
  return receipt;
}

Result<gateway::Acknowledged> Somebody::act_in_session(SessionActBody body,
                                                       std::vector<record::Opening> openings) {
  auto const log = session->proceedings().log();
  if (session->size() != 0) must(session->catch_up(*client));
  auto out =
      participant::sign_act(session->proceedings(), person, key,
                            {std::move(body), std::nullopt, std::move(openings)}, server::system_time());
  auto receipt = client->submit(log, out.envelope, out.openings);
  if (receipt) must(session->catch_up(*client));
  return receipt;
}

Town::Town() : data(folder.path() / "data"), server(data) {
  auto const file = std::string(CONCLAVE_SOURCE_DIR) + "/config/rules/gnlc-membership-jury.toml";
  rules = must(load_rules(server::read_text(file, 1U << 20U), file));
  auto const made = run_conclave({"init", "--data", data.string(), "--json"});
  if (made.exit_code != 0) throw std::runtime_error(made.text);
  auto const json = must(record::parse_strict(made.text));
  token = json.at("token").as_string().c_str();
  server.start();
}

gateway::ClientSettings Town::settings() const {
  gateway::ClientSettings settings;
  settings.port = server.port();
  settings.trusted_certificate = data / "tls-certificate.pem";
  settings.timeout = std::chrono::seconds(30);
  return settings;
}

Somebody& Town::someone(std::string const& id) {
  return people.try_emplace(id, id, randomness).first->second;
}

void Town::connect(Somebody& who) {
  who.client = std::make_unique<WireClient>(pool, settings());
  if (!who.known) who.known.emplace(register_log(), who.client->welcome());
}

void Town::sign_in(Somebody& who) {
  connect(who);
  must(who.client->sign_in(who.person, who.key));
  must(who.known->catch_up(*who.client));
}

void Town::found() {
  auto& director = someone("director");
  connect(director);
  auto const out = director.sign(FoundRegister{"Dr Director", director.key.public_key(), rules});
  must(director.client->submit(register_log(), out.envelope, out.openings, token));
  sign_in(director);
}

AppointJuror Town::juror(std::string const& id, std::vector<record::Opening>& openings) {
  auto const say = [&](std::string const& text) { return participant::confide(text, openings, randomness); };
  auto const from = Timestamp{server::system_time().ms - 86'400'000};
  return {PersonId::of(id),   "Juror " + id, say(id + "@jury.example"),
          say("Africa"),      say("woman"),  say("adult learning"),
          say("independent"), from,          mandate_end(from, rules.mandate.term_years),
          std::nullopt};
}

void Town::seat_everybody() {
  auto& director = someone("director");
  auto const now = server::system_time();
  must(director.act(AppointSecretariat{PersonId::of("secretary"), "Secretary", Timestamp{now.ms - 1000},
                                       Timestamp{now.ms + 86'400'000}}));
  std::vector<std::string> const jurors{"amina", "bo", "chen"};
  for (auto const& id : jurors) {
    std::vector<record::Opening> openings;
    auto const appointment = juror(id, openings);
    must(director.act(appointment, openings));
  }
  for (auto const& id : {"secretary", "amina", "bo", "chen"}) {
    auto& who = someone(id);
    connect(who);
    auto const invited = must(director.client->invite(who.person));
    ActHeader header{register_log(),        who.person, 1, {0, who.known->proceedings().root()},
                     server::system_time(), {}};
    auto const envelope = record::sign(
        record::act_type, encode_act<RegisterActBody>(header, Enrol{who.key.public_key()}), who.key);
    must(who.client->submit(register_log(), envelope, {}, invited.token));
  }
  must(director.known->catch_up(*director.client));
  must(director.act(SignRoster{waiting_for_signature(director.known->state())}));
  for (auto const& id : {"secretary", "amina", "bo", "chen"})
    sign_in(someone(id));
}

OpenSession Town::opening() {
  auto& secretary = someone("secretary");
  must(secretary.known->catch_up(*secretary.client));
  auto const& state = secretary.known->state();
  OpenSession act{"Session one", *state.rules, *state.roster, {}};
  for (auto const& id : {"m1", "m2"})
    act.cases.push_back(must(agenda_item(state, CaseId::of(id))));
  return act;
}

void Town::open_session() {
  auto& secretary = someone("secretary");
  std::vector<DocketCase> cases;
  for (auto const& id : {"m1", "m2"})
    cases.push_back({CaseId::of(id), std::string("Motion ") + id, "", "", CaseKind::motion, "Resolved."});
  must(secretary.act(ImportDocket{DocketId::of("d1"), "Docket", "", cases}));
  for (auto const& id : {"secretary", "amina", "bo", "chen"})
    someone(id).session.emplace(LogId::of("s1"), someone(id).client->welcome());
  must(secretary.act_in_session(opening()));
  for (auto const& id : {"amina", "bo", "chen"})
    must(someone(id).session->catch_up(*someone(id).client));
}

std::uint64_t Town::size_on_disk(LogId const& log) {
  auto const answer = gateway::http_get(pool, settings(), "/healthz");
  auto const health = must(record::parse_strict(answer.body));
  return static_cast<std::uint64_t>(health.at("logs").at(log.str()).as_int64());
}

}  // namespace conclave::test
