// The policy document: what a person writes to say what their server allows, as plain values. Whoever reads it from a file fills these in.
//
// Everything stands as it came, so that each fault can say where it is: whether a list was the string "*", numbers that are no integers, repeats.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace crosscheck::policy {

// A list, or the string "*" in its place.
struct StarOrList {
  bool is_star = false;  // the string "*": `entries` is empty
  std::vector<std::string> entries;
  friend bool operator==(const StarOrList&, const StarOrList&) = default;
};

// A regular expression of RE2, with examples of what it matches and what it rejects. A list that is not there is nothing. What all of a document may
// cost together: regex_set.h.
struct OriginPattern {
  std::string regex;
  std::optional<std::vector<std::string>> matches;
  std::optional<std::vector<std::string>> rejects;
  friend bool operator==(const OriginPattern&, const OriginPattern&) = default;
};

// How a preflight is refused: 403 without a CORS header, or as if it were allowed but for what failed.
enum class RejectedPreflight { quiet, diagnostic };

// One policy. The defaults are the document's.
struct SinglePolicy {
  std::optional<StarOrList> origins;  // nothing where the key is not there
  std::vector<OriginPattern> origin_patterns;
  bool null_origin = false;
  bool credentials = false;
  StarOrList methods;
  StarOrList request_headers;
  StarOrList expose_headers;
  std::optional<double> max_age;  // seconds; nothing is null
  double preflight_status = 204;
  RejectedPreflight rejected_preflight = RejectedPreflight::quiet;
  std::vector<std::string> acknowledge;
  // The keys in the order in which they were written, unknown ones included: faults are listed in it. Empty is the order above.
  std::vector<std::string> key_order;
  friend bool operator==(const SinglePolicy&, const SinglePolicy&) = default;
};

// A path, exact or with a `*` at its end, and its policy; nothing is "off".
struct Route {
  std::string path;
  std::optional<SinglePolicy> policy;
  friend bool operator==(const Route&, const Route&) = default;
};

using Routes = std::vector<Route>;

// A single policy, or {"routes": [...]}.
using Document = std::variant<SinglePolicy, Routes>;

// The keys of each object, in the normal form's order.
inline constexpr std::array<std::string_view, 11> kPolicyKeys{"origins",          "origin_patterns",    "null_origin",    "credentials",
                                                              "methods",          "request_headers",    "expose_headers", "max_age",
                                                              "preflight_status", "rejected_preflight", "acknowledge"};
inline constexpr std::array<std::string_view, 3> kOriginPatternKeys{"regex", "matches", "rejects"};
inline constexpr std::array<std::string_view, 1> kRoutesKeys{"routes"};
inline constexpr std::array<std::string_view, 2> kRouteKeys{"path", "policy"};

}  // namespace crosscheck::policy
