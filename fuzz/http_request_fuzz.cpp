// An HTTP/1.1 request is read the same in pieces of any size, within its limits, and nothing is taken that could be read in two ways.
#include <string>
#include <utility>

#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/pieces.h"
#include "fuzz/target.h"
#include "wire/request_reader.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  constexpr wire::ReadLimits kLimits{512, 256};
  wire::RequestReader reader = read_in_pieces([&] { return wire::RequestReader(kLimits); }, input, false);
  notes.note(reader.is_whole());
  if (reader.failure()) notes.note(reader.failure()->what);
  if (!reader.is_whole()) return;
  const wire::ReceivedRequest request = std::move(reader).take();
  check(literal::is_token(request.method), "a method is a token", [&] { return readable(request.method); });
  check(!request.target.empty() && request.target.find_first_of(std::string_view(" \r\n\0", 4)) == std::string::npos,
        "a target has no blanks and no line ends", [&] { return readable(request.target); });
  check(request.body.size() <= kLimits.body_bytes, "a body has no more bytes than its limit");
  std::size_t lengths = 0;
  std::size_t codings = 0;
  for (const Header& header : request.headers) {
    check(literal::is_token(header.name), "a field name is a token", [&] { return readable(header.name); });
    check_same(literal::strip(header.value, " \t"), header.value, "a value comes without blanks at its ends");
    check(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a value has no line ends",
          [&] { return readable(header.value); });
    lengths += literal::same_in_any_case(header.name, "Content-Length") ? 1 : 0;
    codings += literal::same_in_any_case(header.name, "Transfer-Encoding") ? 1 : 0;
  }
  check(lengths == 0 || codings == 0, "a body has one length");
  check(lengths + codings > 0 || request.body.empty(), "a request has a body where it says so");
  notes.note(request.method);
  notes.note(request.target);
  notes.note(request.body);
}

}  // namespace crosscheck::fuzz
