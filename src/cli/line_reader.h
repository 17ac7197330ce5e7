// Lines from a file descriptor, however long and however slowly they come.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck::cli {

// Holds no more than one line of the largest size and a block. The descriptor stays its owner's.
class LineReader {
 public:
  // Lines of more than `limit` bytes are cut to one byte more. `before_waiting` is called each time when no data is there yet.
  LineReader(int descriptor, std::size_t limit, std::function<void()> before_waiting);

  // The next line without its end, valid until the next call; the last one needs no end. Nothing at the end of the data or when reading
  // failed, which `error` tells apart.
  std::optional<std::string_view> next();
  // errno of the read that failed; 0 where none did.
  int error() const { return error_; }

 private:
  bool fill();

  int descriptor_;
  std::size_t limit_;
  std::function<void()> before_waiting_;
  std::string buffer_;
  std::size_t start_ = 0;    // of what was not yet handed out
  std::size_t scanned_ = 0;  // up to here there is no line end
  bool ended_ = false;
  int error_ = 0;
};

}  // namespace crosscheck::cli
