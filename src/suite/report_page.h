// What the pages of reports have in common: text that becomes no markup, and a head that lets nothing run but the page's own.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::suite {

// Text in HTML: of an element, and of an attribute in double quotes.
std::string html_text(std::string_view text);
// The same of several lines, without empty ones at the end.
std::string html_lines(std::string_view text);
// A sentence in which `words` in backquotes are code.
std::string html_sentence(std::string_view text);

struct PageHead {
  std::string title;  // any text
  std::string_view style;
  std::string_view script;   // the only one that may run; empty where none may
  std::string_view skip_to;  // the id that a keyboard may go to at once
  std::string_view skip_words;
};
// From the doctype to the first element of the body. The page asks no host for anything, and its Content Security Policy allows this style and
// this script alone, by their hashes.
std::string page_head(const PageHead& head);

// "2026-07-02T12:00:00Z" as an element that reads "2026-07-02, 12:00 UTC"; another text reads as it is.
std::string page_time(std::string_view time);
// The words of a command as a member of a list of facts.
std::string page_command(const std::vector<std::string>& words);

}  // namespace crosscheck::suite
