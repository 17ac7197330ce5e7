#include "cli/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace crosscheck::cli {
namespace {

constexpr std::size_t kReadAtOnce = 64 * 1024;

}  // namespace

LineReader::LineReader(int descriptor, std::size_t limit, std::function<void()> before_waiting)
    : descriptor_(descriptor), limit_(limit), before_waiting_(std::move(before_waiting)) {}

std::optional<std::string_view> LineReader::next() {
  while (true) {
    const std::size_t end = buffer_.find('\n', scanned_);
    if (end != std::string::npos) {
      const std::string_view line = std::string_view(buffer_).substr(start_, std::min(end - start_, limit_ + 1));
      start_ = end + 1;
      scanned_ = start_;
      return line;
    }
    scanned_ = buffer_.size();
    // Of a line that is too long already, only its beginning is kept.
    if (buffer_.size() - start_ > limit_ + 1) {
      buffer_.resize(start_ + limit_ + 1);
      scanned_ = buffer_.size();
    }
    if (ended_) {
      if (start_ == buffer_.size()) return std::nullopt;
      const std::string_view line = std::string_view(buffer_).substr(start_);
      start_ = scanned_ = buffer_.size();
      return line;
    }
    if (!fill()) ended_ = true;
    if (error_ != 0) return std::nullopt;
  }
}

bool LineReader::fill() {
  buffer_.erase(0, start_);
  scanned_ -= start_;
  start_ = 0;
  pollfd waiting{descriptor_, POLLIN, 0};
  if (poll(&waiting, 1, 0) == 0) before_waiting_();
  std::array<char, kReadAtOnce> block;
  while (true) {
    const ssize_t length = read(descriptor_, block.data(), block.size());
    if (length > 0) {
      buffer_.append(block.data(), static_cast<std::size_t>(length));
      return true;
    }
    if (length == 0) return false;
    if (errno == EINTR) continue;
    error_ = errno;
    return false;
  }
}

}  // namespace crosscheck::cli
