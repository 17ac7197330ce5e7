#include "suite/vector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/carried_files.h"
#include "suite/suite_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

std::string fault_with(const Json& members) { return fault_of_file(file_text({vector_json("one", members)})); }
std::string fault_without(const char* key) {
  Json vector = vector_json("one");
  vector.erase(key);
  return fault_of_file(file_text({vector}));
}

TEST(VectorFiles, AVectorIsReadWithAllThatItHas) {
  const Vector vector = vector_of(
      {{"tags", {"t"}}, {"needs", {"redirects"}}, {"refs", Json::array({{{"type", "cve"}, {"id", "CVE-1"}, {"url", "https://a.test"}}})}});
  EXPECT_EQ(vector.id, "m/one");
  EXPECT_EQ(vector.area, "m");
  EXPECT_EQ(vector.needs, std::vector<std::string>{"redirects"});
  EXPECT_EQ(vector.refs.at(0).id, "CVE-1");
  EXPECT_EQ(to_json(vector).at("expect"), Json({{"safelisted", false}}));
}

TEST(VectorFiles, WhatIsNoJsonIsRefusedWithItsPlace) {
  EXPECT_THAT(fault_of_file("{\n  \"area\" 1}"), HasSubstr("m.json: line 2, column 10: this is not JSON"));
  EXPECT_THAT(fault_of_file("[]"), HasSubstr("at the root: this has to be an object"));
}

TEST(VectorFiles, UnknownMissingAndDoubledKeysAreRefusedWithTheirPointer) {
  EXPECT_THAT(fault_with({{"tag", {"t"}}}), HasSubstr("at /vectors/0/tag: this key is not known; did you mean \"tags\"?"));
  EXPECT_THAT(fault_with({{"tag", {"t"}}}), HasSubstr("(in \"m/one\")"));
  for (const char* key : {"id", "rev", "title", "kind", "level", "covers", "flags", "input", "expect"})
    EXPECT_THAT(fault_without(key), HasSubstr(std::string("at /vectors/0: the key \"") + key + "\" is missing"));
  std::string doubled = file_text({vector_json("one")});
  doubled.insert(doubled.find("\"rev\""), "\"rev\":1,");
  EXPECT_THAT(fault_of_file(doubled), HasSubstr("/vectors/0/rev"));
}

TEST(VectorFiles, TypesAndWordsAreChecked) {
  EXPECT_THAT(fault_with({{"rev", 0}}), HasSubstr("/vectors/0/rev: this has to be an integer from 1 on"));
  EXPECT_THAT(fault_with({{"rev", "1"}}), HasSubstr("/vectors/0/rev"));
  EXPECT_THAT(fault_with({{"title", 1}}), HasSubstr("/vectors/0/title: this has to be a string"));
  EXPECT_THAT(fault_with({{"level", "shall"}}), HasSubstr("/vectors/0/level: a level is"));
  EXPECT_THAT(fault_with({{"kind", "cors"}}), HasSubstr("/vectors/0/kind: this is not a kind of question"));
  EXPECT_THAT(fault_with({{"flags", Json::array()}}), HasSubstr("/vectors/0/flags: at least one is needed"));
  EXPECT_THAT(fault_with({{"covers", {"CHK-1", "CHK-1"}}}), HasSubstr("/vectors/0/covers: one stands here twice"));
  EXPECT_THAT(fault_with({{"expect", Json::object()}}), HasSubstr("/vectors/0/expect: this asks for nothing"));
  EXPECT_THAT(fault_with({{"expect", {{"error", {{"at", "/x"}}}}}}), HasSubstr("/vectors/0/expect: an error stands alone"));
  EXPECT_THAT(fault_with({{"profiles", {{"safari", {{"expect", {{"a", 1}}}, {"deviation", "x"}}}}}}),
              HasSubstr("/vectors/0/profiles/safari"));
  EXPECT_THAT(
      fault_with({{"alternatives", Json::array({{{"grade", "fine"}, {"expect", {{"a", 1}}}, {"why", "x"}, {"pinned_by", {"m/x"}}}})}}),
      HasSubstr("/vectors/0/alternatives/0/grade"));
}

TEST(VectorFiles, IdsAreOfTheirAreaAndComeOnce) {
  EXPECT_THAT(fault_with({{"id", "other/one"}}), HasSubstr("an id in this file begins with \"m/\""));
  EXPECT_THAT(fault_with({{"id", "m/One"}}), HasSubstr("an id is AREA/WORDS"));
  EXPECT_THAT(fault_of_file(file_text({vector_json("one"), vector_json("one")})), HasSubstr("/vectors/1/id: an earlier vector"));
}

TEST(VectorFiles, TheOnesThatAreCarriedAreRead) {
  const Result<std::vector<VectorFile>, VectorError> files = carried_vector_files();
  ASSERT_TRUE(files.has_value()) << files.error().message;
  EXPECT_FALSE(files->empty());
}

TEST(CarriedFiles, TablesAndSchemasAreAmongThem) {
  for (const char* name : {"flags.json", "ids.lock", "requirements.json", "manifest.json", "schema/vectors.schema.json"})
    EXPECT_TRUE(carried_file(name).has_value()) << name;
  EXPECT_EQ(carried_file("no-such-file"), std::nullopt);
}

}  // namespace
}  // namespace crosscheck::suite
