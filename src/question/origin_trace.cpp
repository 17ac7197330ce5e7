#include "question/origin_trace.h"

#include <algorithm>
#include <string>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/url/origin_or_null.h"
#include "crosscheck/url/utf8.h"

namespace crosscheck::question {
namespace {

// What stands between "//" and the path, without userinfo; empty where there is no "//".
std::string_view host_and_port_as_written(std::string_view text) {
  const std::size_t slashes = text.find("//");
  if (slashes == std::string_view::npos) return {};
  text.remove_prefix(slashes + 2);
  text = text.substr(0, text.find_first_of("/\\?#"));
  const std::size_t at = text.rfind('@');
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

bool is_letter_digit_hyphen_or_dot(char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '.'; }

// Each row that shaped the host.
void trace_host(const Host& host, std::string_view written, Trace trace) {
  switch (host.kind) {
    case HostKind::ipv4:
      trace.step(Rule::OGN_12, Outcome::set, "The last label is a number, so the host is the IPv4 address " + host.serialized + ".");
      return;
    case HostKind::ipv6:
      trace.step(Rule::OGN_13, Outcome::set, "The IPv6 address is serialized as " + host.serialized + ".");
      return;
    case HostKind::domain:
      break;
    case HostKind::opaque:
    case HostKind::empty:
      return;
  }
  const std::string& domain = host.serialized;
  if (!is_ascii_string(written) || written.find('%') != std::string_view::npos ||
      std::any_of(written.begin(), written.end(), is_ascii_upper)) {
    trace.step(Rule::OGN_9, Outcome::set, "The domain becomes " + domain + ".");
  } else if (domain.starts_with("xn--") || domain.find(".xn--") != std::string::npos) {
    trace.step(Rule::OGN_10, Outcome::set, "A domain of ASCII is not checked any further, whatever its xn-- labels decode to.");
  }
  const bool odd = !std::all_of(domain.begin(), domain.end(), is_letter_digit_hyphen_or_dot) || domain.find("..") != std::string::npos ||
                   domain.starts_with('.') || domain.ends_with('.');
  if (odd) trace.step(Rule::OGN_11, Outcome::set, "A domain may hold more than letters, digits and hyphens, empty labels too.");
}

}  // namespace

void trace_origin_of_url(const Url& url, const Origin& origin, std::string_view text, Trace trace) {
  if (!trace) return;
  if (url.scheme == "file") {
    trace.step(Rule::OGN_7, Outcome::set, "The origin of a file: URL is opaque here.");
    return;
  }
  if (url.scheme == "blob") {
    trace.step(Rule::OGN_6, Outcome::set,
               origin.is_opaque() ? "Without an entry for the blob, and without an http or https URL inside, the origin is opaque."
                                  : "Without an entry for the blob, the URL inside decides.");
    return;
  }
  if (origin.is_opaque()) {
    trace.step(Rule::OGN_8, Outcome::set, "URLs of the scheme " + quoted(url.scheme) + " have an opaque origin, a new one each time.");
    return;
  }
  const std::string_view written = host_and_port_as_written(text);
  trace.step(Rule::OGN_4, Outcome::set, "The origin is the URL's scheme, host and port.");
  if (url.includes_credentials() || url.path.size() > 1 || url.query || url.fragment) {
    trace.step(Rule::OGN_2, Outcome::set, "Userinfo, path, query and fragment are no part of an origin.");
  }
  if (url.host) trace_host(*url.host, written, trace);
  const std::size_t bracket = written.rfind(']');
  if (written.find(':', bracket == std::string_view::npos ? 0 : bracket) != std::string_view::npos) {
    trace.step(Rule::OGN_14, Outcome::set,
               url.port ? "The port is not the scheme's default, so it is part of the origin."
                        : "No port, or the scheme's default one, is no part of the origin.");
  }
}

void trace_url_failure(const UrlError& error, Trace trace) {
  if (!trace) return;
  switch (error.failure) {
    case UrlFailure::relative_without_base:
      trace.step(Rule::OGN_4, Outcome::failure, "The URL does not parse: it has no scheme, and no base to lend one.");
      return;
    case UrlFailure::missing_host:
      trace.step(Rule::OGN_4, Outcome::failure, "The URL does not parse: a host is missing.");
      return;
    case UrlFailure::port:
      trace.step(Rule::OGN_14, Outcome::failure, "The URL does not parse: the port is not a number up to 65535.");
      return;
    case UrlFailure::host:
      break;
  }
  switch (error.host_failure.value_or(HostFailure::domain_invalid)) {
    case HostFailure::ipv6_unclosed:
      trace.step(Rule::OGN_13, Outcome::failure, "The URL does not parse: the bracket of an IPv6 address is not closed.");
      return;
    case HostFailure::ipv6_invalid:
      trace.step(Rule::OGN_13, Outcome::failure, "The URL does not parse: this is no IPv6 address.");
      return;
    case HostFailure::opaque_host_invalid:
      trace.step(Rule::OGN_9, Outcome::failure, "The URL does not parse: the host holds a forbidden code point.");
      return;
    case HostFailure::domain_to_ascii:
      trace.step(Rule::OGN_9, Outcome::failure, "The URL does not parse: the domain has no ASCII form.");
      return;
    case HostFailure::domain_invalid:
      trace.step(Rule::OGN_9, Outcome::failure, "The URL does not parse: the domain holds a forbidden code point.");
      return;
    case HostFailure::ipv4_invalid:
      trace.step(Rule::OGN_12, Outcome::failure, "The URL does not parse: the last label is a number, but the host is no IPv4 address.");
      return;
  }
}

void trace_origin_header(std::string_view value, bool valid, Trace trace) {
  if (!trace) return;
  const Outcome outcome = valid ? Outcome::yes : Outcome::no;
  trace.step(Rule::ABNF_7, outcome, quoted(value) + (valid ? " fits" : " does not fit") + " the grammar of Origin.");
  if (value.find("://[") == std::string_view::npos) return;
  // WHY: where the address is fine and what follows it is not, the grammar of the address is not what decides.
  const std::size_t closing = value.find(']');
  if (!valid && closing != std::string_view::npos && parse_origin_or_null(value.substr(0, closing + 1))) return;
  trace.step(Rule::ABNF_8, outcome,
             valid ? "The IPv6 address is written as the grammar has it."
                   : "In brackets stands an IPv6 address of lower-case hexadecimal groups without leading zeros; `::` stands for two or "
                     "more, IPv4 has no place.");
}

}  // namespace crosscheck::question
