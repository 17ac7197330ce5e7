#include "bench/policies.h"

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "bench/requests.h"

namespace crosscheck::bench {
namespace {

using policy::SinglePolicy;
using policy::StarOrList;

SinglePolicy with_origins(std::vector<std::string> origins) {
  SinglePolicy document;
  document.origins = StarOrList{false, std::move(origins)};
  return document;
}

SinglePolicy with_headers(SinglePolicy document) {
  document.methods.entries = {"PUT", "PATCH", "DELETE", "PURGE"};
  document.request_headers.entries = twenty_names();
  document.max_age = 600;
  return document;
}

}  // namespace

SinglePolicy one_origin() { return with_origins({std::string(kAllowedOrigin)}); }

SinglePolicy one_origin_credentials() {
  SinglePolicy document = one_origin();
  document.credentials = true;
  return document;
}

SinglePolicy any_origin() {
  SinglePolicy document;
  document.origins = StarOrList{true, {}};
  return document;
}

SinglePolicy three_patterns() { return with_origins({"https://*.example.com", "https://*.example.org", "https://*.example.net"}); }

SinglePolicy thousand_patterns() {
  std::vector<std::string> patterns;
  for (int i = 0; i < 999; ++i) patterns.push_back("https://*.tenant-" + std::to_string(i) + ".example.org");
  patterns.push_back("https://*.example.com");
  return with_origins(std::move(patterns));
}

SinglePolicy two_expressions() {
  SinglePolicy document = one_origin();
  document.origin_patterns = {
      {"https://pr-[0-9]+--app\\.example\\.net", {{"https://pr-7--app.example.net"}}, {{"https://evil--app.example.net"}}},
      {"https://[a-z0-9-]+\\.preview\\.example\\.org", {{"https://a-1.preview.example.org"}}, {{"https://preview.example.org"}}}};
  return document;
}

SinglePolicy twenty_headers() { return with_headers(one_origin()); }

SinglePolicy twenty_headers_diagnostic() {
  SinglePolicy document = twenty_headers();
  document.rejected_preflight = policy::RejectedPreflight::diagnostic;
  return document;
}

SinglePolicy any_origin_twenty_headers() { return with_headers(any_origin()); }

SinglePolicy any_headers_credentials() {
  SinglePolicy document = one_origin_credentials();
  document.methods.entries = {"PUT"};
  document.request_headers = StarOrList{true, {}};
  return document;
}

std::string numbered_origin(std::size_t number) {
  std::string origin = "https://tenant-00000.example.com";
  for (std::size_t at = 19; number != 0; --at, number /= 16) origin[at] = "0123456789abcdef"[number % 16];
  return origin;
}

SinglePolicy many_origins(std::size_t count) {
  std::vector<std::string> origins;
  origins.reserve(count);
  for (std::size_t i = 0; i < count; ++i) origins.push_back(numbered_origin(i));
  return with_origins(std::move(origins));
}

policy::Policy compiled(const SinglePolicy& document) {
  policy::Compilation compilation = policy::compile(document);
  if (!compilation) {
    for (const policy::Fault& fault : compilation.errors) {
      std::fprintf(stderr, "%s %s: %s\n", std::string(fault.code()).c_str(), fault.pointer.c_str(), fault.message.c_str());
    }
    std::exit(2);
  }
  return std::move(*compilation.policy);
}

const policy::Policy& ManyOrigins::of(std::size_t count) {
  const auto found = policies_.find(count);
  if (found != policies_.end()) return found->second;
  return policies_.emplace(count, compiled(many_origins(count))).first->second;
}

}  // namespace crosscheck::bench
