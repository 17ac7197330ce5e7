#include "crosscheck/url/url.h"

#include <cstddef>

namespace crosscheck {

// OGN-4, OGN-14: five schemes and their ports; file is special and has none.
std::optional<std::uint16_t> default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return std::uint16_t{80};
  if (scheme == "https" || scheme == "wss") return std::uint16_t{443};
  if (scheme == "ftp") return std::uint16_t{21};
  return std::nullopt;
}

bool is_special_scheme(std::string_view scheme) { return scheme == "file" || default_port(scheme).has_value(); }

bool Url::is_special() const { return is_special_scheme(scheme); }

bool Url::is_local() const { return scheme == "about" || scheme == "blob" || scheme == "data"; }

bool Url::is_http() const { return scheme == "http" || scheme == "https"; }

// OGN-18: two URLs are equal when these strings are; the caller says whether fragments count.
std::string serialize_url(const Url& url, Fragment fragment, Userinfo userinfo) {
  constexpr std::size_t kBetween = 12;  // bytes at most: what separates the parts, and a port
  std::string output;
  output.reserve(url.scheme.size() + (url.host ? url.host->serialized.size() : 0) + url.path.size() + (url.query ? url.query->size() : 0) +
                 kBetween);
  // 1
  output += url.scheme;
  output += ':';
  // 2
  if (url.host) {
    output += "//";
    if (url.includes_credentials() && userinfo == Userinfo::included) {
      output += url.username;
      if (!url.password.empty()) {
        output += ':';
        output += url.password;
      }
      output += '@';
    }
    output += url.host->serialized;
    if (url.port) {
      output += ':';
      output += std::to_string(*url.port);
    }
  }
  // 3: without this a path that begins with an empty segment would be read as a host.
  if (!url.host && !url.has_opaque_path && url.path.starts_with("//")) output += "/.";
  // 4
  output += url.path;
  // 5
  if (url.query) {
    output += '?';
    output += *url.query;
  }
  // 6
  if (fragment == Fragment::included && url.fragment) {
    output += '#';
    output += *url.fragment;
  }
  // 7
  return output;
}

}  // namespace crosscheck
