#include "check/report_message.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

constexpr std::array<std::string_view, 10> kTellingNames = {
    "origin", "vary", "access-control-", "location", "cookie", "set-cookie", "www-authenticate", "cache-control", "host", "authorization"};

bool is_telling(std::string_view line) {
  const std::string name = byte_lowercase(line.substr(0, line.find(':')));
  return std::any_of(kTellingNames.begin(), kTellingNames.end(),
                     [&](std::string_view telling) { return telling.ends_with('-') ? name.starts_with(telling) : name == telling; });
}

std::vector<std::string_view> lines_of(std::string_view head) {
  std::vector<std::string_view> lines;
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 1);
  }
  return lines;
}

// A line that is too long is cut before it is shown: some are of a mebibyte.
std::string shown_line(std::string_view line, std::size_t width) { return suite::cut(shown_bytes(line.substr(0, 4 * width)), width); }

}  // namespace

std::string shown_bytes(std::string_view bytes) {
  std::string shown;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '\\') {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += c;
    }
  }
  return shown;
}

std::size_t head_size(std::string_view message) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = message.find("\r\n\r\n", begin);
    if (end == std::string_view::npos) return message.size();
    const bool interim = message.substr(begin).starts_with("HTTP/1.1 1");
    if (!interim || end + 4 >= message.size()) return end + 4;
    begin = end + 4;
  }
}

std::vector<std::string> head_lines(std::string_view message, std::size_t width, std::size_t most) {
  const std::vector<std::string_view> all = lines_of(message.substr(0, head_size(message)));
  std::vector<std::string> shown;
  if (all.size() <= most) {
    for (const std::string_view line : all) shown.push_back(shown_line(line, width));
    return shown;
  }
  for (std::size_t at = 0; at < all.size() && shown.size() + 1 < most; ++at) {
    if (at == 0 || is_telling(all[at])) shown.push_back(shown_line(all[at], width));
  }
  shown.push_back(fmt::format("\u2026 and {} more lines", all.size() - shown.size()));
  return shown;
}

std::string shown_message(std::string_view message, std::size_t most_bytes) {
  const std::string_view kept = message.substr(0, most_bytes);
  std::string shown;
  std::string_view rest = kept;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    shown += shown_bytes(line);
    if (end == std::string_view::npos) break;
    shown += '\n';
    rest.remove_prefix(end + 1);
  }
  if (kept.size() < message.size()) shown += fmt::format("\n\u2026 and {} more bytes", message.size() - kept.size());
  return shown;
}

}  // namespace crosscheck::check
