// For tests: a fetch against answers given beforehand, told as the requests that went out and how it ended.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "crosscheck/fetch/fetch.h"

namespace crosscheck {

// How a scripted fetch came out. `sent` has a line for each request: "OPTIONS http://b.test/ O:http://a.test ACRM:PUT ACRH:x-a
// +credentials".
struct ScriptedResult {
  std::vector<std::string> sent;
  std::string verdict;  // "cors 200", "blocked allow-origin-missing at response", "pending"
  FilteredResponse response;
  bool timing_allow_passed = false;
};

// A user agent for tests: the cache lives as long as it does, and time is set by hand.
class ScriptedAgent {
 public:
  explicit ScriptedAgent(const Profile& profile = standard_profile()) : profile_(&profile) {}

  ScriptedAgent& at(std::string_view seconds) {
    now_ = *Time::from_decimal(seconds);
    return *this;
  }
  // Answers are taken in order; when none is left, the fetch stays pending.
  ScriptedResult fetch(const ClientRequest& request, const std::vector<NetworkResponse>& answers, const Hooks& hooks = no_hooks(),
                       TraceSink* trace = nullptr);
  PreflightCache& cache() { return cache_; }

 private:
  const Profile* profile_;
  PreflightCache cache_;
  Time now_;
};

// A request from http://a.test by `fetch()` in mode cors; what a test wants otherwise it sets.
ClientRequest request_to(std::string url, std::string method = "GET", std::vector<Header> headers = {});

// An answer with the status and header lines.
NetworkResponse answer(int status, std::initializer_list<Header> headers = {});
// 200 with ACAO `*`, and a preflight's 204 that allows what is listed.
NetworkResponse shared();
NetworkResponse grant(std::string methods, std::string headers = "");
// A redirect with ACAO `*`.
NetworkResponse redirect_to(int status, std::string location);

}  // namespace crosscheck
