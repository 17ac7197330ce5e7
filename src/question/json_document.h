// The text of a question, checked as a whole.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "question/json_tree.h"
#include "question/limits.h"
#include "question/refusal.h"

namespace crosscheck::question {

// Reads one text after another and keeps its buffers between them. One thread at a time.
class JsonDocument {
 public:
  JsonDocument();
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  // Lays the text out as `tree`, or says what is wrong with it, in this order: it is too large; it is no JSON or nested too deeply, whichever
  // comes first in the text; a key comes twice in an object or a string holds a lone surrogate, whichever comes first. After a refusal the
  // tree holds what could be read before it. The text need not outlive the call.
  std::optional<Refusal> read(std::string_view text, const Limits& limits);

  // Valid until the next `read`.
  const JsonTree& tree() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace crosscheck::question
