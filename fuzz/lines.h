// Plain bytes as a few strings: what stands between line feeds, each alone in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "fuzz/guarded.h"

namespace crosscheck::fuzz {

class Lines {
 public:
  static constexpr std::size_t kMost = 16;
  explicit Lines(std::string_view bytes) : guarded_(bytes.size(), kMost) {
    // The last line takes the rest, line feeds included.
    while (lines_.size() + 1 < kMost) {
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) break;
      lines_.push_back(guarded_.copy(bytes.substr(0, end)));
      bytes.remove_prefix(end + 1);
    }
    lines_.push_back(guarded_.copy(bytes));
  }

  std::size_t size() const { return lines_.size(); }
  std::string_view operator[](std::size_t i) const { return lines_[i]; }
  auto begin() const { return lines_.begin(); }
  auto end() const { return lines_.end(); }

 private:
  Guarded guarded_;
  std::vector<std::string_view> lines_;
};

}  // namespace crosscheck::fuzz
