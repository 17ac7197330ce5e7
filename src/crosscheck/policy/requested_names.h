// The names that a preflight asks for: the elements of all `Access-Control-Request-Headers` lines, without copying them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"

namespace crosscheck::policy {

// Field lines in wire order: one, all of an array, or some of a header list. Borrowed.
class RequestedNames {
 public:
  RequestedNames() = default;
  // One line. Refers to its bytes alone.
  explicit RequestedNames(std::string_view line) : bytes_(line.data()), size_(line.size()), kind_(Kind::line) {}
  explicit RequestedNames(std::span<const std::string_view> lines) : lines_(lines.data()), size_(lines.size()), kind_(Kind::lines) {}
  // The lines of the list that bear the name Access-Control-Request-Headers.
  explicit RequestedNames(HeaderListView headers) : headers_(headers.data()), size_(headers.size()), kind_(Kind::headers) {}

  // Whether there is no line at all.
  bool is_none() const { return kind_ == Kind::lines && size_ == 0; }
  // Whether all is one line, and that line.
  bool is_one_line() const { return kind_ == Kind::line; }
  std::string_view line() const { return {bytes_, size_}; }

  // Calls `visit(std::string_view line)` for each line, until it returns false.
  template <class Visit>
  void for_each_line(Visit&& visit) const {
    if (kind_ == Kind::line) {
      visit(line());
      return;
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (kind_ == Kind::lines) {
        if (!visit(lines_[i])) return;
      } else if (is_requested_headers(headers_[i].name)) {
        if (!visit(headers_[i].value)) return;
      }
    }
  }

  // Calls `visit(std::string_view element)` for each element, empty ones included, without tabs and spaces around it, until it returns false.
  template <class Visit>
  void for_each_element(Visit&& visit) const {
    for_each_line([&](std::string_view line) {
      while (true) {
        const std::size_t comma = line.find(',');
        if (!visit(trim_http_tab_or_space(line.substr(0, comma)))) return false;
        if (comma == std::string_view::npos) return true;
        line.remove_prefix(comma + 1);
      }
    });
  }

  // Calls `visit(std::string_view name)` for each element that is not empty.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for_each_element([&](std::string_view element) {
      if (!element.empty()) visit(element);
      return true;
    });
  }

  // Whether there is an element that is not empty.
  bool has_any_name() const {
    bool any = false;
    for_each_element([&](std::string_view element) {
      any = !element.empty();
      return !any;
    });
    return any;
  }

  static bool is_requested_headers(std::string_view name);

 private:
  enum class Kind : std::uint8_t { lines, line, headers };
  union {
    const std::string_view* lines_ = nullptr;
    const char* bytes_;
    const HeaderView* headers_;
  };
  std::size_t size_ = 0;
  Kind kind_ = Kind::lines;
};

}  // namespace crosscheck::policy
