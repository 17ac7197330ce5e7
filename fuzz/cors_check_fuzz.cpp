// The CORS check comes to what its steps say; omit permits all that include permits, and a trace and unrelated lines change nothing.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "crosscheck/fetch/cors_check.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/literal.h"
#include "fuzz/profiles.h"
#include "fuzz/straight_checks.h"
#include "fuzz/target.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {
namespace {

using literal::same_in_any_case;

constexpr std::array kModes{CredentialsMode::omit, CredentialsMode::same_origin, CredentialsMode::include};

std::vector<HeaderView> headers_of(const Input& input) {
  std::vector<HeaderView> headers;
  for (const Line& line : input) {
    if (line.is("header")) headers.push_back(line.header());
  }
  return headers;
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const std::string_view origin = input.find_or("origin", "https://a.test");
  const std::vector<HeaderView> headers = headers_of(input);
  std::array<bool, kModes.size()> passed{};
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    const CorsCheck result = cors_check(origin, kModes[i], headers);
    passed[i] = result == CorsCheck::success;
    notes.note(result);
    const std::optional<Reason> straight = straight_cors_check(origin, kModes[i], headers);
    check(passed[i] == !straight, "the CORS check comes to what its steps say");
    if (!passed[i]) {
      const Reason reason = cors_check_reason(result, origin, headers);
      notes.note(reason);
      check_same(to_string(reason), to_string(*straight), "the CORS check fails for the reason that its steps say");
    }
    for (const Profile* const profile : traced_profiles(notes, headers.size() + i)) {
      CollectingTrace trace;
      const CorsCheck silent = cors_check(origin, kModes[i], headers, *profile);
      check(cors_check(origin, kModes[i], headers, *profile, Trace(&trace)) == silent, "a trace changes nothing of the CORS check");
      check(!trace.steps().empty(), "every CORS check is explained");
      note_trace(notes, trace);
    }
  }
  check(passed[0] == passed[1], "the CORS check tells include from the other modes alone");
  check(!passed[2] || passed[0], "omit permits all that include permits");
  std::vector<HeaderView> related = headers;
  std::erase_if(related, [](const HeaderView& header) {
    return !same_in_any_case(header.name, "Access-Control-Allow-Origin") &&
           !same_in_any_case(header.name, "Access-Control-Allow-Credentials");
  });
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    check((cors_check(origin, kModes[i], related) == CorsCheck::success) == passed[i],
          "headers of other names change nothing of the CORS check");
  }
}

}  // namespace crosscheck::fuzz
