// A header list does what a plain list of pairs does, whatever is appended, set, combined and removed, in any case.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/literal.h"
#include "fuzz/straight_checks.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

using literal::same_in_any_case;

// https://fetch.spec.whatwg.org/#concept-header-list, as pairs.
class Pairs {
 public:
  void append(std::string_view name, std::string_view value) {
    const auto first = find(name);
    pairs_.emplace_back(first == pairs_.end() ? std::string(name) : first->first, value);
  }
  void remove(std::string_view name) {
    std::erase_if(pairs_, [&](const auto& pair) { return same_in_any_case(pair.first, name); });
  }
  void set(std::string_view name, std::string_view value) {
    const auto first = find(name);
    if (first == pairs_.end()) return append(name, value);
    first->second = value;
    pairs_.erase(std::remove_if(first + 1, pairs_.end(), [&](const auto& pair) { return same_in_any_case(pair.first, name); }),
                 pairs_.end());
  }
  void combine(std::string_view name, std::string_view value) {
    const auto first = find(name);
    if (first == pairs_.end()) return append(name, value);
    first->second += ", " + std::string(value);
  }
  bool is(const HeaderList& list) const {
    return std::equal(pairs_.begin(), pairs_.end(), list.begin(), list.end(),
                      [](const auto& pair, const Header& header) { return pair.first == header.name && pair.second == header.value; });
  }

 private:
  std::vector<std::pair<std::string, std::string>>::iterator find(std::string_view name) {
    return std::find_if(pairs_.begin(), pairs_.end(), [&](const auto& pair) { return same_in_any_case(pair.first, name); });
  }
  std::vector<std::pair<std::string, std::string>> pairs_;
};

void check_name(const HeaderList& list, std::string_view name, Notes& notes) {
  const std::vector<HeaderView> views = list.views();
  const std::optional<std::string> value = list.get(name);
  notes.note(value.value_or("none"));
  check(value == combined(views, name), "a header's value is that of all its lines, joined", [&] { return readable(name); });
  check(list.contains(name) == value.has_value() && contains(views, name) == value.has_value(), "a list contains what it has a value of");
  check((count(views, name) == 0) == !value, "a header that is absent has no lines");
  check(combined_value_is(views, name, value.value_or("")) == value.has_value(), "a combined value is itself");
  if (value) check(!combined_value_is(views, name, *value + ","), "a combined value is nothing longer");
  if (value && !value->empty())
    check(!combined_value_is(views, name, value->substr(0, value->size() - 1)), "a combined value is nothing shorter");
}

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine: set-cookie stays apart.
std::vector<Header> sorted_and_combined(HeaderListView headers) {
  std::map<std::string, std::vector<std::string>> values;
  for (const HeaderView& header : headers) {
    const std::string name = literal::lower(header.name);
    std::vector<std::string>& of_name = values[name];
    if (name == "set-cookie" || of_name.empty()) {
      of_name.emplace_back(header.value);
    } else {
      of_name.front() += ", " + std::string(header.value);
    }
  }
  std::vector<Header> sorted;
  for (const auto& [name, of_name] : values) {
    for (const std::string& value : of_name) sorted.push_back({name, value});
  }
  return sorted;
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  HeaderList list;
  Pairs pairs;
  std::string_view operation = "append";
  for (const Line& line : input) {
    if (line.is("remove")) {
      list.remove(line.value);
      pairs.remove(line.value);
    } else if (line.is("get")) {
      check_name(list, line.value, notes);
    } else if (line.is("header")) {
      const std::string_view name = line.value;
      const std::string_view value = line.rest;
      if (operation == "set") {
        list.set(name, value);
        pairs.set(name, value);
      } else if (operation == "combine") {
        list.combine(name, value);
        pairs.combine(name, value);
      } else {
        list.append(name, value);
        pairs.append(name, value);
      }
      check_name(list, name, notes);
      const std::string normal(normalize_header_value(value));
      check(is_header_name(name) == literal::is_token(name), "a header name is a token", [&] { return readable(name); });
      const bool is_value =
          value.find_first_of(std::string_view("\0\r\n", 3)) == std::string_view::npos && literal::strip(value, " \t") == value;
      check(is_header_value(value) == is_value, "a header value has no line ends and no blanks at its ends",
            [&] { return readable(value); });
      check_same(normal, literal::strip(value, " \t\r\n"), "a value is normalized by stripping whitespace");
    } else if (line.is("append") || line.is("set") || line.is("combine")) {
      operation = line.key;
    }
    check(pairs.is(list), "a header list holds what a list of pairs holds");
  }
  const std::vector<HeaderView> views = list.views();
  const std::vector<Header> sorted = sort_and_combine(views);
  check(sorted == sorted_and_combined(views), "sorting and combining gives each name once, in order");
  std::vector<std::string_view> names;
  for (const HeaderView& view : views) names.push_back(view.name);
  std::vector<std::string> unique = convert_header_names_to_a_sorted_lowercase_set(names);
  check(std::is_sorted(unique.begin(), unique.end()) && std::adjacent_find(unique.begin(), unique.end()) == unique.end(),
        "names are sorted and without repeats");
  for (const std::string_view name : names)
    check(std::binary_search(unique.begin(), unique.end(), literal::lower(name)), "every name is among them");
  for (const Header& header : sorted) notes.note(header.value);
}

}  // namespace crosscheck::fuzz
