// How the names of request headers may be written in a preflight.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/probe_groups.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

Probe with_lines(const Ground& ground, PropertyId id, std::string label, const std::vector<std::string>& lines, Counted counted) {
  Probe probe = preflight_probe({id}, std::move(label), ground.path, ground.friendly(), "POST");
  for (const std::string& line : lines) probe.headers.push_back({std::string(kRequestedHeaders), line});
  probe.counted = counted;
  probe.reachable = false;
  return probe;
}

// Two names that are allowed, the first before the second; one twice where there is no other.
std::pair<std::string, std::string> two_names(const Ground& ground) {
  std::vector<std::string> names = ground.request_headers;
  if (names.empty()) return {"content-type", "x-a"};
  std::sort(names.begin(), names.end());
  return {names.front(), names.back()};
}

Group tolerated(const Ground& ground) {
  Group group;
  group.name = "request headers in other spellings";
  const auto [a, b] = two_names(ground);
  const auto add = [&](PropertyId id, std::string label, std::vector<std::string> lines, Counted counted = Counted::both) {
    group.probes.push_back(with_lines(ground, id, std::move(label), lines, counted));
  };
  add(P071, "an empty list of request headers", {""});
  if (ground.request_headers.empty() && !ground.any_request_header) return group;
  if (a != b) {
    add(P072, "a blank behind the comma", {fmt::format("{}, {}", a, b)});
    add(P073, "an empty element between two", {fmt::format("{},,{}", a, b)});
    add(P074, "two lines of allowed request headers", {a, b});
    add(P076, "request headers in reverse", {fmt::format("{},{}", b, a)}, Counted::permissive);
  } else {
    add(P072, "a blank behind the name", {a + " "});
  }
  add(P073, "an empty element before", {fmt::format(",{}", a)});
  add(P073, "an empty element behind", {fmt::format("{},", a)});
  add(P076, "a request header twice", {fmt::format("{},{}", a, a)}, Counted::permissive);
  add(P076, "a request header in upper case", {byte_uppercase(a)}, Counted::permissive);
  return group;
}

Group hidden(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "request headers that are hidden behind allowed ones";
  const auto [a, b] = two_names(ground);
  const std::string strange = "x-" + draw.word(6);
  const auto add = [&](PropertyId id, std::string label, std::vector<std::string> lines) {
    group.probes.push_back(with_lines(ground, id, std::move(label), lines, Counted::permissive));
  };
  add(P075, "an unknown request header in a second line", {a, strange});
  add(P075, "an unknown request header in a first line", {strange, a});
  add(P075, "an unknown request header in a third line", {a, b, strange});
  add(P076, "an unknown request header before, unsorted", {fmt::format("{},{}", strange, a)});
  add(P076, "an unknown request header twice among allowed ones", {fmt::format("{},{},{}", a, strange, strange)});
  add(P076, "an unknown request header in upper case", {fmt::format("{},{}", a, byte_uppercase(strange))});
  add(P076, "an unknown request header behind blanks", {fmt::format("{}, \t{}", a, strange)});
  add(P076, "an unknown request header behind empty elements", {fmt::format("{},,,,{}", a, strange)});
  return group;
}

// What is no token must not come back. The probes hold a mark that nothing else sends.
void judge_echoes(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (!seen.answered()) continue;
    ledger.count(P078);
    const std::string_view asked = group.probes[at].header(kRequestedHeaders);
    const bool is_echoed = std::any_of(seen.headers.begin(), seen.headers.end(),
                                       [&](const Header& header) { return header.value.find(asked) != std::string::npos; });
    if (!is_echoed) continue;
    ledger.add(fault_of(P078, "echoed", fmt::format("Access-Control-Request-Headers: {} came back as it was.", asked),
                        suite::Direction::permissive),
               group.probes[at], seen);
  }
}

Group malformed(const Ground& ground) {
  Group group;
  group.name = "request headers that are none";
  group.judges = {P078};
  group.judge = judge_echoes;
  for (const std::string_view text :
       {"<script>crosscheck</script>", "\"x-crosscheck\"", "x crosscheck", "x-crosscheck:1", "x-crosscheck;a=b",
        "x-crossch\xC3\xA9"
        "ck"}) {
    Probe probe = with_lines(
        ground, P078, fmt::format("the request header {}", text.find('\xC3') == std::string_view::npos ? text : "in letters beyond ASCII"),
        {std::string(text)}, Counted::nothing);
    group.probes.push_back(std::move(probe));
  }
  return group;
}

}  // namespace

std::vector<Group> requested_line_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups;
  if (!ground.has_friend()) return groups;
  groups.push_back(tolerated(ground));
  if (!ground.any_request_header && !ground.request_headers.empty()) groups.push_back(hidden(ground, draw));
  groups.push_back(malformed(ground));
  return groups;
}

}  // namespace crosscheck::check
