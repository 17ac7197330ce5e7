// Writes JSON on one line, whatever bytes it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace crosscheck::question {

// Appends to a string of its own, which is kept between answers. The caller opens and closes in pairs; commas are the writer's.
class JsonWriter {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  // The key of the next member: plain ASCII that needs no escape.
  void key(std::string_view name);

  // UTF-8; what is not well-formed becomes U+FFFD.
  void text(std::string_view utf8);
  // Any bytes: each becomes the code point of its number.
  void bytes(std::string_view bytes);
  void number(std::uint64_t value);
  void boolean(bool value);
  void null();

  // Where the writing is, to come back to it.
  struct Mark {
    std::size_t size = 0;
    bool needs_comma = false;
  };
  Mark mark() const { return {out_.size(), needs_comma_}; }
  void back_to(const Mark& mark);

  void clear();
  std::string_view written() const { return out_; }

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void ascii(char c);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace crosscheck::question
