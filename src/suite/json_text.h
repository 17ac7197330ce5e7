// JSON texts of files and adapters: read strictly, and their members asked for by name and type.
//
// Values and pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "crosscheck/base/result.h"

namespace crosscheck::suite {

using Json = nlohmann::ordered_json;

// What is wrong, and where: a JSON pointer ("" is the root), or "line 3, column 7" in what is no JSON.
struct JsonFault {
  std::string at;
  std::string what;
};
// "at /vectors/3/id: …", "at the root: …", "line 3, column 7: …"
std::string to_string(const JsonFault& fault);

// The value, keys in their order. Refused: what is no JSON, deeper than 128 or longer than `limit`; a key that comes twice in an object; a
// string with a lone surrogate.
// A number that no double holds becomes the text that it was written as, or is refused too.
enum class HugeNumbers { become_text, are_refused };
Result<Json, JsonFault> read_json_text(std::string_view text, std::size_t limit = std::size_t{64} * 1024 * 1024,
                                       HugeNumbers huge_numbers = HugeNumbers::become_text);

// Its value where it is an integer from 0 on that 64 bits hold.
std::optional<std::uint64_t> whole_number(const Json& json);

// One line without blanks between its parts; what is no UTF-8 becomes U+FFFD.
std::string to_text(const Json& json);

// The members of an object, each read by its name. The first fault of all is kept in `fault`; after it everything reads as empty.
class Members {
 public:
  // A fault: no object, a key that is in neither list, a required key that is missing. The JSON has to outlive it.
  Members(const Json& json, std::string pointer, std::optional<JsonFault>& fault, std::initializer_list<std::string_view> required,
          std::initializer_list<std::string_view> optional = {});

  // Null where it is missing.
  const Json* find(std::string_view key) const;
  // Of another type: a fault. Missing: empty, 0, or an empty object.
  std::string text(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  unsigned number(std::string_view key) const;  // an integer from 1 on
  std::uint64_t whole(std::string_view key, std::uint64_t largest) const;
  const Json& array(std::string_view key) const;
  const Json& object(std::string_view key) const;

  std::string pointer(std::string_view key) const;
  void refuse(std::string_view key, std::string what) const;
  bool failed() const { return fault_.has_value(); }

 private:
  const Json* of_type(std::string_view key, bool is_type, std::string_view type) const;

  const Json* json_ = nullptr;
  std::string pointer_;
  std::optional<JsonFault>& fault_;
};

}  // namespace crosscheck::suite
