// Kinds about the values of header lines.
#include <array>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/get_decode_split.h"
#include "crosscheck/http/range.h"
#include "question/kinds.h"
#include "question/value_trace.h"

namespace crosscheck::question {
namespace {

// What extract-header-list knows the grammar of.
struct ExtractedHeader {
  std::string_view name;
  HeaderGrammar grammar;
};
constexpr auto kExtractedHeaders = std::to_array<ExtractedHeader>({
    {"Access-Control-Allow-Methods", HeaderGrammar::token_list},
    {"Access-Control-Allow-Headers", HeaderGrammar::token_list},
    {"Access-Control-Expose-Headers", HeaderGrammar::token_list},
    {"Access-Control-Max-Age", HeaderGrammar::delta_seconds},
});

const ExtractedHeader* extracted_header(std::string_view name) {
  for (const ExtractedHeader& header : kExtractedHeaders) {
    if (equals_ignoring_ascii_case(header.name, name)) return &header;
  }
  return nullptr;
}

void write_bound(JsonWriter& out, std::optional<std::string_view> digits) {
  if (digits) {
    out.bytes(*digits);
  } else {
    out.null();
  }
}

}  // namespace

void answer_get_decode_split(const Question& question) {
  const ObjectReader input = question.input({"name", "headers"});
  const std::string_view name = input.header_name("name");
  const std::vector<HeaderView> headers = input.headers("headers");
  if (question.failed()) return;

  const std::optional<std::vector<std::string>> values = get_decode_and_split(headers, name);
  trace_get_decode_split(headers, name, values, question.trace());
  question.out().key("values");
  if (!values) {
    question.out().null();
    return;
  }
  question.out().begin_array();
  for (const std::string& value : *values) question.out().bytes(value);
  question.out().end_array();
}

void answer_extract_header_list(const Question& question) {
  const ObjectReader input = question.input({"name", "headers"});
  const std::string_view name = input.header_name("name");
  const ExtractedHeader* const header = extracted_header(name);
  if (!question.failed() && header == nullptr) {
    std::array<std::string_view, kExtractedHeaders.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kExtractedHeaders[i].name;
    input.refuse("name", "No grammar is known for this header; ask for " + shown_list(names) + ".");
  }
  const std::vector<HeaderView> headers = input.headers("headers");
  if (question.failed()) return;

  const ExtractedValues extracted = extract_header_list_values(name, header->grammar, headers);
  trace_extract_header_list(extracted, header->grammar, headers, name, question.trace());
  question.out().key("values");
  if (std::holds_alternative<Absent>(extracted)) {
    question.out().null();
  } else if (const auto* values = std::get_if<std::vector<std::string_view>>(&extracted)) {
    question.out().begin_array();
    for (const std::string_view value : *values) question.out().bytes(value);
    question.out().end_array();
  } else {
    question.out().text("failure");
  }
}

void answer_parse_range(const Question& question) {
  const ObjectReader input = question.input({"value", "allow_whitespace"});
  const std::string_view value = input.bytes("value");
  const bool allow_whitespace = input.boolean_or("allow_whitespace", false);
  if (question.failed()) return;

  const Result<RangeValue, FailedStep> range = parse_single_range_header_value(value, allow_whitespace);
  trace_parse_range(value, allow_whitespace, range, question.trace());
  question.out().key("range");
  if (!range) {
    question.out().text("failure");
    return;
  }
  question.out().begin_array();
  write_bound(question.out(), range->start);
  write_bound(question.out(), range->end);
  question.out().end_array();
}

}  // namespace crosscheck::question
