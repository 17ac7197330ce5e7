// The profiles with which a trace is held against silence.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "crosscheck/fetch/profile.h"
#include "fuzz/notes.h"

namespace crosscheck::fuzz {

// All of them in a replay. WHY one while fuzzing: a trace takes many times as long as what it explains. `pick` says which.
inline std::span<const Profile* const> traced_profiles(const Notes& notes, std::size_t pick) {
  static const std::array<const Profile*, 4> kAll{&standard_profile(), &chromium_profile(), &firefox_profile(), &webkit_profile()};
  const std::span<const Profile* const> all(kAll);
  return notes.listens() ? all : all.subspan(pick % all.size(), 1);
}

}  // namespace crosscheck::fuzz
