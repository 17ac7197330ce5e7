// A header has the classes that the words of the standard give it, and to leave one out never makes another one unsafe.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/literal.h"
#include "fuzz/literal_header_classes.h"
#include "fuzz/profiles.h"
#include "fuzz/target.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {
namespace {

using Names = std::set<std::string>;

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
Names literal_unsafe_names(HeaderListView headers) {
  Names unsafe;
  Names potentially;
  std::size_t size = 0;
  for (const HeaderView& header : headers) {
    if (!literal::is_cors_safelisted_request_header(header.name, header.value)) {
      unsafe.insert(literal::lower(header.name));
    } else {
      potentially.insert(literal::lower(header.name));
      size += header.value.size();
    }
  }
  if (size > 1024) unsafe.insert(potentially.begin(), potentially.end());
  return unsafe;
}

Names unsafe_names(HeaderListView headers, const Profile& profile = standard_profile(), Trace trace = {}) {
  const std::vector<std::string> names = cors_unsafe_request_header_names(headers, profile, trace);
  check(std::is_sorted(names.begin(), names.end()), "unsafe names are sorted");
  Names set(names.begin(), names.end());
  check(set.size() == names.size(), "no unsafe name comes twice");
  return set;
}

bool holds_all(const Names& all, const Names& some) { return std::includes(all.begin(), all.end(), some.begin(), some.end()); }

void check_name(std::string_view name) {
  const auto shown = [&] { return readable(name); };
  check(is_no_cors_safelisted_request_header_name(name) == literal::is_no_cors_safelisted_request_header_name(name),
        "a name is no-CORS-safelisted exactly where it is one of four", shown);
  check(is_privileged_no_cors_request_header_name(name) == literal::is_privileged_no_cors_request_header_name(name),
        "Range alone is a privileged no-CORS name", shown);
  check(is_cors_non_wildcard_request_header_name(name) == literal::is_cors_non_wildcard_request_header_name(name),
        "Authorization alone is a non-wildcard name", shown);
  check(is_request_body_header_name(name) == literal::is_request_body_header_name(name),
        "a name is that of a request's body exactly where it is one of four", shown);
  check(is_forbidden_response_header_name(name) == literal::is_forbidden_response_header_name(name),
        "a response's name is forbidden exactly where it is that of a cookie", shown);
  check(is_cors_safelisted_response_header_name(name) == literal::is_cors_safelisted_response_header_name(name),
        "a response's name is safelisted exactly where it is one of seven", shown);
}

void check_header(std::string_view name, std::string_view value, Notes& notes) {
  const auto shown = [&] { return readable(name) + ": " + readable(value); };
  const bool safelisted = is_cors_safelisted_request_header(name, value);
  notes.note(safelisted);
  check(safelisted == literal::is_cors_safelisted_request_header(name, value),
        "a header is safelisted exactly where the words of the standard say so", shown);
  check(is_no_cors_safelisted_request_header(name, value) == literal::is_no_cors_safelisted_request_header(name, value),
        "a header is no-CORS-safelisted exactly where the words of the standard say so", shown);
  const bool forbidden = is_forbidden_request_header(name, value);
  notes.note(forbidden);
  check(forbidden == literal::is_forbidden_request_header(name, value),
        "a header is forbidden exactly where the words of the standard say so", shown);
  CollectingTrace trace;
  check(is_forbidden_request_header(name, value, Trace(&trace)) == forbidden, "a trace changes nothing of what is forbidden", shown);
  if (notes.listens()) {
    check(is_no_cors_safelisted_request_header(name, value, standard_profile(), Trace(&trace)) ==
              is_no_cors_safelisted_request_header(name, value),
          "a trace changes nothing of what is no-CORS-safelisted", shown);
  }
  note_trace(notes, trace);
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  std::vector<HeaderView> headers;
  for (const Line& line : input) {
    if (!line.is("header")) continue;
    headers.push_back(line.header());
    check_name(line.value);
    check_header(line.value, line.rest, notes);
  }
  const Names unsafe = unsafe_names(headers);
  for (const std::string& name : unsafe) notes.note(name);
  check(unsafe == literal_unsafe_names(headers), "the unsafe names are those that the words of the standard give");
  for (const Profile* const profile : traced_profiles(notes, headers.size())) {
    CollectingTrace trace;
    check(unsafe_names(headers, *profile, Trace(&trace)) == unsafe_names(headers, *profile), "a trace changes nothing of the unsafe names");
    note_trace(notes, trace);
  }
  // WHY not each while fuzzing: that takes the square of their number.
  const std::size_t step = notes.listens() ? 1 : headers.size() / 8 + 1;
  for (std::size_t i = 0; i < headers.size(); i += step) {
    std::vector<HeaderView> fewer = headers;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    check(holds_all(unsafe, unsafe_names(fewer)), "to leave a header out never makes another one unsafe",
          [&] { return readable(headers[i].name); });
  }
  std::reverse(headers.begin(), headers.end());
  check(unsafe_names(headers) == unsafe, "the order of headers changes nothing of the unsafe names");
}

}  // namespace crosscheck::fuzz
