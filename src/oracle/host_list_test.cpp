#include "oracle/host_list.h"

#include <gtest/gtest.h>

namespace crosscheck::oracle {
namespace {

TEST(HostList, ThisMachineIsAllowedUnderAnyPort) {
  const HostList hosts;
  for (const char* const host : {"localhost", "localhost:8765", "LocalHost", "localhost.", "127.0.0.1:1", "[::1]", "[::1]:8765"})
    EXPECT_TRUE(hosts.allows(host)) << host;
}

TEST(HostList, OtherNamesAreNot) {
  const HostList hosts;
  for (const char* const host :
       {"", ":8765", "evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "localhost:8765@evil.example", "::1", "127.0.0.2"})
    EXPECT_FALSE(hosts.allows(host)) << host;
}

TEST(HostList, MoreNamesAreAllowedWithoutRegardToCase) {
  const HostList hosts({"Oracle.example", "fd00::1"});
  EXPECT_TRUE(hosts.allows("oracle.EXAMPLE:443"));
  EXPECT_TRUE(hosts.allows("[fd00::1]:8765"));
  EXPECT_FALSE(hosts.allows("example"));
}

}  // namespace
}  // namespace crosscheck::oracle
