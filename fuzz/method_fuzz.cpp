// Bytes are a method, safelisted, forbidden and normalized exactly as the words of the standard say.
#include <string>

#include "crosscheck/http/method.h"
#include "fuzz/check.h"
#include "fuzz/literal_method.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  const auto shown = [&] { return readable(input); };
  notes.note(is_method(input));
  notes.note(is_cors_safelisted_method(input));
  notes.note(is_forbidden_method(input));
  notes.note(normalize_method(input));
  check(is_method(input) == literal::is_method(input), "a method is a token", shown);
  check(is_cors_safelisted_method(input) == literal::is_cors_safelisted_method(input), "GET, HEAD and POST are safelisted in upper case",
        shown);
  check(is_forbidden_method(input) == literal::is_forbidden_method(input), "CONNECT, TRACE and TRACK are forbidden in any case", shown);
  check_same(normalize_method(input), literal::normalize_method(input), "six methods are upper-cased and no other is changed");
}

}  // namespace crosscheck::fuzz
