#include "check/group.h"

#include <fmt/format.h>

namespace crosscheck::check {

void note_sample(Group& group, std::size_t of, std::size_t most, std::string_view things, std::string_view how) {
  if (of > most) group.notes.push_back(fmt::format("Of {} {} only {} were asked about {}.", of, things, most, how));
}

}  // namespace crosscheck::check
