// https://url.spec.whatwg.org/#concept-basic-url-parser without a state override: each state is a function, which ends in the next one.
#include <cstddef>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/byte_set.h"
#include "crosscheck/url/percent_encoding.h"
#include "crosscheck/url/url.h"
#include "crosscheck/url/url_path.h"
#include "crosscheck/url/utf8.h"

namespace crosscheck {
namespace {

constexpr bool is_c0_control_or_space(char c) { return static_cast<unsigned char>(c) <= 0x20; }
constexpr bool is_ascii_tab_or_newline(char c) { return c == '\t' || c == '\n' || c == '\r'; }
constexpr bool is_scheme_character(char c) { return is_ascii_alphanumeric(c) || c == '+' || c == '-' || c == '.'; }

// Where parts end: the authority of a special URL and of any other, the path, and what stands before a fragment.
constexpr ByteSet kSpecialAuthorityEnd("/\\?#");
constexpr ByteSet kAuthorityEnd("/?#");
constexpr ByteSet kPathEnd("?#");
constexpr ByteSet kQueryEnd("#");

// Steps 1 to 3 of the parser, and the conversion to scalar values that its callers owe it.
std::string cleaned(std::string_view input) {
  while (!input.empty() && is_c0_control_or_space(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_c0_control_or_space(input.back())) input.remove_suffix(1);
  std::string text = utf8_decode_without_bom(input);
  std::erase_if(text, [](char c) { return is_ascii_tab_or_newline(c); });
  return text;
}

// The state machine. `pointer_` is the index of c in the states' terms; all that they look for is ASCII, so that bytes do for code points.
class UrlParser {
 public:
  UrlParser(std::string_view input, const Url* base) : input_(input), base_(base) {}

  Result<Url, UrlError> parse() {
    if (const Outcome error = scheme_start_state()) return *error;
    return std::move(url_);
  }

 private:
  // What went wrong, if anything.
  using Outcome = std::optional<UrlError>;

  bool at_end() const { return pointer_ >= input_.size(); }
  bool at(char c) const { return !at_end() && input_[pointer_] == c; }
  bool at_slash() const { return at('/') || (url_.is_special() && at('\\')); }
  std::string_view rest() const { return input_.substr(pointer_); }
  // Everything up to the first of the characters, or to the end; the pointer moves there.
  std::string_view take_until(const ByteSet& characters) {
    const std::string_view taken = rest().substr(0, characters.find_in(rest()));
    pointer_ += taken.size();
    return taken;
  }
  const ByteSet& authority_end() const { return url_.is_special() ? kSpecialAuthorityEnd : kAuthorityEnd; }
  bool base_is_file() const { return base_ != nullptr && base_->scheme == "file"; }

  Outcome scheme_start_state();
  Outcome no_scheme_state();
  Outcome special_relative_or_authority_state();
  Outcome path_or_authority_state();
  Outcome relative_state();
  Outcome relative_slash_state();
  Outcome special_authority_ignore_slashes_state();
  Outcome authority_state();
  Outcome host_state(std::string_view host_and_port);
  Outcome port_state(std::string_view digits);
  Outcome file_state();
  Outcome file_slash_state();
  Outcome file_host_state();
  Outcome path_start_state();
  Outcome path_state();
  Outcome opaque_path_state();
  Outcome after_path();
  Outcome query_state();
  Outcome fragment_state();

  void take_authority_of_base();
  Outcome set_host(std::string_view text);

  std::string_view input_;
  const Url* base_;
  std::size_t pointer_ = 0;
  Url url_;
};

// https://url.spec.whatwg.org/#scheme-start-state and #scheme-state
UrlParser::Outcome UrlParser::scheme_start_state() {
  std::size_t length = 0;
  if (!input_.empty() && is_ascii_alpha(input_[0])) {
    while (length < input_.size() && is_scheme_character(input_[length])) ++length;
  }
  // Scheme start 2, scheme 3: no scheme after all; start over.
  if (length == 0 || length == input_.size() || input_[length] != ':') return no_scheme_state();
  // Scheme 2.2 (OGN-9)
  url_.scheme = byte_lowercase(input_.substr(0, length));
  pointer_ = length + 1;
  // 2.5
  if (url_.scheme == "file") return file_state();
  if (url_.is_special()) {
    // 2.6-2.7
    if (base_ != nullptr && base_->scheme == url_.scheme) return special_relative_or_authority_state();
    return special_authority_ignore_slashes_state();
  }
  // 2.8
  if (at('/')) {
    ++pointer_;
    return path_or_authority_state();
  }
  // 2.9
  return opaque_path_state();
}

// https://url.spec.whatwg.org/#no-scheme-state
UrlParser::Outcome UrlParser::no_scheme_state() {
  // 1
  if (base_ == nullptr || (base_->has_opaque_path && !at('#'))) return UrlError{UrlFailure::relative_without_base, std::nullopt};
  // 2
  if (base_->has_opaque_path) {
    url_.scheme = base_->scheme;
    url_.path = base_->path;
    url_.has_opaque_path = true;
    url_.query = base_->query;
    return after_path();
  }
  // 3-4
  return base_is_file() ? file_state() : relative_state();
}

// https://url.spec.whatwg.org/#special-relative-or-authority-state
UrlParser::Outcome UrlParser::special_relative_or_authority_state() {
  return rest().starts_with("//") ? special_authority_ignore_slashes_state() : relative_state();
}

// https://url.spec.whatwg.org/#path-or-authority-state
UrlParser::Outcome UrlParser::path_or_authority_state() {
  if (!at('/')) return path_state();
  ++pointer_;
  return authority_state();
}

// https://url.spec.whatwg.org/#relative-state
UrlParser::Outcome UrlParser::relative_state() {
  // 2
  url_.scheme = base_->scheme;
  // 3-4
  if (at_slash()) {
    ++pointer_;
    return relative_slash_state();
  }
  // 5.1
  take_authority_of_base();
  url_.path = base_->path;
  url_.query = base_->query;
  // 5.2-5.3, and the end: what is left of the base stays.
  if (at_end() || at('?') || at('#')) return after_path();
  // 5.4
  url_.query.reset();
  UrlPath path(std::move(url_.path), url_.scheme);
  path.shorten();
  url_.path = path.take();
  return path_state();
}

// https://url.spec.whatwg.org/#relative-slash-state
UrlParser::Outcome UrlParser::relative_slash_state() {
  // 1
  if (url_.is_special() && at_slash()) return special_authority_ignore_slashes_state();
  // 2
  if (at('/')) {
    ++pointer_;
    return authority_state();
  }
  // 3
  take_authority_of_base();
  return path_state();
}

void UrlParser::take_authority_of_base() {
  url_.username = base_->username;
  url_.password = base_->password;
  url_.host = base_->host;
  url_.port = base_->port;
}

// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state, which #special-authority-slashes-state always comes to: any number
// of slashes, even none.
UrlParser::Outcome UrlParser::special_authority_ignore_slashes_state() {
  while (at('/') || at('\\')) ++pointer_;
  return authority_state();
}

// https://url.spec.whatwg.org/#authority-state: the last "@" ends the credentials, the first ":" in them the username.
UrlParser::Outcome UrlParser::authority_state() {
  const std::string_view authority = take_until(authority_end());
  const std::size_t at_sign = authority.rfind('@');
  if (at_sign == std::string_view::npos) return host_state(authority);
  // 1 (OGN-15): an "@" before the last one is encoded like any character of the set.
  const std::string_view credentials = authority.substr(0, at_sign);
  const std::size_t colon = credentials.find(':');
  url_.username = utf8_percent_encode(credentials.substr(0, colon), kUserinfoPercentEncodeSet);
  if (colon != std::string_view::npos) url_.password = utf8_percent_encode(credentials.substr(colon + 1), kUserinfoPercentEncodeSet);
  // 2.1
  if (at_sign + 1 == authority.size()) return UrlError{UrlFailure::missing_host, std::nullopt};
  return host_state(authority.substr(at_sign + 1));
}

// https://url.spec.whatwg.org/#host-state
UrlParser::Outcome UrlParser::host_state(std::string_view host_and_port) {
  bool inside_brackets = false;
  std::size_t colon = 0;
  // 4
  for (; colon < host_and_port.size(); ++colon) {
    const char c = host_and_port[colon];
    if (c == ':' && !inside_brackets) break;
    if (c == '[') inside_brackets = true;
    if (c == ']') inside_brackets = false;
  }
  const std::string_view host = host_and_port.substr(0, colon);
  const bool port_follows = colon < host_and_port.size();
  // 2.1, 3.1
  if (host.empty() && (port_follows || url_.is_special())) return UrlError{UrlFailure::missing_host, std::nullopt};
  // 2.3-2.4, 3.3-3.4
  if (const Outcome error = set_host(host)) return error;
  // 2.5, 3.5
  return port_follows ? port_state(host_and_port.substr(colon + 1)) : path_start_state();
}

UrlParser::Outcome UrlParser::set_host(std::string_view text) {
  Result<Host, HostFailure> host = parse_host(text, !url_.is_special());
  if (!host) return UrlError{UrlFailure::host, host.error()};
  url_.host = std::move(host).value();
  return std::nullopt;
}

// https://url.spec.whatwg.org/#port-state
UrlParser::Outcome UrlParser::port_state(std::string_view digits) {
  // 1, 2.1 (OGN-14): leading zeros do no harm; no digits at all mean no port.
  std::uint32_t port = 0;
  for (const char c : digits) {
    // 3
    if (!is_ascii_digit(c)) return UrlError{UrlFailure::port, std::nullopt};
    port = port * 10 + static_cast<std::uint32_t>(c - '0');
    // 2.1.2
    if (port > 65535) return UrlError{UrlFailure::port, std::nullopt};
  }
  // 2.1.3
  if (!digits.empty() && port != default_port(url_.scheme)) url_.port = static_cast<std::uint16_t>(port);
  // 2.3
  return path_start_state();
}

// https://url.spec.whatwg.org/#file-state
UrlParser::Outcome UrlParser::file_state() {
  // 1-2
  url_.scheme = "file";
  url_.host = Host{};
  // 3
  if (at_slash()) {
    ++pointer_;
    return file_slash_state();
  }
  // 5
  if (!base_is_file()) return path_state();
  // 4.1
  url_.host = base_->host;
  url_.path = base_->path;
  url_.query = base_->query;
  // 4.2-4.3, and the end
  if (at_end() || at('?') || at('#')) return after_path();
  // 4.4
  url_.query.reset();
  if (starts_with_windows_drive_letter(rest())) {
    url_.path.clear();
  } else {
    UrlPath path(std::move(url_.path), url_.scheme);
    path.shorten();
    url_.path = path.take();
  }
  return path_state();
}

// https://url.spec.whatwg.org/#file-slash-state
UrlParser::Outcome UrlParser::file_slash_state() {
  // 1
  if (at_slash()) {
    ++pointer_;
    return file_host_state();
  }
  // 2
  if (base_is_file()) {
    url_.host = base_->host;
    if (!starts_with_windows_drive_letter(rest())) url_.path = leading_windows_drive_letter(base_->path);
  }
  return path_state();
}

// https://url.spec.whatwg.org/#file-host-state
UrlParser::Outcome UrlParser::file_host_state() {
  const std::size_t start = pointer_;
  const std::string_view host = take_until(kSpecialAuthorityEnd);
  // 1.1: what looks like a host is the first segment of the path.
  if (is_windows_drive_letter(host)) {
    pointer_ = start;
    return path_state();
  }
  // 1.2: the host is empty already.
  if (host.empty()) return path_start_state();
  // 1.3
  if (const Outcome error = set_host(host)) return error;
  if (url_.host->serialized == "localhost") url_.host = Host{};
  return path_start_state();
}

// https://url.spec.whatwg.org/#path-start-state
UrlParser::Outcome UrlParser::path_start_state() {
  // 2-4: only a special URL always has a path.
  if (!url_.is_special() && (at_end() || at('?') || at('#'))) return after_path();
  // 1, 4
  if (at_slash()) ++pointer_;
  return path_state();
}

// https://url.spec.whatwg.org/#path-state
UrlParser::Outcome UrlParser::path_state() {
  UrlPath path(std::move(url_.path), url_.scheme);
  path.read(take_until(kPathEnd));
  url_.path = path.take();
  return after_path();
}

// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
UrlParser::Outcome UrlParser::opaque_path_state() {
  url_.has_opaque_path = true;
  // 4
  url_.path = utf8_percent_encode(take_until(kPathEnd), kC0ControlPercentEncodeSet);
  // 3.2: of spaces before a query or fragment the last one is encoded, so that none ends the path. At the end of the input there is none.
  if (!at_end() && url_.path.ends_with(' ')) url_.path.replace(url_.path.size() - 1, 1, "%20");
  return after_path();
}

// What follows a path, opaque or not: a query, a fragment or the end.
UrlParser::Outcome UrlParser::after_path() {
  if (at('?')) {
    ++pointer_;
    return query_state();
  }
  return at('#') ? fragment_state() : std::nullopt;
}

// https://url.spec.whatwg.org/#query-state
UrlParser::Outcome UrlParser::query_state() {
  // 2
  url_.query = utf8_percent_encode(take_until(kQueryEnd), url_.is_special() ? kSpecialQueryPercentEncodeSet : kQueryPercentEncodeSet);
  return at('#') ? fragment_state() : std::nullopt;
}

// https://url.spec.whatwg.org/#fragment-state, at the "#".
UrlParser::Outcome UrlParser::fragment_state() {
  url_.fragment = utf8_percent_encode(rest().substr(1), kFragmentPercentEncodeSet);
  return std::nullopt;
}

}  // namespace

Result<Url, UrlError> parse_url(std::string_view input, const Url* base) {
  const std::string text = cleaned(input);
  return UrlParser(text, base).parse();
}

}  // namespace crosscheck
