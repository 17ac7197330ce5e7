// Entity tags of what does not change while the program runs.
#pragma once

#include <string>
#include <string_view>

#include "suite/report_sha256.h"

namespace crosscheck::oracle {

// https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3: a strong one, the same for the same content. Pure.
inline std::string etag_of(std::string_view content) {
  static constexpr std::size_t kDigits = 32;
  return '"' + suite::in_hex(suite::sha256(content)).substr(0, kDigits) + '"';
}

}  // namespace crosscheck::oracle
