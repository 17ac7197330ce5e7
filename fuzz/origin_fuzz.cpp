// Every reader of serialized origins agrees with the others: what two of them take they read alike, and the Origin header's grammar is as written.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "crosscheck/policy/serialized_origin.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/origin_or_null.h"
#include "crosscheck/url/plain_origin.h"
#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

constexpr std::string_view kLowerAlphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";

bool consists_of(std::string_view text, const std::string& bytes) { return text.find_first_not_of(bytes) == std::string_view::npos; }

bool is_group(std::string_view text) {
  return !text.empty() && text.size() <= 4 && consists_of(text, "0123456789abcdef") && (text == "0" || text[0] != '0');
}

bool are_groups(std::string_view text, std::size_t most) {
  if (text.empty()) return true;
  const std::vector<std::string_view> groups = literal::split(text, ':');
  return groups.size() <= most && std::all_of(groups.begin(), groups.end(), is_group);
}

// https://fetch.spec.whatwg.org/#origin-header: eight groups, or fewer around one gap.
bool is_literal_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return !text.empty() && literal::split(text, ':').size() == 8 && are_groups(text, 8);
  const std::string_view before = text.substr(0, gap);
  const std::string_view after = text.substr(gap + 2);
  const auto count = [](std::string_view groups) { return groups.empty() ? std::size_t{0} : literal::split(groups, ':').size(); };
  return are_groups(before, 6) && are_groups(after, 6) && count(before) + count(after) <= 6;
}

bool is_literal_label(std::string_view text) {
  return !text.empty() && consists_of(text, std::string(kLowerAlphanumerics) + "-") && text.front() != '-' && text.back() != '-';
}

bool is_literal_origin_header(std::string_view value) {
  if (value == "null") return true;
  const std::size_t colon = value.find("://");
  if (colon == std::string_view::npos) return false;
  const std::string_view scheme = value.substr(0, colon);
  std::string_view rest = value.substr(colon + 3);
  if (scheme.empty() || literal::is_among(scheme[0], "0123456789+-.") || !consists_of(scheme, std::string(kLowerAlphanumerics) + "+-."))
    return false;
  const std::size_t port = rest.rfind(':');
  const bool has_port = port != std::string_view::npos && rest.find(']', port) == std::string_view::npos;
  if (has_port) {
    const std::string_view digits = rest.substr(port + 1);
    if (digits.empty() || digits.size() > 5 || !consists_of(digits, "0123456789")) return false;
    rest = rest.substr(0, port);
  }
  if (rest.starts_with('[') && rest.ends_with(']')) return is_literal_ipv6(rest.substr(1, rest.size() - 2));
  const std::vector<std::string_view> labels = literal::split(rest, '.');
  return std::all_of(labels.begin(), labels.end(), is_literal_label);
}

// http and https, a host of ASCII labels that nothing would be done to, and a port as it is serialized.
bool is_literal_plain_origin(std::string_view text) {
  const bool is_https = text.substr(0, 8) == "https://";
  if (!is_https && text.substr(0, 7) != "http://") return false;
  const std::vector<std::string_view> parts = literal::split(text.substr(is_https ? 8 : 7), ':');
  if (parts.size() > 2 || parts[0].find("xn--") != std::string_view::npos) return false;
  const std::vector<std::string_view> labels = literal::split(parts[0], '.');
  const auto is_label = [](std::string_view label) { return !label.empty() && consists_of(label, std::string(kLowerAlphanumerics) + "-"); };
  // What ends in a number may be an address.
  if (!std::all_of(labels.begin(), labels.end(), is_label) || literal::is_digit(labels.back()[0])) return false;
  if (parts.size() == 1) return true;
  const std::string_view port = parts[1];
  if (port.empty() || port.size() > 5 || port[0] == '0' || !consists_of(port, "0123456789")) return false;
  return literal::number(port, 65536) <= 65535 && port != (is_https ? "443" : "80");
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const std::optional<Origin> parsed = parse_serialized_origin(input);
  const bool is_tuple = parsed && !parsed->is_opaque();
  notes.note(parsed.has_value());
  notes.note(is_tuple);
  check(policy::is_serialized_origin(input) == is_tuple, "a server takes for a serialized origin what a browser writes",
        [&] { return readable(input); });
  const std::optional<OriginOrNull> header = parse_origin_or_null(input);
  check(header.has_value() == is_literal_origin_header(input), "the Origin header's grammar takes what is written in it",
        [&] { return readable(input); });
  const std::optional<Origin> plain = parse_plain_origin(input);
  check(plain.has_value() == is_plain_origin(input), "a plain origin is one whether or not it is kept", [&] { return readable(input); });
  check(plain.has_value() == is_literal_plain_origin(input), "a plain origin is one that no parser would change",
        [&] { return readable(input); });
  check(!plain || is_tuple, "a plain origin is an origin", [&] { return readable(input); });
  if (!parsed) return;
  check_same(parsed->serialized(), input, "an origin that parses is serialized as it stood");
  check(parsed->is_opaque() == (input == "null"), "null alone is an opaque origin");
  if (!is_tuple) return;
  check(!plain || same_origin(*plain, *parsed), "a plain origin is the origin that a whole parser reads", [&] { return readable(input); });
  // The grammar covers not all of them (AMB-10), but what it takes it reads alike.
  if (!header) return;
  check(header->scheme == parsed->scheme() && header->host == parsed->host().serialized && header->port == parsed->port(),
        "the Origin header's grammar reads the parts that a whole parser reads", [&] { return readable(input); });
}

}  // namespace crosscheck::fuzz
