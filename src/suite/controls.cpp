#include "suite/controls.h"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "suite/difference.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kQuestionShown = 300;  // bytes of a question in a complaint

Json pair(std::string_view name, std::string_view value) { return Json::array({std::string(name), std::string(value)}); }
Json headers(std::initializer_list<Json> lines) {
  Json list = Json::array();
  for (const Json& line : lines) list.push_back(line);
  return list;
}

// Drawn for one control: what stands in its question.
struct Drawn {
  explicit Drawn(Random& random)
      : word(random_word(random, 6)),
        origin("https://" + word + ".test"),
        other("https://" + random_word(random, 7) + ".example"),
        name("x-" + word) {}

  std::string word;
  std::string origin;
  std::string other;
  std::string name;
};

using Maker = std::vector<Control> (*)(const Drawn&);

std::vector<Control> methods(const Drawn&) {
  return {{"normalize-method", {{"method", "get"}}, {{"method", "GET"}, {"forbidden", false}}},
          {"normalize-method", {{"method", "TRACE"}}, {{"forbidden", true}}}};
}
std::vector<Control> safelisted_methods(const Drawn&) {
  return {{"safelisted-method", {{"method", "POST"}}, {{"safelisted", true}}},
          {"safelisted-method", {{"method", "DELETE"}}, {{"safelisted", false}}}};
}
std::vector<Control> safelisted_headers(const Drawn& drawn) {
  return {{"safelisted-request-header", {{"name", "Content-Type"}, {"value", "text/plain"}}, {{"safelisted", true}}},
          {"safelisted-request-header", {{"name", drawn.name}, {"value", "1"}}, {{"safelisted", false}}}};
}
std::vector<Control> no_cors_headers(const Drawn& drawn) {
  return {{"no-cors-safelisted-request-header", {{"name", "Accept"}, {"value", "text/html"}}, {{"safelisted", true}}},
          {"no-cors-safelisted-request-header", {{"name", drawn.name}, {"value", "1"}}, {{"safelisted", false}}}};
}
std::vector<Control> forbidden_headers(const Drawn& drawn) {
  return {{"forbidden-request-header", {{"name", "Host"}, {"value", drawn.word}}, {{"forbidden", true}}},
          {"forbidden-request-header", {{"name", drawn.name}, {"value", "1"}}, {{"forbidden", false}}}};
}
std::vector<Control> unsafe_names(const Drawn& drawn) {
  return {{"unsafe-request-header-names", {{"headers", headers({pair(drawn.name, "1")})}}, {{"names", {drawn.name}}}},
          {"unsafe-request-header-names", {{"headers", headers({pair("Accept", "text/html")})}}, {{"names", Json::array()}}}};
}
std::vector<Control> get_decode_splits(const Drawn& drawn) {
  return {{"get-decode-split", {{"name", drawn.name}, {"headers", headers({pair(drawn.name, "a, b")})}}, {{"values", {"a", "b"}}}},
          {"get-decode-split", {{"name", drawn.name}, {"headers", headers({pair("x-other", "a")})}}, {{"values", nullptr}}}};
}
std::vector<Control> extractions(const Drawn& drawn) {
  constexpr std::string_view kName = "Access-Control-Allow-Headers";
  return {{"extract-header-list",
           {{"name", std::string(kName)}, {"headers", headers({pair(kName, "x-b, " + drawn.name)})}},
           {{"values", {"x-b", drawn.name}}}},
          {"extract-header-list",
           {{"name", std::string(kName)}, {"headers", headers({pair(kName, "\"" + drawn.name)})}},
           {{"values", "failure"}}}};
}
std::vector<Control> ranges(const Drawn& drawn) {
  const std::string start = std::to_string(drawn.word.front() - 'a' + 1);
  return {{"parse-range", {{"value", "bytes=" + start + "-100"}}, {{"range", {start, "100"}}}},
          {"parse-range", {{"value", drawn.word}}, {{"range", "failure"}}}};
}
std::vector<Control> origins_of_urls(const Drawn& drawn) {
  return {{"origin-of-url", {{"url", drawn.origin + "/a?b"}}, {{"origin", drawn.origin}}},
          {"origin-of-url", {{"url", "data:," + drawn.word}}, {{"origin", "null"}}}};
}
std::vector<Control> origin_headers(const Drawn& drawn) {
  return {{"origin-header", {{"value", drawn.origin}}, {{"valid", true}, {"scheme", "https"}}},
          {"origin-header", {{"value", drawn.word}}, {{"valid", false}}}};
}
std::vector<Control> cors_checks(const Drawn& drawn) {
  const auto asked = [&](const Json& lines) { return Json{{"origin", drawn.origin}, {"credentials", "omit"}, {"headers", lines}}; };
  return {{"cors-check", asked(headers({pair("Access-Control-Allow-Origin", drawn.origin)})), {{"result", "success"}}},
          {"cors-check", asked(headers({pair("Access-Control-Allow-Origin", drawn.other)})), {{"result", "failure"}}},
          {"cors-check", asked(Json::array()), {{"result", "failure"}}}};
}
std::vector<Control> preflight_checks(const Drawn& drawn) {
  const auto asked = [&](std::string_view methods) {
    return Json{
        {"request", {{"url", drawn.other + "/"}, {"method", "PUT"}, {"origin", drawn.origin}}},
        {"response",
         {{"status", 204},
          {"headers", headers({pair("Access-Control-Allow-Origin", drawn.origin), pair("Access-Control-Allow-Methods", methods)})}}}};
  };
  return {{"preflight-check", asked("PUT"), {{"result", "success"}}}, {"preflight-check", asked("DELETE"), {{"result", "failure"}}}};
}
std::vector<Control> exposed_headers(const Drawn& drawn) {
  const auto asked = [&](const Json& lines) { return Json{{"type", "cors"}, {"credentials", "omit"}, {"headers", lines}}; };
  return {{"exposed-headers", asked(headers({pair(drawn.name, "1")})), {{"names", Json::array()}}},
          {"exposed-headers",
           asked(headers({pair(drawn.name, "1"), pair("Access-Control-Expose-Headers", drawn.name)})),
           {{"names", {drawn.name}}}}};
}
std::vector<Control> tao_checks(const Drawn& drawn) {
  const auto asked = [&](const Json& lines) {
    return Json{{"origin", drawn.origin}, {"mode", "cors"}, {"url", drawn.other + "/"}, {"tainting", "cors"}, {"headers", lines}};
  };
  return {{"tao-check", asked(headers({pair("Timing-Allow-Origin", "*")})), {{"result", "success"}}},
          {"tao-check", asked(headers({pair("Timing-Allow-Origin", drawn.other)})), {{"result", "failure"}}}};
}
std::vector<Control> corp_checks(const Drawn& drawn) {
  const auto asked = [&](std::string_view policy) {
    return Json{{"origin", drawn.origin},
                {"url", drawn.other + "/"},
                {"mode", "no-cors"},
                {"embedder_policy", "unsafe-none"},
                {"headers", headers({pair("Cross-Origin-Resource-Policy", policy)})}};
  };
  return {{"corp-check", asked("cross-origin"), {{"result", "allowed"}}}, {"corp-check", asked("same-origin"), {{"result", "blocked"}}}};
}
std::vector<Control> fetches(const Drawn& drawn) {
  const auto asked = [&](const Json& lines) {
    return Json{{"fetches", Json::array({{{"request", {{"url", drawn.other + "/" + drawn.word}, {"origin", drawn.origin}}},
                                          {"responses", Json::array({{{"status", 200}, {"headers", lines}}})}}})}};
  };
  const auto verdict = [](std::string_view word) { return Json{{"fetches", Json::array({{{"verdict", std::string(word)}}})}}; };
  return {{"fetch", asked(headers({pair("Access-Control-Allow-Origin", drawn.origin)})), verdict("allowed")},
          {"fetch", asked(Json::array()), verdict("blocked")}};
}
std::vector<Control> policies(const Drawn& drawn) {
  const auto asked = [&](const std::string& origin) {
    return Json{{"policy", {{"origins", {drawn.origin}}}},
                {"request", {{"method", "GET"}, {"path", "/"}, {"headers", headers({pair("Origin", origin)})}}}};
  };
  return {{"policy", asked(drawn.origin), {{"request_type", "cors"}, {"allowed", true}}},
          {"policy", asked(drawn.other), {{"request_type", "cors"}, {"allowed", false}}}};
}
std::vector<Control> validations(const Drawn& drawn) {
  return {{"validate-policy", {{"policy", {{"origins", {drawn.origin}}}}}, {{"valid", true}}},
          {"validate-policy", {{"policy", {{"origins", {drawn.origin + "/path"}}}}}, {{"valid", false}}}};
}

