#include "suite/ids_lock.h"

#include <gtest/gtest.h>

namespace crosscheck::suite {
namespace {

std::string lock_fault(std::string_view text) {
  const Result<IdsLock, LockError> lock = IdsLock::parse(text);
  return lock ? std::string() : lock.error().message;
}

TEST(IdsLock, KnowsRevsAndWhatReplacedAnId) {
  const Result<IdsLock, LockError> lock =
      IdsLock::parse("# ids\na/one 1\na/two 1\na/one 2\na/two 1 retired a/one\na/three 3\na/three 3 retired -\n");
  ASSERT_TRUE(lock.has_value()) << lock.error().message;
  EXPECT_EQ(lock->find("a/one")->rev, 2U);
  EXPECT_FALSE(lock->find("a/one")->retired);
  EXPECT_EQ(lock->find("a/two")->replacement, "a/one");
  EXPECT_TRUE(lock->find("a/three")->retired);
  EXPECT_EQ(lock->find("a/three")->replacement, "");
  EXPECT_EQ(lock->find("a/four"), nullptr);
}

TEST(IdsLock, ARetiredIdNeverComesBack) {
  EXPECT_NE(lock_fault("a/one 1\na/one 1 retired -\na/one 2\n").find("line 3"), std::string::npos);
}
TEST(IdsLock, ARevOnlyRises) { EXPECT_NE(lock_fault("a/one 2\na/one 2\n").find("does not rise"), std::string::npos); }
TEST(IdsLock, OtherLinesAreRefused) {
  for (const char* text : {"a/one", "a/one x", "a/one 0", "a/one 1 gone -", "a/one 1 retired", "a/one 1 retired - x"})
    EXPECT_NE(lock_fault(text).find("line 1"), std::string::npos) << text;
}

}  // namespace
}  // namespace crosscheck::suite
