// A URL that is parsed, written and parsed again is the same URL, with the same origin; a base never changes what is absolute.
#include <algorithm>
#include <string>

#include "crosscheck/url/origin.h"
#include "crosscheck/url/site.h"
#include "crosscheck/url/url.h"
#include "fuzz/check.h"
#include "fuzz/lines.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

// Whether no base has a say: only a special URL may be written without its slashes, and is then relative to a base of its scheme.
bool is_absolute(std::string_view text, const Url& parsed, const Url& base) {
  if (!parsed.is_special() || parsed.scheme != base.scheme) return true;
  const std::string start = parsed.scheme + "://";
  return parsed.scheme != "file" && literal::same_in_any_case(text.substr(0, start.size()), start);
}

void check_url(const Url& url, Notes& notes) {
  const std::string written = serialize_url(url);
  notes.note(written);
  check(std::all_of(written.begin(), written.end(), [](char c) { return c >= ' ' && c <= '~'; }), "a URL is written in printable ASCII",
        [&] { return readable(written); });
  const Result<Url, UrlError> again = parse_url(written);
  check(again.has_value(), "what is written of a URL is one", [&] { return readable(written); });
  check_same(serialize_url(*again), written, "a URL that is parsed again is written the same");
  check(*again == url, "a URL that is written and parsed again is the same", [&] { return readable(written); });
  check(!url.port || default_port(url.scheme) != url.port, "the default port of a scheme is no port", [&] { return readable(written); });
  check(!url.is_special() || url.scheme == "file" || (url.host && !url.host->serialized.empty()), "a special URL has a host",
        [&] { return readable(written); });

  const Origin origin = origin_of_url(url);
  notes.note(origin.serialized());
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

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  const Result<Url, UrlError> absolute = parse_url(lines[0]);
  notes.note(absolute.has_value());
  if (absolute) check_url(*absolute, notes);
  check(percent_decode(lines[0]).size() <= lines[0].size(), "percent-decoding makes nothing longer");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Result<Url, UrlError> base = parse_url(lines[i]);
    if (!base) continue;
    const Result<Url, UrlError> relative = parse_url(lines[0], &base.value());
    notes.note(relative.has_value());
    if (relative) check_url(*relative, notes);
    if (absolute && is_absolute(lines[0], *absolute, *base)) {
      check(relative && *absolute == *relative, "a base does not change a URL that is absolute", [&] { return readable(lines[0]); });
    }
  }
}

}  // namespace crosscheck::fuzz