struct OfKind {
  std::string_view kind;
  Maker make;
};
constexpr auto kMakers = std::to_array<OfKind>({
    {"normalize-method", methods},
    {"safelisted-method", safelisted_methods},
    {"safelisted-request-header", safelisted_headers},
    {"no-cors-safelisted-request-header", no_cors_headers},
    {"forbidden-request-header", forbidden_headers},
    {"unsafe-request-header-names", unsafe_names},
    {"get-decode-split", get_decode_splits},
    {"extract-header-list", extractions},
    {"parse-range", ranges},
    {"origin-of-url", origins_of_urls},
    {"origin-header", origin_headers},
    {"cors-check", cors_checks},
    {"preflight-check", preflight_checks},
    {"exposed-headers", exposed_headers},
    {"tao-check", tao_checks},
    {"corp-check", corp_checks},
    {"fetch", fetches},
    {"policy", policies},
    {"validate-policy", validations},
});

std::string shortened(std::string text) {
  if (text.size() <= kQuestionShown) return text;
  text.resize(kQuestionShown);
  return text + " …";
}

}  // namespace

std::vector<Control> controls_of(std::string_view kind, Random& random) {
  for (const OfKind& maker : kMakers) {
    if (maker.kind == kind) return maker.make(Drawn(random));
  }
  return {};
}

std::vector<Control> controls_of(const std::vector<std::string>& kinds, Random& random) {
  std::vector<Control> all;
  for (const std::string& kind : kinds) {
    for (Control& control : controls_of(kind, random)) all.push_back(std::move(control));
  }
  return all;
}

std::string random_word(Random& random, std::size_t length) {
  // NOTE: not a distribution of the standard library, whose draws differ between libraries.
  std::string word;
  for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + random() % 26);
  return word;
}

std::string fault_in_answer(const Control& control, const Json& answer) {
  const std::string asked = fmt::format("{} {}", control.kind, shortened(to_text(control.input)));
  if (answer.contains("skip")) return fmt::format("it claims the kind {} and skips it", control.kind);
  if (answer.contains("error")) return fmt::format("it answers {} with the error {}", asked, shortened(to_text(answer.at("error"))));
  if (!first_difference(control.expect, answer.at("output"))) return {};
  return fmt::format("it answers {} with {}, where {} is known to be right", asked, shortened(to_text(answer.at("output"))),
                     to_text(control.expect));
}

}  // namespace crosscheck::suite
