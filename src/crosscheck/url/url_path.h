// A URL's path while it is put together: https://url.spec.whatwg.org/#url-path, kept in its serialized form.
//
// For the URL parser alone. A path belongs to one thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace crosscheck {

// https://url.spec.whatwg.org/#windows-drive-letter: a letter, then ":" or "|".
bool is_windows_drive_letter(std::string_view text);
// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
bool starts_with_windows_drive_letter(std::string_view text);
// The first segment of a serialized path, where it is a normalized Windows drive letter, with its slash: "/C:". Empty otherwise. Views
// into `path`.
std::string_view leading_windows_drive_letter(std::string_view path);

// A list of segments: each is written as "/" and itself, so that the list is empty when the string is. Segments never hold a "/".
// Every operation costs what it adds or takes away.
class UrlPath {
 public:
  UrlPath(std::string serialized, std::string_view scheme);

  // https://url.spec.whatwg.org/#shorten-a-urls-path
  void shorten();
  // https://url.spec.whatwg.org/#path-state for the code points up to the query or fragment.
  void read(std::string_view text);

  std::string take() { return std::move(serialized_); }

 private:
  void append(std::string_view segment);
  void read_segment(std::string_view segment, bool slash_follows);

  std::string serialized_;
  bool is_special_;
  bool is_file_;
};

}  // namespace crosscheck
