#include "conformance/halves/world.h"

#include <cstddef>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/fault.h"
#include "crosscheck/url/origin.h"

namespace crosscheck::halves {
namespace {

using policy::OriginPattern;
using policy::RejectedPreflight;
using policy::SinglePolicy;
using policy::StarOrList;

constexpr CredentialsMode kCredentialsModes[] = {CredentialsMode::omit, CredentialsMode::same_origin, CredentialsMode::include};

// Every origin of the world. The last is the server's own.
const std::vector<std::string> kOrigins{
    // An exact origin: its scheme, its port, something before it, after it, in it.
    "https://app.example", "http://app.example", "https://app.example:8443", "https://app.example.evil.test", "https://app.example.",
    "https://xapp.example", "https://app.exampl", "https://sub.app.example", "https://appxexample",
    // Subdomains of example.com.
    "https://example.com", "https://a.example.com", "https://b.a.example.com", "https://aexample.com", "http://a.example.com",
    "https://a.example.com:444", "https://a.example.com.evil.test", "https://a_b.example.com", "https://.example.com", "https://a..example.com",
    // Ports of localhost.
    "http://localhost", "http://localhost:3000", "http://localhost:65535", "https://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:3000",
    // A regular expression.
    "https://pr-7--app.example.net", "https://pr-123--app.example.net", "https://pr---app.example.net", "https://evil--app.example.net",
    "https://pr-7--app.example.net:8443", "https://pr-7--appxexample.net",
    "null", std::string(kServer)};

std::set<std::string> all_but(std::string_view left_out) {
  std::set<std::string> origins(kOrigins.begin(), kOrigins.end());
  origins.erase(std::string(left_out));
  return origins;
}

// One way to say who may ask.
struct OriginShape {
  std::string name;
  std::optional<StarOrList> origins;
  std::vector<OriginPattern> patterns;
  bool null_origin = false;
  std::set<std::string> meant;
  std::set<std::string> meant_with_credentials;  // where it differs: `*` leaves `null` out
};

OriginShape listed(std::string name, std::vector<std::string> entries, std::set<std::string> meant, bool null_origin = false) {
  OriginShape shape;
  shape.name = std::move(name);
  shape.origins = StarOrList{false, std::move(entries)};
  shape.null_origin = null_origin;
  shape.meant = std::move(meant);
  shape.meant_with_credentials = shape.meant;
  return shape;
}

OriginShape by_regex(std::string name, std::optional<StarOrList> origins, std::set<std::string> meant) {
  OriginShape shape;
  shape.name = std::move(name);
  shape.origins = std::move(origins);
  shape.patterns = {{R"(https://pr-[0-9]+--app\.example\.net)",
                     std::vector<std::string>{"https://pr-7--app.example.net"},
                     std::vector<std::string>{"https://evil--app.example.net"}}};
  shape.meant = std::move(meant);
  shape.meant_with_credentials = shape.meant;
  return shape;
}

OriginShape anybody(std::string name, StarOrList origins, bool null_origin) {
  OriginShape shape;
  shape.name = std::move(name);
  shape.origins = std::move(origins);
  shape.null_origin = null_origin;
  shape.meant = all_but("");
  shape.meant_with_credentials = null_origin ? all_but("") : all_but("null");
  return shape;
}

std::vector<OriginShape> origin_shapes() {
  const std::set<std::string> subdomains{"https://a.example.com", "https://b.a.example.com", "https://a_b.example.com"};
  const std::set<std::string> pull_requests{"https://pr-7--app.example.net", "https://pr-123--app.example.net"};
  std::set<std::string> app_and_pull_requests = pull_requests;
  app_and_pull_requests.insert("https://app.example");
  OriginShape null_alone;
  null_alone.name = "null alone";
  null_alone.null_origin = true;
  null_alone.meant = null_alone.meant_with_credentials = {"null"};
  return {
      listed("exact", {"https://app.example"}, {"https://app.example"}),
      listed("exact with a port", {"https://app.example:8443"}, {"https://app.example:8443"}),
      listed("several", {"https://app.example", "http://localhost:3000"}, {"https://app.example", "http://localhost:3000"}),
      listed("many",
             {"https://one.test", "https://two.test", "https://three.test", "https://four.test", "https://five.test", "https://six.test",
              "https://seven.test", "https://eight.test", "https://nine.test", "https://app.example", "http://[::1]:3000", "http://127.0.0.1:8080"},
             {"https://app.example", "http://[::1]:3000", "http://127.0.0.1:8080"}),
      listed("subdomains", {"https://*.example.com"}, subdomains),
      listed("subdomains of another port", {"https://*.example.com:444"}, {"https://a.example.com:444"}),
      listed("any port", {"http://localhost:*"}, {"http://localhost", "http://localhost:3000", "http://localhost:65535"}),
      listed("subdomains of any port", {"https://*.example.com:*"},
             {"https://a.example.com", "https://b.a.example.com", "https://a_b.example.com", "https://a.example.com:444"}),
      listed("exact, subdomains and any port", {"https://example.com", "https://*.example.com", "https://app.example:*"},
             {"https://example.com", "https://a.example.com", "https://b.a.example.com", "https://a_b.example.com", "https://app.example",
              "https://app.example:8443"}),
      listed("many patterns",
             {"https://*.one.test", "https://*.two.test", "https://*.three.test", "https://*.four.test", "https://*.five.test:*",
              "https://*.example.com", "https://*.example.com:444", "http://*.localhost:*", "http://localhost:*"},
             {"https://a.example.com", "https://b.a.example.com", "https://a_b.example.com", "https://a.example.com:444", "http://localhost",
              "http://localhost:3000", "http://localhost:65535"}),
      by_regex("regular expression", std::nullopt, pull_requests),
      by_regex("exact and regular expression", StarOrList{false, {"https://app.example"}}, app_and_pull_requests),
      null_alone,
      listed("exact and null", {"https://app.example"}, {"https://app.example", "null"}, true),
      anybody("*", StarOrList{true, {}}, false),
      anybody("[*]", StarOrList{false, {"*"}}, false),
      anybody("* and null", StarOrList{true, {}}, true),
  };
}

// A list of a policy: as written, and as meant.
struct ListShape {
  StarOrList written;
  bool any = false;
  std::set<std::string> meant;
};

ListShape list_of(std::vector<std::string> written, std::set<std::string> meant) {
  return {StarOrList{false, std::move(written)}, false, std::move(meant)};
}
ListShape any_of_them() { return {StarOrList{true, {}}, true, {}}; }

struct Choice {
  const OriginShape& origins;
  bool credentials;
  const ListShape& methods;
  const ListShape& request_headers;
  const ListShape& exposed;
  RejectedPreflight rejected;
  double status;
};

PolicyCase policy_case(const Choice& choice, std::string path) {
  SinglePolicy written;
  written.origins = choice.origins.origins;
  written.origin_patterns = choice.origins.patterns;
  written.null_origin = choice.origins.null_origin;
  written.credentials = choice.credentials;
  written.methods = choice.methods.written;
  written.request_headers = choice.request_headers.written;
  written.expose_headers = choice.exposed.written;
  written.rejected_preflight = choice.rejected;
  written.preflight_status = choice.status;
  // Whoever enumerates every shape knows what is dangerous.
  for (const policy::FaultInfo& info : policy::all_faults()) {
    if (info.level == policy::Level::danger) written.acknowledge.emplace_back(info.name);
  }
  Meaning meaning;
  meaning.origins = choice.credentials ? choice.origins.meant_with_credentials : choice.origins.meant;
  meaning.credentials = choice.credentials;
  meaning.any_method = choice.methods.any;
  meaning.methods = choice.methods.meant;
  meaning.any_header = choice.request_headers.any;
  meaning.request_headers = choice.request_headers.meant;
  meaning.any_exposed = choice.exposed.any;
  meaning.exposed = choice.exposed.meant;
  std::string name = choice.origins.name + (choice.credentials ? ", credentials" : "") +
                     (choice.rejected == RejectedPreflight::diagnostic ? ", diagnostic" : "");
  return {std::move(name), std::move(written), std::move(path), std::move(meaning)};
}

const std::vector<MethodCase> kMethods{{"GET", "GET"},       {"HEAD", "HEAD"},     {"POST", "POST"},   {"PUT", "PUT"},       {"put", "PUT"},
                                       {"DELETE", "DELETE"}, {"PATCH", "PATCH"}, {"patch", "patch"}, {"CUSTOM", "CUSTOM"}, {"OPTIONS", "OPTIONS"}};

std::vector<HeaderSet> header_sets() {
  return {
      {{}, {}},
      {{{"Accept-Language", "en"}}, {}},
      {{{"Content-Type", "text/plain"}}, {}},
      {{{"Range", "bytes=0-99"}}, {}},
      {{{"x-a", "1"}}, {"x-a"}},
      {{{"X-B", "1"}, {"X-A", "1"}}, {"x-a", "x-b"}},
      {{{"x-b", "1"}}, {"x-b"}},
      {{{"Authorization", "Bearer 1"}}, {"authorization"}},
      {{{"authorization", "Bearer 1"}, {"x-a", "1"}}, {"authorization", "x-a"}},
      {{{"Content-Type", "application/json"}}, {"content-type"}},
      {{{"Content-Typo", "1"}}, {"content-typo"}},
      // Too long for what needs no permission.
      {{{"Accept", std::string(129, 'a')}, {"x-a", "1"}}, {"accept", "x-a"}},
  };
}

const ListShape kNothing = list_of({}, {});
const ListShape kPutAndDelete = list_of({"PUT", "DELETE"}, {"PUT", "DELETE"});
const ListShape kXa = list_of({"x-a"}, {"x-a"});
const ListShape kXPublic = list_of({"X-Public"}, {"x-public"});

}  // namespace

std::vector<Question> questions_of(const std::vector<std::string>& origins, const std::vector<MethodCase>& methods,
                                   const std::vector<HeaderSet>& sets) {
  std::vector<Question> questions;
  for (const std::string& origin : origins) {
    for (const MethodCase& method : methods) {
      for (const HeaderSet& set : sets) {
        for (const CredentialsMode credentials : kCredentialsModes) {
          Question question;
          question.request.method = method.written;
          question.request.origin = parse_serialized_origin(origin).value();
          question.request.credentials = credentials;
          question.request.headers = set.headers;
          question.origin = origin;
          question.method = method.sent;
          question.unsafe = set.unsafe;
          questions.push_back(std::move(question));
        }
      }
    }
  }
  return questions;
}

void ask_at(std::vector<Question>& questions, std::string_view path) {
  for (Question& question : questions) question.request.url = std::string(kServer).append(path);
}

World world_of_origins() {
  World world;
  world.name = "origins";
  for (const OriginShape& shape : origin_shapes()) {
    for (const bool credentials : {false, true}) {
      for (const RejectedPreflight rejected : {RejectedPreflight::quiet, RejectedPreflight::diagnostic}) {
        world.policies.push_back(policy_case({shape, credentials, kPutAndDelete, kXa, kXPublic, rejected, 204}, "/x"));
      }
    }
  }
  world.questions = questions_of(kOrigins, {{"GET", "GET"}, {"POST", "POST"}, {"PUT", "PUT"}, {"PATCH", "PATCH"}},
                                 {{{}, {}}, {{{"x-a", "1"}}, {"x-a"}}, {{{"x-b", "1"}}, {"x-b"}}});
  return world;
}

World world_of_lists() {
  const std::vector<OriginShape> shapes{listed("list and null", {"https://app.example", "http://localhost:3000"},
                                               {"https://app.example", "http://localhost:3000", "null"}, true),
                                        anybody("*", StarOrList{true, {}}, false)};
  const std::vector<ListShape> methods{kNothing, kPutAndDelete, list_of({"PATCH", "CUSTOM", "OPTIONS"}, {"PATCH", "CUSTOM", "OPTIONS"}),
                                       list_of({"patch", "GET"}, {"patch", "GET"}), any_of_them()};
  ListShape any_and_authorization = any_of_them();
  any_and_authorization.written = StarOrList{false, {"*", "Authorization"}};
  any_and_authorization.meant = {"authorization"};
  const std::vector<ListShape> names{kNothing, kXa, list_of({"X-A", "Content-Type", "authorization"}, {"x-a", "content-type", "authorization"}),
                                     list_of({"x-b", "accept", "x-a"}, {"x-b", "accept", "x-a"}), any_of_them(), any_and_authorization};
  const std::vector<ListShape> exposed{kNothing, kXPublic, any_of_them()};

  World world;
  world.name = "lists";
  std::size_t count = 0;
  for (const OriginShape& shape : shapes) {
    for (const bool credentials : {false, true}) {
      for (const ListShape& allowed_methods : methods) {
        for (const ListShape& allowed_names : names) {
          for (const ListShape& exposed_names : exposed) {
            // `*` would be a literal there, and does not compile (V11).
            if (credentials && exposed_names.any) continue;
            for (const RejectedPreflight rejected : {RejectedPreflight::quiet, RejectedPreflight::diagnostic}) {
              const double statuses[] = {200, 204, 299};
              world.policies.push_back(
                  policy_case({shape, credentials, allowed_methods, allowed_names, exposed_names, rejected, statuses[count++ % 3]}, "/x"));
            }
          }
        }
      }
    }
  }
  world.questions = questions_of({"https://app.example", "null"}, kMethods, header_sets());
  return world;
}

World world_of_names() {
  // The first of each are listed, and all are asked for.
  std::vector<std::string> methods, names;
  for (const char letter : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    methods.push_back(std::string("METHOD") + letter);
    for (const char* const stem : {"x-", "x-request-", "content-of-the-response-"}) names.push_back(stem + std::string(1, to_ascii_lower(letter)));
  }
  const auto first = [](const std::vector<std::string>& all, std::size_t count) {
    const std::vector<std::string> listed_ones(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    return list_of(listed_ones, std::set<std::string>(listed_ones.begin(), listed_ones.end()));
  };
  const OriginShape app = listed("exact", {"https://app.example"}, {"https://app.example"});
  World world;
  world.name = "names";
  for (const std::size_t count : {1u, 2u, 3u, 4u, 5u, 6u, 8u, 11u, 16u, 21u, 25u}) {
    world.policies.push_back(
        policy_case({app, false, first(methods, count), first(names, 3 * count), kNothing, RejectedPreflight::quiet, 204}, "/x"));
  }
  std::vector<MethodCase> all_methods;
  for (const std::string& method : methods) all_methods.push_back({method, method});
  world.questions = questions_of({"https://app.example"}, all_methods, {{{}, {}}});
  std::vector<HeaderSet> sets;
  for (const std::string& name : names) sets.push_back({{{name, "1"}}, {name}});
  for (Question& question : questions_of({"https://app.example"}, {{"GET", "GET"}}, sets)) world.questions.push_back(std::move(question));
  return world;
}

World world_of_routes() {
  const OriginShape any = anybody("*", StarOrList{true, {}}, false);
  const OriginShape app = listed("exact", {"https://app.example"}, {"https://app.example"});
  const PolicyCase open = policy_case({any, false, kNothing, kNothing, any_of_them(), RejectedPreflight::quiet, 204}, "");
  const PolicyCase closed = policy_case({app, true, kPutAndDelete, kXa, kXPublic, RejectedPreflight::quiet, 204}, "");
  const auto single = [](const PolicyCase& of) { return std::get<SinglePolicy>(of.document); };
  const policy::Routes routes{{"/public/*", single(open)}, {"/api/off", std::nullopt}, {"/api/*", single(closed)}, {"/exact", single(open)}};
  policy::Routes with_rest = routes;
  with_rest.push_back({"/*", single(closed)});

  struct Place {
    std::string path;
    std::optional<Meaning> meaning;
    std::optional<Meaning> meaning_with_rest;
  };
  const std::vector<Place> places{
      {"/public/", open.meaning, open.meaning},   {"/public/a/b", open.meaning, open.meaning}, {"/public", std::nullopt, closed.meaning},
      {"/api/off", std::nullopt, std::nullopt},   {"/api/of", closed.meaning, closed.meaning}, {"/api/off/", closed.meaning, closed.meaning},
      {"/exact", open.meaning, open.meaning},     {"/exact/", std::nullopt, closed.meaning},   {"/", std::nullopt, closed.meaning},
      {"/Public/", std::nullopt, closed.meaning},
  };
  World world;
  world.name = "routes";
  for (const Place& place : places) {
    world.policies.push_back({"routes", routes, place.path, place.meaning});
    world.policies.push_back({"routes with a rest", with_rest, place.path, place.meaning_with_rest});
  }
  world.questions = questions_of(kOrigins, {{"GET", "GET"}, {"POST", "POST"}, {"DELETE", "DELETE"}}, {{{}, {}}, {{{"x-a", "1"}}, {"x-a"}}});
  return world;
}

std::string shown(const Question& question) {
  std::string text = question.origin + " asks " + question.method + " " + question.request.url + " with";
  for (const Header& header : question.request.headers) text += " " + header.name;
  return text + ", credentials " + std::string(to_string(question.request.credentials));
}

}  // namespace crosscheck::halves
