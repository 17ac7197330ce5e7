// The requests that are decided: what browsers send, and what attackers send.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/policy.h"

namespace crosscheck::bench {

inline constexpr std::string_view kAllowedOrigin = "https://dashboards.example.com";  // 30 bytes
inline constexpr std::string_view kRefusedOrigin = "https://dashboards.example.net";
inline constexpr std::string_view kDeepOrigin = "https://c.b.a.dashboards.example.com";

// A request twice: as header fields, and with those fields located that a decision reads. It owns its bytes and never moves.
class RequestBytes {
 public:
  RequestBytes(const RequestBytes&) = delete;
  RequestBytes& operator=(const RequestBytes&) = delete;

  // GET with 10 fields, and Origin where one is given.
  static RequestBytes actual(std::string_view origin) { return RequestBytes("GET", origin, "", {}); }
  // OPTIONS with 12 fields and a line for each of the given.
  static RequestBytes preflight(std::string_view origin, std::string_view method, std::vector<std::string> requested_headers = {}) {
    return RequestBytes("OPTIONS", origin, method, std::move(requested_headers));
  }

  std::string_view method() const { return method_; }
  HeaderListView fields() const { return fields_; }
  policy::LocatedHeaders located() const { return {origin_, requested_method_, requested_headers_}; }

 private:
  RequestBytes(std::string_view method, std::string_view origin, std::string_view requested_method, std::vector<std::string> requested_headers);

  std::string_view method_;
  std::vector<std::string> lines_;
  std::vector<HeaderView> fields_;
  std::vector<std::string_view> origin_;
  std::vector<std::string_view> requested_method_;
  std::vector<std::string_view> requested_headers_;
};

// Twenty names of headers, sorted, and the first `count` of them as browsers ask for them.
const std::vector<std::string>& twenty_names();
std::string asked_for(std::size_t count);

// Hostile values of about so many bytes: commas alone, one name, the same allowed name again and again.
std::string commas(std::size_t bytes);
std::string one_name(std::size_t bytes);
std::string repeats(std::size_t bytes);

}  // namespace crosscheck::bench
