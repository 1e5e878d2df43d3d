// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seeded.hpp"

#include <conclave/identity/contacts.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace conclave::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class ContactsTest : public ::testing::Test {
protected:
  Forgetful forgetful;
  Contacts contacts{forgetful.vault};
  PersonId const amina = PersonId::of("amina");

  Refusal refused(Contact const& contact) {
    auto const set = contacts.set(amina, contact);
    EXPECT_FALSE(set);
    EXPECT_EQ(contacts.get(amina), std::nullopt);
    return set ? Refusal{} : set.error();
  }
};

TEST_F(ContactsTest, are_kept_corrected_listed_and_erased) {
  Contact const first{"amina@example.org", "+41 44 000 00 00", "Amina Mwangi\nP.O. Box 1\nNairobi"};
  Contact const second{"अमीना@उदाहरण.भारत", "", ""};
  EXPECT_EQ(contacts.get(amina), std::nullopt);
  ASSERT_TRUE(contacts.set(amina, first));
  EXPECT_EQ(contacts.get(amina), first);
  ASSERT_TRUE(contacts.set(amina, second));
  ASSERT_TRUE(contacts.set(PersonId::of("bo"), {}));
  EXPECT_THAT(contacts.list(), ElementsAre(Pair(amina, second), Pair(PersonId::of("bo"), Contact{})));
  EXPECT_TRUE(contacts.erase(amina));
  EXPECT_FALSE(contacts.erase(amina));
  EXPECT_EQ(contacts.get(amina), std::nullopt);
}

TEST_F(ContactsTest, refuse_what_is_no_address_and_name_the_field) {
  for (std::string const email :
       {"amina", "@example.org", "amina@", "a@b@c", "amina @example.org", "amina@example.org,bo@example.org",
        "<amina@example.org>", "a;b@example.org"}) {
    EXPECT_EQ(refused({email, "", ""}).reason, Reason::bad_encoding) << email;
    EXPECT_EQ(refused({email, "", ""}).where, "/email") << email;
  }
}

TEST_F(ContactsTest, refuse_line_breaks_that_would_forge_headers) {
  EXPECT_EQ(refused({"amina@example.org\r\nBcc: bo@example.org", "", ""}).where, "/email");
  EXPECT_EQ(refused({"", "1\n2", ""}).where, "/telephone");
  EXPECT_EQ(refused({"", "", "Nairobi\r\n"}).where, "/postal_address");
}

TEST_F(ContactsTest, refuse_what_is_no_text_or_too_long) {
  EXPECT_EQ(refused({"", "", "\xff"}).reason, Reason::bad_encoding);
  EXPECT_EQ(refused({std::string(250, 'a') + "@b.org", "", ""}).reason, Reason::out_of_range);
  EXPECT_EQ(refused({"", std::string(65, '1'), ""}).reason, Reason::out_of_range);
  EXPECT_EQ(refused({"", "", std::string(1'001, 'x')}).reason, Reason::out_of_range);
}

TEST(ContactsProperty, whatever_is_accepted_comes_back_unchanged_and_has_no_control_characters) {
  EXPECT_TRUE(
      rc::check([](std::string const& email, std::string const& telephone, std::string const& address) {
        Forgetful forgetful;
        Contacts contacts(forgetful.vault);
        PersonId const amina = PersonId::of("amina");
        Contact const contact{email.empty() ? email : "a@" + email, telephone, address};
        if (contacts.set(amina, contact)) {
          RC_ASSERT(contacts.get(amina) == contact);
          RC_ASSERT(contact.email.find_first_of("\r\n") == std::string::npos);
        } else {
          RC_ASSERT(contacts.get(amina) == std::nullopt);
        }
      }));
}

}  // namespace
}  // namespace conclave::identity
