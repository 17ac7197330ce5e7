#include "check/programme.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::string_view kPolicy =
    R"({"origins": ["https://app.example", "https://*.example.com"], "methods": ["PUT"], "request_headers": ["x-a", "x-b"], "credentials": true})";
constexpr std::string_view kRoutes = R"({"routes": [{"path": "/public/*", "policy": {"origins": "*"}}, {"path": "/off", "policy": "off"},
  {"path": "/*", "policy": {"origins": ["https://app.example"]}}]})";

Programme programme_of(std::string_view json, const CheckOptions& options = {}, PropertySet enabled = PropertySet::all()) {
  const policy::Policy policy = policy_from(json);
  return make_programme(parse_target("http://127.0.0.1:8080/").value(), policy, DeclaredPolicy(policy), options, enabled);
}

std::vector<Probe> probes_of(const Programme& programme) {
  std::vector<Probe> all;
  for (const Group& group : programme.groups) all.insert(all.end(), group.probes.begin(), group.probes.end());
  return all;
}

std::string line_of(const Probe& probe) {
  std::string line = probe.method + " " + probe.target;
  for (const Header& header : probe.headers) line += "|" + header.name + ":" + header.value;
  return line;
}

TEST(Programme, IsTheSameUnderTheSameSeedAndAnotherOneUnderAnother) {
  const auto lines_under = [](std::uint64_t seed) {
    CheckOptions options;
    options.seed = seed;
    std::vector<std::string> lines;
    for (const Probe& probe : probes_of(programme_of(kPolicy, options))) lines.push_back(line_of(probe));
    return lines;
  };
  EXPECT_EQ(lines_under(1), lines_under(1));
  EXPECT_NE(lines_under(1), lines_under(2));
}

TEST(Programme, AsksPlainQuestionsFirstAndWhatMayHurtLast) {
  const Programme programme = programme_of(kPolicy);
  EXPECT_EQ(programme.groups.front().name, "allowed origins");
  EXPECT_THAT(programme.groups.back().name, testing::StartsWith("long lists of request headers"));
}

TEST(Programme, AsksForEveryPropertyThatThePolicyGivesOccasionFor) {
  std::set<PropertyId> asked;
  for (const Group& group : programme_of(kPolicy).groups) {
    asked.insert(group.judges.begin(), group.judges.end());
    for (const Probe& probe : group.probes) asked.insert(probe.properties.begin(), probe.properties.end());
  }
  for (const PropertyId id :
       {P001, P002, P004, P005, P006, P007, P008, P009, P010, P011, P012, P013, P014, P015, P016, P017, P018, P019, P020,
        P022, P023, P025, P026, P027, P028, P029, P030, P031, P032, P035, P037, P038, P039, P040, P048, P049, P050, P054,
        P055, P056, P057, P058, P061, P062, P066, P070, P071, P072, P073, P074, P075, P076, P077, P078, P079, P080, P081,
        P082, P088, P096, P098, P099, P101, P102, P103, P104, P105, P106, P108, P109, P110, P111, P112, P113})
    EXPECT_TRUE(asked.contains(id)) << property(id).code;
}

TEST(Programme, OfOnePropertyAsksNothingElse) {
  for (const Probe& probe : probes_of(programme_of(kPolicy, {}, {P007})))
    EXPECT_THAT(probe.properties, testing::Contains(P007)) << probe.label;
  EXPECT_THAT(probes_of(programme_of(kPolicy, {}, {P007})), testing::Not(testing::IsEmpty()));
}

TEST(Programme, ForARuleOfAllAnswersAsksThePlainQuestions) {
  EXPECT_THAT(probes_of(programme_of(kPolicy, {}, {P042})), testing::Not(testing::IsEmpty()));
}

TEST(Programme, HasAPathForEachRoute) {
  const Programme programme = programme_of(kRoutes);
  EXPECT_THAT(programme.paths, testing::UnorderedElementsAre("/", "/public/", "/off"));
  EXPECT_EQ(programme.grounds.size(), 3U);
  CheckOptions options;
  options.paths = {"/public/a.css"};
  EXPECT_THAT(programme_of(kRoutes, options).paths, testing::UnorderedElementsAre("/", "/public/a.css", "/off"));
}

TEST(Programme, ALongListIsSampledAndEachEntryStillAskedFor) {
  std::string json = R"({"origins": [)";
  for (int i = 0; i < 300; ++i) json += std::string(i == 0 ? "" : ",") + R"("https://host)" + std::to_string(i) + R"(.example")";
  const Programme programme = programme_of(json + "]}");
  const std::vector<Probe> probes = probes_of(programme);
  EXPECT_THAT(programme.notes, testing::Contains("Of 300 allowed origins only 32 were asked about with every near miss."));
  EXPECT_THAT(programme.notes, testing::Contains("Of 300 allowed origins only 12 were asked about in preflights with every method."));
  EXPECT_LT(probes.size(), 12000U);
  for (int i = 0; i < 300; ++i) {
    const std::string origin = "https://host" + std::to_string(i) + ".example";
    EXPECT_TRUE(std::any_of(probes.begin(), probes.end(), [&](const Probe& probe) { return probe.header("Origin") == origin; })) << origin;
  }
}

TEST(Programme, SaysNothingOfSamplesWhereAllIsAsked) { EXPECT_THAT(programme_of(kPolicy).notes, testing::IsEmpty()); }

TEST(Programme, NeighboursAmongManyRequestHeadersAreAskedForInFull) {
  std::string json = R"({"origins": ["https://app.example"], "request_headers": [)";
  for (int i = 100; i < 180; ++i) json += std::string(i == 100 ? "" : ",") + R"("x-)" + std::to_string(i) + R"(")";
  const std::vector<Probe> probes = probes_of(programme_of(json + "]}", {}, {P056}));
  for (int i = 101; i < 180; ++i) {
    const std::string names = "x-" + std::to_string(i - 1) + ",x-" + std::to_string(i);
    EXPECT_TRUE(std::any_of(probes.begin(), probes.end(), [&](const Probe& probe) {
      return probe.header("Access-Control-Request-Headers") == names;
    })) << names;
  }
}

TEST(Programme, DoesNotGrowWithTheSquareOfTheRoutes) {
  std::string json = R"({"routes": [)";
  for (int i = 0; i < 60; ++i)
    json += std::string(i == 0 ? "" : ",") + R"({"path": "/r)" + std::to_string(i) + R"(", "policy": {"origins": ["https://a)" +
            std::to_string(i) + R"(.example", "https://b)" + std::to_string(i) + R"(.example"]}})";
  EXPECT_LT(probes_of(programme_of(json + "]}", {}, {P115, P116, P117})).size(), 20000U);
}

TEST(Programme, OneConnectionAloneTellsNothingOfConcurrency) {
  CheckOptions options;
  options.prober.jobs = 1;
  EXPECT_THAT(programme_of(kPolicy, options, {P113}).groups, testing::IsEmpty());
  options.prober.jobs = 2;
  EXPECT_THAT(programme_of(kPolicy, options, {P113}).groups, testing::SizeIs(1));
}

TEST(Programme, NoPreflightOfABrowserAsksForHeadersInAnotherWay) {
  for (const Probe& probe : probes_of(programme_of(kPolicy))) {
    if (!probe.reachable || !probe.is_preflight()) continue;
    const std::string_view names = probe.header("Access-Control-Request-Headers");
    EXPECT_EQ(names.find(' '), std::string_view::npos) << probe.label;
    EXPECT_EQ(names.find(",,"), std::string_view::npos) << probe.label;
  }
}

}  // namespace
}  // namespace crosscheck::check
