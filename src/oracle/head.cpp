#include "oracle/head.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/method.h"

namespace crosscheck::oracle {
namespace {

constexpr HeadFault malformed(std::string_view detail) { return {400, "bad-request", detail}; }

// Field values hold neither control bytes nor DEL, tabs aside (https://www.rfc-editor.org/rfc/rfc9110#section-5.5).
bool is_plain(char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F'); }

// What a request asks for, and where: `GET http://host/path` is as good as `GET /path` with that host.
struct Target {
  std::string_view authority;  // empty where the target is a path
  std::string_view path;       // with the query; empty for `/`
};

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2
std::optional<Target> parse_target(std::string_view target) {
  static constexpr std::string_view kScheme = "http://";
  if (target.starts_with('/')) return Target{{}, target};
  if (!equals_ignoring_ascii_case(target.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  target.remove_prefix(kScheme.size());
  const std::string_view authority = target.substr(0, target.find_first_of("/?"));
  // A user name before the host hides where an address leads (https://www.rfc-editor.org/rfc/rfc9110#section-4.2.4).
  if (authority.empty() || authority.find_first_of("@#") != std::string_view::npos) return std::nullopt;
  return Target{authority, target.substr(authority.size())};
}

// The authority of the target, which stands in place of the Host header; empty where it has none.
// https://www.rfc-editor.org/rfc/rfc9112#section-3
Result<std::string_view, HeadFault> read_request_line(std::string_view line, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return malformed("The first line is not `METHOD /path HTTP/1.1`.");
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_method(method)) return malformed("The method is no token.");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return malformed("Only HTTP/1.1 and HTTP/1.0 are spoken here.");
  const std::optional<Target> parsed = parse_target(target);
  if (!parsed) return malformed("The target has to be a path that starts with `/`, or an address that starts with `http://` and a host.");
  if (!std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7F'; }))
    return malformed("The target holds a byte that has to be percent-encoded.");
  const std::size_t question = std::min(parsed->path.find('?'), parsed->path.size());
  head.request.method = method;
  head.request.path = question == 0 ? "/" : parsed->path.substr(0, question);
  head.request.query = parsed->path.substr(std::min(question + 1, parsed->path.size()));
  head.keeps_alive = version == "HTTP/1.1";
  return parsed->authority;
}

std::optional<HeadFault> read_field_line(std::string_view line, std::vector<Header>& headers) {
  if (line.front() == ' ' || line.front() == '\t') return malformed("A header line is folded.");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return malformed("A header line has no colon.");
  if (!is_header_name(line.substr(0, colon))) return malformed("A header's name is no token.");
  const std::string_view value = trim_http_tab_or_space(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_plain)) return malformed("A header's value holds a control byte.");
  headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
  return std::nullopt;
}

// What the header lines say about the message itself, as they are met.
class FieldReader {
 public:
  explicit FieldReader(Head& head) : head_(head) {}

  std::optional<HeadFault> read(const Header& header) {
    if (is(header, "host")) {
      if (++hosts_ > 1) return malformed("There are several Host headers.");
    } else if (is(header, "content-length")) {
      return read_length(header.value);
    } else if (is(header, "transfer-encoding")) {
      if (encoded_ || !equals_ignoring_ascii_case(header.value, "chunked"))
        return malformed("The only Transfer-Encoding taken is `chunked`, once.");
      encoded_ = true;
      head_.framing = Framing::chunked;
    } else if (is(header, "connection")) {
      read_connection(header.value);
    } else if (is(header, "expect")) {
      if (!equals_ignoring_ascii_case(header.value, "100-continue"))
        return HeadFault{417, "bad-request", "The only Expect known is `100-continue`."};
      head_.expects_continue = true;
    }
    return std::nullopt;
  }

  std::optional<HeadFault> end() const {
    if (hosts_ == 0) return malformed("The Host header is missing.");
    // WHY: this and several lengths are how a request is smuggled past a proxy.
    if (encoded_ && has_length_) return malformed("There are both Content-Length and Transfer-Encoding.");
    if (encoded_ && is_old_) return malformed("HTTP/1.0 has no chunks.");
    return std::nullopt;
  }

  void set_old() { is_old_ = true; }
  // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2: whatever the header says.
  void set_host(std::string_view authority) const {
    for (Header& header : head_.request.headers) {
      if (is(header, "host")) header.value = authority;
    }
  }

 private:
  static bool is(const Header& header, std::string_view name) { return equals_ignoring_ascii_case(header.name, name); }

  std::optional<HeadFault> read_length(std::string_view value) {
    if (has_length_) return malformed("There are several Content-Length headers.");
    has_length_ = true;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), head_.length);
    if (value.empty() || !is_ascii_digit(value.front()) || error != std::errc() || end != value.data() + value.size())
      return malformed("Content-Length is no number.");
    if (!encoded_) head_.framing = Framing::length;
    return std::nullopt;
  }

  void read_connection(std::string_view list) {
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      const std::string_view option = trim_http_tab_or_space(list.substr(0, comma));
      if (equals_ignoring_ascii_case(option, "close")) closes_ = true;
      if (equals_ignoring_ascii_case(option, "keep-alive")) head_.keeps_alive = true;
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
    if (closes_) head_.keeps_alive = false;
  }

  Head& head_;
  int hosts_ = 0;
  bool has_length_ = false;
  bool encoded_ = false;
  bool closes_ = false;
  bool is_old_ = false;
};

}  // namespace

std::size_t end_of_head(std::string_view bytes, std::size_t from) {
  // An end may have begun before.
  from -= std::min<std::size_t>(from, 3);
  while ((from = bytes.find('\n', from)) != std::string_view::npos) {
    const std::string_view rest = bytes.substr(from + 1, 2);
    if (rest.starts_with('\n')) return from + 2;
    if (rest == "\r\n") return from + 3;
    ++from;
  }
  return std::string_view::npos;
}

Result<Head, HeadFault> parse_head(std::string_view bytes, std::size_t header_lines) {
  Head head;
  FieldReader fields(head);
  std::string_view authority;
  std::size_t lines = 0;
  for (bool first = true;; first = false) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return malformed("The head has no end.");
    if (end == 0 || bytes[end - 1] != '\r') return malformed("A line is not ended by CR LF.");
    const std::string_view line = bytes.substr(0, end - 1);
    bytes.remove_prefix(end + 1);
    if (first) {
      const Result<std::string_view, HeadFault> read = read_request_line(line, head);
      if (!read) return read.error();
      authority = *read;
      if (!head.keeps_alive) fields.set_old();
      continue;
    }
    if (line.empty()) break;
    if (++lines > header_lines) return HeadFault{431, "too-large", "There are more header lines than the limit, which /version tells."};
    if (std::optional<HeadFault> fault = read_field_line(line, head.request.headers)) return *fault;
    if (std::optional<HeadFault> fault = fields.read(head.request.headers.back())) return *fault;
  }
  if (std::optional<HeadFault> fault = fields.end()) return *fault;
  if (!authority.empty()) fields.set_host(authority);
  return head;
}

}  // namespace crosscheck::oracle
