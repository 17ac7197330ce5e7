// A request as a line for a shell: `curl` that sends it again.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::check {

// `request` are the bytes of an HTTP/1.1 request, `base` is "http://host:port" with nothing behind it. The words of the line stand each for
// itself, quoted for a shell. Empty where no such line can send it: what is no HTTP, NUL, CR or LF inside of a value, or more than `most` bytes.
std::vector<std::string> curl_words(std::string_view request, std::string_view base, std::size_t most = 4096);

// The same on one line; a sentence about how it is sent again where curl cannot: "curl cannot send this; …".
std::string curl_line(std::string_view request, std::string_view base);

// A line of words, broken into several with a backslash at the end of all but the last, each of `width` columns where its words are not longer.
std::vector<std::string> broken_command(std::string_view line, std::size_t width);

}  // namespace crosscheck::check
