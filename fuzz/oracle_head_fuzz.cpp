// What the oracle takes for a request's head another reader takes too, and reads alike; chunks are read the same in pieces of any size.
#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/target.h"
#include "oracle/chunk_reader.h"
#include "oracle/head.h"
#include "wire/body_reader.h"
#include "wire/request_reader.h"

namespace crosscheck::fuzz {
namespace {

constexpr std::size_t kHeaderLines = 16;

std::string chunks_told(std::string_view bytes, std::size_t piece) {
  oracle::ChunkReader reader;
  std::string data;
  std::size_t taken = 0;
  for (std::size_t at = 0; at < bytes.size() && !reader.has_ended() && !reader.is_malformed();) {
    const std::string_view next = bytes.substr(at, piece);
    const oracle::ChunkReader::Part part = reader.next(next);
    check(part.taken <= next.size(), "a reader takes no more than it is given");
    check(part.taken > 0 || reader.has_ended() || reader.is_malformed(), "a reader goes on as long as it is not done");
    data += part.data;
    at += part.taken;
    taken = at;
  }
  if (reader.is_malformed()) return "malformed: " + data;
  return (reader.has_ended() ? "ended after " + std::to_string(taken) : std::string("waits")) + ": " + data;
}

void check_chunks(std::string_view bytes, Notes& notes) {
  const std::string told = chunks_told(bytes, bytes.size() + 1);
  notes.note(told);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{16}}) {
    check_same(chunks_told(bytes, piece), told, "the size of pieces changes nothing of chunks");
  }
  if (!told.starts_with("ended")) return;
  wire::BodyReader other({wire::BodyKind::chunked, 0, false}, bytes.size() + 1);
  const std::size_t taken = other.feed(bytes);
  check(other.is_whole() && told.starts_with("ended after " + std::to_string(taken) + ":"), "two readers of chunks end at the same byte",
        [&] { return readable(told); });
  check_same(std::move(other).take_body(), std::string_view(told).substr(told.find(": ") + 2), "two readers of chunks read the same body");
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const std::size_t end = oracle::end_of_head(input, 0);
  // Looked for as it comes, byte by byte.
  for (std::size_t size = 0; size < input.size() && size < 64; ++size) {
    const std::size_t early = oracle::end_of_head(input.substr(0, size), 0);
    check(early == std::string_view::npos || early == end, "a head ends where it ends, however much has come");
  }
  check_chunks(end == std::string_view::npos ? input : input.substr(end), notes);
  if (end == std::string_view::npos) return;
  const Result<oracle::Head, oracle::HeadFault> head = oracle::parse_head(input.substr(0, end), kHeaderLines);
  notes.note(head.has_value());
  if (!head) {
    check(head.error().status >= 400 && head.error().status <= 505 && !head.error().detail.empty(), "a head that is refused says why");
    return notes.note(head.error().detail);
  }
  check(head->request.headers.size() <= kHeaderLines, "a head has no more lines than its limit");
  wire::RequestReader other(wire::ReadLimits{65536, std::numeric_limits<std::size_t>::max()});
  other.feed(input.substr(0, end));
  check(!other.failure(), "what one reader takes for a head another one takes", [&] { return other.failure()->what; });
  other.feed(std::string(
      head->framing == oracle::Framing::length ? static_cast<std::size_t>(std::min<std::uint64_t>(head->length, 4096)) : 0, 'x'));
  if (head->framing == oracle::Framing::chunked) other.feed("0\r\n\r\n");
  if (!other.is_whole()) {
    check(head->framing == oracle::Framing::length && head->length > 4096, "two readers of a head agree on its body");
    return;
  }
  const wire::ReceivedRequest request = std::move(other).take();
  check_same(request.method, head->request.method, "two readers of a head read the same method");
  const std::string target = head->request.path + (head->request.query.empty() ? "" : "?" + head->request.query);
  // An address in place of a path names the host too, and then stands for the Host line.
  const bool is_path = request.target.starts_with('/');
  const bool same_target = request.target == target || request.target == target + "?";
  check(same_target || !is_path, "two readers of a head read the same target", [&] { return readable(request.target); });
  check(request.headers == head->request.headers || !is_path, "two readers of a head read the same header lines");
}

}  // namespace crosscheck::fuzz
