#include <algorithm>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/http/status.h"
#include "question/definitions.h"

namespace crosscheck::question {
namespace {

// OGN-15: an at sign with nothing before it, or a password without a username.
void define_url_credentials(const ClientRequest& request, bool refused, Trace trace) {
  const std::string& url = request.url;
  const std::size_t slashes = url.find("//");
  if (slashes == std::string::npos) return;
  const std::string authority = url.substr(slashes + 2, url.find_first_of("/\\?#", slashes + 2) - slashes - 2);
  const std::size_t at = authority.rfind('@');
  if (at == std::string::npos) return;
  const std::string userinfo = authority.substr(0, at);
  if (refused && userinfo.starts_with(':')) {
    trace.step(Rule::OGN_15, Outcome::yes, "A password alone makes a URL include credentials.");
  } else if (!refused && (userinfo.empty() || userinfo == ":")) {
    trace.step(Rule::OGN_15, Outcome::no, "An empty username and an empty password are no credentials.");
  }
}

// HDR-13: several lines of one name, which iteration shows as one.
bool shows_combined_header(const FilteredResponse& response, HeaderListView headers) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const Header& header) { return count(headers, header.name) > 1; });
}

// Whether an earlier line has the header's name: in any spelling, or in another one alone.
bool is_repeated(const std::vector<Header>& headers, std::size_t index, bool respelled) {
  const std::string& name = headers[index].name;
  return std::any_of(headers.begin(), headers.begin() + static_cast<std::ptrdiff_t>(index), [&](const Header& earlier) {
    return equals_ignoring_ascii_case(earlier.name, name) && (!respelled || earlier.name != name);
  });
}

}  // namespace

void define_headers(const ClientRequest& request, const Step& end, Trace trace) {
  if (!trace || request.client == Client::raw || request.mode == Mode::no_cors) return;
  const auto* const blocked = std::get_if<Blocked>(&end);
  if (blocked != nullptr && blocked->at == At::construct) return;
  const bool joins = request.client == Client::xhr;
  bool stripped = false;
  bool repeated = false;
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    const std::string& name = request.headers[i].name;
    const std::string& value = request.headers[i].value;
    const std::string_view normalized = normalize_header_value(value);
    if (is_forbidden_request_header(name, normalized)) continue;
    if (!stripped && normalized.size() < value.size()) {
      stripped = true;
      trace.step(Rule::HDR_3, Outcome::set,
                 [&] { return "The value of " + quoted(name) + " is " + quoted(normalized) + ", without whitespace at its ends."; });
    }
    if (!repeated && is_repeated(request.headers, i, !joins)) {
      repeated = true;
      trace.step(joins ? Rule::HDR_11 : Rule::HDR_8, Outcome::set, [&] {
        return joins ? "The values of " + quoted(name) + " become one, joined by a comma and a space."
                     : quoted(name) + " is spelled as the first line of that name, and stays a line of its own.";
      });
    }
  }
}

void define_fetch(const ClientRequest& request, const Step& end, const NetworkResponseView* response, Trace trace) {
  if (!trace) return;
  if (const auto* const blocked = std::get_if<Blocked>(&end)) {
    if (blocked->reason == Reason::url_has_credentials) define_url_credentials(request, true, trace);
    return;
  }
  const auto* const allowed = std::get_if<Allowed>(&end);
  if (allowed == nullptr) return;
  if (response == nullptr) {
    if (request.credentials == CredentialsMode::include && request.url.starts_with("data:")) {
      trace.step(Rule::CHK_9, Outcome::no, "No server answered, so nobody is asked to allow the origin and its credentials.");
    }
    return;
  }
  define_url_credentials(request, false, trace);
  const int status = response->status;
  if (allowed->response.type == ResponseType::cors && status >= 500 && status < 600) {
    trace.step(Rule::CHK_8, Outcome::no, std::to_string(status) + " is looked at by no step of the CORS check.");
  }
  if (allowed->response.status >= 600) {
    trace.step(Rule::STA_1, Outcome::yes, std::to_string(status) + " is a status: 0 to 999 are.");
  }
  if (allowed->response.type == ResponseType::opaque && is_range_status(status)) {
    trace.step(Rule::STA_4, Outcome::yes,
               std::to_string(status) + " is a range status, which matters where a service worker asked for a range.");
  }
  if (shows_combined_header(allowed->response, response->headers)) {
    trace.step(Rule::HDR_13, Outcome::set, "Lines of one name are shown as one, their values joined by a comma and a space.");
  }
}

void define_exposure(const Step& end, bool earlier, const NetworkResponseView* response, Trace trace) {
  const auto* const allowed = std::get_if<Allowed>(&end);
  if (!trace || !earlier || allowed == nullptr || allowed->response.type != ResponseType::cors) return;
  if (contains(response->headers, "Access-Control-Expose-Headers")) return;
  trace.step(Rule::FLT_9, Outcome::no, "Only the last response's Access-Control-Expose-Headers is read, and it has none.");
}

}  // namespace crosscheck::question
