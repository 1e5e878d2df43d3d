// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What survives: kill -9 at any moment, a second server, a damaged file.
#include "town.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

namespace conclave::test {
namespace {

using namespace deliberation;

TEST(Restart, every_acknowledged_act_is_there_after_kill_9_at_any_moment) {
  Town town;
  town.found();
  auto& director = town.someone("director");
  std::mt19937 random(20260123);
  std::vector<std::pair<std::uint64_t, crypto::Hash>> acknowledged;
  int number = 0;
  for (int round = 0; round < 5; ++round) {
    auto const lifetime = std::chrono::milliseconds(std::uniform_int_distribution<int>(1, 400)(random));
    std::thread killer([&] {
      std::this_thread::sleep_for(lifetime);  // the moment of the kill: any will do
      town.server.kill_hard();
    });
    try {
      while (true) {
        auto const now = server::system_time();
        auto const out = director.sign(AppointSecretariat{PersonId::of("s" + std::to_string(++number)),
                                                          "Somebody", now, Timestamp{now.ms + 86'400'000}});
        auto const receipt = must(director.client->submit(register_log(), out.envelope));
        acknowledged.emplace_back(receipt.position, record::act_hash(out.envelope));
        must(director.known->catch_up(*director.client));
      }
    } catch (gateway::ClientError const&) {
    }
    killer.join();
    town.server.start();
    // The client goes on from its own position, with the log that it has verified.
    town.sign_in(director);
  }
  Somebody reader("director", town.randomness);
  reader.key = crypto::IdentityKey::from_seed(
      std::span<std::uint8_t const, 32>(director.key.export_seed().view().data(), 32));
  town.sign_in(reader);
  EXPECT_EQ(reader.known->proceedings().root(), director.known->proceedings().root());
  ASSERT_FALSE(acknowledged.empty());
  for (auto const& [position, hash] : acknowledged)
    EXPECT_EQ(reader.known->proceedings().position_of(hash), position);
}

TEST(Restart, an_outage_is_written_into_every_session_that_sits) {
  Town town;
  town.found();
  town.seat_everybody();
  town.open_session();
  auto& amina = town.someone("amina");
  auto const before = amina.session->size();
  town.server.kill_hard();
  town.server.start();
  town.sign_in(amina);
  must(amina.session->catch_up(*amina.client));
  // Replayed by the client's own law: `resumed` is the only finding that can stand there.
  EXPECT_EQ(amina.session->size(), before + 1);
  amina.client->subscribe(LogId::of("s1"), before);
  bool found = false;
  while (auto const message = amina.client->poll(std::chrono::seconds(10))) {
    if (auto const* entries = std::get_if<gateway::Entries>(&*message);
        entries && entries->log.str() == "s1") {
      auto const finding =
          must(decode_finding<SessionFinding>(LogId::of("s1"), entries->entries.back().envelope));
      ASSERT_TRUE(std::holds_alternative<Resumed>(finding));
      auto const& gap = std::get<Resumed>(finding);
      EXPECT_LT(gap.down_from, gap.down_to);
      found = true;
      break;
    }
  }
  EXPECT_TRUE(found);
}

TEST(Restart, a_second_server_on_the_same_data_is_refused) {
  Town town;
  auto const second =
      run_conclave({"serve", "--data", town.data.string(), "--port", "0", "--rules",
                    std::string(CONCLAVE_SOURCE_DIR) + "/config/rules/gnlc-membership-jury.toml"});
  EXPECT_EQ(second.exit_code, 4) << second.text;
  EXPECT_NE(second.text.find("conclave.sqlite"), std::string::npos) << second.text;
  EXPECT_EQ(town.server.stop(), 0);
}

TEST(Restart, a_flipped_byte_in_the_database_is_named_and_nothing_is_repaired) {
  Town town;
  town.found();
  ASSERT_EQ(town.server.stop(), 0);
  auto const file = town.data / "conclave.sqlite";
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  // Payloads are base64 in the stored envelope: any byte of the entry will do.
  auto const at = bytes.find("\"payload\"");
  ASSERT_NE(at, std::string::npos);
  auto& byte = bytes[at + 20];
  byte = byte == 'A' ? 'B' : 'A';
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;

  auto const rules = std::string(CONCLAVE_SOURCE_DIR) + "/config/rules/gnlc-membership-jury.toml";
  auto const served = run_conclave({"serve", "--data", town.data.string(), "--port", "0", "--rules", rules});
  EXPECT_EQ(served.exit_code, 3) << served.text;
  EXPECT_NE(served.text.find("register"), std::string::npos) << served.text;
  EXPECT_NE(served.text.find("entry 0"), std::string::npos) << served.text;
  auto const examined = run_conclave({"doctor", "--data", town.data.string()});
  EXPECT_EQ(examined.exit_code, 3) << examined.text;
  std::ifstream after(file, std::ios::binary);
  EXPECT_EQ(bytes, std::string(std::istreambuf_iterator<char>(after), {}));
}

}  // namespace
}  // namespace conclave::test
