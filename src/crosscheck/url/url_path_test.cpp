#include "crosscheck/url/url_path.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

std::string read(std::string_view text, std::string_view scheme = "http", std::string before = "") {
  UrlPath path(std::move(before), scheme);
  path.read(text);
  return path.take();
}

TEST(UrlPath, DotSegmentsClimbAndStay) {
  EXPECT_EQ(read("a/./b"), "/a/b");
  EXPECT_EQ(read("a/../b"), "/b");
  EXPECT_EQ(read("../../a"), "/a");
  EXPECT_EQ(read("a/.."), "/");
  EXPECT_EQ(read("a/."), "/a/");
  EXPECT_EQ(read("a/b/.."), "/a/");
  EXPECT_EQ(read("."), "/");
  EXPECT_EQ(read(""), "/");
  EXPECT_EQ(read("a//../b"), "/a/b");
  EXPECT_EQ(read("..", "http", "/x/y"), "/x/");
}

TEST(UrlPath, DotsMayBePercentEncodedInEitherCase) {
  for (const std::string_view dots : {"%2e%2e", "%2E%2e", ".%2E", "%2e.", ".."})
    EXPECT_EQ(read("a/" + std::string(dots) + "/b"), "/b") << dots;
  for (const std::string_view dot : {"%2e", "%2E", "."}) EXPECT_EQ(read("a/" + std::string(dot) + "/b"), "/a/b") << dot;
  for (const std::string_view other : {"...", "%252e", ".a", "a.", "..a", "%2e%2e%2e"})
    EXPECT_EQ(read("a/" + std::string(other) + "/b"), "/a/" + std::string(other) + "/b");
}

TEST(UrlPath, BackslashesPartSegmentsOfSpecialUrlsAlone) {
  EXPECT_EQ(read("a\\..\\b"), "/b");
  EXPECT_EQ(read("a\\..\\b", "custom"), "/a\\..\\b");
}

TEST(UrlPath, DriveLettersAreKeptByFilesAlone) {
  EXPECT_EQ(read("C|/..", "file"), "/C:/");
  EXPECT_EQ(read("C:/../..", "file"), "/C:/");
  EXPECT_EQ(read("C|/..", "http"), "/");
  EXPECT_EQ(read("a/C|", "file"), "/a/C|");
  EXPECT_EQ(read("C:x/..", "file"), "/");
  EXPECT_EQ(read("C:/a/../b", "file"), "/C:/b");
}

TEST(UrlPath, KnowsDriveLetters) {
  for (const std::string_view text : {"c:", "c:/", "C|\\x", "c:?", "c|#"}) EXPECT_TRUE(starts_with_windows_drive_letter(text)) << text;
  for (const std::string_view text : {"c:a", "c", "", "1:", "c/", "c;"}) EXPECT_FALSE(starts_with_windows_drive_letter(text)) << text;
  EXPECT_EQ(leading_windows_drive_letter("/C:"), "/C:");
  EXPECT_EQ(leading_windows_drive_letter("/C:/a"), "/C:");
  for (const std::string_view path : {"", "/", "/C|", "/C:a", "/a/C:"}) EXPECT_EQ(leading_windows_drive_letter(path), "") << path;
}

// Work that grows with the square of these would not come back.
TEST(UrlPath, LongPathsAreRead) {
  std::string climbing;
  std::string falling;
  for (int i = 0; i < 250000; ++i) {
    climbing += "../";
    falling += "a/";
  }
  EXPECT_EQ(read(climbing), "/");
  EXPECT_EQ(read(falling).size(), falling.size() + 1);
  EXPECT_EQ(read(falling + climbing), "/");
}

}  // namespace
}  // namespace crosscheck
