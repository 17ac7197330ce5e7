#include "check/prober.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

wire::ScriptedServer scripted(wire::Script script) {
  auto server = wire::ScriptedServer::start(std::move(script));
  if (!server) ADD_FAILURE() << server.error().message;
  return std::move(server).value();
}

wire::Script always(std::string bytes, wire::AfterReply then = wire::AfterReply::keep_open) {
  return [bytes = std::move(bytes), then](const wire::ReceivedRequest&) { return wire::ScriptedReply{bytes, then}; };
}

const std::string kOk = "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nok";

std::vector<Probe> probes(std::size_t count) {
  std::vector<Probe> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(actual_probe({PropertyId::P001}, "a probe", "/" + std::to_string(i), ""));
  return all;
}

ProberOptions patient() { return patient_options().prober; }

TEST(Prober, BringsAnObservationForEachProbeInTheirOrder) {
  const wire::ScriptedServer server = scripted([](const wire::ReceivedRequest& request) {
    return wire::ScriptedReply{bytes_of({200, {{"X-Path", request.target}}, "ok"}, false), wire::AfterReply::keep_open};
  });
  const suite::Stop stop;
  Prober prober(target_of(server), patient(), stop);
  const std::vector<Observation> seen = prober.ask(probes(40));
  ASSERT_EQ(seen.size(), 40U);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].status, 200);
    EXPECT_EQ(seen[i].combined("x-path"), "/" + std::to_string(i));
    EXPECT_EQ(seen[i].body, "ok");
  }
  EXPECT_EQ(prober.asked(), 40U);
}

TEST(Prober, KeepsItsConnections) {
  const wire::ScriptedServer server = scripted(always(kOk));
  const suite::Stop stop;
  ProberOptions options = patient();
  options.jobs = 2;
  Prober prober(target_of(server), options, stop);
  prober.ask(probes(20));
  prober.ask(probes(20), Order::in_order);
  std::set<std::uint64_t> connections;
  for (const wire::ReceivedRequest& request : server.log()) connections.insert(request.connection);
  EXPECT_LE(connections.size(), 2U);
}

TEST(Prober, AProbeMayHaveAConnectionOfItsOwn) {
  const wire::ScriptedServer server = scripted(always(kOk));
  const suite::Stop stop;
  Prober prober(target_of(server), patient(), stop);
  std::vector<Probe> fresh = probes(3);
  for (Probe& probe : fresh) probe.fresh_connection = true;
  prober.ask(fresh, Order::in_order);
  std::set<std::uint64_t> connections;
  for (const wire::ReceivedRequest& request : server.log()) connections.insert(request.connection);
  EXPECT_EQ(connections.size(), 3U);
}

TEST(Prober, AsksAgainWhereAKeptConnectionWasLetGo) {
  // Answers once, and lets the second request of each connection fall.
  auto counts = std::make_shared<std::map<std::uint64_t, int>>();
  const wire::ScriptedServer server = scripted([counts](const wire::ReceivedRequest& request) {
    if (++(*counts)[request.connection] == 1) return wire::ScriptedReply{kOk, wire::AfterReply::keep_open};
    return wire::ScriptedReply{"", wire::AfterReply::close};
  });
  const suite::Stop stop;
  Prober prober(target_of(server), patient(), stop);
  for (const Observation& seen : prober.ask(probes(6), Order::in_order)) EXPECT_EQ(seen.status, 200);
  EXPECT_FALSE(prober.lost().has_value());
}

