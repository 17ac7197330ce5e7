#include "oracle/own_cors.h"

#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/compile.h"

namespace crosscheck::oracle {
namespace {

constexpr double kMaxAge = 600;  // seconds

std::vector<HeaderView> views(const Request& request) {
  std::vector<HeaderView> lines;
  lines.reserve(request.headers.size());
  for (const Header& header : request.headers) lines.push_back({header.name, header.value});
  return lines;
}

// Whether the page that asks came from where it asks: the oracle speaks http, whatever stands before it.
bool is_own(std::string_view origin, const Request& request) {
  constexpr std::string_view kScheme = "http://";
  const std::string* const host = find_header(request.headers, "Host");
  if (host == nullptr || !origin.starts_with(kScheme)) return false;
  std::string_view authority = *host;
  // The port that a scheme has by itself is in no origin.
  if (authority.ends_with(":80")) authority.remove_suffix(3);
  return equals_ignoring_ascii_case(origin.substr(kScheme.size()), authority);
}

}  // namespace

Result<OwnCors, OwnCorsError> OwnCors::make(const std::vector<std::string>& origins) {
  OwnCors cors;
  if (origins.empty()) return cors;
  policy::SinglePolicy document;
  policy::StarOrList allowed;
  allowed.is_star = origins.size() == 1 && origins.front() == "*";
  if (!allowed.is_star) allowed.entries = origins;
  document.origins = std::move(allowed);
  document.methods.entries = {"GET", "HEAD", "POST"};
  document.request_headers.entries = {"content-type", "x-request-id"};
  document.expose_headers.entries = {"etag", "retry-after", "x-request-id"};
  document.max_age = kMaxAge;
  policy::Compilation compiled = policy::compile(document);
  if (!compiled) {
    std::string message;
    for (const policy::Fault& fault : compiled.errors) message += (message.empty() ? "" : "\n") + fault.message + " " + fault.fix;
    return OwnCorsError{std::move(message)};
  }
  cors.policy_ = std::move(compiled.policy);
  return cors;
}

Sender OwnCors::sender(const Request& request) const {
  const std::string* const origin = find_header(request.headers, "Origin");
  if (origin == nullptr) return Sender::nobody;
  // No browser sends two, and whoever stands between might look at the other one.
  if (count(views(request), "Origin") > 1) return Sender::foreign;
  if (policy_) {
    const std::vector<HeaderView> lines = views(request);
    // WHY as GET: whether the method of a preflight goes is its own matter.
    if (policy_->decide("GET", request.path, HeaderListView(lines)).allowed() == true) return Sender::allowed;
  }
  return is_own(*origin, request) ? Sender::own : Sender::foreign;
}

std::optional<Response> OwnCors::preflight(const Request& request) const {
  if (!policy_) return std::nullopt;
  const std::vector<HeaderView> lines = views(request);
  const policy::Decision decision = policy_->decide(request.method, request.path, HeaderListView(lines));
  const std::optional<std::uint16_t> status = decision.status();
  if (!status) return std::nullopt;
  Response response;
  response.status = *status;
  return response;
}

void OwnCors::add_headers(const Request& request, Response& response) const {
  if (!policy_) return;
  const std::vector<HeaderView> lines = views(request);
  const policy::Decision decision = policy_->decide(request.method, request.path, HeaderListView(lines));
  for (const policy::AnswerHeader& header : decision.headers()) response.headers.push_back({std::string(header.name), header.joined()});
}

}  // namespace crosscheck::oracle
