#include "check/model_cache.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-15.1
constexpr std::array<int, 11> kKeptWithoutBeingTold{200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414};

std::optional<std::string> value_of(const Probe& probe, std::string_view name) {
  std::vector<HeaderView> lines;
  for (const Header& header : probe.headers) lines.push_back({header.name, header.value});
  return get(lines, name);
}

// Cache-Control by its directives: the argument, empty where there is none, without its quotes.
class CacheControl {
 public:
  explicit CacheControl(std::string_view value) : text_(byte_lowercase(value)) {}

  std::optional<std::string_view> argument(std::string_view directive) const {
    std::string_view rest = text_;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string_view element = trim_http_tab_or_space(rest.substr(0, comma));
      const std::size_t equals = element.find('=');
      if (element.substr(0, equals) == directive) {
        std::string_view argument = equals == std::string_view::npos ? std::string_view() : element.substr(equals + 1);
        if (argument.size() > 1 && argument.front() == '"' && argument.back() == '"') argument = argument.substr(1, argument.size() - 2);
        return argument;
      }
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return std::nullopt;
  }
  bool has(std::string_view directive) const { return argument(directive).has_value(); }
  // Nothing where it is not there; 0 where it is no number, as caches take it for stale.
  std::optional<unsigned long long> seconds(std::string_view directive) const {
    const std::optional<std::string_view> text = argument(directive);
    if (!text) return std::nullopt;
    unsigned long long number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error == std::errc::result_out_of_range) return ~0ULL;
    return error == std::errc() && end == text->data() + text->size() ? number : 0;
  }

 private:
  std::string text_;
};

}  // namespace

bool may_be_kept(const Observation& seen) {
  const CacheControl control(seen.combined("Cache-Control"));
  if (control.has("no-store") || control.has("private") || control.has("no-cache")) return false;
  const bool is_for_all = control.has("public") || control.has("s-maxage") || control.has("must-revalidate");
  if (seen.sent("Authorization") && !is_for_all) return false;
  for (const std::string_view lifetime : {"s-maxage", "max-age"}) {
    if (const std::optional<unsigned long long> seconds = control.seconds(lifetime)) return *seconds != 0;
  }
  if (const std::optional<std::string_view> expires = seen.header("Expires")) {
    // WHY no reading of dates: 0, -1 and the moment of the answer itself are what servers send to say "over".
    return is_ascii_alpha(expires->empty() ? '0' : expires->front()) && expires != seen.header("Date") &&
           expires->find("1970") == std::string_view::npos;
  }
  return std::find(kKeptWithoutBeingTold.begin(), kKeptWithoutBeingTold.end(), seen.status) != kKeptWithoutBeingTold.end() ||
         control.has("public");
}

bool answers_too(const Probe& kept_for, const Observation& kept, const Probe& asked) {
  if (kept_for.target != asked.target || kept_for.method != asked.method) return false;
  const std::vector<HeaderView> lines = kept.views();
  for (const std::string_view name : suite::list_elements("Vary", lines)) {
    if (name == "*" || value_of(kept_for, name) != value_of(asked, name)) return false;
  }
  return true;
}

}  // namespace crosscheck::check
