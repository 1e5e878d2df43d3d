// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
#include "static_files.hpp"

#include "temporary_folder.hpp"

#include <conclave/gateway/gateway.hpp>
#include <gtest/gtest.h>

namespace conclave::gateway {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::write_file;

class static_files : public testing::Test {
protected:
  static_files() {
    write_file(folder.path() / "secret.txt", "secret");
    write_file(root / "index.html", "<p>hello");
    write_file(root / "assets" / "app-1a2b3c.js", "1;");
    write_file(root / "a b.txt", "spaces");
    write_file(root / "sub" / "index.html", "sub");
    write_file(root / ".git" / "config", "hidden");
    write_file(root / ".env", "hidden");
  }
  TemporaryFolder folder;
  fs::path root = folder.path() / "root";
};

TEST_F(static_files, are_found_by_their_names) {
  StaticFiles const files(root);
  auto const* const index = files.find("/");
  ASSERT_TRUE(index);
  EXPECT_EQ(index->body, "<p>hello");
  EXPECT_EQ(index->content_type, "text/html; charset=utf-8");
  EXPECT_EQ(index->cache_control, "no-cache");
  EXPECT_EQ(files.find("/index.html?version=1"), index);
  EXPECT_EQ(files.find("/index.html#top"), index);
  ASSERT_TRUE(files.find("/a%20b.txt"));
  EXPECT_EQ(files.find("/a%20b.txt")->body, "spaces");
  ASSERT_TRUE(files.find("/sub/"));
  EXPECT_EQ(files.find("/sub/")->body, "sub");
  auto const* const script = files.find("/assets/app-1a2b3c.js");
  ASSERT_TRUE(script);
  EXPECT_EQ(script->content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(script->cache_control, "public, max-age=31536000, immutable");
}

TEST_F(static_files, have_an_etag_that_depends_on_the_content_alone) {
  write_file(root / "copy.html", "<p>hello");
  StaticFiles const files(root);
  EXPECT_EQ(files.find("/copy.html")->etag, files.find("/")->etag);
  EXPECT_NE(files.find("/sub/")->etag, files.find("/")->etag);
  EXPECT_TRUE(files.find("/")->etag.starts_with('"'));
}

TEST_F(static_files, cannot_be_climbed_out_of) {
  StaticFiles const files(root);
  for (auto const* const target : {"/../secret.txt",
                                   "/sub/../../secret.txt",
                                   "/%2e%2e/secret.txt",
                                   "/..%2fsecret.txt",
                                   "/sub/%2e%2e%2f%2e%2e%2fsecret.txt",
                                   "/%252e%252e/secret.txt",
                                   "/..\\secret.txt",
                                   "/%5c..%5csecret.txt",
                                   "//secret.txt",
                                   "/./secret.txt",
                                   "/index.html%00.txt",
                                   "/%",
                                   "/%2",
                                   "/%zz",
                                   "secret.txt",
                                   "",
                                   "/sub",
                                   "/../root/index.html",
                                   "/.git/config",
                                   "/.env"})
    EXPECT_EQ(files.find(target), nullptr) << target;
}

TEST_F(static_files, leave_out_links_that_lead_out) {
  fs::create_symlink(folder.path() / "secret.txt", root / "link.txt");
  fs::create_directory_symlink(folder.path(), root / "out");
  fs::create_symlink(root / "index.html", root / "inner.html");
  fs::create_symlink(root / "nowhere", root / "dangling.txt");
  StaticFiles const files(root);
  EXPECT_EQ(files.find("/link.txt"), nullptr);
  EXPECT_EQ(files.find("/out/secret.txt"), nullptr);
  EXPECT_EQ(files.find("/dangling.txt"), nullptr);
  ASSERT_TRUE(files.find("/inner.html"));
}

TEST_F(static_files, are_refused_when_there_is_no_such_folder) {
  EXPECT_THROW(StaticFiles(root / "missing"), GatewayError);
  EXPECT_THROW(StaticFiles(root / "index.html"), GatewayError);
}

TEST_F(static_files, are_refused_when_they_are_too_many_to_hold) {
  write_file(root / "large", "x");
  fs::resize_file(root / "large", 64ULL * 1024 * 1024);
  EXPECT_THROW(StaticFiles{root}, GatewayError);
}

TEST(etag_matches, reads_lists_weak_tags_and_the_star) {
  EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("\"b\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("*", "\"a\""));
  EXPECT_FALSE(etag_matches("\"b\"", "\"a\""));
  EXPECT_FALSE(etag_matches("", "\"a\""));
  EXPECT_FALSE(etag_matches("a", "\"a\""));
}

}  // namespace
}  // namespace conclave::gateway
