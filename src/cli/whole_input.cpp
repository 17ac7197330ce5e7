#include "cli/whole_input.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace crosscheck::cli {

Result<std::string, int> read_whole(int descriptor, std::size_t limit) {
  constexpr std::size_t kReadAtOnce = 64 * 1024;
  std::string text;
  std::array<char, kReadAtOnce> block;
  while (text.size() <= limit) {
    const ssize_t length = ::read(descriptor, block.data(), block.size());
    if (length == 0) break;
    if (length < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.append(block.data(), static_cast<std::size_t>(length));
  }
  return text;
}

}  // namespace crosscheck::cli
