// What holds of every decision, whatever the policy: its headers and its bytes say the same, and located headers are decided like others.
#pragma once

#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/compile.h"
#include "fuzz/check.h"
#include "fuzz/guarded.h"
#include "fuzz/literal_decision.h"
#include "fuzz/notes.h"
#include "fuzz/policy_input.h"

namespace crosscheck::fuzz {

inline std::string told_decision(std::string_view type, std::optional<bool> allowed, std::optional<Reason> reason, int status) {
  return std::string(type) + (allowed ? (*allowed ? ", allowed" : ", refused") : ", nobody asked") + ", " +
         (reason ? std::string(to_string(*reason)) : "no reason") + ", status " + std::to_string(status);
}

inline std::string told(const policy::Decision& decision) {
  std::string text =
      told_decision(to_string(decision.request_type()), decision.allowed(), decision.reason(), decision.status().value_or(0));
  for (const Header& header : decision.header_list()) text += "\n  " + header.name + ": " + header.value;
  return text;
}

inline std::string told(const LiteralDecision& decision) {
  std::string text = told_decision(decision.type, decision.allowed, decision.reason, decision.status.value_or(0));
  for (const Header& header : decision.headers) text += "\n  " + header.name + ": " + header.value;
  return text;
}

// How long the block of bytes has to be.
inline std::size_t size_of(const policy::AnswerHeaders& headers) {
  std::size_t size = 0;
  for (const policy::AnswerHeader& header : headers) {
    size += header.name.size() + 4;
    header.for_each_piece([&](std::string_view piece) { size += piece.size(); });
  }
  return size;
}

// The bytes are the headers, one after another, and nothing else.
inline void check_block(std::string_view block, const policy::AnswerHeaders& headers) {
  std::string_view written = block;
  const auto take = [&](std::string_view piece) {
    check(written.starts_with(piece), "a block of bytes is its headers", [&] { return readable(block); });
    written.remove_prefix(piece.size());
  };
  for (const policy::AnswerHeader& header : headers) {
    take(header.name);
    take(": ");
    header.for_each_piece(take);
    take("\r\n");
  }
  check(written.empty(), "a block of bytes ends with its last header", [&] { return readable(block); });
}

// The block of bytes is the headers, in a buffer of its size, of more and of less; and not a byte is written beside the buffer.
inline void check_bytes(const policy::Decision& decision, Notes& notes) {
  const policy::AnswerHeaders headers = decision.headers();
  const std::size_t size = size_of(headers);
  notes.note(size);
  constexpr std::size_t kRoom = 600;
  const std::size_t rooms[] = {size, size + kRoom, size / 2, 0};
  Guarded guarded(std::accumulate(std::begin(rooms), std::end(rooms), std::size_t{0}), std::size(rooms));
  for (const std::size_t room : rooms) {
    char* const buffer = guarded.room_for(room);
    check(decision.write_block({buffer, room}) == size, "a block of bytes is as long as its headers, whatever the buffer");
    if (room >= size) check_block({buffer, size}, headers);
  }
}

// A server that has found the three headers already gets the same decision.
inline void check_located(const policy::Policy& policy, const policy::Decision& decision, const AskedRequest& request) {
  std::vector<std::string_view> lines[3];
  for (const HeaderView& header : request.headers) {
    if (equals_ignoring_ascii_case(header.name, "Origin")) lines[0].push_back(header.value);
    if (equals_ignoring_ascii_case(header.name, "Access-Control-Request-Method")) lines[1].push_back(header.value);
    if (equals_ignoring_ascii_case(header.name, "Access-Control-Request-Headers")) lines[2].push_back(header.value);
  }
  const policy::Decision located = policy.decide(request.method, request.path, policy::LocatedHeaders{lines[0], lines[1], lines[2]});
  check_same(told(located), told(decision), "located headers are decided like others");
  check(located.decided_by() == decision.decided_by(), "located headers are decided by the same entry");
}

}  // namespace crosscheck::fuzz
