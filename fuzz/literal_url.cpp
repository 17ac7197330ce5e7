#include "fuzz/literal_url.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "fuzz/literal.h"
#include "fuzz/literal_host.h"

namespace crosscheck::fuzz::literal {
namespace {

// https://url.spec.whatwg.org/#percent-encoded-bytes: what is encoded beside C0 controls, DEL and all that is not ASCII.
constexpr std::string_view kInFragments = " \"<>`";
constexpr std::string_view kInQueries = " \"#<>";
constexpr std::string_view kInSpecialQueries = " \"#<>'";
constexpr std::string_view kInPaths = " \"#<>?^`{}";
constexpr std::string_view kInUserinfo = " \"#<>?^`{}/:;=@[\\]|";

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";

struct Parts {
  std::string scheme;
  std::optional<std::string> authority;  // as it is written, without its slashes
  bool has_opaque_path = false;
  std::string opaque_path;
  std::vector<std::string> path;
  std::optional<std::string> query;
};

std::string default_port_of(std::string_view scheme) {
  if (scheme == "ftp") return "21";
  return scheme == "http" || scheme == "ws" ? "80" : scheme == "https" || scheme == "wss" ? "443" : "";
}
bool is_special(std::string_view scheme) { return scheme == "file" || !default_port_of(scheme).empty(); }

// What stands before the first of the characters; it is taken off, the character stays.
std::string_view take_before(std::string_view& text, std::string_view characters) {
  const std::string_view taken = text.substr(0, text.find_first_of(characters));
  text.remove_prefix(taken.size());
  return taken;
}

// What stands behind the first such character, which goes too.
std::optional<std::string_view> cut_behind(std::string_view& text, char character) {
  const std::size_t at = text.find(character);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view behind = text.substr(at + 1);
  text = text.substr(0, at);
  return behind;
}

std::optional<std::string> scheme_at(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string scheme = lower(text.substr(0, colon));
  const bool is_scheme =
      is_among(scheme.front(), kLetters) && scheme.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.") == std::string::npos;
  return is_scheme ? std::optional(std::move(scheme)) : std::nullopt;
}

// https://url.spec.whatwg.org/#windows-drive-letter
bool is_drive(std::string_view text, std::string_view second = ":|") {
  return text.size() == 2 && is_among(lower(text[0]), kLetters) && is_among(text[1], second);
}
// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
bool starts_with_drive(std::string_view text) { return is_drive(text.substr(0, 2)) && (text.size() == 2 || is_among(text[2], "/\\")); }

class Reading {
 public:
  explicit Reading(const Url* base) : base_(base) {}
  Result<std::string, UrlFailure> read(std::string_view text);

 private:
  // Why it is no URL, if it is none.
  using Failure = std::optional<UrlFailure>;

  std::string_view slashes() const { return is_special(parts_.scheme) ? "/\\" : "/"; }
  bool begins_with_slashes(std::string_view text, std::size_t count) const {
    return text.size() >= count && text.substr(0, count).find_first_not_of(slashes()) == std::string_view::npos;
  }

  Failure read_hierarchy(std::string_view text, bool is_relative);
  Failure read_file(std::string_view text);
  Failure read_relative(std::string_view text);
  Failure read_authority(std::string_view text);
  void read_path(std::string_view text);
  void read_path_behind_authority(std::string_view text);
  void shorten();
  void take_from_base(bool with_path);
  std::string written(const std::optional<std::string_view>& fragment) const;

