#include "wire/framing.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"

namespace crosscheck::wire {
namespace {

// The parts between commas of every field of that name, trimmed; empty ones too.
std::vector<std::string_view> list_parts(const std::vector<Header>& headers, std::string_view name) {
  std::vector<std::string_view> parts;
  for (const Header& header : headers) {
    if (!equals_ignoring_ascii_case(header.name, name)) continue;
    std::string_view rest = header.value;
    while (true) {
      const std::size_t comma = rest.find(',');
      parts.push_back(trim_http_tab_or_space(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return parts;
}

bool has_option(const std::vector<std::string_view>& options, std::string_view name) {
  return std::ranges::any_of(options, [name](std::string_view option) { return equals_ignoring_ascii_case(option, name); });
}

// The number, or the greatest one where it is greater still; nothing for what is no number.
std::optional<std::uint64_t> decimal(std::string_view digits) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  if (digits.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : digits) {
    if (!is_ascii_digit(digit)) return std::nullopt;
    const auto value = static_cast<std::uint64_t>(digit - '0');
    number = number > (kMost - value) / 10 ? kMost : number * 10 + value;
  }
  return number;
}

// The body of `lengths`, which are the parts of Content-Length; there is one at least.
Result<Framing, ReadFailure> framing_by_length(const std::vector<std::string_view>& lengths) {
  const std::optional<std::uint64_t> length = decimal(lengths.front());
  if (!length) return malformed("has a Content-Length that is no number");
  const bool same = std::ranges::all_of(lengths, [&](std::string_view other) { return other == lengths.front(); });
  if (!same) return malformed("has several values of Content-Length that differ");
  return Framing{BodyKind::length, *length, false};
}

// What Transfer-Encoding asks for, without `identity` and empty parts.
std::vector<std::string_view> transfer_codings(const std::vector<Header>& headers) {
  std::vector<std::string_view> codings = list_parts(headers, "transfer-encoding");
  std::erase_if(codings, [](std::string_view coding) { return coding.empty() || equals_ignoring_ascii_case(coding, "identity"); });
  return codings;
}

bool is_chunked(std::string_view coding) { return equals_ignoring_ascii_case(coding, "chunked"); }

}  // namespace

Result<Framing, ReadFailure> response_framing(int status, int minor_version, const std::vector<Header>& headers, bool answers_head) {
  if (answers_head || status / 100 == 1 || status == 204 || status == 304) return Framing{};
  const std::vector<std::string_view> codings = transfer_codings(headers);
  const std::vector<std::string_view> lengths = list_parts(headers, "content-length");
  if (!codings.empty()) {
    if (std::ranges::count_if(codings, is_chunked) > 1) return malformed("names the transfer coding chunked twice");
    if (!is_chunked(codings.back())) return Framing{BodyKind::until_end, 0, true};
    return Framing{BodyKind::chunked, 0, !lengths.empty() || minor_version == 0};
  }
  if (!lengths.empty()) return framing_by_length(lengths);
  return Framing{BodyKind::until_end, 0, false};
}

Result<Framing, ReadFailure> request_framing(int minor_version, const std::vector<Header>& headers) {
  const std::vector<std::string_view> codings = list_parts(headers, "transfer-encoding");
  const std::vector<std::string_view> lengths = list_parts(headers, "content-length");
  if (!codings.empty()) {
    if (minor_version == 0) return malformed("has a Transfer-Encoding, which HTTP/1.0 does not know");
    if (!lengths.empty()) return malformed("has both Transfer-Encoding and Content-Length");
    if (std::ranges::count_if(codings, is_chunked) != 1 || !is_chunked(codings.back())) {
      return malformed("has a Transfer-Encoding that does not end with chunked");
    }
    return Framing{BodyKind::chunked, 0, false};
  }
  if (!lengths.empty()) return framing_by_length(lengths);
  return Framing{};
}

bool is_persistent(int minor_version, const std::vector<Header>& headers) {
  const std::vector<std::string_view> options = list_parts(headers, "connection");
  if (has_option(options, "close")) return false;
  return minor_version >= 1 || has_option(options, "keep-alive");
}

}  // namespace crosscheck::wire
