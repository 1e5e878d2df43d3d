// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The frame of every log: what it takes in, and what a reader refuses to replay (protocol section 11, items
// 1, 7 and 9; R-F3).
#include "session_test.hpp"

namespace conclave::table {
namespace {

using FrameTest = SessionTest;

Outgoing re_signed(Outgoing outgoing, std::string payload, crypto::IdentityKey const& key) {
  outgoing.envelope = record::sign(record::act_type, payload, key);
  return outgoing;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  auto const at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST_F(FrameTest, CountersRiseByOneAndAreUsedOnce) {
  auto const first = table.sign(who("bo"), SessionIntent{RequestBallot{case_1}, {}, {}});
  auto const other = table.sign(who("bo"), SessionIntent{RequestBallot{CaseId::of("case-2")}, {}, {}});
  expect_accepted(table.hand_in(first));
  expect_refused(table.hand_in(first), Reason::counter_reused);  // the same bytes again
  EXPECT_TRUE(table.session().position_of(record::act_hash(first.envelope)));
  expect_refused(table.hand_in(other), Reason::counter_reused);  // other bytes
  EXPECT_FALSE(table.session().position_of(record::act_hash(other.envelope)));
  auto const next = table.session().next_counter(who("chen"));
  auto const chen = table.sign(who("chen"), SessionIntent{RequestBallot{case_1}, {}, {}});
  auto const counter = "\"counter\":" + std::to_string(next);
  expect_refused(
      table.hand_in(
          re_signed(chen, replaced(chen.envelope.payload, counter, "\"counter\":" + std::to_string(next + 1)),
                    table.key(who("chen")))),
      Reason::bad_counter);
  expect_accepted(table.hand_in(chen));  // a refused act uses no counter up
}

TEST_F(FrameTest, OnlyTheAuthorsKeyAndTheExactBytesAreTaken) {
  auto outgoing = table.sign(who("bo"), SessionIntent{RequestBallot{case_1}, {}, {}});
  expect_refused(table.hand_in(re_signed(outgoing, outgoing.envelope.payload, table.key(who("chen")))),
                 Reason::wrong_key);
  auto flipped = outgoing;
  flipped.envelope.signature.bytes[3] ^= 1;
  expect_refused(table.hand_in(flipped), Reason::bad_signature);
  auto altered = outgoing;
  altered.envelope.payload = replaced(altered.envelope.payload, "case-1", "case-2");
  expect_refused(table.hand_in(altered), Reason::bad_signature);
  expect_refused(table.hand_in(re_signed(outgoing, outgoing.envelope.payload + " ", table.key(who("bo")))),
                 Reason::not_canonical);
  expect_refused(table.hand_in(re_signed(
                     outgoing, replaced(outgoing.envelope.payload, "request_ballot", "request_crown"),
                     table.key(who("bo")))),
                 Reason::unknown_kind);
  expect_refused(
      table.hand_in(re_signed(outgoing, replaced(outgoing.envelope.payload, "session-1", "session-2"),
                              table.key(who("bo")))),
      Reason::wrong_log);
  expect_refused(table.hand_in(re_signed(
                     outgoing, replaced(outgoing.envelope.payload, "\"author\":\"bo\"", "\"author\":\"zoe\""),
                     table.key(who("bo")))),
                 Reason::unknown_author);
  expect_accepted(table.hand_in(outgoing));
}

TEST_F(FrameTest, AHeadThatTheLogNeverHadIsRefused) {
  auto const outgoing = table.sign(who("bo"), SessionIntent{RequestBallot{case_1}, {}, {}});
  auto const size = "\"size\":" + std::to_string(table.session().size());
  auto const with_size = [&](std::uint64_t other) {
    return re_signed(outgoing, replaced(outgoing.envelope.payload, size, "\"size\":" + std::to_string(other)),
                     table.key(who("bo")));
  };
  expect_refused(table.hand_in(with_size(table.session().size() + 1)), Reason::unseen_head);
  expect_refused(table.hand_in(with_size(table.session().size() - 1)), Reason::unseen_head);
}

TEST_F(FrameTest, TextsBesideAnActOpenWhatItCommitsToAndOnce) {
  std::vector<record::Opening> openings;
  auto const reason = table.confide("a friend", openings);
  auto const recuse = [&](std::vector<record::Opening> beside) {
    return table.act(who("bo"), SessionIntent{Recuse{case_1, reason, false}, {}, std::move(beside)});
  };
  expect_refused(recuse({}), Reason::bad_commitment);
  auto other = openings.front();
  other.text = "no friend";
  expect_refused(recuse({other}), Reason::bad_commitment);
  expect_refused(recuse({openings.front(), openings.front()}), Reason::bad_commitment);
  expect_accepted(recuse(openings));
}

TEST_F(FrameTest, AnAnswerToAnotherCallIsStale) {
  expect_accepted(table.call_roll(case_1));
  auto const& phase = std::get<Deliberating>(table.state().cases.at(case_1)->phase);
  auto const old = phase.roll->call.hash;
  expect_accepted(table.call_roll(case_1));
  expect_refused(table.act(who("bo"), AnswerRollCall{case_1}, old), Reason::stale_answer);
  expect_refused(table.act(who("bo"), AnswerRollCall{case_1}), Reason::stale_answer);
}

TEST_F(FrameTest, AnActReceivedUnderAKeyThatIsReplacedMeanwhileIsNotDecided) {
  auto outgoing = table.sign(who("bo"), SessionIntent{RequestBallot{case_1}, {}, {}});
  auto const received = table.session().receive(outgoing.envelope, outgoing.openings).value();
  table.new_identity_key(who("bo"));
  table.new_device(who("bo"));
  expect_accepted(table.change_roster(table.re_enrol(who("bo"))));
  expect_refused(table.session().decide(received, std::nullopt, table.now(), table.server_key()),
                 Reason::wrong_key);
}

TEST_F(FrameTest, TheServerStatesNothingButItsOutages) {
  auto const& log = table.session();
  auto const now = table.now() + minutes(5);
  expect_refused(log.declare(CasePostponed{case_1}, now, table.server_key()), Reason::finding_mismatch);
  expect_refused(log.declare(Resumed{log.last_time(), now + seconds(1)}, now, table.server_key()),
                 Reason::finding_mismatch);
  expect_refused(log.declare(Resumed{Timestamp{0}, now}, now, table.server_key()), Reason::finding_mismatch);
  expect_accepted(log.declare(Resumed{log.last_time(), now}, now, table.server_key()));
}

TEST_F(FrameTest, ARosterThatTheDirectorHasNotSignedIsRefused) {
  // Item 9: a roster entry not signed by the Director.
  auto excerpts = table.end_appointment(who("eli"));
  auto forged = excerpts;
  forged.front().signature.bytes[0] ^= 1;
  expect_refused(table.change_roster(forged), Reason::bad_roster);
  auto const& key = table.key(who("sam"));
  auto const by_sam = record::sign(record::act_type, excerpts.front().payload, key);
  expect_refused(table.change_roster({excerpt_of(by_sam)}), Reason::bad_roster);
  expect_refused(table.act(who("sam"), ChangeRoster{excerpts}), Reason::not_entitled);
  expect_accepted(table.change_roster(excerpts));
  expect_refused(table.change_roster(excerpts), Reason::bad_roster);  // the same excerpt twice
}

// --- replay ---

class ReplayTest : public SessionTest {
protected:
  ReplayTest() {
    open_round();
    all_cast();
    expect_accepted(table.close_round(case_1));
    table.run_duties();
    entries = table.entries();
  }

  Result<void> read(std::vector<record::Entry> const& log) const {
    Table::Session reader(table.session().log(), table.server_key().public_key());
    for (auto const& entry : log) {
      if (auto const taken = reader.replay(entry); !taken) return taken.error();
    }
    return reader.settled();
  }
  template <class F>
  std::size_t finding() const {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].envelope.payload_type != record::finding_type) continue;
      auto const body = decode_finding<SessionFinding>(table.state().log, entries[i].envelope);
      if (std::holds_alternative<F>(*body)) return i;
    }
    broken("no such finding");
  }
  void renumber() {
    for (std::size_t i = 0; i < entries.size(); ++i)
      entries[i].position = i;
  }

