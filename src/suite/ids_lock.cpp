#include "suite/ids_lock.h"

#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace crosscheck::suite {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t space = line.find(' ');
    if (space != 0) words.push_back(line.substr(0, space));
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  }
  return words;
}

}  // namespace

Result<IdsLock, LockError> IdsLock::parse(std::string_view text) {
  IdsLock lock;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> words = words_of(line);
    LockedId locked;
    const bool is_retired = words.size() == 4 && words[2] == "retired";
    if (words.size() != 2 && !is_retired)
      return LockError{fmt::format("line {}: a line is `id rev` or `id rev retired REPLACEMENT`, with `-` for none", number)};
    const auto [stop, error] = std::from_chars(words[1].data(), words[1].data() + words[1].size(), locked.rev);
    if (error != std::errc() || stop != words[1].data() + words[1].size() || locked.rev == 0)
      return LockError{fmt::format("line {}: \"{}\" is not a rev, a number from 1 on", number, words[1])};
    locked.retired = is_retired;
    if (is_retired && words[3] != "-") locked.replacement = words[3];
    // A later line with the same id raises its rev or retires it: the list only grows.
    const auto [found, is_new] = lock.ids_.emplace(words[0], locked);
    if (is_new) continue;
    if (found->second.retired) return LockError{fmt::format("line {}: {} was retired before, and no id is used again", number, words[0])};
    if (!is_retired && locked.rev <= found->second.rev)
      return LockError{fmt::format("line {}: the rev of {} does not rise", number, words[0])};
    found->second = locked;
  }
  return lock;
}

const LockedId* IdsLock::find(std::string_view id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? nullptr : &found->second;
}

}  // namespace crosscheck::suite
