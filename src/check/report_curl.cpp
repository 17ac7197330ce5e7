#include "check/report_curl.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/report_asked.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

using Line = std::pair<std::string_view, std::string_view>;

struct Parts {
  std::string_view method;
  std::string_view target;
  std::vector<Line> headers;
  std::string_view body;
};

bool holds_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
}

std::optional<Parts> parts_of(std::string_view request) {
  Parts parts;
  const std::size_t end = request.find("\r\n\r\n");
  const std::size_t line_end = request.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view first = request.substr(0, line_end);
  const std::size_t space = first.find(' ');
  const std::size_t last = first.rfind(' ');
  if (space == std::string_view::npos || last <= space) return std::nullopt;
  parts.method = first.substr(0, space);
  parts.target = first.substr(space + 1, last - space - 1);
  parts.body = request.substr(end + 4);
  // The separators of the lines stay outside of them.
  std::string_view rest = line_end == end ? std::string_view() : request.substr(line_end + 2, end - line_end - 2);
  while (!rest.empty()) {
    const std::size_t stop = rest.find("\r\n");
    const std::string_view line = rest.substr(0, stop);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || holds_control(line)) return std::nullopt;
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    parts.headers.emplace_back(line.substr(0, colon), value);
    if (stop == std::string_view::npos) break;
    rest.remove_prefix(stop + 2);
  }
  return parts;
}

// A shell cannot hand over what is no text of its locale but as $'…'.
std::string word(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return suite::shell_word(text);
  std::string quoted = "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F) {
      quoted += fmt::format("\\x{:02x}", byte);
    } else {
      if (c == '\'' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "'";
}

// What curl sends by itself, or what says nothing about the request.
bool is_left_out(const Line& line, std::string_view authority) {
  const std::string name = byte_lowercase(line.first);
  return name == "content-length" || name == "connection" || (name == "host" && line.second == authority) ||
         (name == "accept" && line.second == "*/*") || (name == "user-agent" && line.second == "crosscheck");
}

}  // namespace

std::vector<std::string> curl_words(std::string_view request, std::string_view base, std::size_t most) {
  if (request.size() > most) return {};
  const std::optional<Parts> parts = parts_of(request);
  if (!parts || holds_control(parts->target) || holds_control(parts->body) || !parts->target.starts_with('/')) return {};
  const std::size_t authority_at = base.find("://");
  if (authority_at == std::string_view::npos) return {};
  const std::string_view authority = base.substr(authority_at + 3);

  std::vector<std::string> words = {"curl"};
  // WHY: over TLS curl would choose HTTP/2, which was not what was sent.
  if (base.starts_with("https:")) words.emplace_back("--http1.1");
  if (parts->method == "HEAD") {
    words.emplace_back("-I");
  } else {
    words.emplace_back("-i");
    if (parts->method != "GET" || !parts->body.empty()) words.insert(words.end(), {"-X", word(parts->method)});
  }
  for (const Line& line : parts->headers) {
    if (is_left_out(line, authority)) continue;
    const auto& [name, value] = line;
    // curl drops a header without a value, unless a semicolon stands in the colon's place.
    words.insert(words.end(), {"-H", word(value.empty() ? fmt::format("{};", name) : fmt::format("{}: {}", name, value))});
  }
  if (!parts->body.empty()) words.insert(words.end(), {"--data-binary", word(parts->body)});
  // WHY: curl takes dots and brackets out of a path, and a probe may be about them.
  if (parts->target.find("..") != std::string_view::npos || parts->target.find("/.") != std::string_view::npos)
    words.emplace_back("--path-as-is");
  if (parts->target.find_first_of("[]{}") != std::string_view::npos) words.emplace_back("-g");
  words.push_back(word(std::string(base) + std::string(parts->target)));
  return words;
}

std::string curl_line(std::string_view request, std::string_view base) {
  const std::vector<std::string> words = curl_words(request, base);
  if (!words.empty()) return fmt::format("{}", fmt::join(words, " "));
  return "curl cannot send these bytes; the same command with the same --seed sends them again";
}

std::vector<std::string> broken_command(std::string_view line, std::size_t width) {
  // The words, with their quotes: a space inside of quotes is none of the line's.
  std::vector<std::string> words(1);
  char quote = 0;
  bool escapes = false;
  bool escaped = false;
  for (const char c : line) {
    if (quote == 0 && c == ' ') {
      if (!words.back().empty()) words.emplace_back();
      continue;
    }
    if (escaped) {
      escaped = false;
    } else if (c == '\\' && (quote == 0 || escapes)) {
      escaped = true;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && c == '\'') {
      escapes = words.back().ends_with('$');
      quote = c;
    }
    words.back() += c;
  }
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::string piece = words[at];
    // An option stays with its value.
    if ((piece == "-H" || piece == "-X" || piece == "--data-binary") && at + 1 < words.size()) piece += " " + words[++at];
    const bool last = at + 1 >= words.size();
    if (!lines.empty() && suite::columns(lines.back()) + 1 + suite::columns(piece) + (last ? 0 : 2) <= width) {
      lines.back() += " " + piece;
    } else {
      if (!lines.empty()) lines.back() += " \\";
      lines.push_back(lines.empty() ? piece : "  " + piece);
    }
  }
  return lines;
}

}  // namespace crosscheck::check
