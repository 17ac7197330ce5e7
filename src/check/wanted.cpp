#include "check/wanted.h"

#include <utility>

namespace crosscheck::check {
namespace {

constexpr int kAnyOk = 204;  // where the application answers, it answers

std::vector<HeaderView> views_of(const std::vector<Header>& headers) {
  std::vector<HeaderView> lines;
  lines.reserve(headers.size());
  for (const Header& header : headers) lines.push_back({header.name, header.value});
  return lines;
}

struct PolicysAnswer {
  int status = kAnyOk;
  std::vector<Header> headers;
};

PolicysAnswer answer_of(const policy::Decision& decision) {
  PolicysAnswer answered;
  answered.status = decision.status().value_or(kAnyOk);
  for (const policy::AnswerHeader& header : decision.headers()) answered.headers.push_back({std::string(header.name), header.joined()});
  return answered;
}

suite::Permission permission_of(const suite::AskedPermission& asked, const PolicysAnswer& answered) {
  return suite::permission_by(asked, answered.status, views_of(answered.headers));
}

// The answer to the plainest preflight of the same origin.
PolicysAnswer plainest_answer(const policy::Policy& policy, std::string_view path, std::string_view origin) {
  const std::vector<HeaderView> lines = {{"Origin", origin}, {"Access-Control-Request-Method", "GET"}};
  return answer_of(policy.decide("OPTIONS", path, HeaderListView(lines)));
}

}  // namespace

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

Wanted wanted_of(const policy::Policy& policy, const Probe& probe) {
  const std::string_view path = path_of(probe.target);
  const std::vector<HeaderView> lines = views_of(probe.headers);
  const policy::Decision decision = policy.decide(probe.method, path, HeaderListView(lines));
  const PolicysAnswer answered = answer_of(decision);

  Wanted wanted;
  wanted.allowed = decision.allowed();
  wanted.reason = decision.reason();
  wanted.headers = answered.headers;
  if (const std::optional<policy::Entry> entry = decision.decided_by()) wanted.decided_by = entry->pointer();
  wanted.asked = suite::permission_asked_by(probe.method, lines);
  if (probe.judged_origin) {
    if (!wanted.asked) wanted.asked.emplace();
    wanted.asked->origin = *probe.judged_origin;
  }
  if (!wanted.asked) return wanted;
  wanted.permission = permission_of(*wanted.asked, answered);
  wanted.at_most = wanted.permission;
  const bool is_refused_as_a_whole = wanted.permission.refused && wanted.permission.refused_with_credentials;
  if (wanted.asked->is_preflight && is_refused_as_a_whole) {
    const suite::Permission plainest = permission_of(*wanted.asked, plainest_answer(policy, path, wanted.asked->origin));
    if (!plainest.refused) wanted.at_most.refused.reset();
    if (!plainest.refused_with_credentials) wanted.at_most.refused_with_credentials.reset();
  }
  return wanted;
}

bool allows_origin(const policy::Policy& policy, std::string_view path, std::string_view origin) {
  const std::vector<HeaderView> lines = {{"Origin", origin}};
  return policy.decide("GET", path, HeaderListView(lines)).allowed() == true;
}

bool allows_preflight(const policy::Policy& policy, std::string_view path, std::string_view origin, std::string_view method,
                      const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ",") + name;
  std::vector<HeaderView> lines = {{"Origin", origin}, {"Access-Control-Request-Method", method}};
  if (!names.empty()) lines.push_back({"Access-Control-Request-Headers", joined});
  return policy.decide("OPTIONS", path, HeaderListView(lines)).allowed() == true;
}

}  // namespace crosscheck::check
