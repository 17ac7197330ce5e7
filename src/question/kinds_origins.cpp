// Kinds about origins.
#include "crosscheck/url/origin.h"
#include "crosscheck/url/origin_or_null.h"
#include "question/kinds.h"
#include "question/origin_trace.h"

namespace crosscheck::question {
namespace {

void write_nullable(JsonWriter& out, std::string_view key, std::optional<std::string_view> bytes) {
  out.key(key);
  if (bytes) {
    out.bytes(*bytes);
  } else {
    out.null();
  }
}

// https://url.spec.whatwg.org/#api-url-parser: a base that does not parse fails as the URL itself would.
Result<Url, UrlError> parse_against(std::string_view url, std::optional<std::string_view> base) {
  if (!base) return parse_url(url);
  const Result<Url, UrlError> parsed_base = parse_url(*base);
  if (!parsed_base) return parsed_base;
  return parse_url(url, &*parsed_base);
}

}  // namespace

void answer_origin_of_url(const Question& question) {
  const ObjectReader input = question.input({"url", "base"});
  const std::string_view text = input.text("url");
  const std::optional<std::string_view> base = input.nullable_text("base");
  if (question.failed()) return;

  const Result<Url, UrlError> url = parse_against(text, base);
  question.out().key("origin");
  if (url) {
    const Origin origin = origin_of_url(*url);
    trace_origin_of_url(*url, origin, text, question.trace());
    question.out().text(origin.serialized());
  } else {
    trace_url_failure(url.error(), question.trace());
    question.out().text("failure");
  }
}

void answer_origin_header(const Question& question) {
  const ObjectReader input = question.input({"value"});
  const std::string_view value = input.bytes("value");
  if (question.failed()) return;

  const std::optional<OriginOrNull> parsed = parse_origin_or_null(value);
  trace_origin_header(value, parsed.has_value(), question.trace());
  question.out().key("valid");
  question.out().boolean(parsed.has_value());
  if (!parsed) return;
  write_nullable(question.out(), "scheme", parsed->scheme);
  write_nullable(question.out(), "host", parsed->host);
  question.out().key("port");
  if (parsed->port) {
    question.out().number(*parsed->port);
  } else {
    question.out().null();
  }
}

}  // namespace crosscheck::question
