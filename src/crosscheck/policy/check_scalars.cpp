#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "crosscheck/policy/check.h"

namespace crosscheck::policy {
namespace {

constexpr double kLargestMaxAge = 2147483647;

// Caps of browsers: seconds, and whose.
struct Cap {
  double seconds;
  std::string_view browser;
};
constexpr Cap kCaps[] = {{86400, "Firefox"}, {7200, "Chromium"}, {600, "WebKit"}};

// A number as one would write it: whole numbers without a point, others with as many digits as tell them from their neighbours.
std::string shown(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15) return std::to_string(static_cast<long long>(number));
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
}

// The number, to begin a sentence with. JSON has no infinity: what became one is a number with more digits than a double holds.
std::string named(double number) {
  if (std::isinf(number)) return number > 0 ? "A number above 1.8e308" : "A number below -1.8e308";
  return "`" + shown(number) + "`";
}

bool is_whole(double number) { return number == std::floor(number); }

}  // namespace

std::vector<Fault> check_scalars(const SinglePolicy& policy, std::string_view base) {
  std::vector<Fault> faults;
  if (policy.max_age) {
    const double seconds = *policy.max_age;
    const std::string pointer = pointer_to(base, "max_age");
    if (!(seconds >= 0 && seconds <= kLargestMaxAge) || !is_whole(seconds)) {
      faults.push_back(
          make_fault(FaultKind::bad_max_age, pointer,
                     named(seconds) + " is no number of seconds that a browser reads: it has to be a whole one from 0 to 2147483647.",
                     "Write 600, or null to leave the header out."));
    } else {
      std::string over;
      for (const Cap& cap : kCaps) {
        if (seconds <= cap.seconds) continue;
        if (!over.empty()) over += ", ";
        over += std::string(cap.browser) + " takes " + shown(cap.seconds);
      }
      if (!over.empty()) {
        faults.push_back(make_fault(FaultKind::max_age_over_cap, pointer, "Browsers cap `" + shown(seconds) + "` seconds: " + over + ".",
                                    "Write 600, which all of them take."));
      }
    }
  }
  const double status = policy.preflight_status;
  if (!(status >= 200 && status <= 299) || !is_whole(status)) {
    faults.push_back(make_fault(FaultKind::bad_preflight_status, pointer_to(base, "preflight_status"),
                                named(status) + " is no status that lets a preflight pass: it has to be one from 200 to 299.",
                                "Write 204."));
  }
  return faults;
}

}  // namespace crosscheck::policy
