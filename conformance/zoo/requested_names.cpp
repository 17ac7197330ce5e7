#include "requested_names.h"

#include <algorithm>
#include <string_view>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/token.h"

namespace crosscheck::zoo {
namespace {

constexpr std::size_t kMostEmptyElements = 16;
constexpr std::size_t kMostBytes = 4096;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view line, std::string_view separator) {
  std::vector<std::string_view> elements;
  while (true) {
    const std::size_t end = line.find(separator);
    elements.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return elements;
    line.remove_prefix(end + separator.size());
  }
}

// M83: each name is taken from the front of a string that is copied for it.
std::size_t count_slowly(std::string line) {
  std::size_t count = 0;
  for (std::size_t comma = 0; (comma = line.find(',')) != std::string::npos; ++count) line = std::string(line.begin() + 1, line.end());
  return count;
}

bool is_listed(const Policy& policy, std::string_view name, Mutant mutant) {
  const std::vector<std::string>& listed = policy.request_headers.listed;
  return std::any_of(listed.begin(), listed.end(), [&](const std::string& one) {
    if (mutant == M74) return one == name;
    if (mutant == M80 && byte_lowercase(name).starts_with(byte_lowercase(one))) return true;
    return equals_ignoring_ascii_case(one, name);
  });
}

bool name_is_allowed(const Policy& policy, std::string_view name, Mutant mutant) {
  if (!is_token(name)) return false;
  if (is_listed(policy, name, mutant)) return true;
  // `*` stands for every name but Authorization. With credentials it is no wildcard: the server repeats what was asked for.
  return policy.request_headers.any && (policy.credentials || !equals_ignoring_ascii_case(name, "authorization"));
}

// M78: the search for the next name begins one too far behind the last one that was found.
bool in_sorted_scan(const Policy& policy, const std::vector<std::string>& names) {
  std::vector<std::string> sorted;
  for (const std::string& name : policy.request_headers.listed) sorted.push_back(byte_lowercase(name));
  std::sort(sorted.begin(), sorted.end());
  std::size_t from = 0;
  for (const std::string& name : names) {
    while (from < sorted.size() && sorted[from] != byte_lowercase(name)) ++from;
    if (from >= sorted.size()) return false;
    from += 2;
  }
  return true;
}

}  // namespace

NamesAsked names_asked(const Policy& policy, const std::vector<std::string>& lines, Mutant mutant) {
  NamesAsked asked;
  std::size_t empty = 0;
  std::size_t bytes = 0;
  bool each_allowed = true;
  bool one_allowed = false;
  for (const std::string& line : lines) {
    bytes += line.size();
    if (mutant == M83) bytes += count_slowly(line);
    if (bytes > kMostBytes) break;
    for (const std::string_view element : split(line, mutant == M76 ? ", " : ",")) {
      const std::string_view name = mutant == M77 ? element : trimmed(element);
      if (name.empty()) {
        ++empty;
        continue;
      }
      asked.names.emplace_back(name);
      const bool is_read = mutant != M75 || &line == &lines.front();  // M75: what stands in the second line is only repeated
      const bool allowed = !is_read || name_is_allowed(policy, name, mutant);
      each_allowed = each_allowed && allowed;
      one_allowed = one_allowed || allowed;
    }
  }
  asked.malformed = empty > kMostEmptyElements || bytes > kMostBytes ||
                    !std::all_of(asked.names.begin(), asked.names.end(), [](const std::string& name) { return is_token(name); });
  asked.allowed = each_allowed && !asked.malformed;
  if (mutant == M78 && !policy.request_headers.any) asked.allowed = asked.allowed && in_sorted_scan(policy, asked.names);
  if (mutant == M79) asked.allowed = one_allowed || (each_allowed && !asked.malformed);
  // M81: what is asked for is allowed, if only it can be sent back.
  if (mutant == M81) asked.allowed = !asked.malformed;
  return asked;
}

}  // namespace crosscheck::zoo
