// Field lines of a message, one after the other, as the two sides may read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "wire/reading.h"

namespace crosscheck::wire {

// https://www.rfc-editor.org/rfc/rfc9112#section-5
// A client reads what a browser would still understand, and leaves bytes as they are: whether a name or a value is valid is asked above.
// - a folded line is joined to its field by one space (5.2); before the first field it is ignored (2.2)
// - a line without a colon, or with nothing before it, is ignored
// - any byte stands in a name (a space before the colon too) and in a value (NUL and a lone CR too)
// A server refuses all of these: no browser sends them, and two readers could understand them differently.
enum class FieldManner : std::uint8_t { of_a_client, of_a_server };

class FieldLines {
 public:
  explicit FieldLines(FieldManner manner) : manner_(manner) {}

  // Takes one line, without its end; it is not empty. Linear in the line, folded ones too.
  std::optional<ReadFailure> add(std::string_view line);

  const std::vector<Header>& headers() const { return headers_; }
  const std::vector<std::string>& ignored() const { return ignored_; }
  std::vector<Header> take_headers() && { return std::move(headers_); }
  std::vector<std::string> take_ignored() && { return std::move(ignored_); }

 private:
  void fold(std::string_view line);

  FieldManner manner_;
  bool folds_into_field_ = false;  // the line before was a field, or was folded into one
  std::vector<Header> headers_;
  std::vector<std::string> ignored_;
};

}  // namespace crosscheck::wire
