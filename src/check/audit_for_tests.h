// Servers for tests of audits: one that does what a policy says, one that compares origins as it is told.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "check/check_for_tests.h"
#include "crosscheck/policy/compile.h"
#include "wire/scripted_server.h"

namespace crosscheck::check {

inline constexpr std::string_view kApp = "https://app.corp.example";

inline policy::SinglePolicy policy_for(std::vector<std::string> origins) {
  policy::SinglePolicy policy;
  policy.origins = policy::StarOrList{false, std::move(origins)};
  return policy;
}

inline std::string response_for_tests(int status, const std::vector<Header>& headers, bool is_head) {
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Said\r\n";
  for (const Header& header : headers) bytes += header.name + ": " + header.value + "\r\n";
  return bytes + "Content-Length: 2\r\n\r\n" + (is_head ? "" : "ok");
}

// Does what the policy says; the application answers 200 with two bytes.
inline wire::ScriptedServer server_of(const policy::Document& document) {
  const policy::Compilation compilation = policy::compile(document);
  if (!compilation.policy) ADD_FAILURE() << "the policy of the test does not validate: " << compilation.errors.front().message;
  const policy::Policy policy = *compilation.policy;
  return server_of([policy](const wire::ReceivedRequest& request) {
    std::vector<HeaderView> views;
    for (const Header& header : request.headers) views.push_back({header.name, header.value});
    const policy::Decision decision = policy.decide(request.method, request.target, views);
    std::vector<Header> headers;
    for (const policy::AnswerHeader& header : decision.headers()) headers.push_back({std::string(header.name), header.joined()});
    return wire::ScriptedReply{response_for_tests(decision.status().value_or(200), headers, request.method == "HEAD")};
  });
}

// Sends the Origin back where `lets_in` says so, with credentials where those are allowed, and lets PUT and content-type through.
inline wire::ScriptedServer server_that(std::function<bool(std::string_view)> lets_in, bool credentials) {
  return server_of([lets_in = std::move(lets_in), credentials](const wire::ReceivedRequest& request) {
    std::string origin;
    bool preflight = false;
    for (const Header& header : request.headers) {
      if (header.name == "Origin") origin = header.value;
      preflight = preflight || (request.method == "OPTIONS" && header.name == "Access-Control-Request-Method");
    }
    std::vector<Header> headers = {{"Vary", "Origin"}};
    const bool let_in = !origin.empty() && lets_in(origin);
    if (let_in) {
      headers.push_back({"Access-Control-Allow-Origin", origin});
      if (credentials) headers.push_back({"Access-Control-Allow-Credentials", "true"});
      if (preflight) {
        headers.push_back({"Access-Control-Allow-Methods", "PUT"});
        headers.push_back({"Access-Control-Allow-Headers", "content-type"});
      }
    }
    return wire::ScriptedReply{response_for_tests(preflight ? (let_in ? 204 : 403) : 200, headers, request.method == "HEAD")};
  });
}

}  // namespace crosscheck::check
