#include "bench/requests.h"

#include <utility>

namespace crosscheck::bench {

RequestBytes::RequestBytes(std::string_view method, std::string_view origin, std::string_view requested_method,
                           std::vector<std::string> requested_headers)
    : method_(method), lines_(std::move(requested_headers)) {
  fields_ = {{"Host", "api.example.com"},
             {"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"},
             {"Accept", "*/*"},
             {"Accept-Language", "en-US,en;q=0.5"},
             {"Accept-Encoding", "gzip, deflate, br, zstd"}};
  if (!requested_method.empty()) {
    fields_.push_back({"Access-Control-Request-Method", requested_method});
    requested_method_.push_back(requested_method);
  }
  for (const std::string& line : lines_) {
    fields_.push_back({"Access-Control-Request-Headers", line});
    requested_headers_.push_back(line);
  }
  fields_.push_back({"Referer", "https://dashboards.example.com/"});
  if (!origin.empty()) {
    fields_.push_back({"Origin", origin});
    origin_.push_back(origin);
  }
  fields_.push_back({"Connection", "keep-alive"});
  fields_.push_back({"Sec-Fetch-Dest", "empty"});
  fields_.push_back({"Sec-Fetch-Mode", "cors"});
  fields_.push_back({"Sec-Fetch-Site", "cross-site"});
}

const std::vector<std::string>& twenty_names() {
  static const std::vector<std::string> names{
      "authorization",   "content-type",    "if-match",      "if-modified-since", "if-none-match", "x-api-key",     "x-api-version",
      "x-app-build",     "x-app-platform",  "x-client-id",   "x-correlation-id",  "x-csrf-token",  "x-device-id",   "x-feature-flags",
      "x-idempotency-key", "x-request-id", "x-requested-with", "x-session-id",   "x-tenant-id",   "x-trace-id"};
  return names;
}

std::string asked_for(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + twenty_names()[i];
  return text;
}

std::string commas(std::size_t bytes) { return std::string(bytes, ','); }

std::string one_name(std::size_t bytes) { return std::string(bytes, 'a'); }

std::string repeats(std::size_t bytes) {
  std::string text = "x-api-key";
  while (text.size() < bytes) text += ",x-api-key";
  return text;
}

}  // namespace crosscheck::bench
