#include "oracle/page_routes.h"

#include <utility>

#include "oracle/carried_files.h"
#include "oracle/etag.h"
#include "oracle/problem.h"

namespace crosscheck::oracle {
namespace {

// What the page may do: load its own files, ask where it came from, and nothing else.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action "
    "'none'; "
    "frame-ancestors 'none'";

constexpr std::string_view kIndex = "/playground/index.html";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html;charset=utf-8";
  if (name.ends_with(".css")) return "text/css;charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript;charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return {};
}

}  // namespace

PageRoutes::PageRoutes() {
  for (const CarriedFile& file : carried_files()) {
    if (!file.name.starts_with("playground/")) continue;
    Response response;
    response.content_type = type_of(file.name);
    response.headers = {{"Content-Security-Policy", std::string(kPagePolicy)}, {"ETag", etag_of(file.text)}};
    response.body = file.text;
    files_.emplace("/" + std::string(file.name), std::move(response));
  }
}

Response PageRoutes::index(const Request& /*request*/) const {
  const auto found = files_.find(kIndex);
  return found == files_.end() ? problem(404, "not-found", "This program carries no page.") : found->second;
}

Response PageRoutes::file(const Request& request) const {
  const auto found = files_.find(request.path);
  return found == files_.end() ? problem(404, "not-found", "There is no such file.") : found->second;
}

}  // namespace crosscheck::oracle
