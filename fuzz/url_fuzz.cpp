// A URL is what a second reader makes of it, alone and against a base; written and parsed again it is the same, with the same origin.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "crosscheck/url/origin.h"
#include "crosscheck/url/site.h"
#include "crosscheck/url/url.h"
#include "fuzz/check.h"
#include "fuzz/lines.h"
#include "fuzz/literal_host.h"
#include "fuzz/literal_url.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

std::string tuple_of(const Url& url) {
  return url.scheme + "://" + url.host->serialized + (url.port ? ":" + std::to_string(*url.port) : "");
}

// https://url.spec.whatwg.org/#concept-url-origin, of a blob URL that nobody has made.
std::string straight_origin(const Url& url) {
  if (url.scheme == "blob") {
    const Result<Url, UrlError> inner = parse_url(url.path);
    return inner && (inner->scheme == "http" || inner->scheme == "https") ? tuple_of(*inner) : "null";
  }
  return url.is_special() && url.scheme != "file" ? tuple_of(url) : "null";
}

void check_url(const Url& url, Notes& notes) {
  const std::string written = serialize_url(url);
  notes.note(written);
  const Result<Url, UrlError> again = parse_url(written);
  check(again.has_value(), "what is written of a URL is one", [&] { return readable(written); });
  check_same(serialize_url(*again), written, "a URL that is parsed again is written the same");
  check(*again == url, "a URL that is written and parsed again is the same", [&] { return readable(written); });

  const Origin origin = origin_of_url(url);
  notes.note(origin.serialized());
  check_same(origin.serialized(), straight_origin(url),
             "the origin of a URL is its scheme, host and port, that of what a blob is in, or opaque");
  if (origin.is_opaque()) {
    check(origin.serialized() == "null" && !same_origin(origin, origin_of_url(url)), "each opaque origin is another one");
    return;
  }
  check(same_origin(origin, origin_of_url(*again)), "a URL that is parsed again has the same origin", [&] { return readable(written); });
  check(same_site(origin, origin) && schemelessly_same_site(origin, origin), "an origin is same site with itself");
  const std::optional<Origin> parsed = parse_serialized_origin(origin.serialized());
  check(parsed && same_origin(*parsed, origin), "an origin that is serialized and parsed is the same origin",
        [&] { return origin.serialized(); });
}

// What a URL is, is the same for both readers, and so is why it is none.
std::optional<Url> check_parse(std::string_view input, const Url* base, Notes& notes) {
  const auto told = [&] { return readable(input) + (base ? " against " + readable(serialize_url(*base)) : ""); };
  Result<Url, UrlError> parsed = parse_url(input, base);
  const Result<std::string, UrlFailure> literal = literal::url(input, base);
  notes.note(parsed.has_value());
  check(parsed.has_value() == literal.has_value(), "both readers take it for a URL, or none does", told);
  if (!parsed) {
    check(parsed.error().failure == literal.error(), "both readers say the same of what is no URL", told);
    return std::nullopt;
  }
  check_same(serialize_url(*parsed), *literal, "both readers write a URL alike");
  check_url(*parsed, notes);
  return std::move(parsed).value();
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  check_parse(lines[0], nullptr, notes);
  check_same(percent_decode(lines[0]), literal::percent_decoded(lines[0]), "percent-decoding replaces each encoded byte by itself");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (const std::optional<Url> base = check_parse(lines[i], nullptr, notes)) check_parse(lines[0], &*base, notes);
  }
}

}  // namespace crosscheck::fuzz
