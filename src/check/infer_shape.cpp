#include "check/infer_shape.h"

#include <fmt/format.h>

#include "check/near_misses.h"
#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/fault.h"

namespace crosscheck::check {
namespace {

constexpr std::string_view kLabelPattern = "[a-z0-9_-]+";

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

// Whether a policy of these alone lets each origin in; its dangers are not the question here.
std::vector<bool> lets_in(policy::SinglePolicy only, const std::vector<NearOrigin>& origins) {
  for (const policy::FaultInfo& fault : policy::all_faults()) {
    if (fault.level == policy::Level::danger) only.acknowledge.emplace_back(fault.name);
  }
  const policy::Compilation compilation = policy::compile(only);
  std::vector<bool> let_in;
  for (const NearOrigin& each : origins) {
    const HeaderView line{"Origin", each.origin};
    let_in.push_back(compilation.policy && compilation.policy->decide("GET", "/", HeaderListView(&line, 1)).allowed() == true);
  }
  return let_in;
}

}  // namespace

void OriginShape::let_in(const NearOrigin& near) {
  near_.insert(near.near);
  let_in_.push_back(near);
}

bool OriginShape::is_part(const NearOrigin& near) const {
  const OriginParts parts = parts_of_origin(origin_);
  switch (near.near) {
    case Near::left_glued:
    case Near::cut_front:
      return has(Near::sibling) || has(Near::left_glued_parent) || has(Near::neighbour);
    case Near::subdomain:
    case Near::deep_subdomain:
      return has(Near::left_glued) || has(Near::sibling) || has(Near::left_glued_parent) || has(Near::neighbour);
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
  const bool glued = (has(Near::left_glued) && !has(Near::sibling)) || has(Near::left_glued_parent) || has(Near::neighbour) ||
                     has(Near::right_label) || has(Near::right_glued);
  const bool longer = has(Near::longer_port) && !has(Near::other_port);
  return glued || longer || has(Near::any_scheme) || has(Near::dot_as_letter) || one_label;
}

std::vector<std::string> OriginShape::exact() const {
  policy::SinglePolicy said;
  if (is_loose()) {
    said.origin_patterns.push_back({expression(), std::vector{origin_}, std::vector<std::string>{"null"}});
  } else {
    said.origins = policy::StarOrList{false, entries()};
  }
  const std::vector<bool> is_said = lets_in(said, let_in_);
  std::vector<std::string> exact;
  for (std::size_t at = 0; at < let_in_.size(); ++at) {
    if (!is_said[at]) exact.push_back(let_in_[at].origin);
  }
  return exact;
}

std::vector<std::string> OriginShape::entries() const {
  std::vector<std::string> entries;
  if (is_loose()) return entries;
  const OriginParts parts = parts_of_origin(origin_);
  const std::string port(has(Near::other_port) ? std::string_view(":*") : parts.port);
  std::vector<std::string> schemes = {std::string(parts.scheme)};
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

std::string OriginShape::expression() const {
  const OriginParts parts = parts_of_origin(origin_);
  const std::string_view parent = parent_of(parts.host);
  const bool of_parent = has(Near::sibling) || has(Near::left_glued_parent);
  const std::string_view base = has(Near::neighbour) ? parts.host.substr(parts.host.find('.')) : of_parent ? parent : parts.host;

  std::set<std::size_t> dots;
  for (const NearOrigin& near : let_in_) {
    if (near.near == Near::dot_as_letter) dots.insert(near.dot);
  }
  std::string regex = has(Near::any_scheme) ? "[a-z][a-z0-9+.-]*" : has(Near::other_scheme) ? "https?" : expression_of(parts.scheme, {}, 0);
  regex += "://";
  if (has(Near::left_glued_parent) || has(Near::neighbour) || (has(Near::left_glued) && !of_parent)) {
    regex += ".*";
  } else if (has(Near::deep_sibling) || (has(Near::deep_subdomain) && !of_parent)) {
    regex += fmt::format("({}\\.){}", kLabelPattern, has(of_parent ? Near::parent : Near::itself) ? "*" : "+");
  } else if (has(Near::sibling) || has(Near::subdomain)) {
    regex += fmt::format("({}\\.){}", kLabelPattern, has(of_parent ? Near::parent : Near::itself) ? "?" : "");
  }
  regex += expression_of(base, dots, parts.host.size() - base.size());
  if (has(Near::right_glued)) return regex + ".*";
  if (has(Near::right_label)) regex += "(\\..*)?";
  if (has(Near::other_port)) return regex + "(:[0-9]+)?";
  const std::string port = std::string(parts.port) + (has(Near::longer_port) ? "[0-9]*" : "");
  return regex + (has(Near::no_port) ? fmt::format("({})?", port) : port);
}

policy::OriginPattern OriginShape::pattern(const std::string& refused) const {
  const std::string regex = expression();
  policy::SinglePolicy only;
  only.origin_patterns.push_back({regex, std::vector{origin_}, std::vector<std::string>{"null"}});
  const std::vector<bool> is_matched = lets_in(only, let_in_);
  std::vector<std::string> examples;
  for (std::size_t at = 0; at < let_in_.size(); ++at) {
    if (is_matched[at] && !is_cut(let_in_[at].near)) examples.push_back(let_in_[at].origin);
  }
  // A few tell as much as all of them.
  constexpr std::size_t kMostExamples = 4;
  if (examples.size() > kMostExamples) examples.erase(examples.begin() + 1, examples.end() - (kMostExamples - 1));
  return {regex, examples, std::vector<std::string>{refused}};
}

}  // namespace crosscheck::check
