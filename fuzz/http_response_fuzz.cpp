// An HTTP/1.1 response is read the same in pieces of any size, within its limits, and its body is what a reading at leisure takes out of it.
#include <iterator>
#include <string>
#include <utility>

#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/literal_message.h"
#include "fuzz/pieces.h"
#include "fuzz/target.h"
#include "wire/response_reader.h"

namespace crosscheck::fuzz {
namespace {

// What stands behind the last head of a response that is whole.
std::string_view behind_heads(std::string_view bytes) {
  while (true) {
    const std::string_view status = literal::take_lines(bytes).front().substr(9, 3);
    if (!status.starts_with('1') || status == "101") return bytes;
  }
}

void check_body(const wire::WireResponse& response, bool answers_head) {
  const std::string_view rest = behind_heads(response.bytes);
  if (answers_head || response.status == 101 || response.status == 204 || response.status == 304) {
    check(rest.empty() && response.body.empty(), "a response that cannot have a body has none");
  } else {
    literal::check_body(response.headers, rest, response.body);
  }
}

std::string told(const wire::WireResponse& response) {
  std::string text = std::to_string(response.status) + " " + response.reason + told_fields(response.headers);
  for (const std::string& line : response.ignored_lines) text += "\nignored " + line;
  return text + (response.keeps_open ? "\nkept open\n" : "\nclosed\n") + response.body;
}

// The input as a body, cut into chunks: it has to come out as it went in.
void check_as_body(std::string_view body) {
  constexpr char kDigits[] = "0123456789abcdef";
  constexpr std::size_t kSizes[] = {3, 17, 300};
  const std::size_t size = kSizes[body.size() % std::size(kSizes)];
  std::string bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t at = 0; at < body.size(); at += size) {
    const std::string_view chunk = body.substr(at, size);
    bytes += {kDigits[chunk.size() / 256], kDigits[chunk.size() / 16 % 16], kDigits[chunk.size() % 16]};
    bytes += "\r\n" + std::string(chunk) + "\r\n";
  }
  bytes += "0\r\n\r\n";
  for (const std::size_t piece : {bytes.size() + 1, 2 + body.size() % 5}) {
    wire::ResponseReader reader;
    check_same(feed(reader, bytes + "x", piece, false), "whole after " + std::to_string(bytes.size()),
               "a body that is cut into chunks is read whole, and nothing behind it");
    check_same(std::move(reader).take().body, body, "a body that is cut into chunks is put together again");
  }
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  constexpr wire::ReadLimits kLimits{512, 256};
  check_as_body(input);
  for (const bool answers_head : {false, true}) {
    for (const bool ends : {false, true}) {
      wire::ResponseReader reader = read_in_pieces([&] { return wire::ResponseReader(kLimits, answers_head); }, input, ends, told);
      notes.note(reader.is_whole());
      if (reader.failure()) notes.note(reader.failure()->what);
      check(!ends || reader.is_done(), "nothing waits for more where no more comes");
      if (!reader.is_whole()) continue;
      const wire::WireResponse response = std::move(reader).take();
      notes.note(response.status);
      notes.note(response.body);
      check(response.status == 101 || (response.status >= 200 && response.status <= 999),
            "a status has three digits and is no interim one");
      check(response.body.size() <= kLimits.body_bytes, "a body has no more bytes than its limit");
      check_body(response, answers_head);
      for (const Header& header : response.headers) {
        check_same(literal::strip(header.value, " \t"), header.value, "a value comes without blanks at its ends");
        check(!header.name.empty() && header.name.find_first_of(":\n") == std::string::npos, "a name stands before its colon",
              [&] { return readable(header.name); });
        notes.note(header.name);
        notes.note(header.value);
      }
    }
  }
}

}  // namespace crosscheck::fuzz
