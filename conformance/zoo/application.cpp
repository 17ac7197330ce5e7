#include "application.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "crosscheck/base/ascii.h"

namespace crosscheck::zoo {
namespace {

constexpr std::size_t kLongestPath = 8192;

std::optional<unsigned> hex_pair(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return text.size() == 2 && error == std::errc() && end == text.data() + 2 ? std::optional(value) : std::nullopt;
}

Answer text_page(int status, std::string body) {
  Answer answer{status, {{"Content-Type", "text/plain"}, {"X-Handler", "application"}}, {}, std::move(body)};
  return answer;
}

Answer cached_page(const wire::ReceivedRequest& request, std::string body) {
  const std::string tag = "\"one\"";
  const std::vector<std::string> known = header_values(request, "If-None-Match");
  const bool same = !known.empty() && (known.front() == tag || known.front() == "*");
  Answer answer = text_page(same ? 304 : 200, same ? "" : std::move(body));
  answer.add("ETag", tag);
  answer.add("Cache-Control", "max-age=60");
  answer.vary = {"Accept-Encoding"};
  return answer;
}

// The part of a whole answer that the request asks for. One range alone is known: `bytes=first-last`.
void cut_to_range(Answer& answer, const wire::ReceivedRequest& request) {
  answer.add("Accept-Ranges", "bytes");
  const std::vector<std::string> range = header_values(request, "Range");
  if (answer.status != 200 || range.size() != 1 || !range.front().starts_with("bytes=")) return;
  const std::string_view asked = std::string_view(range.front()).substr(6);
  std::size_t first = 0;
  std::size_t last = answer.body.size() - 1;
  const auto [dash, first_error] = std::from_chars(asked.data(), asked.data() + asked.size(), first);
  if (first_error != std::errc() || dash == asked.data() + asked.size() || *dash != '-') return;
  if (dash + 1 != asked.data() + asked.size()) std::from_chars(dash + 1, asked.data() + asked.size(), last);
  last = std::min(last, answer.body.size() - 1);
  if (first > last) return;
  answer.status = 206;
  answer.add("Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(answer.body.size()));
  answer.body = answer.body.substr(first, last - first + 1);
}

// Whether the document names the path: something stands there.
bool is_routed(const PolicyDocument& document, std::string_view path) {
  if (document.routes.size() < 2) return false;
  return std::any_of(document.routes.begin(), document.routes.end(), [&](const Route& route) {
    if (!route.path.ends_with('*')) return path == route.path;
    const std::string_view stem = std::string_view(route.path).substr(0, route.path.size() - 1);
    return stem != "/" && path.starts_with(stem);
  });
}

}  // namespace

std::string_view path_of(std::string_view target) {
  if (const std::size_t slashes = target.find("://"); slashes != std::string_view::npos && !target.starts_with('/')) {
    const std::size_t path = target.find('/', slashes + 3);
    target = path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target.substr(0, target.find_first_of("?#"));
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' ? hex_pair(text.substr(i + 1, 2)) : std::nullopt;
    decoded += byte ? static_cast<char>(*byte) : text[i];
    if (byte) i += 2;
  }
  return decoded;
}

std::string query_value(std::string_view target, std::string_view name) {
  const std::size_t mark = target.find('?');
  std::string_view rest = mark == std::string_view::npos ? "" : target.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return percent_decoded(pair.substr(name.size() + 1));
  }
  return "";
}

std::string routed_path(std::string_view path) {
  const std::string decoded = percent_decoded(path);
  std::vector<std::string_view> segments;
  std::string_view rest = decoded;
  while (!rest.empty()) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), segment.size() + 1));
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  std::string routed;
  for (const std::string_view segment : segments) routed.append("/").append(segment);
  if (routed.empty() || decoded.ends_with('/')) routed += '/';
  return routed;
}

Answer application_answer(const wire::ReceivedRequest& request, const PolicyDocument& document) {
  if (request.target.size() > kLongestPath) return text_page(414, "that is too long\n");
  const std::string path = routed_path(path_of(request.target));
  if (request.method == "OPTIONS") {
    Answer answer = text_page(200, "what may be asked stands in Allow\n");
    answer.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    return answer;
  }
  if (request.method == "TRACE" || request.method == "CONNECT") return text_page(405, "not here\n");
  if (path == "/redirect") {
    Answer answer = text_page(302, "");
    answer.add("Location", "/");
    return answer;
  }
  if (path == "/error") return text_page(500, "something broke\n");
  if (path == "/private" && !has_header(request, "Authorization")) {
    Answer answer = text_page(401, "who are you?\n");
    answer.add("WWW-Authenticate", "Basic realm=\"zoo\"");
    return answer;
  }
  if (path == "/cached") return cached_page(request, "a page that is kept\n");
  if (path == "/" || path == "/range") {
    Answer answer = path == "/" ? cached_page(request, "what stands at the top\n") : text_page(200, "0123456789abcdef");
    cut_to_range(answer, request);
    return answer;
  }
  if (path == "/graphql") return text_page(200, "{\"data\": null}\n");
  if (path == "/private" || is_routed(document, path)) {
    Answer answer = text_page(200, "what stands at " + path + "\n");
    answer.vary = {"Accept-Encoding"};
    return answer;
  }
  return text_page(404, "there is nothing here\n");
}

}  // namespace crosscheck::zoo
