// One request asked of a policy, as `--ask` writes it: what a browser would send, and what the server answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/policy/policy.h"

namespace crosscheck::cli {

// What a script asks for.
struct AskedRequest {
  std::string method;  // normalized
  std::string origin;
  std::vector<std::string> names;  // of headers: as a preflight names them, in lower case, sorted, without repeats
  std::vector<std::string> notes;  // what a browser makes of what was written, in sentences
};

// METHOD ORIGIN [HEADERS], or what is wrong with it, in a sentence.
struct BadAsk {
  std::string message;
};
Result<AskedRequest, BadAsk> parse_ask(std::string_view text);

// A request of the browser and the policy's answer to it.
struct Exchange {
  std::string method;
  HeaderList headers;
  std::vector<HeaderView> lines;  // of `headers`
  policy::Decision decision;      // refers to the policy and to this exchange
};

// What comes of it.
class AskedAnswer {
 public:
  // `policy` must outlive it.
  AskedAnswer(const policy::Policy& policy, const AskedRequest& request, std::string_view path);
  AskedAnswer(const AskedAnswer&) = delete;
  AskedAnswer& operator=(const AskedAnswer&) = delete;

  // Nothing where the browser sends none: a safelisted method, and no header that has to be asked for.
  const std::optional<Exchange>& preflight() const { return preflight_; }
  // Nothing where the preflight was refused.
  const std::optional<Exchange>& actual() const { return actual_; }

  bool allowed() const { return !deciding().reason().has_value(); }
  std::optional<Reason> reason() const { return deciding().reason(); }
  // Whether credentials may go along with what is allowed.
  bool allows_credentials() const;
  // Where in the document it was decided: the entry, or the key whose value refuses. The key may be left out there, and have its default.
  std::string decided_by() const;

 private:
  const policy::Decision& deciding() const { return actual_ ? actual_->decision : preflight_->decision; }
  // The pointer of the policy that the path has.
  std::string base_;
  std::optional<Exchange> preflight_;
  std::optional<Exchange> actual_;
};

}  // namespace crosscheck::cli