  const Url* base_;
  Parts parts_;
  bool keeps_query_of_base_ = false;
};

Result<std::string, UrlFailure> Reading::read(std::string_view text) {
  const std::optional<std::string_view> fragment = cut_behind(text, '#');
  const std::optional<std::string_view> query = cut_behind(text, '?');
  const std::optional<std::string> scheme = scheme_at(text);
  if (!scheme && base_ == nullptr) return UrlFailure::relative_without_base;
  if (!scheme && base_->has_opaque_path) {
    if (!text.empty() || query || !fragment) return UrlFailure::relative_without_base;
    parts_.scheme = base_->scheme;
    take_from_base(true);
    parts_.query = base_->query;
    return written(fragment);
  }
  parts_.scheme = scheme ? *scheme : base_->scheme;
  if (scheme) text.remove_prefix(scheme->size() + 1);
  if (scheme && !is_special(*scheme) && !text.starts_with("/")) {
    parts_.has_opaque_path = true;
    parts_.opaque_path = percent_encoded(text, "");
    // Its last space is encoded, so that none ends it; at the end of all no space is left.
    if (text.ends_with(' ')) parts_.opaque_path.replace(parts_.opaque_path.size() - 1, 1, "%20");
  } else if (const Failure failure = read_hierarchy(text, !scheme)) {
    return *failure;
  }
  if (query) {
    parts_.query = percent_encoded(*query, is_special(parts_.scheme) ? kInSpecialQueries : kInQueries);
  } else if (keeps_query_of_base_) {
    parts_.query = base_->query;
  }
  return written(fragment);
}

Reading::Failure Reading::read_hierarchy(std::string_view text, bool is_relative) {
  if (parts_.scheme == "file") return read_file(text);
  // http:path beside a base of http is relative to it.
  if (!is_relative && is_special(parts_.scheme)) is_relative = base_ != nullptr && base_->scheme == parts_.scheme;
  if (begins_with_slashes(text, 2) || (!is_relative && is_special(parts_.scheme))) {
    return read_authority(is_special(parts_.scheme) ? strip(text, "/\\", true, false) : text.substr(2));
  }
  if (is_relative) return read_relative(text);
  read_path(text.substr(1));
  return std::nullopt;
}

Reading::Failure Reading::read_relative(std::string_view text) {
  if (begins_with_slashes(text, 1)) {
    take_from_base(false);
    read_path(text.substr(1));
    return std::nullopt;
  }
  take_from_base(true);
  if (text.empty()) {
    keeps_query_of_base_ = true;
  } else {
    shorten();
    read_path(text);
  }
  return std::nullopt;
}

Reading::Failure Reading::read_file(std::string_view text) {
  const bool has_base = base_ != nullptr && base_->scheme == "file";
  parts_.authority = "";
  if (begins_with_slashes(text, 2)) {
    std::string_view rest = text.substr(2);
    const std::string_view name = take_before(rest, "/\\");
    if (is_drive(name)) {
      read_path(text.substr(2));
      return std::nullopt;
    }
    if (!name.empty()) {
      parts_.authority = host(name, true);
      if (!parts_.authority) return UrlFailure::host;
      if (parts_.authority == "localhost") parts_.authority = "";
    }
    read_path_behind_authority(rest);
    return std::nullopt;
  }
  if (!has_base) {
    read_path(begins_with_slashes(text, 1) ? text.substr(1) : text);
    return std::nullopt;
  }
  if (!begins_with_slashes(text, 1)) {
    if (!starts_with_drive(text)) return read_relative(text);
    take_from_base(false);
    read_path(text);
    return std::nullopt;
  }
  take_from_base(true);
  const bool keeps_drive = !starts_with_drive(text.substr(1)) && !parts_.path.empty() && is_drive(parts_.path.front(), ":");
  parts_.path.resize(keeps_drive ? 1 : 0);
  read_path(text.substr(1));
  return std::nullopt;
}

Reading::Failure Reading::read_authority(std::string_view text) {
  std::string_view where = take_before(text, slashes());
  std::string userinfo;
  const std::size_t at = where.rfind('@');
  if (at != std::string_view::npos) {
    std::string_view name = where.substr(0, at);
    where.remove_prefix(at + 1);
    const std::string password = percent_encoded(cut_behind(name, ':').value_or(""), kInUserinfo);
    userinfo = percent_encoded(name, kInUserinfo) + (password.empty() ? "" : ":" + password);
    if (!userinfo.empty()) userinfo += '@';
    if (where.empty()) return UrlFailure::missing_host;
  }
  // The first colon outside of brackets.
  std::size_t colon = 0;
  for (bool is_inside = false; colon < where.size() && (is_inside || where[colon] != ':'); ++colon) {
    is_inside = where[colon] == '[' || (is_inside && where[colon] != ']');
  }
  const bool has_port = colon < where.size();
  const std::string_view name = where.substr(0, colon);
  if (name.empty() && (has_port || is_special(parts_.scheme))) return UrlFailure::missing_host;
  const std::optional<std::string> read = host(name, is_special(parts_.scheme));
  if (!read) return UrlFailure::host;
  std::string port;
  if (has_port && colon + 1 < where.size()) {
    const std::string_view digits = where.substr(colon + 1);
    port = without_leading_zeros(digits);
    if (!std::all_of(digits.begin(), digits.end(), is_digit) || is_larger(port, "65535")) return UrlFailure::port;
    if (port == default_port_of(parts_.scheme)) port.clear();
  }
  parts_.authority = userinfo + *read + (port.empty() ? "" : ":" + port);
  read_path_behind_authority(text);
  return std::nullopt;
}

// https://url.spec.whatwg.org/#path-start-state
void Reading::read_path_behind_authority(std::string_view text) {
  if (text.empty() && !is_special(parts_.scheme)) return;
  read_path(begins_with_slashes(text, 1) ? text.substr(1) : text);
}

// https://url.spec.whatwg.org/#path-state
void Reading::read_path(std::string_view text) {
  while (true) {
    const std::string_view segment = take_before(text, slashes());
    std::string dots = lower(segment);
    for (std::size_t at = dots.find("%2e"); at != std::string::npos; at = dots.find("%2e")) dots.replace(at, 3, ".");
    const bool is_last = text.empty();
    if (dots == "..") shorten();
    if (dots == ".." || dots == ".") {
      if (is_last) parts_.path.emplace_back();
    } else if (parts_.scheme == "file" && parts_.path.empty() && is_drive(segment)) {
      parts_.path.push_back({segment[0], ':'});
    } else {
      parts_.path.push_back(percent_encoded(segment, kInPaths));
    }
    if (is_last) return;
    text.remove_prefix(1);
  }
}

// https://url.spec.whatwg.org/#shorten-a-urls-path
void Reading::shorten() {
  const bool is_only_drive = parts_.scheme == "file" && parts_.path.size() == 1 && is_drive(parts_.path.front(), ":");
  if (!is_only_drive && !parts_.path.empty()) parts_.path.pop_back();
}

void Reading::take_from_base(bool with_path) {
  if (base_->host) {
    std::string userinfo = base_->username + (base_->password.empty() ? "" : ":" + base_->password);
    if (!userinfo.empty()) userinfo += '@';
    parts_.authority = userinfo + base_->host->serialized + (base_->port ? ":" + std::to_string(*base_->port) : "");
  }
  if (!with_path) return;
  parts_.has_opaque_path = base_->has_opaque_path;
  if (base_->has_opaque_path) {
    parts_.opaque_path = base_->path;
  } else if (!base_->path.empty()) {
    for (const std::string_view segment : split(std::string_view(base_->path).substr(1), '/')) parts_.path.emplace_back(segment);
  }
}

std::string Reading::written(const std::optional<std::string_view>& fragment) const {
  std::string url = parts_.scheme + ":";
  if (parts_.authority) {
    url += "//" + *parts_.authority;
  } else if (parts_.path.size() > 1 && parts_.path.front().empty()) {
    url += "/.";
  }
  url += parts_.opaque_path;
  for (const std::string& segment : parts_.path) url += "/" + segment;
  if (parts_.query) url += "?" + *parts_.query;
  if (fragment) url += "#" + percent_encoded(*fragment, kInFragments);
  return url;
}

}  // namespace

Result<std::string, UrlFailure> url(std::string_view input, const Url* base) {
  constexpr std::string_view kControlsAndSpace(
      "\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F ",
      33);
  std::string text = well_formed(strip(input, kControlsAndSpace));
  std::erase_if(text, [](char c) { return is_among(c, "\t\n\r"); });
  return Reading(base).read(text);
}

}  // namespace crosscheck::fuzz::literal
