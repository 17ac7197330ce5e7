// A MIME type is parsed as the steps of the standard parse it, fails where they fail, and is written as they write it.
#include <string>

#include "crosscheck/http/mime_type.h"
#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/literal_mime_type.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  const auto shown = [&] { return readable(input); };
  const Result<MimeType, FailedStep> parsed = parse_mime_type(input);
  const Result<MimeEssence, FailedStep> essence = parse_mime_type_essence(input);
  const Result<literal::MimeType, FailedStep> expected = literal::parse_mime_type(input);
  notes.note(parsed.has_value());
  check(parsed.has_value() == expected.has_value(), "bytes are a MIME type exactly where the steps of the standard do not fail", shown);
  check(essence.has_value() == expected.has_value(), "bytes have an essence exactly where they are a MIME type", shown);
  if (!expected) {
    check(parsed.error() == expected.error(), "a MIME type fails at the step at which the standard fails", shown);
    check(essence.error() == expected.error(), "the essence alone fails at the step at which the standard fails", shown);
    return notes.note(parsed.error().number);
  }
  check_same(parsed->type, expected->type, "a type is what the steps of the standard take for it");
  check_same(parsed->subtype, expected->subtype, "a subtype is what the steps of the standard take for it");
  check(parsed->parameters == expected->parameters, "a MIME type has the parameters that the steps of the standard set, in their order",
        shown);
  const std::string whole = expected->essence();
  check_same(parsed->essence(), whole, "an essence is type and subtype");
  check_same(literal::lower(essence->type), expected->type, "the essence alone has the type of the whole");
  check_same(literal::lower(essence->subtype), expected->subtype, "the essence alone has the subtype of the whole");
  check(essence->is(whole) && !essence->is(std::string_view(whole).substr(1)) && essence->is("text/plain") == (whole == "text/plain"),
        "an essence is itself and no other", shown);
  const std::string written = serialize_mime_type(*parsed);
  notes.note(written);
  check_same(written, literal::serialize_mime_type(*expected), "a MIME type is written as the steps of the standard write it");
  // WHY not while fuzzing: it follows from what was held above; what is written is an input of its own.
  if (!notes.listens()) return;
  const Result<MimeType, FailedStep> again = parse_mime_type(written);
  check(again && *again == *parsed, "a MIME type that is written and parsed again is the same", [&] { return readable(written); });
}

}  // namespace crosscheck::fuzz
