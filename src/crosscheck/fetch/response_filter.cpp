#include "crosscheck/fetch/response_filter.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/list_grammar.h"

namespace crosscheck {
namespace {

constexpr std::string_view kExposeHeaders = "Access-Control-Expose-Headers";

// Any order will do in which names that differ in case alone are equal; by length first, few bytes are looked at.
bool name_less(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return to_ascii_lower(x) < to_ascii_lower(y); });
}

// https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list, as far as the response has such headers.
// WHY: a list may name millions of headers and a response may have thousands. Looking each element up among the response's names keeps
// that from costing their product, and a sorted array has no worst case that a server could provoke.
class ExposedNames {
 public:
  // None of the response's names, as long as nothing else is said.
  ExposedNames() = default;

  // Some of them, each of which is to be told. WHY not from the start: most responses list nothing.
  void expose_some_of(HeaderListView headers) {
    names_.reserve(headers.size());
    for (const HeaderView& header : headers) names_.push_back({header.name, false});
    std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return name_less(a.name, b.name); });
    names_.erase(
        std::unique(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return equals_ignoring_ascii_case(a.name, b.name); }),
        names_.end());
  }

  void expose(std::string_view name) {
    const auto match = find(name);
    if (match != names_.end()) match->exposed = true;
  }
  void expose_all() { all_ = true; }
  // With credentials, `*` is a name among others.
  void take_wildcard_literally() { has_literal_wildcard_ = true; }
  bool has_literal_wildcard() const { return has_literal_wildcard_; }
  bool is_exposed(std::string_view name) {
    if (all_) return true;
    const auto match = find(name);
    return match != names_.end() && match->exposed;
  }

 private:
  struct Name {
    std::string_view name;
    bool exposed;
  };

  std::vector<Name>::iterator find(std::string_view name) {
    const auto match =
        std::lower_bound(names_.begin(), names_.end(), name, [](const Name& a, std::string_view b) { return name_less(a.name, b); });
    return match != names_.end() && equals_ignoring_ascii_case(match->name, name) ? match : names_.end();
  }

  std::vector<Name> names_;
  bool all_ = false;
  bool has_literal_wildcard_ = false;
};

template <class Visit>
void for_each_exposed_name(HeaderListView headers, Visit visit) {
  for (const HeaderView& line : headers) {
    if (equals_ignoring_ascii_case(line.name, kExposeHeaders)) for_each_list_element(line.value, visit);
  }
}

