#include "crosscheck/fetch/scripted_fetch_for_tests.h"

namespace crosscheck {

namespace {

std::string line_of(const Send& send) {
  std::string line = send.method + " " + send.url;
  if (const auto origin = send.headers.first("Origin")) line += " O:" + std::string(*origin);
  if (const auto method = send.headers.first("Access-Control-Request-Method")) line += " ACRM:" + std::string(*method);
  if (const auto names = send.headers.first("Access-Control-Request-Headers")) line += " ACRH:" + std::string(*names);
  if (send.credentials) line += " +credentials";
  return line;
}

}  // namespace

ScriptedResult ScriptedAgent::fetch(const ClientRequest& request, const std::vector<NetworkResponse>& answers, const Hooks& hooks,
                                    TraceSink* trace) {
  ScriptedResult result;
  Fetch fetch(request, cache_, now_, *profile_, hooks, trace);
  std::size_t used = 0;
  while (const Send* send = std::get_if<Send>(&fetch.next())) {
    result.sent.push_back(line_of(*send));
    if (used == answers.size()) {
      result.verdict = "pending";
      return result;
    }
    fetch.receive(answers[used++], now_);
  }
  if (const Blocked* blocked = std::get_if<Blocked>(&fetch.next())) {
    result.verdict = "blocked " + std::string(to_string(blocked->reason)) + " at " + std::string(to_string(blocked->at));
    return result;
  }
  const Allowed& allowed = std::get<Allowed>(fetch.next());
  result.response = allowed.response;
  result.timing_allow_passed = allowed.timing_allow_passed;
  result.verdict = std::string(to_string(allowed.response.type)) + " " + std::to_string(allowed.response.status);
  return result;
}

ClientRequest request_to(std::string url, std::string method, std::vector<Header> headers) {
  ClientRequest request;
  request.url = std::move(url);
  request.method = std::move(method);
  request.headers = std::move(headers);
  request.origin = *parse_serialized_origin("http://a.test");
  return request;
}

NetworkResponse answer(int status, std::initializer_list<Header> headers) { return {false, status, HeaderList(headers)}; }

NetworkResponse shared() { return answer(200, {{"Access-Control-Allow-Origin", "*"}}); }

NetworkResponse grant(std::string methods, std::string headers) {
  NetworkResponse response = answer(204, {{"Access-Control-Allow-Origin", "*"}});
  if (!methods.empty()) response.headers.append("Access-Control-Allow-Methods", methods);
  if (!headers.empty()) response.headers.append("Access-Control-Allow-Headers", headers);
  return response;
}

NetworkResponse redirect_to(int status, std::string location) {
  return answer(status, {{"Access-Control-Allow-Origin", "*"}, {"Location", std::move(location)}});
}

}  // namespace crosscheck
