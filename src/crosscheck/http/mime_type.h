// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
//
// Pure functions, linear or n log n in the length of what they are given; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crosscheck/base/result.h"

namespace crosscheck {

// https://mimesniff.spec.whatwg.org/#mime-type, isomorphic strings (one char for each code point U+0000-U+00FF).
struct MimeType {
  std::string type;
  std::string subtype;
  std::vector<std::pair<std::string, std::string>> parameters;  // in the order of first appearance

  // https://mimesniff.spec.whatwg.org/#mime-type-essence
  std::string essence() const { return type + "/" + subtype; }
  friend bool operator==(const MimeType&, const MimeType&) = default;
};

// The failed step is that of "parse a MIME type".
Result<MimeType, FailedStep> parse_mime_type(std::string_view input);

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
std::string serialize_mime_type(const MimeType& mime_type);

// The parser's steps 1 to 10 alone: type and subtype as written, views into `input`. Parameters can never make it fail, so that a caller
// who needs the essence only may stop there. Allocates nothing.
struct MimeEssence {
  std::string_view type;
  std::string_view subtype;
  // Whether type "/" subtype, lower-cased, is `essence` (which is given in lower case).
  bool is(std::string_view essence) const;
};
Result<MimeEssence, FailedStep> parse_mime_type_essence(std::string_view input);

}  // namespace crosscheck
