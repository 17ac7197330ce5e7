#include "cli/policy_ask.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/method.h"
#include "crosscheck/policy/fault.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"

namespace crosscheck::cli {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

// The next word, taken off the text.
std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kSpaces));
  text.remove_prefix(word.size());
  return word;
}

std::string shown(std::string_view text) { return cut(printable(text), 60); }

// A note where no browser sends such an origin.
void check_origin(AskedRequest& request) {
  if (parse_serialized_origin(request.origin)) return;
  request.notes.push_back(fmt::format("No browser sends this as an Origin: {}.", shown(request.origin)));
  const Result<Url, UrlError> url = parse_url(request.origin);
  const Origin meant = url ? origin_of_url(*url) : Origin::opaque();
  if (!meant.is_opaque()) request.notes.push_back(fmt::format("Did you mean {}?", shown(meant.serialized())));
}

std::optional<BadAsk> read_names(AskedRequest& request, std::string_view list) {
  if (list.find_first_not_of(kSpaces) == std::string_view::npos) return std::nullopt;
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view name = list.substr(0, comma);
    name.remove_prefix(std::min(name.find_first_not_of(kSpaces), name.size()));
    name = name.substr(0, name.find_last_not_of(kSpaces) + 1);
    if (!is_header_name(name))
      return BadAsk{fmt::format("{} is no header name", name.empty() ? "nothing between two commas" : "`" + shown(name) + "`")};
    std::string lower_case = byte_lowercase(name);
    if (is_forbidden_request_header(lower_case, "")) {
      request.notes.push_back(fmt::format("No script can set {}: it is left out.", shown(name)));
    } else {
      request.names.push_back(std::move(lower_case));
    }
    if (comma == list.size()) break;
    list.remove_prefix(comma + 1);
  }
  std::sort(request.names.begin(), request.names.end());
  request.names.erase(std::unique(request.names.begin(), request.names.end()), request.names.end());
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

// The policy that the path has, by its pointer; `/routes` where there is none.
std::string base_of(const policy::Document& document, std::string_view path) {
  const auto* const routes = std::get_if<policy::Routes>(&document);
  if (routes == nullptr) return "";
  for (std::size_t i = 0; i < routes->size(); ++i) {
    std::string_view pattern = (*routes)[i].path;
    const bool is_prefix = pattern.ends_with('*');
    if (is_prefix) pattern.remove_suffix(1);
    if (is_prefix ? path.starts_with(pattern) : path == pattern) return fmt::format("/routes/{}/policy", i);
  }
  return "/routes";
}

std::string_view key_that_refuses(Reason reason) {
  switch (reason) {
    case Reason::cors_off:
      return "";
    case Reason::null_origin_not_allowed:
      return "null_origin";
    case Reason::requested_method_malformed:
    case Reason::requested_method_not_allowed:
      return "methods";
    case Reason::requested_headers_excessive:
    case Reason::requested_headers_malformed:
    case Reason::requested_header_not_allowed:
      return "request_headers";
    default:
      return "origins";
  }
}

}  // namespace

Result<AskedRequest, BadAsk> parse_ask(std::string_view text) {
  AskedRequest request;
  const std::string_view method = next_word(text);
  request.origin = next_word(text);
  if (method.empty()) return BadAsk{"it is empty"};
  if (!is_method(method)) return BadAsk{fmt::format("`{}` is no method", shown(method))};
  if (is_forbidden_method(method)) return BadAsk{fmt::format("no script can send {}", shown(method))};
  if (request.origin.empty()) return BadAsk{"the origin is missing"};
  request.method = normalize_method(method);
  if (request.method != method) request.notes.push_back(fmt::format("A browser sends {} as {}.", method, request.method));
  check_origin(request);
  if (std::optional<BadAsk> bad = read_names(request, text)) return *std::move(bad);
  return request;
}

AskedAnswer::AskedAnswer(const policy::Policy& policy, const AskedRequest& request, std::string_view path)
    : base_(base_of(policy.normal_form(), path)) {
  // WHY: an exchange is put in its place before it is decided, since the decision refers to it.
  const auto decide = [&](std::optional<Exchange>& exchange, std::string_view method, HeaderList headers) {
    exchange.emplace(Exchange{std::string(method), std::move(headers), {}, policy.decide(method, path, HeaderListView())});
    exchange->lines = exchange->headers.views();
    exchange->decision = policy.decide(exchange->method, path, exchange->lines);
  };
  if (!is_cors_safelisted_method(request.method) || !request.names.empty()) {
    HeaderList headers;
    headers.append("Access-Control-Request-Method", request.method);
    if (!request.names.empty()) headers.append("Access-Control-Request-Headers", joined(request.names));
    headers.append("Origin", request.origin);
    decide(preflight_, "OPTIONS", std::move(headers));
    if (preflight_->decision.reason()) return;
  }
  HeaderList headers;
  headers.append("Origin", request.origin);
  decide(actual_, request.method, std::move(headers));
}

bool AskedAnswer::allows_credentials() const {
  if (!allowed()) return false;
  const policy::AnswerHeaders headers = deciding().headers();
  return std::any_of(headers.begin(), headers.end(),
                     [](const policy::AnswerHeader& header) { return header.name == "Access-Control-Allow-Credentials"; });
}

std::string AskedAnswer::decided_by() const {
  if (const std::optional<policy::Entry> entry = deciding().decided_by()) return entry->pointer();
  const std::optional<Reason> refused = reason();
  if (!refused) return base_;
  const std::string_view key = key_that_refuses(*refused);
  return key.empty() ? base_ : policy::pointer_to(base_, key);
}

}  // namespace crosscheck::cli
