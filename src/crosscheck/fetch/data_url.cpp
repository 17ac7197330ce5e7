#include "crosscheck/fetch/data_url.h"

#include <cassert>
#include <cstddef>
#include <string_view>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/mime_type.h"

namespace crosscheck {
namespace {

constexpr bool is_ascii_whitespace(char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '; }

std::string_view without_trailing_spaces(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// https://infra.spec.whatwg.org/#forgiving-base64-decode: whether it succeeds.
bool is_forgiving_base64(std::string_view body) {
  // 1: ASCII whitespace goes, wherever it stands.
  std::string data;
  data.reserve(body.size());
  for (const char c : body) {
    if (!is_ascii_whitespace(c)) data.push_back(c);
  }
  // 2: padding goes where the length is right with it.
  std::string_view rest = data;
  if (rest.size() % 4 == 0) {
    for (int i = 0; i < 2 && rest.ends_with('='); ++i) rest.remove_suffix(1);
  }
  // 3
  if (rest.size() % 4 == 1) return false;
  // 4: nothing but the alphabet is left.
  for (const char c : rest) {
    if (!is_ascii_alphanumeric(c) && c != '+' && c != '/') return false;
  }
  return true;
}

// Step 11: the MIME type without its `;base64`; nothing where it has none at its end.
std::optional<std::string_view> without_base64(std::string_view mime_type) {
  constexpr std::string_view kBase64 = "base64";
  if (mime_type.size() < kBase64.size()) return std::nullopt;
  const std::size_t start = mime_type.size() - kBase64.size();
  if (!equals_ignoring_ascii_case(mime_type.substr(start), kBase64)) return std::nullopt;
  mime_type = without_trailing_spaces(mime_type.substr(0, start));
  if (!mime_type.ends_with(';')) return std::nullopt;
  mime_type.remove_suffix(1);
  return mime_type;
}

}  // namespace

// https://fetch.spec.whatwg.org/#data-url-processor (SCH-1)
std::optional<std::string> data_url_mime_type(const Url& url) {
  // 1
  assert(url.scheme == "data");
  // 2-4: the URL without `data:` and fragment.
  const std::string serialized = serialize_url(url, Fragment::excluded);
  const std::string_view input = std::string_view(serialized).substr(std::string_view("data:").size());
  // 5: what stands before the first comma.
  const std::size_t comma = input.find(',');
  // 7: none.
  if (comma == std::string_view::npos) return std::nullopt;
  // 6: a serialized URL holds no whitespace but spaces.
  std::string_view mime_type = without_trailing_spaces(input.substr(0, comma));
  while (mime_type.starts_with(' ')) mime_type.remove_prefix(1);
  // 8-9
  const std::string_view encoded_body = input.substr(comma + 1);
  // 11: the body has to decode.
  if (const auto rest = without_base64(mime_type)) {
    // 10: WHY: a body that is not base64 is never looked at, so it is decoded here alone.
    if (!is_forgiving_base64(percent_decode(encoded_body))) return std::nullopt;
    mime_type = *rest;
  }
  // 12: parameters alone belong to plain text.
  const std::string with_type = (mime_type.starts_with(';') ? "text/plain" : "") + std::string(mime_type);
  // 13-15: what does not parse is plain text too.
  const auto record = parse_mime_type(with_type);
  return record ? serialize_mime_type(*record) : "text/plain;charset=US-ASCII";
}

}  // namespace crosscheck
