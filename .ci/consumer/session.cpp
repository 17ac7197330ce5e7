#include <cstdio>
#include <variant>

#include "crosscheck/fetch/fetch.h"

// Stands in for the network: here the answers are known, elsewhere they come from a socket, a file or a fuzzer.
static crosscheck::NetworkResponse network(const crosscheck::Send& send) {
  std::printf("%s %s\n", send.method.c_str(), send.url.c_str());
  crosscheck::NetworkResponse response;
  response.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}, {"ETag", "\"1\""}};
  return response;
}

int main() {
  crosscheck::ClientRequest request;
  request.origin = *crosscheck::parse_serialized_origin("https://app.example");
  request.url = "https://api.example/items/1";
  request.method = "PUT";
  request.credentials = crosscheck::CredentialsMode::include;

  crosscheck::PreflightCache cache;
  const crosscheck::Time now;
  crosscheck::Fetch fetch(request, cache, now);
  while (const auto* send = std::get_if<crosscheck::Send>(&fetch.next())) fetch.receive(network(*send), now);

  if (const auto* blocked = std::get_if<crosscheck::Blocked>(&fetch.next())) {
    const crosscheck::ReasonInfo& reason = crosscheck::reason_info(blocked->reason);
    std::printf("blocked at %s: %s\n", to_string(blocked->at).data(), reason.code.data());
    std::printf("%s\n%s\n", reason.sentence.data(), crosscheck::rule_info(reason.rule).spec.data());
  }
}
