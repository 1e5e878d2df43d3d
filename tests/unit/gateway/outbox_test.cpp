// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "outbox.hpp"

#include <gtest/gtest.h>

namespace conclave::gateway {
namespace {

using Pushed = Outbox::Pushed;

Outbox::Message text(std::string value) {
  return std::make_shared<std::string const>(std::move(value));
}

TEST(outbox, wakes_the_pump_once_and_gives_messages_in_order) {
  Outbox outbox(10, 100);
  EXPECT_EQ(outbox.push(text("a")), Pushed::wake);
  EXPECT_EQ(outbox.push(text("b")), Pushed::queued);
  EXPECT_EQ(*outbox.next().message, "a");
  EXPECT_EQ(*outbox.next().message, "b");
  EXPECT_EQ(outbox.next().message, nullptr);
  EXPECT_EQ(outbox.push(text("c")), Pushed::wake);
}

TEST(outbox, gives_the_ending_after_what_waits_and_only_once) {
  Outbox outbox(10, 100);
  outbox.push(text("a"));
  EXPECT_FALSE(outbox.close(CloseCode::going_away, "bye"));  // the pump is awake already
  EXPECT_TRUE(outbox.closing());
  EXPECT_EQ(outbox.push(text("late")), Pushed::ended);
  EXPECT_FALSE(outbox.close(CloseCode::policy, "second"));
  EXPECT_EQ(*outbox.next().message, "a");
  auto const last = outbox.next();
  ASSERT_TRUE(last.ending);
  EXPECT_EQ(last.ending->code, 1001);
  EXPECT_EQ(last.ending->reason, "bye");
  EXPECT_FALSE(outbox.next().ending);
}

TEST(outbox, wakes_a_sleeping_pump_for_the_ending) {
  Outbox outbox(10, 100);
  EXPECT_TRUE(outbox.close(CloseCode::normal, ""));
  EXPECT_TRUE(outbox.next().ending);
}

TEST(outbox, overflows_by_number_and_lets_everything_go) {
  Outbox outbox(2, 100);
  outbox.push(text("a"));
  outbox.push(text("b"));
  EXPECT_EQ(outbox.push(text("c")), Pushed::overflow);
  EXPECT_EQ(outbox.push(text("d")), Pushed::ended);
  auto const next = outbox.next();
  EXPECT_EQ(next.message, nullptr);
  ASSERT_TRUE(next.ending);
  EXPECT_EQ(next.ending->code, 1013);
}

TEST(outbox, overflows_by_bytes_and_counts_the_message_that_is_being_sent) {
  Outbox outbox(100, 10);
  outbox.push(text("123456"));
  ASSERT_EQ(outbox.next().message->size(), 6U);
  EXPECT_EQ(outbox.push(text("1234")), Pushed::queued);
  EXPECT_EQ(outbox.push(text("1")), Pushed::overflow);
}

TEST(outbox, gets_its_room_back_when_a_message_was_sent) {
  Outbox outbox(100, 10);
  outbox.push(text("123456"));
  ASSERT_TRUE(outbox.next().message);
  ASSERT_FALSE(outbox.next().message);
  EXPECT_EQ(outbox.push(text("1234567890")), Pushed::wake);
}

TEST(outbox, refuses_a_single_message_above_its_bound) {
  Outbox outbox(100, 10);
  EXPECT_EQ(outbox.push(text("12345678901")), Pushed::overflow);
}

TEST(outbox, gives_nothing_after_the_connection_has_ended) {
  Outbox outbox(10, 100);
  outbox.push(text("a"));
  outbox.shut();
  auto const next = outbox.next();
  EXPECT_FALSE(next.message);
  EXPECT_FALSE(next.ending);
  EXPECT_EQ(outbox.push(text("b")), Pushed::ended);
  EXPECT_FALSE(outbox.close(CloseCode::normal, ""));
}

TEST(outbox, cuts_a_reason_to_what_a_close_frame_holds_between_two_characters) {
  Outbox outbox(10, 100);
  std::string reason;
  for (int i = 0; i < 100; ++i)
    reason += "\u00e9";  // two bytes
  outbox.close(CloseCode::policy, reason);
  EXPECT_EQ(outbox.ending()->reason, reason.substr(0, 122));
}

}  // namespace
}  // namespace conclave::gateway
