#include "check/probe.h"

#include <algorithm>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

const Header* find(const std::vector<Header>& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [name](const Header& one) { return equals_ignoring_ascii_case(one.name, name); });
  return found == headers.end() ? nullptr : &*found;
}

}  // namespace

std::string_view Probe::header(std::string_view name) const {
  const Header* const found = find(headers, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool Probe::has_header(std::string_view name) const { return find(headers, name) != nullptr; }

bool Probe::is_preflight() const { return method == "OPTIONS" && has_header("Origin") && has_header("Access-Control-Request-Method"); }

Probe actual_probe(std::vector<PropertyId> properties, std::string label, std::string_view path, std::string_view origin) {
  Probe probe;
  probe.properties = std::move(properties);
  probe.label = std::move(label);
  probe.target = path;
  if (!origin.empty()) probe.headers.push_back({"Origin", std::string(origin)});
  return probe;
}

Probe preflight_probe(std::vector<PropertyId> properties, std::string label, std::string_view path, std::string_view origin,
                      std::string_view method, std::vector<std::string> names) {
  Probe probe = actual_probe(std::move(properties), std::move(label), path, origin);
  probe.method = "OPTIONS";
  probe.headers.push_back({"Access-Control-Request-Method", std::string(method)});
  for (std::string& name : names) name = byte_lowercase(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ",") + name;
  if (!joined.empty()) probe.headers.push_back({"Access-Control-Request-Headers", std::move(joined)});
  return probe;
}

}  // namespace crosscheck::check
