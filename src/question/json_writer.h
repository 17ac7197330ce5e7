// Writes JSON on one line, whatever bytes it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace crosscheck::question {

// Writes to a buffer of its own, which is kept between answers. The caller opens and closes in pairs; commas are the writer's.
// WHY no std::string: each answer is made of many short pieces, and most of their cost was that of appending them one by one.
class JsonWriter {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  // The key of the next member: plain ASCII that needs no escape.
  void key(std::string_view name) {
    char* to = room(name.size() + 4);
    if (needs_comma_) *to++ = ',';
    *to++ = '"';
    to = put(to, name);
    *to++ = '"';
    *to++ = ':';
    written_to(to);
    needs_comma_ = false;
  }

  // UTF-8; what is not well-formed becomes U+FFFD.
  void text(std::string_view utf8);
  // Any bytes: each becomes the code point of its number.
  void bytes(std::string_view bytes);
  // A string of plain ASCII that needs no escape: a word of ours.
  void word(std::string_view plain) {
    char* to = room(plain.size() + 3);
    if (needs_comma_) *to++ = ',';
    *to++ = '"';
    to = put(to, plain);
    *to++ = '"';
    written_to(to);
    needs_comma_ = true;
  }
  void number(std::uint64_t value);
  void boolean(bool value) { literal(value ? "true" : "false"); }
  void null() { literal("null"); }
  // A whole value that is JSON already.
  void json(std::string_view value) { literal(value); }

  // Where the writing is, to come back to it.
  struct Mark {
    std::size_t size = 0;
    bool needs_comma = false;
  };
  Mark mark() const { return {size_, needs_comma_}; }
  void back_to(const Mark& mark);

  void clear();
  // Valid until more is written.
  std::string_view written() const { return {buffer_.data(), size_}; }

 private:
  void begin(char bracket) {
    char* to = room(2);
    if (needs_comma_) *to++ = ',';
    *to++ = bracket;
    written_to(to);
    needs_comma_ = false;
  }
  void end(char bracket) {
    char* to = room(1);
    *to++ = bracket;
    written_to(to);
    needs_comma_ = true;
  }
  void literal(std::string_view value) {
    char* to = room(value.size() + 1);
    if (needs_comma_) *to++ = ',';
    written_to(put(to, value));
    needs_comma_ = true;
  }

  // Where so many bytes may be written; `written_to` says how far they were.
  char* room(std::size_t bytes) {
    if (buffer_.size() - size_ < bytes) grow(bytes);
    return buffer_.data() + size_;
  }
  void written_to(const char* end) { size_ = static_cast<std::size_t>(end - buffer_.data()); }
  static char* put(char* to, std::string_view plain) {
    if (!plain.empty()) std::memcpy(to, plain.data(), plain.size());
    return to + plain.size();
  }
  void grow(std::size_t bytes);
  // Strings that are not plain to their end.
  template <class Other>
  void escaped(std::string_view bytes, Other other);

  std::vector<char> buffer_;  // larger than what is written
  std::size_t size_ = 0;
  bool needs_comma_ = false;
};

}  // namespace crosscheck::question
