// Asks the installed engine one question of its own: does this response share itself with that origin?
#include <cstdio>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/http/method.h"
#include "crosscheck/url/url.h"

int main() {
  crosscheck::HeaderList headers;
  headers.append("Access-Control-Allow-Origin", "*");
  const std::vector<crosscheck::HeaderView> lines = headers.views();
  const auto check = [&lines](crosscheck::CredentialsMode mode) {
    return crosscheck::cors_check("https://app.example", mode, lines);
  };
  const bool shares = check(crosscheck::CredentialsMode::omit) == crosscheck::CorsCheck::success;
  const bool refuses = check(crosscheck::CredentialsMode::include) != crosscheck::CorsCheck::success;
  const std::string_view method = crosscheck::normalize_method("put");
  // A domain that is not ASCII goes through ICU, a same-site question through libpsl: both must have been found for the link.
  const auto url = crosscheck::parse_url("https://b\xC3\xBC\x63her.example/");
  std::printf("wildcard without credentials: %s\nwildcard with credentials: %s\nput is sent as %.*s\nIDNA: %s\n",
              shares ? "success" : "failure", refuses ? "failure" : "success", static_cast<int>(method.size()),
              method.data(), url ? "parsed" : "failure");
  return shares && refuses && method == "PUT" && url ? 0 : 1;
}
