#include "crosscheck/http/header_list.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

constexpr std::string_view kSeparator = ", ";  // 0x2C 0x20

// HDR-5: only A-Z and a-z fold.
struct BearsName {
  std::string_view name;
  template <class Line>
  bool operator()(const Line& line) const {
    return equals_ignoring_ascii_case(line.name, name);
  }
};

// https://fetch.spec.whatwg.org/#concept-header-list-get, for owned and borrowed lines.
template <class Lines>
std::optional<std::string> get_from(const Lines& lines, std::string_view name) {
  // 1 (HDR-6): absent is not empty.
  std::size_t length = 0;
  bool found = false;
  for (const auto& line : lines) {
    if (!equals_ignoring_ascii_case(line.name, name)) continue;
    length += (found ? kSeparator.size() : 0) + line.value.size();
    found = true;
  }
  if (!found) return std::nullopt;
  // 2 (HDR-7): all values in order, empty ones too, joined by comma and space.
  std::string combined;
  combined.reserve(length);
  bool first = true;
  for (const auto& line : lines) {
    if (!equals_ignoring_ascii_case(line.name, name)) continue;
    if (!first) combined.append(kSeparator);
    combined.append(line.value);
    first = false;
  }
  return combined;
}

}  // namespace

// https://fetch.spec.whatwg.org/#header-list-contains
bool contains(HeaderListView list, std::string_view name) { return std::any_of(list.begin(), list.end(), BearsName{name}); }

std::size_t count(HeaderListView list, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), BearsName{name}));
}

std::optional<std::string> get(HeaderListView list, std::string_view name) { return get_from(list, name); }

bool combined_value_is(HeaderListView list, std::string_view name, std::string_view expected) {
  std::string_view rest = expected;
  bool found = false;
  for (const HeaderView& line : list) {
    if (!equals_ignoring_ascii_case(line.name, name)) continue;
    if (found) {
      if (!rest.starts_with(kSeparator)) return false;
      rest.remove_prefix(kSeparator.size());
    }
    if (!rest.starts_with(line.value)) return false;
    rest.remove_prefix(line.value.size());
    found = true;
  }
  return found && rest.empty();
}

bool HeaderList::contains(std::string_view name) const { return std::any_of(headers_.begin(), headers_.end(), BearsName{name}); }

std::optional<std::string> HeaderList::get(std::string_view name) const { return get_from(headers_, name); }

std::optional<std::string_view> HeaderList::first(std::string_view name) const {
  const auto match = std::find_if(headers_.begin(), headers_.end(), BearsName{name});
  if (match == headers_.end()) return std::nullopt;
  return std::string_view(match->value);
}

// WHY: in the four functions below, the bytes given may be this list's own. They are copied before the list changes.

// https://fetch.spec.whatwg.org/#concept-header-list-append
void HeaderList::append(std::string_view name, std::string_view value) {
  // 1 (HDR-8): the spelling of the first line of that name is taken over.
  const auto match = std::find_if(headers_.begin(), headers_.end(), BearsName{name});
  Header header{std::string(match == headers_.end() ? name : std::string_view(match->name)), std::string(value)};
  // 2 (HDR-4, HDR-8): a line of its own at the end. Lines of one name are never merged here (AMB-1).
  headers_.push_back(std::move(header));
}

// https://fetch.spec.whatwg.org/#concept-header-list-delete
void HeaderList::remove(std::string_view name) {
  // HDR-9: every line of that name, not the first alone.
  const std::string own_name(name);
  std::erase_if(headers_, BearsName{own_name});
}

// https://fetch.spec.whatwg.org/#concept-header-list-set
void HeaderList::set(std::string_view name, std::string_view value) {
  Header header{std::string(name), std::string(value)};
  const BearsName bears_name{header.name};
  const auto match = std::find_if(headers_.begin(), headers_.end(), bears_name);
  if (match == headers_.end()) {
    // 2 (HDR-10): a new line where there was none.
    headers_.push_back(std::move(header));
    return;
  }
  // 1 (HDR-10): the first line keeps its place and spelling and gets the value; the others go.
  match->value = std::move(header.value);
  headers_.erase(std::remove_if(match + 1, headers_.end(), bears_name), headers_.end());
}

// https://fetch.spec.whatwg.org/#concept-header-list-combine
void HeaderList::combine(std::string_view name, std::string_view value) {
  Header header{std::string(name), std::string(value)};
  const auto match = std::find_if(headers_.begin(), headers_.end(), BearsName{header.name});
  if (match == headers_.end()) {
    // 2 (HDR-11): a new line where there was none.
    headers_.push_back(std::move(header));
    return;
  }
  // 1 (HDR-11): the first line's value grows. Others of that name stay as they are.
  match->value.append(kSeparator).append(header.value);
}

std::vector<HeaderView> HeaderList::views() const {
  std::vector<HeaderView> lines;
  lines.reserve(headers_.size());
  for (const Header& header : headers_) lines.push_back(HeaderView{header.name, header.value});
  return lines;
}

// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
std::vector<std::string> convert_header_names_to_a_sorted_lowercase_set(std::span<const std::string_view> names) {
  // 1-2 (HDR-12): lower-cased first, and sorted only then: `_` stands between upper and lower case.
  std::vector<std::string> set;
  set.reserve(names.size());
  for (const std::string_view name : names) set.push_back(byte_lowercase(name));
  // 3 (HDR-12): ascending by byte. WHY: std::string compares bytes as unsigned numbers, whatever the sign of char.
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
std::vector<Header> sort_and_combine(HeaderListView list) {
  // 1-2 (HDR-13): the lines by lower-cased name; those of one name stay in their order.
  // WHY: sorting lines instead of asking the list for each name keeps a list of thousands of names from costing their square.
  struct Line {
    std::string name;
    std::size_t index;
  };
  std::vector<Line> lines;
  lines.reserve(list.size());
  for (const HeaderView& line : list) lines.push_back(Line{byte_lowercase(line.name), lines.size()});
  std::sort(lines.begin(), lines.end(),
            [](const Line& a, const Line& b) { return a.name != b.name ? a.name < b.name : a.index < b.index; });

  std::vector<Header> headers;
  headers.reserve(lines.size());
  for (Line& line : lines) {
    const std::string_view value = list[line.index].value;
    if (!headers.empty() && headers.back().name == line.name && line.name != "set-cookie") {
      // 3.2 (HDR-13): one entry for a name, its values joined.
      headers.back().value.append(kSeparator).append(value);
    } else {
      // 3.1 (HDR-13): `set-cookie` alone keeps an entry for each value.
      headers.push_back(Header{std::move(line.name), std::string(value)});
    }
  }
  // 4 (HDR-13).
  return headers;
}

}  // namespace crosscheck
