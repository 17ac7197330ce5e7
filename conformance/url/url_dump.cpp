// Parses URLs as it is told and prints what came out, so that another parser can be held against this one.
// A line in: the input, and behind a tab the base if there is one, both as hexadecimal bytes. A line out: "failure", or the names below, in
// their order, parted by tabs.
#include <cstddef>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"

namespace {

unsigned hex_value(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return static_cast<unsigned>(kDigits.find(c));
}

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(hex_value(hex[i]) * 16 + hex_value(hex[i + 1]));
  return bytes;
}

// What the getters of the URL class show of a query or a fragment: nothing where it is empty.
std::string shown(char mark, const std::optional<std::string>& part) { return part && !part->empty() ? mark + *part : ""; }

std::string dump(const crosscheck::Url& url) {
  const std::string origin = crosscheck::origin_of_url(url).serialized();
  const std::string host = url.host ? url.host->serialized : "";
  const std::string port = url.port ? std::to_string(*url.port) : "";
  std::string line;
  // href, origin, username, password, hostname, port, pathname, search, hash
  for (const std::string& field :
       {crosscheck::serialize_url(url), origin, url.username, url.password, host, port, url.path, shown('?', url.query)}) {
    line += field + '\t';
  }
  return line + shown('#', url.fragment);
}

std::string answer(std::string_view line) {
  const std::size_t tab = line.find('\t');
  const std::string input = bytes_of_hex(line.substr(0, tab));
  if (tab == std::string_view::npos) {
    const auto url = crosscheck::parse_url(input);
    return url ? dump(*url) : "failure";
  }
  const auto base = crosscheck::parse_url(bytes_of_hex(line.substr(tab + 1)));
  if (!base) return "failure";
  const auto url = crosscheck::parse_url(input, &*base);
  return url ? dump(*url) : "failure";
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << '\n';
}
