// For tests: requests as scripts write them, and what an API makes of them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crosscheck/fetch/client_request.h"

namespace crosscheck {

// What a request came to: the reason, or the request.
struct MadeRequest {
  std::optional<Reason> thrown;
  Request request;
  bool added_accept = false;
  std::vector<TraceStep> trace;

  // The header list but for an Accept that was added, a line each.
  std::string lines() const {
    std::string text;
    for (std::size_t i = 0; i + (added_accept ? 1 : 0) < request.header_list.size(); ++i) {
      text += request.header_list[i].name + ": " + request.header_list[i].value + "\n";
    }
    return text;
  }
  bool tells(Rule rule, Outcome outcome, std::string_view words = "") const {
    return std::any_of(trace.begin(), trace.end(), [&](const TraceStep& step) {
      return step.rule == rule && step.outcome == outcome && step.text.find(words) != std::string::npos;
    });
  }
};

// What it comes to; a trace must change nothing.
inline MadeRequest make_request(const ClientRequest& client_request, const Profile& profile = standard_profile()) {
  CollectingTrace steps;
  const auto silent = construct_request(client_request, profile);
  const auto result = construct_request(client_request, profile, Trace(&steps));
  EXPECT_EQ(silent.has_value(), result.has_value()) << "a trace changes nothing";
  MadeRequest made;
  made.trace = steps.take();
  if (!result) {
    made.thrown = result.error();
    EXPECT_FALSE(made.trace.empty());
    if (made.trace.empty()) return made;
    EXPECT_TRUE(made.tells(reason_info(*made.thrown).rule, Outcome::blocked) || made.tells(Rule::API_1, Outcome::failure));
    if (client_request.client == Client::xhr) {
      EXPECT_EQ(made.trace.back().rule, Rule::API_17);
    }
    return made;
  }
  made.request = result->request;
  made.added_accept = result->added_accept;
  EXPECT_EQ(silent->request.header_list, made.request.header_list);
  return made;
}

// From https://a.test to https://b.test/x.
inline ClientRequest asked_by(Client client, std::string method = "GET") {
  ClientRequest request;
  request.client = client;
  request.url = "https://b.test/x";
  request.method = std::move(method);
  request.origin = *parse_serialized_origin("https://a.test");
  return request;
}

inline ClientBody text_body() { return ClientBody{"text/plain;charset=UTF-8", true}; }
inline ClientBody stream_body() { return ClientBody{std::nullopt, false}; }

}  // namespace crosscheck
