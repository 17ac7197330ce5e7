#include "question/json_writer.h"

#include <array>
#include <charconv>

#include "question/utf8.h"

namespace crosscheck::question {
namespace {

// What may stand in a string as it is.
constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

std::size_t plain_prefix(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_plain(text[length])) ++length;
  return length;
}

}  // namespace

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
}

void JsonWriter::begin(char bracket) {
  separate();
  out_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::end(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
}

void JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  needs_comma_ = false;
}

void JsonWriter::text(std::string_view utf8) {
  separate();
  needs_comma_ = true;
  out_ += '"';
  while (!utf8.empty()) {
    if (const std::size_t plain = plain_prefix(utf8); plain != 0) {
      out_ += utf8.substr(0, plain);
      utf8.remove_prefix(plain);
    } else if (static_cast<unsigned char>(utf8.front()) < 0x80) {
      ascii(utf8.front());
      utf8.remove_prefix(1);
    } else {
      const std::size_t length = utf8_sequence_length(utf8);
      out_ += length == 0 ? std::string_view("\xEF\xBF\xBD") : utf8.substr(0, length);
      utf8.remove_prefix(length == 0 ? 1 : length);
    }
  }
  out_ += '"';
}

void JsonWriter::bytes(std::string_view bytes) {
  separate();
  needs_comma_ = true;
  out_ += '"';
  while (!bytes.empty()) {
    if (const std::size_t plain = plain_prefix(bytes); plain != 0) {
      out_ += bytes.substr(0, plain);
      bytes.remove_prefix(plain);
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (byte < 0x80) {
      ascii(bytes.front());
    } else {
      append_utf8(out_, byte);
    }
    bytes.remove_prefix(1);
  }
  out_ += '"';
}

void JsonWriter::ascii(char c) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out_ += "\\\"";
      return;
    case '\\':
      out_ += "\\\\";
      return;
    case '\b':
      out_ += "\\b";
      return;
    case '\f':
      out_ += "\\f";
      return;
    case '\n':
      out_ += "\\n";
      return;
    case '\r':
      out_ += "\\r";
      return;
    case '\t':
      out_ += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7F) {
    out_ += c;
    return;
  }
  out_ += "\\u00";
  out_ += kHex[byte >> 4];
  out_ += kHex[byte & 0xF];
}

void JsonWriter::number(std::uint64_t value) {
  separate();
  needs_comma_ = true;
  std::array<char, 20> digits{};
  const std::to_chars_result result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out_.append(digits.data(), result.ptr);
}

void JsonWriter::boolean(bool value) {
  separate();
  needs_comma_ = true;
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  separate();
  needs_comma_ = true;
  out_ += "null";
}

void JsonWriter::back_to(const Mark& mark) {
  out_.resize(mark.size);
  needs_comma_ = mark.needs_comma;
}

void JsonWriter::clear() {
  out_.clear();
  needs_comma_ = false;
}

}  // namespace crosscheck::question
