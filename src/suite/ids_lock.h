// The append-only list of all ids that vectors bear or bore: conformance/ids.lock.
//
// Values and pure functions; any thread may call.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"

namespace crosscheck::suite {

struct LockedId {
  unsigned rev = 1;
  bool retired = false;
  std::string replacement;  // of a retired one; empty where nothing took its place
};

struct LockError {
  std::string message;  // names the line
};

// Lines of `id rev`, or `id rev retired REPLACEMENT`, where `-` is none. Blank lines and those that begin with `#` say nothing.
class IdsLock {
 public:
  static Result<IdsLock, LockError> parse(std::string_view text);

  // Null for an id that never was.
  const LockedId* find(std::string_view id) const;
  const std::map<std::string, LockedId, std::less<>>& ids() const { return ids_; }

 private:
  std::map<std::string, LockedId, std::less<>> ids_;
};

}  // namespace crosscheck::suite
