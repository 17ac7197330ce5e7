#include "check/report_curl.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/curl_words.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

using Line = std::pair<std::string_view, std::string_view>;

std::optional<suite::CurlRequest> read_request(std::string_view request) {
  suite::CurlRequest read;
  const std::size_t end = request.find("\r\n\r\n");
  const std::size_t line_end = request.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view first = request.substr(0, line_end);
  const std::size_t space = first.find(' ');
  const std::size_t last = first.rfind(' ');
  if (space == std::string_view::npos || last <= space) return std::nullopt;
  read.method = first.substr(0, space);
  read.target = first.substr(space + 1, last - space - 1);
  read.body = request.substr(end + 4);
  // The separators of the lines stay outside of them.
  std::string_view rest = line_end == end ? std::string_view() : request.substr(line_end + 2, end - line_end - 2);
  while (!rest.empty()) {
    const std::size_t stop = rest.find("\r\n");
    const std::string_view line = rest.substr(0, stop);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    read.headers.emplace_back(line.substr(0, colon), value);
    if (stop == std::string_view::npos) break;
    rest.remove_prefix(stop + 2);
  }
  return read;
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
  std::optional<suite::CurlRequest> read = read_request(request);
  const std::size_t authority_at = base.find("://");
  if (!read || authority_at == std::string_view::npos) return {};
  const std::string_view authority = base.substr(authority_at + 3);
  std::erase_if(read->headers, [authority](const Line& line) { return is_left_out(line, authority); });
  return suite::curl_words(*read, base);
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
    if ((piece == "-H" || piece == "-X" || piece == "--data-raw") && at + 1 < words.size()) piece += " " + words[++at];
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
