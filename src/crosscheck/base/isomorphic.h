// Bytes as text and back: each byte is the code point U+0000-U+00FF of the same number, and the text is written in UTF-8.
//
// Pure functions; they allocate what they return and may be called from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {

// https://infra.spec.whatwg.org/#isomorphic-decode: any bytes; the result is valid UTF-8 of at most twice the length.
std::string isomorphic_decode_to_utf8(std::string_view bytes);

// https://infra.spec.whatwg.org/#isomorphic-encode: the bytes again. Nothing where a code point is above U+00FF or the UTF-8 is not valid.
std::optional<std::string> isomorphic_encode_utf8(std::string_view utf8);

}  // namespace crosscheck