  std::vector<record::Entry> entries;
};

TEST_F(ReplayTest, TheLogAsItIsReplays) {
  expect_accepted(read(entries));
}

TEST_F(ReplayTest, AnAlteredEntryIsRefused) {
  for (auto i : {std::size_t{0}, entries.size() / 2, entries.size() - 1}) {
    auto altered = entries;
    altered[i].envelope.payload[altered[i].envelope.payload.size() / 2] ^= 1;
    EXPECT_FALSE(read(altered)) << i;
  }
}

TEST_F(ReplayTest, ADroppedEntryIsRefused) {
  for (auto i : {std::size_t{1}, entries.size() / 2, entries.size() - 2}) {
    auto dropped = entries;
    dropped.erase(dropped.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(read(dropped)) << i;
    for (std::size_t k = 0; k < dropped.size(); ++k)
      dropped[k].position = k;
    EXPECT_FALSE(read(dropped)) << i;
  }
}

TEST_F(ReplayTest, ReorderedAndDuplicatedEntriesAreRefused) {
  auto const middle = entries.size() / 2;
  auto swapped = entries;
  std::swap(swapped[middle], swapped[middle + 1]);
  std::swap(swapped[middle].position, swapped[middle + 1].position);
  EXPECT_FALSE(read(swapped));
  entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(middle), entries[middle]);
  EXPECT_FALSE(read(entries));
  renumber();
  EXPECT_FALSE(read(entries));
}

