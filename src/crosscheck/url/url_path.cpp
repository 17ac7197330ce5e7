#include "crosscheck/url/url_path.h"

#include <cstddef>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/byte_set.h"
#include "crosscheck/url/percent_encoding.h"
#include "crosscheck/url/url.h"

namespace crosscheck {
namespace {

// https://url.spec.whatwg.org/#single-dot-path-segment
bool is_single_dot(std::string_view segment) { return segment == "." || equals_ignoring_ascii_case(segment, "%2e"); }

// https://url.spec.whatwg.org/#double-dot-path-segment
bool is_double_dot(std::string_view segment) {
  return segment == ".." || equals_ignoring_ascii_case(segment, ".%2e") || equals_ignoring_ascii_case(segment, "%2e.") ||
         equals_ignoring_ascii_case(segment, "%2e%2e");
}

}  // namespace

bool is_windows_drive_letter(std::string_view text) {
  return text.size() == 2 && is_ascii_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool starts_with_windows_drive_letter(std::string_view text) {
  return is_windows_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

std::string_view leading_windows_drive_letter(std::string_view path) {
  const bool normalized = path.size() >= 3 && path[0] == '/' && is_ascii_alpha(path[1]) && path[2] == ':';
  return normalized && (path.size() == 3 || path[3] == '/') ? path.substr(0, 3) : std::string_view{};
}

UrlPath::UrlPath(std::string serialized, std::string_view scheme)
    : serialized_(std::move(serialized)), is_special_(is_special_scheme(scheme)), is_file_(scheme == "file") {}

void UrlPath::append(std::string_view segment) {
  serialized_ += '/';
  serialized_ += segment;
}

void UrlPath::shorten() {
  // 3: a drive letter that stands alone is never removed.
  if (is_file_ && !serialized_.empty() && leading_windows_drive_letter(serialized_).size() == serialized_.size()) return;
  // 4
  const std::size_t last_slash = serialized_.rfind('/');
  if (last_slash != std::string::npos) serialized_.resize(last_slash);
}

// Step 1 of the path state, at a segment's end. NOTE: that percent-encoding comes after the comparisons changes nothing, for it touches
// neither dots nor "%", letters, ":" or "|".
void UrlPath::read_segment(std::string_view segment, bool slash_follows) {
  if (is_double_dot(segment)) {
    // 1.2
    shorten();
    if (!slash_follows) append("");
  } else if (is_single_dot(segment)) {
    // 1.3
    if (!slash_follows) append("");
  } else if (is_file_ && serialized_.empty() && is_windows_drive_letter(segment)) {
    // 1.4.1
    append(std::string{segment[0], ':'});
  } else {
    // 1.4.2
    append(utf8_percent_encode(segment, kPathPercentEncodeSet));
  }
}

void UrlPath::read(std::string_view text) {
  static constexpr ByteSet kSlash("/");
  static constexpr ByteSet kSpecialSlashes("/\\");
  const ByteSet& slashes = is_special_ ? kSpecialSlashes : kSlash;
  while (true) {
    const std::size_t slash = slashes.find_in(text);
    const bool slash_follows = slash != text.size();
    read_segment(text.substr(0, slash), slash_follows);
    if (!slash_follows) return;
    text.remove_prefix(slash + 1);
  }
}

}  // namespace crosscheck
