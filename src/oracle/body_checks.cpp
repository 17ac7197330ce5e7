#include "oracle/body_checks.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/mime_type.h"
#include "oracle/problem.h"

namespace crosscheck::oracle {
namespace {

Response too_large(const Route& route) {
  return problem(413, "too-large", fmt::format("The body is larger than {} bytes; ask in smaller ones.", route.body_bytes));
}

bool takes_type(const Route& route, std::string_view type) {
  const Result<MimeEssence, FailedStep> essence = parse_mime_type_essence(type);
  return essence &&
         std::any_of(route.content_types.begin(), route.content_types.end(), [&](std::string_view known) { return essence->is(known); });
}

// The whole body, for routes that need it at once.
class WholeBody final : public BodyReader {
 public:
  WholeBody(Request& request, const Route& route) : request_(request), route_(route) {}
  bool take(std::string_view piece) override {
    request_.body += piece;
    return true;
  }
  Response finish() override { return route_.answer(request_); }

 private:
  Request& request_;
  const Route& route_;
};

class LimitedBody final : public BodyReader {
 public:
  LimitedBody(std::unique_ptr<BodyReader> reader, const Route& route) : reader_(std::move(reader)), route_(route) {}
  bool take(std::string_view piece) override {
    taken_ += piece.size();
    return taken_ <= route_.body_bytes && reader_->take(piece);
  }
  Response finish() override { return taken_ > route_.body_bytes ? too_large(route_) : reader_->finish(); }

 private:
  std::unique_ptr<BodyReader> reader_;
  const Route& route_;
  std::size_t taken_ = 0;
};

}  // namespace

std::optional<Response> refuse_body(const Head& head, const Route& route) {
  const std::string* const encoding = find_header(head.request.headers, "Content-Encoding");
  if (encoding != nullptr && !equals_ignoring_ascii_case(*encoding, "identity")) {
    Response response = problem(415, "unsupported-encoding", "The body has to come as it is, without a Content-Encoding.");
    response.headers.push_back({"Accept-Encoding", "identity"});
    return response;
  }
  const std::vector<Header>& headers = head.request.headers;
  const auto types = std::count_if(headers.begin(), headers.end(),
                                   [](const Header& header) { return equals_ignoring_ascii_case(header.name, "Content-Type"); });
  // WHY one: which of several whoever stands between has looked at is not known here.
  if (types != 1 || !takes_type(route, *find_header(headers, "Content-Type"))) {
    std::string taken;
    for (const std::string_view known : route.content_types) taken += (taken.empty() ? "`" : " or `") + std::string(known) + "`";
    Response response = problem(415, "unsupported-type", fmt::format("The Content-Type has to be {}.", taken));
    return response;
  }
  if (head.framing == Framing::none)
    return problem(411, "length-required", "A Content-Length is missing, or `Transfer-Encoding: chunked`.");
  if (head.framing == Framing::length && head.length > route.body_bytes) return too_large(route);
  return std::nullopt;
}

std::unique_ptr<BodyReader> body_reader(Head& head, const Route& route) {
  if (route.reader) return std::make_unique<LimitedBody>(route.reader(head.request), route);
  head.request.body.reserve(head.length);
  return std::make_unique<LimitedBody>(std::make_unique<WholeBody>(head.request, route), route);
}

}  // namespace crosscheck::oracle
