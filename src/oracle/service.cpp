#include "oracle/service.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "oracle/body_checks.h"
#include "oracle/diff.h"
#include "oracle/openapi.h"
#include "oracle/problem.h"
#include "oracle/version_route.h"

namespace crosscheck::oracle {
namespace {

// What any answer but a page may do in a browser.
constexpr std::string_view kAnswerPolicy = "default-src 'none'; frame-ancestors 'none'";

std::vector<std::string> labels(const RouteTable& routes) {
  std::vector<std::string> labels;
  for (const Route& route : routes.routes()) labels.emplace_back(route.path);
  return labels;
}

Response text(std::string_view content_type, std::string body) {
  Response response;
  response.content_type = content_type;
  response.body = std::move(body);
  return response;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2, compared weakly.
bool names_etag(std::string_view list, std::string_view etag) {
  if (list == "*") return true;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view one = trim_http_tab_or_space(list.substr(0, comma));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

// A client that has the answer already is told so.
void leave_out_what_is_known(const Request& request, Response& response) {
  if (response.status != 200 || (request.method != "GET" && request.method != "HEAD")) return;
  const std::string* const etag = find_header(response.headers, "ETag");
  const std::string* const known = find_header(request.headers, "If-None-Match");
  if (etag == nullptr || known == nullptr || !names_etag(*known, *etag)) return;
  response.status = 304;
  response.content_type.clear();
  response.body.clear();
}

}  // namespace

Service::Service(ServiceOptions options)
    : options_(std::move(options)),
      ids_(options_.id_seed),
      version_(version_response(options_.limits)),
      routes_(all_routes()),
      metrics_(labels(routes_)),
      evaluate_(options_.limits, metrics_) {}

std::vector<Route> Service::all_routes() {
  const std::size_t body = options_.limits.body_bytes;
  const std::size_t batch = options_.limits.batch_bytes;
  std::vector<Route> routes;
  const auto get = [&](std::string_view path, std::function<Response(const Request&)> answer) {
    routes.push_back({"GET", path, {}, 0, std::move(answer), nullptr});
  };
  routes.push_back(
      {"POST", "/v1/evaluate", {"application/json"}, body, [this](const Request& request) { return evaluate_.one(request); }, nullptr});
  routes.push_back(
      {"POST", "/v1/evaluate/batch", {"application/json", "application/x-ndjson"}, batch, nullptr, [this](const Request& request) {
         return evaluate_.batch(request);
       }});
  routes.push_back({"POST", "/v1/diff", {"application/json"}, batch, diff, nullptr});
  get("/v1/vectors", [this](const Request& request) { return vectors_.list(request); });
  get("/v1/vectors/*", [this](const Request& request) { return vectors_.one(request); });
  get("/v1/reasons", [this](const Request& request) { return tables_.reasons(request); });
  get("/v1/requirements", [this](const Request& request) { return tables_.requirements(request); });
  get("/v1/schema/*", [this](const Request& request) { return tables_.schema(request); });
  get("/openapi.json", [this](const Request& request) { return openapi_.document(request); });
  get("/", [this](const Request& request) { return page_.index(request); });
  get("/playground/*", [this](const Request& request) { return page_.file(request); });
  get("/healthz", [](const Request&) { return text("application/json", "{\"status\":\"ok\"}\n"); });
  get("/readyz", [this](const Request&) { return ready(); });
  get("/version", [this](const Request&) { return version_; });
  get("/metrics", [this](const Request&) { return metrics(); });
  return routes;
}

Response Service::ready() const {
  if (ends_soon_) return come_again("ending", "This server is about to end.");
  return text("application/json", "{\"status\":\"ready\"}\n");
}

Response Service::metrics() const {
  const HttpServer* const server = server_;
  return text("text/plain;version=0.0.4;charset=utf-8", metrics_.text(server == nullptr ? 0 : server->open_connections()));
}

std::variant<Response, std::unique_ptr<BodyReader>> Service::begin(Head& head) {
  const Request& request = head.request;
  const std::string* const host = find_header(request.headers, "Host");
  if (host == nullptr || !options_.hosts.allows(*host))
    return problem(421, "unknown-host", "This server is not asked under that name; `--allow-host` would allow it.");
  if (std::optional<Response> preflight = options_.cors.preflight(request)) return *std::move(preflight);
  if (options_.cors.sender(request) == Sender::foreign)
    return problem(403, "foreign-origin", "Pages of that origin may not ask; `--allow-origin` would let them.");
  const std::string allow = routes_.allow(request.path);
  if (allow.empty()) return problem(404, "not-found", "There is nothing at this path; /openapi.json tells what there is.");
  if (request.method == "OPTIONS") {
    Response response;
    response.status = 204;
    response.headers.push_back({"Allow", allow});
    return response;
  }
  const Route* const route = routes_.find(request.method, request.path);
  if (route == nullptr) {
    Response response = problem(405, "method-not-allowed", fmt::format("The methods taken here are {}.", allow));
    response.headers.push_back({"Allow", allow});
    return response;
  }
  if (route->method != "POST") return route->answer(request);
  if (std::optional<Response> refused = refuse_body(head, *route)) return *std::move(refused);
  return body_reader(head, *route);
}

void Service::dress(const Request* request, Response& response) {
  if (request != nullptr) {
    leave_out_what_is_known(*request, response);
    options_.cors.add_headers(*request, response);
  }
  const std::string* const id = request == nullptr ? nullptr : find_header(request->headers, "X-Request-Id");
  std::vector<Header>& headers = response.headers;
  headers.push_back({"X-Request-Id", id != nullptr && is_request_id(*id) ? *id : ids_.next()});
  headers.push_back({"X-Content-Type-Options", "nosniff"});
  headers.push_back({"Referrer-Policy", "no-referrer"});
  headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  if (find_header(headers, "Content-Security-Policy") == nullptr)
    headers.push_back({"Content-Security-Policy", std::string(kAnswerPolicy)});
  if (find_header(headers, "Cache-Control") == nullptr)
    headers.push_back({"Cache-Control", find_header(headers, "ETag") == nullptr ? "no-store" : "no-cache"});
}

void Service::sent(const Exchange& exchange) {
  const Route* const route = exchange.request == nullptr ? nullptr : routes_.find(exchange.request->method, exchange.request->path);
  metrics_.count(route == nullptr ? routes_.routes().size() : routes_.index(*route), exchange.response->status, exchange.time);
  if (options_.log != nullptr) options_.log->write(exchange);
}

}  // namespace crosscheck::oracle
