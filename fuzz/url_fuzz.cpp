// A URL that is parsed, written and parsed again is the same URL, with the same origin; a base changes nothing of what is absolute.
#include <algorithm>
#include <optional>
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

std::string tuple_of(const Url& url) {
  return url.scheme + "://" + url.host->serialized + (url.port ? ":" + std::to_string(*url.port) : "");
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
  if (url.scheme != "blob") {
    const bool has_tuple = url.is_special() && url.scheme != "file";
    check_same(origin.serialized(), has_tuple ? tuple_of(url) : "null", "the origin of a URL is its scheme, host and port, or opaque");
  }
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

bool is_c0_control_or_space(char c) { return static_cast<unsigned char>(c) <= ' '; }

// What the parser makes of its input before it begins: no C0 controls and spaces at its ends, no tabs and newlines anywhere.
std::string cleaned(std::string_view input) {
  while (!input.empty() && is_c0_control_or_space(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_c0_control_or_space(input.back())) input.remove_suffix(1);
  std::string text(input);
  std::erase_if(text, [](char c) { return literal::is_among(c, "\t\n\r"); });
  return text;
}

// The scheme that a cleaned text begins with, in lower case.
std::optional<std::string> scheme_of(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string scheme = literal::lower(text.substr(0, colon));
  const bool is_scheme = !scheme.empty() && literal::is_among(scheme.front(), kLetters) &&
                         std::all_of(scheme.begin(), scheme.end(),
                                     [&](char c) { return literal::is_among(c, kLetters) || literal::is_among(c, "0123456789+-."); });
  return is_scheme ? std::optional(std::move(scheme)) : std::nullopt;
}

bool is_same(const Result<Url, UrlError>& one, const Result<Url, UrlError>& other) {
  if (one.has_value() != other.has_value()) return false;
  return one ? *one == *other : one.error() == other.error();
}

// https://url.spec.whatwg.org/#concept-basic-url-parser: a base counts where there is no scheme. Behind a special one it counts too, if the base
// has the same and no two slashes follow (special relative or authority, relative slash, file and file slash state; either slash does).
void check_against_base(std::string_view input, const Result<Url, UrlError>& absolute, const Url& base, Notes& notes) {
  const Result<Url, UrlError> relative = parse_url(input, &base);
  notes.note(relative.has_value());
  if (relative) check_url(*relative, notes);
  const std::string text = cleaned(input);
  const std::optional<std::string> scheme = scheme_of(text);
  if (!scheme) {
    check(!relative || relative->scheme == base.scheme, "what has no scheme has that of its base", [&] { return readable(input); });
    return;
  }
  check(!relative || relative->scheme == *scheme, "a base does not change a scheme", [&] { return readable(input); });
  const std::string_view rest = std::string_view(text).substr(scheme->size() + 1);
  const bool has_slashes = rest.size() >= 2 && literal::is_among(rest[0], "/\\") && literal::is_among(rest[1], "/\\");
  if (!is_special_scheme(*scheme) || *scheme != base.scheme || has_slashes) {
    check(is_same(relative, absolute), "a base does not change a URL that is absolute", [&] { return readable(input); });
  } else if (rest.find(':') == std::string_view::npos && (rest.empty() || !is_c0_control_or_space(rest.front()))) {
    check(is_same(relative, parse_url(rest, &base)), "the scheme of the base alone says nothing", [&] { return readable(input); });
  }
}

// https://url.spec.whatwg.org/#percent-decode
std::string straight_percent_decode(std::string_view input) {
  const auto digit = [](char c) { return std::string_view("0123456789abcdef").find(literal::lower(c)); };
  std::string bytes;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const bool is_encoded = input[i] == '%' && input.size() - i > 2 && digit(input[i + 1]) < 16 && digit(input[i + 2]) < 16;
    bytes += is_encoded ? static_cast<char>(digit(input[i + 1]) * 16 + digit(input[i + 2])) : input[i];
    if (is_encoded) i += 2;
  }
  return bytes;
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  const Result<Url, UrlError> absolute = parse_url(lines[0]);
  notes.note(absolute.has_value());
  if (absolute) check_url(*absolute, notes);
  const bool needs_base = !absolute && absolute.error().failure == UrlFailure::relative_without_base;
  check(needs_base == !scheme_of(cleaned(lines[0])), "what has no scheme needs a base, and nothing else does",
        [&] { return readable(lines[0]); });
  check_same(percent_decode(lines[0]), straight_percent_decode(lines[0]), "percent-decoding replaces each encoded byte by itself");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (const Result<Url, UrlError> base = parse_url(lines[i])) check_against_base(lines[0], absolute, *base, notes);
  }
}

}  // namespace crosscheck::fuzz
