// A MIME type that is parsed, written and parsed again is the same, and its essence alone is read like the whole.
#include <string>

#include "crosscheck/http/mime_type.h"
#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  const Result<MimeType, FailedStep> parsed = parse_mime_type(input);
  const Result<MimeEssence, FailedStep> essence = parse_mime_type_essence(input);
  notes.note(parsed.has_value());
  check(parsed.has_value() == essence.has_value(), "parameters never make a MIME type fail", [&] { return readable(input); });
  if (!parsed) {
    check(parsed.error() == essence.error(), "the essence alone fails at the step at which the whole fails");
    return notes.note(parsed.error().number);
  }
  check(essence->is(parsed->essence()), "the essence alone is that of the whole", [&] { return readable(input); });
  check_same(literal::lower(essence->type) + "/" + literal::lower(essence->subtype), parsed->essence(),
             "type and subtype are kept in lower case");
  check(literal::is_token(parsed->type) && literal::is_token(parsed->subtype), "type and subtype are tokens");
  const std::string written = serialize_mime_type(*parsed);
  notes.note(written);
  const Result<MimeType, FailedStep> again = parse_mime_type(written);
  check(again.has_value(), "what is written of a MIME type is one", [&] { return readable(written); });
  check(*again == *parsed, "a MIME type that is written and parsed again is the same", [&] { return readable(written); });
  for (const auto& parameter : parsed->parameters) {
    const std::string& name = parameter.first;
    check(literal::is_token(name) && literal::lower(name) == name, "a parameter's name is a token in lower case",
          [&] { return readable(name); });
    std::size_t times = 0;
    for (const auto& other : parsed->parameters) times += other.first == name ? 1 : 0;
    check(times == 1, "no parameter comes twice", [&] { return readable(name); });
  }
}

}  // namespace crosscheck::fuzz
