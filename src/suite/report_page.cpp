#include "suite/report_page.h"

#include <algorithm>

#include <fmt/format.h>

#include "suite/markup_text.h"
#include "suite/report_asked.h"
#include "suite/report_sha256.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kMarks = "&<>\"'";

}  // namespace

std::string html_text(std::string_view text) { return with_entities(printable(text), kMarks); }

std::string html_lines(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return with_entities(printable_lines(text), kMarks);
}

std::string html_sentence(std::string_view text) {
  const std::string safe = html_text(text);
  if (std::count(safe.begin(), safe.end(), '`') % 2 != 0) return safe;
  std::string html;
  bool inside = false;
  for (const char c : safe) {
    if (c != '`') {
      html += c;
      continue;
    }
    html += inside ? "</code>" : "<code>";
    inside = !inside;
  }
  return html;
}

std::string page_head(const PageHead& head) {
  const auto hash = [](std::string_view source) { return fmt::format("'sha256-{}'", in_base64(sha256(source))); };
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; {}style-src {}; img-src data:; base-uri 'none'; "
      "form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#{}\">{}</a>\n",
      head.script.empty() ? std::string() : fmt::format("script-src {}; ", hash(head.script)), hash(head.style), html_text(head.title),
      head.style, head.skip_to, head.skip_words);
}

std::string page_time(std::string_view time) {
  const bool is_time = time.size() == 20 && time[10] == 'T' && time.ends_with('Z');
  const std::string shown = is_time ? fmt::format("{}, {} UTC", time.substr(0, 10), time.substr(11, 5)) : std::string(time);
  return fmt::format("<time datetime=\"{}\">{}</time>", html_text(time), html_text(shown));
}

std::string page_command(const std::vector<std::string>& words) {
  std::string command;
  for (const std::string& word : words) command += (command.empty() ? "" : " ") + shell_word(word);
  return fmt::format("<div class=\"wide\"><dt>Command</dt><dd><code>{}</code></dd></div>\n", html_text(command));
}

}  // namespace crosscheck::suite
