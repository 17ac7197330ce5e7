#include "crosscheck/base/ascii.h"

#include <algorithm>

namespace crosscheck {

std::string byte_lowercase(std::string_view bytes) {
  std::string folded(bytes);
  std::transform(folded.begin(), folded.end(), folded.begin(), to_ascii_lower);
  return folded;
}

std::string byte_uppercase(std::string_view bytes) {
  std::string folded(bytes);
  std::transform(folded.begin(), folded.end(), folded.begin(), to_ascii_upper);
  return folded;
}

}  // namespace crosscheck
