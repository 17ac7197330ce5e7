#include "crosscheck/fetch/safelisted_request_header.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/byte_set.h"
#include "crosscheck/base/folded_name.h"
#include "crosscheck/fetch/client_hint.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/safelisted_range.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/mime_type.h"

namespace crosscheck {
namespace {

constexpr std::size_t kLongestValue = 128;
constexpr std::size_t kLargestSum = 1024;

// UNB-1: control characters but TAB, delimiters but `,` `/` `;` `=`, and DEL; nothing above it.
constexpr ByteSet kUnsafeBytes =
    ByteSet("\"():<>?@[\\]{}\x7F").with([](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; });

// SAF-4: what a list of languages may consist of.
constexpr ByteSet kLanguageBytes = ByteSet(" *,-.;=").with(is_ascii_alphanumeric);

// Bytes side by side. Bytes above 0x7F are negative.
using Block = signed char __attribute__((vector_size(16)));

Block unsafe_in(const char* bytes) {
  Block block;
  std::memcpy(&block, bytes, sizeof block);
  const auto is = [&](char byte) { return block == static_cast<signed char>(byte); };
  return ((block >= 0) & (block < 0x20) & (block != 0x09)) | is('"') | is('(') | is(')') | is(':') | is('<') | is('>') | is('?') | is('@') |
         is('[') | is('\\') | is(']') | is('{') | is('}') | is('\x7F');
}

bool any(Block block) {
  std::uint64_t halves[2];
  std::memcpy(halves, &block, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

// UNB-1 of any byte of the value, by 16 at once; the last ones may be read twice.
bool has_cors_unsafe_byte(std::string_view value) {
  if (value.size() < sizeof(Block)) return std::any_of(value.begin(), value.end(), is_cors_unsafe_request_header_byte);
  const std::size_t last = value.size() - sizeof(Block);
  Block unsafe = unsafe_in(value.data() + last);
  for (std::size_t at = 0; at < last; at += sizeof(Block)) unsafe |= unsafe_in(value.data() + at);
  return any(unsafe);
}

bool is_ascii(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char byte) { return static_cast<unsigned char>(byte) <= 0x7F; });
}

enum class SafelistedName { none, accept, accept_language, content_language, content_type, range };

constexpr FoldedName<5> kRange("range");
constexpr FoldedName<6> kAccept("accept");
constexpr FoldedName<12> kContentType("content-type");
constexpr FoldedName<15> kAcceptLanguage("accept-language");
constexpr FoldedName<16> kContentLanguage("content-language");

// By length first: each has its own.
SafelistedName safelisted_name(std::string_view name) {
  const auto if_it_is = [&](const auto& known, SafelistedName then) { return known.is_at(name.data()) ? then : SafelistedName::none; };
  switch (name.size()) {
    case 5:
      return if_it_is(kRange, SafelistedName::range);
    case 6:
      return if_it_is(kAccept, SafelistedName::accept);
    case 12:
      return if_it_is(kContentType, SafelistedName::content_type);
    case 15:
      return if_it_is(kAcceptLanguage, SafelistedName::accept_language);
    case 16:
      return if_it_is(kContentLanguage, SafelistedName::content_language);
    default:
      return SafelistedName::none;
  }
}

// Whether a byte of the value is CORS-unsafe; `rule` is the row that asks.
bool has_unsafe_byte(std::string_view value, const Profile& profile, Rule rule, Trace trace) {
  if (!has_cors_unsafe_byte(value) && !(profile.safelist_refuses_non_ascii && !is_ascii(value))) return false;
  if (!trace) return true;
  const auto unsafe = std::find_if(value.begin(), value.end(), [&](char byte) {
    return is_cors_unsafe_request_header_byte(byte) || (profile.safelist_refuses_non_ascii && static_cast<unsigned char>(byte) > 0x7F);
  });
  trace.step(Rule::UNB_1, Outcome::yes, [&] { return "The byte " + hexadecimal(*unsafe) + " is CORS-unsafe."; });
  trace.step(rule, Outcome::no,
             [&] { return "The value " + quoted(value) + " holds a CORS-unsafe byte, so the header is not safelisted."; });
  return true;
}

bool is_safe_accept(std::string_view value, const Profile& profile, Trace trace) {
  // 2 accept (SAF-3)
  if (has_unsafe_byte(value, profile, Rule::SAF_3, trace)) return false;
  trace.step(Rule::SAF_3, Outcome::yes, "No byte of the value is CORS-unsafe.");
  return true;
}

bool is_safe_language(std::string_view value, Trace trace) {
  // 2 accept-language, content-language (SAF-4): an allow-list, so that no byte above 0x7F passes.
  const auto other = std::find_if_not(value.begin(), value.end(), [](char byte) { return kLanguageBytes.contains(byte); });
  if (other != value.end()) {
    trace.step(Rule::SAF_4, Outcome::no, [&] {
      return "The value " + quoted(value) + " holds the byte " + hexadecimal(*other) + ", which is none of letters, digits and ` *,-.;=`.";
    });
    return false;
  }
  trace.step(Rule::SAF_4, Outcome::yes, "The value holds nothing but letters, digits and ` *,-.;=`.");
  return true;
}

// Firefox reads one media type to its end: a comma is never part of it, and an empty parameter that follows another one leaves its
// semicolon over.
bool has_odd_parameters(std::string_view value) {
  return value.find(',') != std::string_view::npos || (value.ends_with(';') && value.find(';') != value.size() - 1);
}

void trace_mime_failure(FailedStep failed, Trace trace) {
  if (failed.number <= 5) {
    trace.step(Rule::MIM_2, Outcome::failure, "The type, which stands before a slash, is missing or no token.");
  } else {
    trace.step(Rule::MIM_3, Outcome::failure, "The subtype, which stands after the slash, is missing or no token.");
  }
}

constexpr FoldedName<10> kTextPlain("text/plain");
constexpr FoldedName<19> kMultipart("multipart/form-data");
constexpr FoldedName<33> kUrlEncoded("application/x-www-form-urlencoded");

// Whether the parser's essence of the value is one of the three. WHY it can be told without the parser: such a type and subtype are tokens, so
// that they are what stands before the first semicolon, whitespace aside; and what stands there parses when it is one of the three.
bool has_safelisted_essence(std::string_view value) {
  const std::string_view essence = normalize_header_value(value.substr(0, value.find(';')));
  return kTextPlain.is(essence) || kMultipart.is(essence) || kUrlEncoded.is(essence);
}

bool is_safe_content_type(std::string_view value, const Profile& profile, Trace trace) {
  // 2 content-type.1 (SAF-5): before any parsing.
  if (has_unsafe_byte(value, profile, Rule::SAF_5, trace)) return false;
  // 2 content-type.2-3 (SAF-6, MIM-1, MIM-2, MIM-3, MIM-4). WHY: the essence alone; the parser's other steps cannot fail.
  if (!trace && !profile.safelist_refuses_odd_parameters && has_safelisted_essence(value)) return true;
  const Result<MimeEssence, FailedStep> essence = parse_mime_type_essence(value);
  if (!essence) {
    if (trace) trace_mime_failure(essence.error(), trace);
    trace.step(Rule::SAF_6, Outcome::no, [&] { return "The value " + quoted(value) + " does not parse as a MIME type."; });
    return false;
  }
  // 2 content-type.4 (SAF-7)
  if (!essence->is("application/x-www-form-urlencoded") && !essence->is("multipart/form-data") && !essence->is("text/plain")) {
    trace.step(Rule::SAF_7, Outcome::no, [&] {
      return "The MIME type " + quoted(std::string(essence->type) + "/" + std::string(essence->subtype)) +
             " is not `application/x-www-form-urlencoded`, `multipart/form-data` or `text/plain`.";
    });
    return false;
  }
  // DEV-7: a profile may look at the parameters, which the standard passes over.
  if (profile.safelist_refuses_odd_parameters && has_odd_parameters(value)) {
    trace.step(Rule::SAF_7, Outcome::no, [&] { return "This engine refuses parameters such as those of " + quoted(value) + "."; });
    return false;
  }
  trace.step(Rule::SAF_7, Outcome::yes, "The MIME type is one that a form can send; its parameters do not matter.");
  return true;
}

}  // namespace

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
bool is_cors_unsafe_request_header_byte(char byte) {
  // UNB-1
  return kUnsafeBytes.contains(byte);
}

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
bool is_cors_safelisted_request_header(std::string_view name, std::string_view value, const Profile& profile, Trace trace) {
  // 1 (SAF-1): in bytes, whatever the name.
  if (value.size() > kLongestValue) {
    trace.step(Rule::SAF_1, Outcome::no,
               [&] { return "The value of " + quoted(name) + " has " + std::to_string(value.size()) + " bytes, which is more than 128."; });
    return false;
  }
  // 2
  switch (safelisted_name(name)) {
    case SafelistedName::accept:
      if (!is_safe_accept(value, profile, trace)) return false;
      break;
    case SafelistedName::accept_language:
    case SafelistedName::content_language:
      if (!is_safe_language(value, trace)) return false;
      break;
    case SafelistedName::content_type:
      if (!is_safe_content_type(value, profile, trace)) return false;
      break;
    case SafelistedName::range:
      if (!is_safelisted_range(value, profile, trace)) return false;
      break;
    case SafelistedName::none:
      // 2 otherwise (SAF-2). AMB-32: `Last-Event-ID` is no exception. DEV-6: in a profile, client hints are.
      if (profile.safelist_has_client_hints && is_safe_client_hint(name, value)) break;
      trace.step(Rule::SAF_2, Outcome::no, [&] { return "The name " + quoted(name) + " is not one of those that are safelisted."; });
      return false;
  }
  // 3 (SAF-10)
  trace.step(Rule::SAF_10, Outcome::yes,
             [&] { return "The header " + quoted(name) + " is safelisted with the value " + quoted(value) + "."; });
  return true;
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
std::vector<std::string> cors_unsafe_request_header_names(HeaderListView headers, const Profile& profile, Trace trace) {
  // DEV-5: a profile may judge lines of one name as one value (AMB-1); the standard judges each line.
  std::vector<Header> combined;
  std::vector<HeaderView> combined_views;
  if (profile.safelist_judges_combined_value) {
    combined = sort_and_combine(headers);
    for (const Header& header : combined) combined_views.push_back(HeaderView{header.name, header.value});
    headers = combined_views;
  }
  // 1-3 (UNN-1)
  std::vector<std::string_view> unsafe_names;
  std::vector<std::string_view> potentially_unsafe_names;
  unsafe_names.reserve(headers.size());
  potentially_unsafe_names.reserve(headers.size());
  std::size_t safelist_value_size = 0;
  if (headers.empty()) trace.step(Rule::UNN_1, Outcome::no, "There are no headers, so none is unsafe.");
  // 4
  bool last_told_is_unsafe = false;
  for (const HeaderView& header : headers) {
    last_told_is_unsafe = !is_cors_safelisted_request_header(header.name, header.value, profile, trace);
    if (last_told_is_unsafe) {
      // 4.1 (UNN-2)
      unsafe_names.push_back(header.name);
      trace.step(Rule::UNN_2, Outcome::yes, [&] { return "The header " + quoted(header.name) + " is unsafe."; });
    } else {
      // 4.2 (UNN-3): values count, names and separators do not.
      potentially_unsafe_names.push_back(header.name);
      safelist_value_size += header.value.size();
      trace.step(Rule::UNN_3, Outcome::no, [&] {
        return "The header " + quoted(header.name) + " is not unsafe; the values of such headers now have " +
               std::to_string(safelist_value_size) + " bytes.";
      });
    }
  }
  // 5 (UNN-4): then all of them are unsafe, not only those past the limit.
  if (safelist_value_size > kLargestSum && !profile.safelist_has_no_total_limit) {
    unsafe_names.insert(unsafe_names.end(), potentially_unsafe_names.begin(), potentially_unsafe_names.end());
    last_told_is_unsafe = true;
    trace.step(Rule::UNN_4, Outcome::yes, [&] {
      return "The safelisted values have " + std::to_string(safelist_value_size) +
             " bytes together, which is more than 1024: all those headers are unsafe.";
    });
  }
  // 6 (UNN-5)
  std::vector<std::string> names = convert_header_names_to_a_sorted_lowercase_set(unsafe_names);
  // WHY: told where it shows: the set differs from the names as they were met, or the last header met was none of them.
  const bool shows = !std::equal(names.begin(), names.end(), unsafe_names.begin(), unsafe_names.end());
  if (!names.empty() && (shows || !last_told_is_unsafe)) {
    trace.step(Rule::UNN_5, Outcome::set, [&] {
      std::string text = "The CORS-unsafe request-header names are";
      for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? " " : ", ") + quoted(names[i]);
      return text + ".";
    });
  }
  return names;
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
bool is_no_cors_safelisted_request_header_name(std::string_view name) {
  // NCN-1: those of the other list, but not `Range`.
  const SafelistedName safelisted = safelisted_name(name);
  return safelisted != SafelistedName::none && safelisted != SafelistedName::range;
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
bool is_no_cors_safelisted_request_header(std::string_view name, std::string_view value, const Profile& profile, Trace trace) {
  // 1 (NCS-1)
  if (!is_no_cors_safelisted_request_header_name(name)) {
    trace.step(Rule::NCN_1, Outcome::no,
               [&] { return quoted(name) + " is none of `Accept`, `Accept-Language`, `Content-Language` and `Content-Type`."; });
    return false;
  }
  // 2 (NCS-1)
  const bool safelisted = is_cors_safelisted_request_header(name, value, profile, trace);
  trace.step(Rule::NCS_1, safelisted ? Outcome::yes : Outcome::no, [&] {
    return "In mode \"no-cors\" the header " + quoted(name) + (safelisted ? " may be sent." : " may not be sent with that value.");
  });
  return safelisted;
}

}  // namespace crosscheck
