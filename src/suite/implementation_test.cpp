#include "suite/implementation.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

std::string refusal_of(std::string_view target) {
  const auto made = make_implementation(target, ImplementationOptions{});
  return made ? "" : made.error().message;
}

TEST(Implementation, TheEngineAndCommandsAreTaken) {
  EXPECT_EQ(refusal_of("builtin:engine"), "");
  EXPECT_EQ(refusal_of("exec:cat"), "");
}

TEST(Implementation, ATargetThatIsNoneIsRefusedWithWhatThereIs) {
  EXPECT_THAT(refusal_of("builtin:other"), HasSubstr("builtin:engine"));
  EXPECT_THAT(refusal_of("python3 adapter.py"), HasSubstr("exec:"));
  EXPECT_THAT(refusal_of("exec: "), HasSubstr("a command behind it"));
  EXPECT_THAT(refusal_of("http://127.0.0.1:8080"), HasSubstr("over a wire"));
}

TEST(Implementation, AMutantNeedsAnIdThatNoShellCouldMistake) {
  EXPECT_THAT(refusal_of("builtin:mutant/"), HasSubstr("names no mutant"));
  EXPECT_THAT(refusal_of("builtin:mutant/CHK-3;true"), HasSubstr("names no mutant"));
  EXPECT_THAT(refusal_of("builtin:zoo/M01 --help"), HasSubstr("names no server of the zoo"));
}

}  // namespace
}  // namespace crosscheck::suite
