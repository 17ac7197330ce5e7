// The bytes of an answer that do not depend on the request, ready to send.
#pragma once

#include <cstddef>
#include <string_view>

#include "crosscheck/policy/bytes.h"

namespace crosscheck::policy {

// What stands before an echoed origin in a block.
inline constexpr std::string_view kAllowOriginStart = "Access-Control-Allow-Origin: ";

// Where an origin is echoed, kAllowOriginStart and the origin come first; then these bytes.
struct AnswerBlock {
  static constexpr std::size_t kShort = 64;          // copied at once
  static constexpr std::size_t kLongestOrigin = 64;  // that is copied so

  const char* rest = nullptr;  // kShort bytes at least may be read
  std::size_t rest_size = 0;
  bool echoes_origin = false;
  bool echoes_request = false;  // the requested method or names: then there is no block
  // A buffer of so many bytes has room for the block and for what is copied beyond its end. None is that large where there is no block.
  std::size_t room = 0;
};

}  // namespace crosscheck::policy
