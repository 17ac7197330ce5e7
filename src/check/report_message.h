// HTTP messages as people read them.
//
// Pure functions that take any bytes; any thread may call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::check {

// The bytes, with those that are not printable ASCII, and the backslash, as \xNN.
std::string shown_bytes(std::string_view bytes);

// The lines of a message's head, each as `shown_bytes` and cut to `width` columns. Of a long head the first line, the lines that CORS reads, and
// how many others there are: `most` lines at most.
std::vector<std::string> head_lines(std::string_view message, std::size_t width, std::size_t most = 12);

// The whole head, and as much of the body as fits; how many bytes were left out stands at the end.
std::string shown_message(std::string_view message, std::size_t most_bytes = 4096);

// Where the head of the last message ends: behind the empty line; the size where there is none. Interim responses stand before it.
std::size_t head_size(std::string_view message);

}  // namespace crosscheck::check
