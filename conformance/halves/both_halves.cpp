#include "conformance/halves/both_halves.h"

#include <variant>

#include "conformance/halves/world.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::halves {
namespace {

std::string lower_case(std::string text) {
  for (char& c : text) c = to_ascii_lower(c);
  return text;
}

}  // namespace

Served serve(const policy::Policy& policy, const Send& send) {
  const std::vector<HeaderView> headers = send.headers.views();
  const policy::Decision decision = policy.decide(send.method, std::string_view(send.url).substr(kServer.size()), headers);
  Served served;
  served.allowed = decision.allowed();
  served.response.headers = decision.header_list();
  if (decision.status()) {
    served.response.status = *decision.status();
    return served;
  }
  served.response.headers.append("Content-Type", "text/plain");
  served.response.headers.append("X-Public", "1");
  served.response.headers.append("X-Secret", "1");
  served.response.headers.append("Set-Cookie", "session=1");
  return served;
}

Exchange ask(const ClientRequest& request, const Network& network, PreflightCache& cache, const Time& now) {
  Exchange exchange;
  NetworkResponse last;
  Fetch fetch(request, cache, now);
  while (const Send* send = std::get_if<Send>(&fetch.next())) {
    if (send->purpose == Purpose::preflight) ++exchange.preflights;
    last = network(*send);
    fetch.receive(last, now);
  }
  if (const Blocked* blocked = std::get_if<Blocked>(&fetch.next())) {
    exchange.reason = to_string(blocked->reason);
    return exchange;
  }
  const FilteredResponse& response = std::get<Allowed>(fetch.next()).response;
  exchange.verdict.allowed = true;
  exchange.verdict.type = response.type;
  for (const Header& header : response.headers) exchange.verdict.readable.push_back(header.name);
  for (const Header& header : last.headers) exchange.answered.insert(lower_case(header.name));
  return exchange;
}

std::string shown(const Verdict& verdict) {
  std::string text = verdict.allowed ? "allowed, " + std::string(to_string(verdict.type)) + ", readable:" : "blocked";
  for (const std::string& name : verdict.readable) text += " " + name;
  return text;
}

}  // namespace crosscheck::halves