TEST(Prober, AnAnswerThatEndsTooSoonIsAnObservationWithoutAStatus) {
  const wire::ScriptedServer server = scripted(always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx", wire::AfterReply::close));
  const suite::Stop stop;
  Prober prober(target_of(server), patient(), stop);
  const Observation seen = prober.ask(probes(1).front());
  EXPECT_TRUE(seen.asked);
  EXPECT_FALSE(seen.answered());
  ASSERT_TRUE(seen.error.has_value());
  EXPECT_EQ(seen.error->fault, wire::WireFault::closed);
}

TEST(Prober, IsLostWhereNobodyListensAnyMore) {
  Target target;
  {
    const wire::ScriptedServer server = scripted(always(kOk));
    target = target_of(server);
  }
  const suite::Stop stop;
  Prober prober(target, patient(), stop);
  const std::vector<Observation> seen = prober.ask(probes(10));
  ASSERT_TRUE(prober.lost().has_value());
  EXPECT_EQ(prober.lost()->fault, wire::WireFault::refused);
  EXPECT_FALSE(seen.back().asked);
}

TEST(Prober, IsLostWhereTheServerHangsUpOnEverybody) {
  const wire::ScriptedServer server = scripted(always("", wire::AfterReply::reset));
  const suite::Stop stop;
  Prober prober(target_of(server), patient(), stop);
  prober.ask(probes(40), Order::in_order);
  ASSERT_TRUE(prober.lost().has_value());
  EXPECT_LT(prober.asked(), 20U);
}

TEST(Prober, StopsWhereItIsAskedTo) {
  const wire::ScriptedServer server = scripted(always(kOk));
  suite::Stop stop;
  stop.request();
  Prober prober(target_of(server), patient(), stop);
  for (const Observation& seen : prober.ask(probes(5))) EXPECT_FALSE(seen.asked);
  EXPECT_TRUE(server.log().empty());
}

TEST(Prober, AsksNoFasterThanItMay) {
  const wire::ScriptedServer server = scripted(always(kOk));
  const suite::Stop stop;
  ProberOptions options = patient();
  options.rate = 200;
  Prober prober(target_of(server), options, stop);
  const auto start = std::chrono::steady_clock::now();
  prober.ask(probes(21));
  // Twenty pauses of five milliseconds: less would be too fast, whatever the machine does beside it.
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(100));
}

TEST(Prober, CutsLongBodiesAndKnowsTheirSize) {
  const wire::ScriptedServer server = scripted(always(bytes_of({200, {}, std::string(100'000, 'x')}, false)));
  const suite::Stop stop;
  Prober prober(target_of(server), patient(), stop);
  const Observation seen = prober.ask(probes(1).front());
  EXPECT_EQ(seen.body_size, 100'000U);
  EXPECT_EQ(seen.body.size(), Observation::kBodyKept);
  EXPECT_LT(seen.response.size(), 2 * Observation::kBodyKept);
}

TEST(Prober, WhatTheUserGaveAlongIsMaskedInWhatIsSeen) {
  const wire::ScriptedServer server = scripted([](const wire::ReceivedRequest& request) {
    return wire::ScriptedReply{bytes_of({200, {{"X-Seen", sent_value(request, "X-Key")}}, sent_value(request, "X-Key")}, false),
                               wire::AfterReply::keep_open};
  });
  const suite::Stop stop;
  ProberOptions options = patient();
  options.own_headers = {{"X-Key", "hunter2"}};
  Prober prober(target_of(server), options, stop);
  const Observation seen = prober.ask(probes(1).front());
  EXPECT_EQ(sent_value(server.log().front(), "X-Key"), "hunter2");
  for (const std::string& text : {seen.request, seen.response, seen.body, seen.combined("X-Seen")})
    EXPECT_EQ(text.find("hunter2"), std::string::npos) << text;
}

TEST(Prober, OfASecretThatLiesAcrossTheEndOfWhatIsKeptNothingStays) {
  const wire::ScriptedServer server = scripted([](const wire::ReceivedRequest& request) {
    const std::string body = std::string(Observation::kBodyKept - 4, 'x') + sent_value(request, "X-Key") + std::string(500, 'y');
    return wire::ScriptedReply{bytes_of({200, {}, body}, false), wire::AfterReply::keep_open};
  });
  const suite::Stop stop;
  ProberOptions options = patient();
  options.own_headers = {{"X-Key", "hunter2hunter2"}};
  Prober prober(target_of(server), options, stop);
  const Observation seen = prober.ask(probes(1).front());
  for (const std::string& text : {seen.response, seen.body}) EXPECT_EQ(text.find("hunt"), std::string::npos) << text;
}

TEST(WaitFor, EndsAsSoonAsSomebodyAnswers) {
  const wire::ScriptedServer server = scripted(always(kOk));
  const suite::Stop stop;
  EXPECT_FALSE(wait_for(target_of(server), patient(), std::chrono::minutes(2), stop).has_value());
}

TEST(WaitFor, SaysWhatWentWrongWhereNobodyDoes) {
  Target target;
  {
    const wire::ScriptedServer server = scripted(always(kOk));
    target = target_of(server);
  }
  const suite::Stop stop;
  const std::optional<Lost> lost = wait_for(target, patient(), std::chrono::milliseconds(150), stop);
  ASSERT_TRUE(lost.has_value());
  EXPECT_EQ(lost->fault, wire::WireFault::refused);
}

}  // namespace
}  // namespace crosscheck::check
