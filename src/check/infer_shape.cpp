#include "check/infer_shape.h"

#include <optional>

#include <fmt/format.h>

#include "crosscheck/policy/origin_entry.h"

namespace crosscheck::check {
namespace {

constexpr std::string_view kLabel = "[a-z0-9_-]+";

struct Parts {
  std::string scheme;
  std::string host;
  std::string port;  // with its colon
};

Parts parts_of(std::string_view origin) {
  const std::optional<policy::OriginEntry> entry = policy::parse_origin_entry(origin);
  if (!entry) return {};
  return {std::string(entry->scheme), std::string(entry->host), entry->port.empty() ? "" : fmt::format(":{}", entry->port)};
}

// The host for RE2; a dot stands for any byte where it was let in as a letter. `skipped`: how many bytes of the origin's host stand before it.
std::string expression_of(std::string_view host, const std::set<std::size_t>& dots, std::size_t skipped) {
  std::string text;
  for (std::size_t at = 0; at < host.size(); ++at) {
    const bool plain = std::string_view("abcdefghijklmnopqrstuvwxyz0123456789-_").find(host[at]) != std::string_view::npos;
    if (!plain && !dots.contains(at + skipped)) text += '\\';
    text += host[at];
  }
  return text;
}

}  // namespace

void OriginShape::let_in(const NearOrigin& near) {
  near_.insert(near.near);
  if (near.near == Near::cut_front || near.near == Near::cut_end) {
    cut_.push_back(near);
    return;
  }
  if (near.near == Near::dot_as_letter) dots_.push_back(near);
  examples_.push_back(near.origin);
}

bool OriginShape::is_part(const NearOrigin& near) const {
  const Parts parts = parts_of(origin_);
  switch (near.near) {
    case Near::left_glued:
      return has(Near::sibling) || has(Near::left_glued_parent);
    case Near::cut_front:
      return has(Near::sibling) || has(Near::left_glued_parent);
    case Near::subdomain:
    case Near::deep_subdomain:
      return has(Near::left_glued) || has(Near::sibling) || has(Near::left_glued_parent);
    case Near::sibling:
    case Near::deep_sibling:
    case Near::parent:
      return has(Near::left_glued_parent);
    case Near::right_label:
      return has(Near::right_glued);
    case Near::dot_as_letter:
      // The first dot stands before the parent.
      return has(Near::left_glued_parent) && near.dot == parts.host.find('.');
    case Near::longer_port:
    case Near::no_port:
      return has(Near::other_port);
    case Near::cut_end:
      // Of an origin with a port, that is what was cut.
      return has(Near::other_port) && !parts.port.empty();
    case Near::other_port:
      return has(Near::right_glued);
    case Near::any_scheme:
      return has(Near::other_scheme);
    default:
      return false;
  }
}

bool OriginShape::is_loose() const {
  const bool one_label = has(Near::subdomain) != has(Near::deep_subdomain) || has(Near::sibling) != has(Near::deep_sibling);
  const bool glued =
      (has(Near::left_glued) && !has(Near::sibling)) || has(Near::left_glued_parent) || has(Near::right_label) || has(Near::right_glued);
  const bool longer = has(Near::longer_port) && !has(Near::other_port);
  return glued || longer || has(Near::any_scheme) || !dots_.empty() || one_label;
}

std::vector<std::string> OriginShape::exact() const {
  std::vector<std::string> exact;
  for (const NearOrigin& near : cut_) {
    if (!is_part(near)) exact.push_back(near.origin);
  }
  return exact;
}

std::vector<std::string> OriginShape::entries() const {
  std::vector<std::string> entries;
  if (is_loose()) return entries;
  const Parts parts = parts_of(origin_);
  const std::string port = has(Near::other_port) ? ":*" : parts.port;
  std::vector<std::string> schemes = {parts.scheme};
  if (has(Near::other_scheme)) schemes.emplace_back(parts.scheme == "https" ? "http" : "https");
  for (const std::string& scheme : schemes) {
    const std::string_view parent = parent_of(parts.host);
    if (has(Near::itself) && !has(Near::sibling)) entries.push_back(fmt::format("{}://{}{}", scheme, parts.host, port));
    if (has(Near::no_port) && !has(Near::other_port)) entries.push_back(fmt::format("{}://{}", scheme, parts.host));
    if (has(Near::sibling)) {
      entries.push_back(fmt::format("{}://*.{}{}", scheme, parent, port));
    } else if (has(Near::subdomain)) {
      entries.push_back(fmt::format("{}://*.{}{}", scheme, parts.host, port));
    }
    if (has(Near::parent)) entries.push_back(fmt::format("{}://{}{}", scheme, parent, port));
  }
  return entries;
}

policy::OriginPattern OriginShape::pattern(const std::string& refused) const {
  const Parts parts = parts_of(origin_);
  const std::string_view parent = parent_of(parts.host);
  const bool of_parent = has(Near::sibling) || has(Near::left_glued_parent);
  const std::string_view base = of_parent ? parent : std::string_view(parts.host);

  std::set<std::size_t> dots;
  for (const NearOrigin& near : dots_) dots.insert(near.dot);
  std::string regex = has(Near::any_scheme) ? "[a-z][a-z0-9+.-]*" : has(Near::other_scheme) ? "https?" : parts.scheme;
  regex += "://";
  if (has(Near::left_glued_parent) || (has(Near::left_glued) && !of_parent)) {
    regex += ".*";
  } else if (has(Near::deep_sibling) || (has(Near::deep_subdomain) && !of_parent)) {
    regex += fmt::format("({}\\.){}", kLabel, has(of_parent ? Near::parent : Near::itself) ? "*" : "+");
  } else if (has(Near::sibling) || has(Near::subdomain)) {
    regex += fmt::format("({}\\.){}", kLabel, has(of_parent ? Near::parent : Near::itself) ? "?" : "");
  }
  regex += expression_of(base, dots, parts.host.size() - base.size());
  if (has(Near::right_glued)) {
    regex += ".*";
  } else {
    if (has(Near::right_label)) regex += "(\\..*)?";
    if (has(Near::other_port)) {
      regex += "(:[0-9]+)?";
    } else {
      regex += parts.port;
      if (has(Near::longer_port)) regex += "[0-9]*";
    }
  }
  // A few tell as much as all of them.
  constexpr std::size_t kMostExamples = 4;
  std::vector<std::string> examples = examples_;
  if (examples.size() > kMostExamples) examples.erase(examples.begin() + 1, examples.end() - (kMostExamples - 1));
  return {regex, examples, std::vector<std::string>{refused}};
}

}  // namespace crosscheck::check
