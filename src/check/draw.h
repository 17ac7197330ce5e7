// Names that are drawn: the same under the same seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace crosscheck::check {

// A value; one thread at a time.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}

  // SplitMix64.
  std::uint64_t number() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
  }
  // Below `limit`, which is above 0.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(number() % limit); }
  // So many letters from a to z.
  std::string word(std::size_t length) {
    std::string letters;
    while (letters.size() < length) letters += static_cast<char>('a' + below(26));
    return letters;
  }
  // Some of the values, at most `most`, from all parts of the list, in their order. WHY not drawn: what is asked of long lists decides what can be
  // found, and a finding that a baseline knows must not come and go with the seed.
  template <class Value>
  static std::vector<Value> sample(std::vector<Value> values, std::size_t most) {
    if (values.size() <= most) return values;
    std::vector<Value> taken;
    taken.reserve(most);
    for (std::size_t i = 0; i < most; ++i) taken.push_back(std::move(values[i * values.size() / most]));
    return taken;
  }

 private:
  std::uint64_t state_;
};

}  // namespace crosscheck::check
