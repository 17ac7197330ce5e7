// An HTTP/1.1 request is read the same in pieces of any size, within its limits, and nothing is taken that could be read in two ways.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/literal_message.h"
#include "fuzz/pieces.h"
#include "fuzz/target.h"
#include "wire/request_reader.h"

namespace crosscheck::fuzz {
namespace {

std::string told(const wire::ReceivedRequest& request) {
  return request.method + " " + request.target + told_fields(request.headers) + "\n\n" + request.body;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-2.2: empty lines may stand before a request.
void check_message(const wire::ReceivedRequest& request) {
  std::string_view rest = request.bytes;
  std::vector<std::string_view> lines;
  while (lines.empty()) lines = literal::take_lines(rest);
  check(lines.front().starts_with(request.method + " " + request.target + " HTTP/1."), "a request begins with its method and target",
        [&] { return readable(lines.front()); });
  check(request.headers.size() == lines.size() - 1, "every line of a head behind the first is a field");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Header& header = request.headers[i - 1];
    const std::size_t colon = std::min(lines[i].find(':'), lines[i].size() - 1);
    check_same(lines[i].substr(0, colon), header.name, "a field's name stands before its colon");
    check_same(literal::strip(lines[i].substr(colon + 1), " \t"), header.value, "a field's value stands behind its colon");
  }
  const std::vector<std::string> codings = literal::parts_of(request.headers, "Transfer-Encoding");
  check(codings.empty() || codings.back() == "chunked", "a request's transfer coding tells where its body ends");
  if (codings.empty() && literal::parts_of(request.headers, "Content-Length").empty()) {
    check(request.body.empty(), "a request has a body where it says so");
  }
  literal::check_body(request.headers, rest, request.body);
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  constexpr wire::ReadLimits kLimits{512, 256};
  wire::RequestReader reader = read_in_pieces([&] { return wire::RequestReader(kLimits); }, input, false, told);
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
  check_message(request);
  notes.note(request.method);
  notes.note(request.target);
  notes.note(request.body);
}

}  // namespace crosscheck::fuzz
