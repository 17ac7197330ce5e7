#include "cli/policy_table.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "crosscheck/http/method.h"

namespace crosscheck::cli {
namespace {

using policy::SinglePolicy;
using policy::StarOrList;

// Of more origins than these only the first are shown.
constexpr std::size_t kMostOrigins = 20;
constexpr std::size_t kOriginColumns = 38;
constexpr std::size_t kNameColumns = 18;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// The text in lines; a word that is longer than one is broken, so that nothing of it is missing.
std::vector<std::string> in_lines(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (std::string line : wrapped(printable(text), width)) {
    while (columns(line) > width) {
      std::string begin = cut(line, width);
      begin.resize(begin.size() - kEllipsis.size());
      line.erase(0, begin.size());
      lines.push_back(std::move(begin));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

class Table {
 public:
  std::vector<std::string> take() { return std::move(lines_); }
  void blank() { lines_.emplace_back(); }
  void line(std::string text) { lines_.push_back(std::move(text)); }

  void add(const SinglePolicy& policy) {
    const std::string_view with = policy.credentials ? "yes" : "no";
    row("origin", "without credentials", "with credentials");
    const StarOrList origins = policy.origins.value_or(StarOrList{});
    std::size_t rows = 0;
    std::size_t hidden = 0;
    const auto origin = [&](std::string_view name) {
      if (++rows > kMostOrigins) {
        ++hidden;
      } else {
        row(name, "yes", with);
      }
    };
    for (const std::string& entry : origins.entries) origin(entry);
    for (const policy::OriginPattern& pattern : policy.origin_patterns) origin("what matches " + pattern.regex);
    if (hidden != 0) row(fmt::format("and {} more", hidden), "yes", with);
    const bool any = origins.is_star;
    row("null", policy.null_origin || (any && !policy.credentials) ? "yes" : "no", policy.null_origin ? with : "no");
    row(any && origins.entries.empty() && policy.origin_patterns.empty() ? "every origin" : "every other", any ? "yes" : "no",
        any ? with : "no");
    blank();
    StarOrList methods = policy.methods;
    std::erase_if(methods.entries, is_cors_safelisted_method);
    named("methods", "GET, HEAD, POST", methods, policy.credentials ? "any, echoed as asked" : "any");
    named("request headers", "safelisted ones", policy.request_headers,
          policy.credentials ? "any, echoed as asked" : "any but Authorization, which `*` does not stand for");
    named("exposed headers", "safelisted ones", policy.expose_headers, "any");
    value("max age", policy.max_age ? fmt::format("{} s", static_cast<long long>(*policy.max_age))
                                    : "not sent: browsers keep a preflight's answer for 5 s");
    value("preflight", fmt::format("{} where it is allowed; else {}", static_cast<int>(policy.preflight_status),
                                   policy.rejected_preflight == policy::RejectedPreflight::quiet
                                       ? "403, without saying why"
                                       : "the same, and the headers say what would be allowed"));
  }

 private:
  void row(std::string_view origin, std::string_view without, std::string_view with) {
    std::string name = printable(origin);
    // WHY on lines of its own: long names often begin alike, and an expression ends with its domain.
    if (columns(name) > kOriginColumns) {
      for (const std::string& part : in_lines(origin, kColumns - 2)) lines_.push_back("  " + part);
      name.clear();
    }
    lines_.push_back(fmt::format("  {}{}  {:<19}  {}", name, std::string(kOriginColumns - columns(name), ' '), without, with));
  }
  void value(std::string_view name, std::string_view text) {
    for (const std::string& line : in_lines(text, kColumns - 2 - kNameColumns)) {
      lines_.push_back(fmt::format("  {:<{}}{}", name, kNameColumns, line));
      name = "";
    }
  }
  // What is always allowed, and what the list, without it, allows beside it.
  void named(std::string_view name, std::string_view always, const StarOrList& list, std::string_view any) {
    if (list.is_star) {
      value(name, any);
      return;
    }
    std::string text(always);
    for (const std::string& entry : list.entries) text += ", " + (entry == "*" ? "any other" : entry);
    value(name, text);
  }

  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> policy_table(const policy::Document& normal) {
  Table table;
  if (const auto* const single = std::get_if<SinglePolicy>(&normal)) {
    table.add(*single);
    return table.take();
  }
  const policy::Routes& routes = std::get<policy::Routes>(normal);
  for (const policy::Route& route : routes) {
    for (std::string& line : in_lines(route.path + (route.policy ? "" : ": off"), kColumns)) table.line(std::move(line));
    if (route.policy) table.add(*route.policy);
    table.blank();
  }
  const auto has_every_path = [](const policy::Route& route) { return route.path == "*" || route.path == "/*"; };
  table.line(std::any_of(routes.begin(), routes.end(), has_every_path) ? "The first that has a path counts." : "every other path: off");
  return table.take();
}

}  // namespace crosscheck::cli
