// A request's unsafe headers are those that the words of the standard call so, and to leave one out never makes another one unsafe.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/http/mime_type.h"
#include "crosscheck/http/range.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/literal.h"
#include "fuzz/profiles.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

using Names = std::set<std::string>;

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
bool is_unsafe_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != 0x09) || literal::is_among(c, "\"():<>?@[\\]{}\x7F");
}

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header, word by word.
bool literal_is_safelisted(std::string_view name, std::string_view value) {
  if (value.size() > 128) return false;
  const std::string folded = literal::lower(name);
  const bool has_unsafe_byte = std::any_of(value.begin(), value.end(), is_unsafe_byte);
  if (folded == "accept") return !has_unsafe_byte;
  if (folded == "accept-language" || folded == "content-language") {
    constexpr std::string_view kAllowed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=";
    return value.find_first_not_of(kAllowed) == std::string_view::npos;
  }
  if (folded == "content-type") {
    const Result<MimeType, FailedStep> type = parse_mime_type(value);
    if (has_unsafe_byte || !type) return false;
    const std::string essence = type->essence();
    return essence == "application/x-www-form-urlencoded" || essence == "multipart/form-data" || essence == "text/plain";
  }
  if (folded == "range") {
    const Result<RangeValue, FailedStep> range = parse_single_range_header_value(value, false);
    return range && range->start;
  }
  return false;
}

Names literal_unsafe_names(HeaderListView headers) {
  Names unsafe;
  Names potentially;
  std::size_t size = 0;
  for (const HeaderView& header : headers) {
    if (!literal_is_safelisted(header.name, header.value)) {
      unsafe.insert(literal::lower(header.name));
    } else {
      potentially.insert(literal::lower(header.name));
      size += header.value.size();
    }
  }
  if (size > 1024) unsafe.insert(potentially.begin(), potentially.end());
  return unsafe;
}

Names unsafe_names(HeaderListView headers, const Profile& profile = standard_profile(), Trace trace = {}) {
  const std::vector<std::string> names = cors_unsafe_request_header_names(headers, profile, trace);
  check(std::is_sorted(names.begin(), names.end()), "unsafe names are sorted");
  Names set(names.begin(), names.end());
  check(set.size() == names.size(), "no unsafe name comes twice");
  return set;
}

bool holds_all(const Names& all, const Names& some) { return std::includes(all.begin(), all.end(), some.begin(), some.end()); }

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  std::vector<HeaderView> headers;
  for (const Line& line : input) {
    if (!line.is("header")) continue;
    const std::string_view name = line.value;
    const std::string_view value = line.rest;
    headers.push_back({name, value});
    const bool safelisted = is_cors_safelisted_request_header(name, value);
    notes.note(safelisted);
    check(safelisted == literal_is_safelisted(name, value), "a header is safelisted exactly where the words of the standard say so",
          [&] { return readable(name) + ": " + readable(value); });
    const bool no_cors = is_no_cors_safelisted_request_header(name, value);
    check(!no_cors || safelisted, "what no-cors takes is safelisted", [&] { return readable(name); });
    check(!no_cors || is_no_cors_safelisted_request_header_name(name), "what no-cors takes has a name that it takes");
    notes.note(is_forbidden_request_header(name, value));
    CollectingTrace trace;
    check(is_forbidden_request_header(name, value, Trace(&trace)) == is_forbidden_request_header(name, value),
          "a trace changes nothing of what is forbidden");
  }
  const Names unsafe = unsafe_names(headers);
  for (const std::string& name : unsafe) notes.note(name);
  check(unsafe == literal_unsafe_names(headers), "the unsafe names are those that the words of the standard give");
  for (const Profile* const profile : traced_profiles(notes, headers.size())) {
    CollectingTrace trace;
    check(unsafe_names(headers, *profile, Trace(&trace)) == unsafe_names(headers, *profile), "a trace changes nothing of the unsafe names");
  }
  // WHY not each while fuzzing: that takes the square of their number.
  const std::size_t step = notes.listens() ? 1 : headers.size() / 8 + 1;
  for (std::size_t i = 0; i < headers.size(); i += step) {
    std::vector<HeaderView> fewer = headers;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    check(holds_all(unsafe, unsafe_names(fewer)), "to leave a header out never makes another one unsafe",
          [&] { return readable(headers[i].name); });
  }
  std::reverse(headers.begin(), headers.end());
  check(unsafe_names(headers) == unsafe, "the order of headers changes nothing of the unsafe names");
}

}  // namespace crosscheck::fuzz