// Profile::expose_wildcard_survives_malformed_list: whether `*` stands before the first element that is no token.
bool has_wildcard_before_fault(HeaderListView headers) {
  for (const HeaderView& line : headers) {
    if (!equals_ignoring_ascii_case(line.name, kExposeHeaders)) continue;
    std::string_view rest = line.value;
    while (true) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view element = trim_http_tab_or_space(rest.substr(0, comma));
      if (element == "*") return true;
      if (!element.empty() && !is_token(element)) return false;
      if (comma == rest.size()) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

// https://fetch.spec.whatwg.org/#concept-main-fetch, 14.1: the CORS-exposed header-name list. FLT-9: `headers` are the final response's.
ExposedNames exposed_names(CredentialsMode credentials_mode, HeaderListView headers, const Profile& profile, Trace trace) {
  ExposedNames exposed;
  const bool include = credentials_mode == CredentialsMode::include;
  // 14.1.1 (MF-22)
  const ListHeader state = list_header_state(kExposeHeaders, headers);
  if (state == ListHeader::absent) {
    // AMB-18: no list contains nothing. DEVIATION (AMB-4): where there is none, none is assigned.
    trace.step(Rule::MF_22, Outcome::no, "Access-Control-Expose-Headers is absent.");
    trace.step(Rule::FLT_3, Outcome::set, "Only the seven safelisted names are exposed.");
    return exposed;
  }
  trace.step(Rule::MF_22, Outcome::set, [&] { return shown(kExposeHeaders, headers) + "."; });
  bool wildcard = false;
  if (state == ListHeader::present) {
    for_each_exposed_name(headers, [&](std::string_view name) { wildcard = wildcard || name == "*"; });
  } else if (profile.expose_wildcard_survives_malformed_list) {
    wildcard = has_wildcard_before_fault(headers);
  }
  // 14.1.2 (MF-23, FLT-4, ABNF-9): `*` exposes every name, unless credentials are included.
  if (wildcard && !include) {
    exposed.expose_all();
    trace.step(Rule::MF_23, Outcome::set, "* is listed, and the request's credentials mode is not include.");
    trace.step(Rule::FLT_4, Outcome::set, "Every header is exposed, but for Set-Cookie and Set-Cookie2.");
    return exposed;
  }
  // 14.1.3 (MF-24). DEVIATION (AMB-4): the text would assign failure too; a list that does not parse exposes nothing.
  if (state == ListHeader::malformed) {
    trace.step(Rule::MF_24, Outcome::dropped, "Access-Control-Expose-Headers is no list of header names, and is passed over as a whole.");
    trace.step(Rule::FLT_3, Outcome::set, "Only the seven safelisted names are exposed.");
    return exposed;
  }
  // FLT-5
  if (wildcard) exposed.take_wildcard_literally();
  exposed.expose_some_of(headers);
  bool empty = true;
  for_each_exposed_name(headers, [&](std::string_view name) {
    exposed.expose(name);
    empty = false;
  });
  if (empty) {
    // FLT-3, AMB-8
    trace.step(Rule::FLT_3, Outcome::set, "Access-Control-Expose-Headers is empty: only the seven safelisted names are exposed.");
  } else {
    trace.step(Rule::MF_24, Outcome::set, "The listed names are exposed beside the seven safelisted ones.");
  }
  return exposed;
}

}  // namespace

std::vector<HeaderView> filtered_headers(ResponseTainting tainting, CredentialsMode credentials_mode, HeaderListView headers,
                                         const Profile& profile, Trace trace) {
  std::vector<HeaderView> readable;
  switch (tainting) {
    case ResponseTainting::opaque:
      // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque (FLT-6), and #concept-filtered-response-opaque-redirect (FLT-7), as
      // well as a network error (FLT-8): no headers.
      trace.step(Rule::FLT_6, Outcome::dropped, "The response is opaque: none of its headers can be read.");
      return readable;
    case ResponseTainting::basic:
      // https://fetch.spec.whatwg.org/#concept-filtered-response-basic (FLT-1)
      for (const HeaderView& header : headers) {
        if (!is_forbidden_response_header_name(header.name)) readable.push_back(header);
      }
      trace.step(Rule::FLT_1, Outcome::set, "The response is basic: every header but Set-Cookie and Set-Cookie2 can be read.");
      return readable;
    case ResponseTainting::cors:
      break;
  }
  // https://fetch.spec.whatwg.org/#concept-filtered-response-cors (FLT-2): the CORS-safelisted response-header names (RSH-1), which are
  // seven, and those listed that are not forbidden.
  ExposedNames exposed = exposed_names(credentials_mode, headers, profile, trace);
  readable.reserve(headers.size());
  std::size_t hidden = 0;
  for (const HeaderView& header : headers) {
    const bool is_readable = is_cors_safelisted_response_header_name(header.name) ||
                             (!is_forbidden_response_header_name(header.name) && exposed.is_exposed(header.name));
    if (is_readable) {
      readable.push_back(header);
    } else {
      ++hidden;
    }
  }
  if (hidden > 0) {
    trace.step(Rule::FLT_2, Outcome::dropped, [&] {
      return "Of " + std::to_string(headers.size()) + " header lines " + std::to_string(hidden) + " cannot be read by the script.";
    });
  }
  // FLT-5, told behind what it hides.
  if (hidden > 0 && exposed.has_literal_wildcard()) {
    trace.step(Rule::FLT_5, Outcome::set, "* is listed, but with credentials included it is the name of a header and nothing more.");
  }
  return readable;
}

std::vector<std::string> exposed_header_names(ResponseTainting tainting, CredentialsMode credentials_mode, HeaderListView headers,
                                              const Profile& profile, Trace trace) {
  std::vector<std::string_view> names;
  for (const HeaderView& header : filtered_headers(tainting, credentials_mode, headers, profile, trace)) names.push_back(header.name);
  return convert_header_names_to_a_sorted_lowercase_set(names);
}

}  // namespace crosscheck
