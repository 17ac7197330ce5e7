#include "fuzz/straight_scheme.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>

#include "fuzz/literal.h"
#include "fuzz/literal_mime_type.h"

namespace crosscheck::fuzz {
namespace {

std::string percent_decoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t high = i + 2 < text.size() ? kDigits.find(literal::lower(text[i + 1])) : std::string_view::npos;
    const std::size_t low = i + 2 < text.size() ? kDigits.find(literal::lower(text[i + 2])) : std::string_view::npos;
    const bool is_encoded = text[i] == '%' && high != std::string_view::npos && low != std::string_view::npos;
    bytes += is_encoded ? static_cast<char>(high * 16 + low) : text[i];
    if (is_encoded) i += 2;
  }
  return bytes;
}

// https://infra.spec.whatwg.org/#forgiving-base64-decode: whether it comes to something.
bool is_base64(std::string data) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::erase_if(data, [](char c) { return literal::is_among(c, "\t\n\f\r "); });
  if (data.size() % 4 == 0 && data.ends_with('=')) data.resize(data.size() - (data.ends_with("==") ? 2 : 1));
  return data.size() % 4 != 1 && data.find_first_not_of(kAlphabet) == std::string::npos;
}

// https://fetch.spec.whatwg.org/#data-url-processor
std::optional<std::string> type_of_data(const Url& url) {
  const std::string text = serialize_url(url, Fragment::excluded).substr(std::string_view("data:").size());
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos) return std::nullopt;
  std::string type(literal::strip(std::string_view(text).substr(0, comma), "\t\n\f\r "));
  if (literal::lower(type).ends_with("base64")) {
    const std::string_view before = literal::strip(std::string_view(type).substr(0, type.size() - 6), " ", false, true);
    if (before.ends_with(';')) {
      if (!is_base64(percent_decoded(std::string_view(text).substr(comma + 1)))) return std::nullopt;
      type = std::string(before.substr(0, before.size() - 1));
    }
  }
  if (type.starts_with(';')) type = "text/plain" + type;
  const auto record = literal::parse_mime_type(type);
  return record ? literal::serialize_mime_type(*record) : "text/plain;charset=US-ASCII";
}

}  // namespace

bool straight_port_is_bad(const Url& url) {
  // https://fetch.spec.whatwg.org/#port-blocking
  static const std::set<int> kBad{0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,
                                  53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,
                                  123,  135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,  530,  531,
                                  532,  540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049,
                                  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};
  return (url.scheme == "http" || url.scheme == "https") && url.port && kBad.contains(*url.port);
}

std::optional<std::string> straight_scheme_type(const Url& url) {
  if (url.scheme == "about" && url.path == "blank") return "text/html;charset=utf-8";
  if (url.scheme == "data") return type_of_data(url);
  return std::nullopt;
}

}  // namespace crosscheck::fuzz
