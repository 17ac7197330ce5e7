#include "check/infer_preflights.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

constexpr std::array<std::string_view, 4> kAskedMethods = {"PUT", "PATCH", "DELETE", "OPTIONS"};
constexpr std::array<std::string_view, 3> kAlwaysAllowed = {"GET", "HEAD", "POST"};
constexpr std::array<std::string_view, 8> kAskedHeaders = {"authorization", "content-type", "if-match",         "if-none-match",
                                                           "x-api-key",     "x-csrf-token", "x-requested-with", "traceparent"};
// A list of a server is asked about one by one, up to here.
constexpr std::size_t kMostNames = 64;

bool is_among(std::string_view value, const std::vector<std::string>& values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

class RequestInference {
 public:
  RequestInference(Prober& prober, std::string_view path, InferredOrigins origins, std::string_view drawn)
      : prober_(prober), path_(path), drawn_(drawn), origins_(std::move(origins)), origin_(origins_.friendly.value_or("null")) {}

  InferredRequests infer() {
    methods();
    headers();
    answers();
    rejection();
    policy_.credentials = origins_.credentials;
    return {std::move(policy_), std::move(origins_)};
  }

 private:
  void say(std::string sentence) { origins_.sentences.push_back(std::move(sentence)); }

  Probe preflight(std::string_view method, std::vector<std::string> names) const {
    std::string label = fmt::format("preflight for {}{}{}", method, names.empty() ? "" : " with ", fmt::join(names, ", "));
    return preflight_probe({PropertyId::P055}, std::move(label), path_, origin_, method, std::move(names));
  }

  std::vector<Exchange> ask(std::vector<Probe> probes) { return exchanges_of(prober_, std::move(probes)); }
  // As credentials are used, where they are allowed.
  bool passes(const Exchange& exchange) const { return origins_.credentials ? exchange.permitted_with_credentials : exchange.permitted; }

  // The names of the lists in these answers that are tokens and no `*`, besides those that are known.
  std::vector<std::string> listed(const std::vector<Exchange>& exchanges, std::string_view name, std::vector<std::string> known,
                                  bool lower) {
    const std::size_t before = known.size();
    std::vector<std::string> left_out;
    for (const Exchange& exchange : exchanges) {
      const std::vector<HeaderView> views = exchange.seen.views();
      for (const std::string_view each : suite::list_elements(name, views)) {
        const std::string value = lower ? byte_lowercase(each) : std::string(each);
        if (value == "*" || !is_header_name(value) || is_among(value, known) || is_among(value, left_out)) continue;
        (known.size() < kMostNames ? known : left_out).push_back(value);
      }
    }
    if (!left_out.empty())
      say(fmt::format("{} names more than {}: {} of them were not asked about, and stand in no policy.", name, kMostNames,
                      left_out.size()));
    known.erase(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(before));
    return known;
  }

  void methods() {
    const std::string odd = fmt::format("X{}", drawn_);
    std::vector<Probe> probes = {preflight(odd, {}), preflight("GET", {})};
    std::vector<std::string> asked;
    for (const std::string_view method : kAskedMethods) asked.emplace_back(method);
    for (const std::string& method : asked) probes.push_back(preflight(method, {}));
    std::vector<Exchange> exchanges = ask(std::move(probes));
    plain_ = exchanges[1];
    refused_method_ = exchanges[0];
    if (passes(exchanges[0])) {
      policy_.methods.is_star = true;
      say("Any method passes a preflight.");
      return;
    }
    for (const std::string_view method : kAlwaysAllowed) asked.emplace_back(method);
    const std::vector<std::string> further = listed(exchanges, "Access-Control-Allow-Methods", asked, false);
    exchanges.erase(exchanges.begin(), exchanges.begin() + 2);
    std::vector<Probe> more;
    for (const std::string& method : further) more.push_back(preflight(method, {}));
    for (Exchange& exchange : ask(std::move(more))) exchanges.push_back(std::move(exchange));
    for (const Exchange& exchange : exchanges) {
      if (passes(exchange)) policy_.methods.entries.emplace_back(exchange.probe.header("Access-Control-Request-Method"));
    }
    say(policy_.methods.entries.empty()
            ? "No method but GET, HEAD and POST passes a preflight."
            : fmt::format("Besides GET, HEAD and POST these methods pass: {}.", fmt::join(policy_.methods.entries, ", ")));
  }

  void headers() {
    const std::string odd = fmt::format("x-{}", drawn_);
    std::vector<Probe> probes = {preflight("POST", {odd})};
    std::vector<std::string> asked(kAskedHeaders.begin(), kAskedHeaders.end());
    for (const std::string& name : asked) probes.push_back(preflight("POST", {name}));
    std::vector<Exchange> exchanges = ask(std::move(probes));
    refused_header_ = exchanges[0];
    const bool any = passes(exchanges[0]);
    const auto authorization = std::find_if(exchanges.begin(), exchanges.end(), [](const Exchange& each) {
      return each.probe.header("Access-Control-Request-Headers") == "authorization";
    });
    if (any && !origins_.credentials && authorization != exchanges.end() && passes(*authorization)) {
      policy_.request_headers.entries = {"*", "authorization"};
      say("Any request header passes a preflight, Authorization too.");
      return;
    }
    if (any) {
      policy_.request_headers.is_star = true;
      say(origins_.credentials ? "Any request header passes a preflight." : "Any request header but Authorization passes a preflight.");
      if (origins_.credentials) {
        origins_.dangers.push_back({AuditRuleId::A13, audit_rule(AuditRuleId::A13).severity, "preflight with a header that nobody has",
                                    "A preflight that asks for a header that nobody has passes, with credentials.", exchanges[0],
                                    Direction::permissive});
      }
      return;
    }
    std::vector<Exchange> lists = exchanges;
    lists.push_back(plain_);
    const std::vector<std::string> further = listed(lists, "Access-Control-Allow-Headers", asked, true);
    exchanges.erase(exchanges.begin());
    std::vector<Probe> more;
    for (const std::string& name : further) more.push_back(preflight("POST", {name}));
    for (Exchange& exchange : ask(std::move(more))) exchanges.push_back(std::move(exchange));
    for (const Exchange& exchange : exchanges) {
      if (passes(exchange)) policy_.request_headers.entries.emplace_back(exchange.probe.header("Access-Control-Request-Headers"));
    }
    std::sort(policy_.request_headers.entries.begin(), policy_.request_headers.entries.end());
    say(policy_.request_headers.entries.empty()
            ? "No request header passes a preflight."
            : fmt::format("These request headers pass: {}.", fmt::join(policy_.request_headers.entries, ", ")));
  }

  // What else the answers say: to a preflight, and to a request.
  void answers() {
    if (passes(plain_)) policy_.preflight_status = plain_.seen.status;
    const std::string max_age = plain_.seen.combined("Access-Control-Max-Age");
    std::uint32_t seconds = 0;
    const auto [end, error] = std::from_chars(max_age.data(), max_age.data() + max_age.size(), seconds);
    if (error == std::errc() && end == max_age.data() + max_age.size() && seconds <= 2147483647U) {
      policy_.max_age = seconds;
      say(fmt::format("A preflight's answer holds for {} seconds.", seconds));
    }
    const Probe actual = actual_probe({PropertyId::P093}, "request", path_, origin_);
    const Observation seen = prober_.ask(actual);
    const std::vector<HeaderView> views = seen.views();
    const std::vector<std::string> exposed =
        suite::exposed_names(origins_.credentials ? CredentialsMode::include : CredentialsMode::same_origin, views);
    if (exposed == std::vector<std::string>{"*"} && !origins_.credentials) {
      policy_.expose_headers.is_star = true;
      say("Pages may read every header of an answer.");
    } else if (!exposed.empty()) {
      policy_.expose_headers.entries = exposed;
      say(fmt::format("Pages may read these headers of an answer: {}.", fmt::join(exposed, ", ")));
    }
  }

  // A preflight that is refused for its method or header alone, and still says who is let in, is a diagnostic one.
  void rejection() {
    for (const std::optional<Exchange>& refused : {refused_method_, refused_header_}) {
      if (!refused || passes(*refused)) continue;
      const bool names_origin = refused->seen.count("Access-Control-Allow-Origin") != 0;
      const bool is_ok = refused->seen.status >= 200 && refused->seen.status <= 299;
      if (names_origin && is_ok) policy_.rejected_preflight = policy::RejectedPreflight::diagnostic;
    }
  }

  Prober& prober_;
  std::string path_;
  std::string drawn_;
  InferredOrigins origins_;
  std::string origin_;
  policy::SinglePolicy policy_;
  Exchange plain_;
  std::optional<Exchange> refused_method_;
  std::optional<Exchange> refused_header_;
};

}  // namespace

InferredRequests infer_requests(Prober& prober, std::string_view path, InferredOrigins origins, std::string_view drawn) {
  return RequestInference(prober, path, std::move(origins), drawn).infer();
}

}  // namespace crosscheck::check
