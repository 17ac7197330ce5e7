// A body in chunks (https://www.rfc-editor.org/rfc/rfc9112#section-7.1), taken apart strictly.
//
// WHY not by the HTTP library: old releases of it take a sign or `0x` before a size and anything behind it, end a body where a chunk is longer
// than it says, and keep a line that never ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crosscheck::oracle {

// Reads the bytes as they come, in pieces of any size. A value; one thread at a time.
class ChunkReader {
 public:
  // How many bytes may stand in extensions and trailers of one body together; both are passed over.
  static constexpr std::size_t kExtra = 16 * 1024;

  struct Part {
    std::size_t taken = 0;  // bytes of what was given that are done with
    std::string_view data;  // of the body, within these; may be empty
  };
  // Reads on. Takes all of `bytes`, or up to behind the first data among them, or up to the body's end, or up to where it is malformed.
  Part next(std::string_view bytes);

  // Whether the last chunk and what follows it have come. Nothing more is taken.
  bool has_ended() const { return state_ == State::end; }
  // Whether what came is no body in chunks. Nothing more is taken.
  bool is_malformed() const { return state_ == State::malformed; }

 private:
  enum class State : std::uint8_t {
    first_digit,
    digits,
    blank,      // behind the size
    extension,  // from its `;` on
    size_end,   // the LF of the line with the size
    data,
    data_end,  // the CR behind the data
    data_line_end,
    trailer_start,  // of a line, which may be the empty one
    trailer,
    trailer_line_end,
    last_line_end,
    end,
    malformed,
  };
  State step(char c);
  State size_step(char c);
  State extra_step(char c, State next);

  State state_ = State::first_digit;
  std::uint64_t left_ = 0;  // of the chunk's data; its size while that is read
  int digits_ = 0;
  std::size_t extra_ = 0;
};

}  // namespace crosscheck::oracle