TEST_F(ReplayTest, AMissingFindingIsRefused) {
  entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(finding<QuorumReached>()));
  renumber();
  expect_refused(read(entries), Reason::finding_mismatch);
  entries = table.entries();
  entries.pop_back();  // the last is a finding
  expect_refused(read(entries), Reason::finding_mismatch);
}

TEST_F(ReplayTest, AnOutcomeThatTheServerMadeUpIsRefused) {
  auto const at = finding<RoundOutcome>();
  auto outcome =
      std::get<RoundOutcome>(decode_finding<SessionFinding>(table.state().log, entries[at].envelope).value());
  std::swap(outcome.counts[0].votes, outcome.counts[1].votes);
  // Signed by the server itself: a verifier recomputes it all the same.
  entries[at].envelope = record::sign(
      record::finding_type, encode_finding(table.state().log, SessionFinding(outcome)), table.server_key());
  expect_refused(read(entries), Reason::finding_mismatch);
  entries[at] = table.entries()[at];
  entries[at].envelope =
      record::sign(record::finding_type, entries[at].envelope.payload, table.key(who("amina")));
  expect_refused(read(entries), Reason::bad_signature);
}

TEST_F(ReplayTest, TimeThatRunsBackIsRefused) {
  entries[entries.size() / 2].time = Timestamp{0};
  expect_refused(read(entries), Reason::time_reversed);
}

TEST_F(FrameTest, AMissingFindingOfADeadlineIsRefused) {
  call_roll();
  expect_accepted(table.call_consensus(case_1, {}, minutes(2)));
  table.wait(minutes(3));  // too few answers: the call fails
  expect_accepted(table.act(who("bo"), RequestBallot{CaseId::of("case-1")}));
  auto entries = table.entries();
  entries.erase(entries.end() - 2);
  entries.back().position -= 1;
  Table::Session reader(table.session().log(), table.server_key().public_key());
  Result<void> read;
  for (auto const& entry : entries) {
    read = reader.replay(entry);
    if (!read) break;
  }
  expect_refused(read, Reason::finding_mismatch);
}

// --- closing (R-F1) ---

TEST_F(FrameTest, AfterClosingOnlyTheCertificateOfTheClosingHeadIsTaken) {
  auto const size = table.session().size() + 1;
  expect_accepted(table.act(who("sam"), CloseSession{}));
  auto const root = table.session().root();
  EXPECT_EQ(table.session().size(), size);
  expect_refused(table.act(who("bo"), RequestBallot{case_1}), Reason::session_closed);
  expect_refused(table.act(who("sam"), Certify{size - 1, table.session().root_at(size - 1)}),
                 Reason::certificate_mismatch);
  expect_refused(table.act(who("sam"), Certify{size, {}}), Reason::certificate_mismatch);
  expect_accepted(table.act(who("sam"), Certify{size, root}));
  expect_accepted(table.act(who("amina"), Countersign{size, root}));
  expect_refused(table.act(who("sofia"), Certify{size, root}), Reason::session_closed);
  expect_refused(table.session().declare(Resumed{table.now(), table.now()}, table.now(), table.server_key()),
                 Reason::finding_mismatch);
}

}  // namespace
}  // namespace conclave::table
