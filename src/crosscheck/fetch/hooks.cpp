#include "crosscheck/fetch/hooks.h"

namespace crosscheck {

const Hooks& no_hooks() {
  static const Hooks hooks;
  return hooks;
}

}  // namespace crosscheck
