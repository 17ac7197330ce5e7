#include "question/json_writer.h"

#include <algorithm>
#include <charconv>

#include "crosscheck/base/byte_set.h"
#include "question/utf8.h"

namespace crosscheck::question {
namespace {

constexpr std::size_t kFirstBuffer = 512;

// What may stand in a string as it is.
constexpr ByteSet kPlain = ByteSet().with(
    [](char c) { return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F && c != '"' && c != '\\'; });

// Bytes side by side. Bytes above 0x7F are negative.
using Block = signed char __attribute__((vector_size(16)));

bool is_plain_block(const char* bytes) {
  Block block;
  std::memcpy(&block, bytes, sizeof block);
  const Block other = (block < 0x20) | (block == 0x7F) | (block == '"') | (block == '\\');
  std::uint64_t halves[2];
  std::memcpy(halves, &other, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

std::size_t plain_prefix(std::string_view text) {
  std::size_t length = 0;
  while (text.size() - length >= sizeof(Block) && is_plain_block(text.data() + length)) length += sizeof(Block);
  while (length < text.size() && kPlain.contains(text[length])) ++length;
  return length;
}

// How a byte of ASCII that is not plain is written: six bytes at most.
char* put_escaped(char* to, char c) {
  static constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  static constexpr std::string_view kLetters = "\"\\bfnrt";
  static constexpr std::string_view kHex = "0123456789abcdef";
  *to++ = '\\';
  if (const std::size_t index = kShort.find(c); index != std::string_view::npos) {
    *to++ = kLetters[index];
    return to;
  }
  const auto byte = static_cast<unsigned char>(c);
  for (const char digit : {'u', '0', '0', kHex[byte >> 4], kHex[byte & 0xF]}) *to++ = digit;
  return to;
}

}  // namespace

void JsonWriter::grow(std::size_t bytes) { buffer_.resize(std::max({kFirstBuffer, 2 * buffer_.size(), size_ + bytes})); }

// Piece by piece: what is plain, and what is ASCII and not; `other` writes what the rest begins with, and says how much of it that was.
template <class Other>
void JsonWriter::escaped(std::string_view bytes, Other other) {
  constexpr std::size_t kLongestEscape = 6;
  while (!bytes.empty()) {
    const std::size_t plain = plain_prefix(bytes);
    char* to = put(room(plain + kLongestEscape), bytes.substr(0, plain));
    bytes.remove_prefix(plain);
    if (!bytes.empty() && static_cast<unsigned char>(bytes.front()) < 0x80) {
      to = put_escaped(to, bytes.front());
      bytes.remove_prefix(1);
    } else if (!bytes.empty()) {
      bytes.remove_prefix(other(bytes, to));
    }
    written_to(to);
  }
}

void JsonWriter::text(std::string_view utf8) {
  if (plain_prefix(utf8) == utf8.size()) return word(utf8);
  literal("\"");
  escaped(utf8, [](std::string_view rest, char*& to) {
    const std::size_t length = utf8_sequence_length(rest);
    to = put(to, length == 0 ? std::string_view("\xEF\xBF\xBD") : rest.substr(0, length));
    return length == 0 ? std::size_t{1} : length;
  });
  end('"');
}

void JsonWriter::bytes(std::string_view bytes) {
  if (plain_prefix(bytes) == bytes.size()) return word(bytes);
  literal("\"");
  escaped(bytes, [](std::string_view rest, char*& to) {
    // https://infra.spec.whatwg.org/#isomorphic-decode: the code point of the byte's number, in UTF-8.
    const auto byte = static_cast<unsigned char>(rest.front());
    *to++ = static_cast<char>(static_cast<unsigned char>(0xC0U | (byte >> 6U)));
    *to++ = static_cast<char>(static_cast<unsigned char>(0x80U | (byte & 0x3FU)));
    return std::size_t{1};
  });
  end('"');
}

void JsonWriter::number(std::uint64_t value) {
  constexpr std::size_t kMostDigits = 20;
  char* to = room(kMostDigits + 1);
  if (needs_comma_) *to++ = ',';
  written_to(std::to_chars(to, to + kMostDigits, value).ptr);
  needs_comma_ = true;
}

void JsonWriter::back_to(const Mark& mark) {
  size_ = mark.size;
  needs_comma_ = mark.needs_comma;
}

void JsonWriter::clear() {
  size_ = 0;
  needs_comma_ = false;
}

}  // namespace crosscheck::question
