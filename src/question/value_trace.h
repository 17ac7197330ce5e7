// The steps behind the results of `http/`, whose functions are too small to tell them: told here from what they returned. The last step told is
// the one that explains the result.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/range.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck::question {

void trace_normalize_method(std::string_view method, std::string_view normalized, bool forbidden, Trace trace);
void trace_safelisted_method(std::string_view method, bool safelisted, Trace trace);
void trace_get_decode_split(HeaderListView headers, std::string_view name, const std::optional<std::vector<std::string>>& values,
                            Trace trace);
void trace_extract_header_list(const ExtractedValues& extracted, HeaderGrammar grammar, HeaderListView headers, std::string_view name,
                               Trace trace);
void trace_parse_range(std::string_view value, bool allow_whitespace, const Result<RangeValue, FailedStep>& range, Trace trace);

}  // namespace crosscheck::question
