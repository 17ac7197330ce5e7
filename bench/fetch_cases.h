// The browser's half: cases V1 to V3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bench/case.h"
#include "bench/requests.h"
#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/url/url.h"

namespace crosscheck::bench {

template <class Visit>
void for_each_fetch_case(Visit&& visit) {
  static const std::vector<HeaderView> response{{"Date", "Thu, 02 Jul 2026 08:00:00 GMT"},
                                                {"Content-Type", "application/json"},
                                                {"Content-Length", "512"},
                                                {"Cache-Control", "private, max-age=60"},
                                                {"ETag", "\"5f3a\""},
                                                {"Vary", "Origin"},
                                                {"Access-Control-Allow-Origin", kAllowedOrigin},
                                                {"Access-Control-Allow-Credentials", "true"}};
  const auto check = [&](std::string_view subject, CredentialsMode mode) {
    visit(CaseInfo{subject, "V1"}, [mode] { return [mode] { keep(cors_check(kAllowedOrigin, hidden(mode), response)); }; });
  };
  check("Fetch_CorsCheck_Omit", CredentialsMode::omit);
  check("Fetch_CorsCheck_Include", CredentialsMode::include);

  // WHY it may allocate: its result is what a preflight cache keeps, a list of strings.
  visit(CaseInfo{"Fetch_PreflightVerdict_20Headers", "V2", "", Kind::work}, [] {
    static const std::string names = asked_for(20);
    static const std::vector<HeaderView> answer{{"Access-Control-Allow-Origin", kAllowedOrigin},
                                                {"Access-Control-Allow-Methods", "PUT, PATCH, DELETE, PURGE"},
                                                {"Access-Control-Allow-Headers", names},
                                                {"Access-Control-Max-Age", "600"},
                                                {"Vary", "Origin"}};
    Request request;
    request.method = "PUT";
    request.url_list.push_back(parse_url("https://api.example.com/items/1").value());
    for (const std::string& name : twenty_names()) request.header_list.append(name, "1");
    return [request = std::move(request)] {
      keep(judge_cors_preflight_response(request, twenty_names(), kAllowedOrigin, 204, answer).has_value());
    };
  });

  const auto safelisted = [&](std::string_view subject, std::string_view name, std::string_view value) {
    visit(CaseInfo{subject, "V3"}, [name, value] { return [name, value] { keep(is_cors_safelisted_request_header(name, value)); }; });
  };
  safelisted("Fetch_Safelist_Accept64Bytes", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.80");
  safelisted("Fetch_Safelist_ContentType", "Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
  safelisted("Fetch_Safelist_OtherName", "X-Request-Id", "5f3a9c1e");
}

}  // namespace crosscheck::bench
