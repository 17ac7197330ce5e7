#include "suite/curl_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "suite/report_asked.h"

namespace crosscheck::suite {
namespace {

bool ends_a_line(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
}

// WHY not shell_word alone: a shell cannot hand over what is no text of its locale but as $'…'.
std::string word(std::string_view bytes) {
  const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return shell_word(bytes);
  std::string quoted = "$'";
  for (const char c : bytes) {
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

}  // namespace

std::vector<std::string> curl_words(const CurlRequest& request, std::string_view base) {
  // curl sends no fragment.
  const bool is_sent =
      request.target.starts_with('/') && !ends_a_line(request.target) && request.target.find('#') == std::string_view::npos;
  if (!is_sent || request.body.find('\0') != std::string_view::npos) return {};
  std::vector<std::string> words = {"curl"};
  // WHY: over TLS curl would choose HTTP/2, which was not what was sent.
  if (base.starts_with("https:")) words.emplace_back("--http1.1");
  if (request.method == "HEAD") {
    words.emplace_back("-I");
  } else {
    words.emplace_back("-i");
    if (request.method != "GET" || !request.body.empty()) words.insert(words.end(), {"-X", word(request.method)});
  }
  for (const auto& [name, value] : request.headers) {
    // `@` would name a file.
    if (name.starts_with('@') || ends_a_line(name) || ends_a_line(value)) return {};
    // curl drops a header without a value, unless a semicolon stands in the colon's place.
    words.insert(words.end(), {"-H", word(value.empty() ? fmt::format("{};", name) : fmt::format("{}: {}", name, value))});
  }
  if (!request.body.empty()) words.insert(words.end(), {"--data-raw", word(request.body)});
  // WHY: curl takes dots out of a path and reads brackets as patterns, and a probe may be about them.
  if (request.target.find("/.") != std::string_view::npos) words.emplace_back("--path-as-is");
  if (request.target.find_first_of("[]{}") != std::string_view::npos) words.emplace_back("-g");
  words.push_back(word(std::string(base) + std::string(request.target)));
  return words;
}

}  // namespace crosscheck::suite
