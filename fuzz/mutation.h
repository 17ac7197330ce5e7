// What the mutators of structured inputs have in common. They know nothing of libFuzzer, so that a test can hold them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace crosscheck::fuzz {

// Numbers from a seed: the same seed gives the same ones on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  // 0 to below `count`, which is not 0.
  std::size_t roll(std::size_t count) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>((state_ >> 11) % count);
  }
  bool one_in(std::size_t count) { return roll(count) == 0; }

 private:
  std::uint64_t state_;
};

// Changes bytes as a fuzzer does that knows nothing of them; the result has at most `limit` bytes.
using MutateBytes = std::function<std::string(std::string_view bytes, std::size_t limit)>;

// text_mutation.cpp: lines of the text form (input.h) are dropped, repeated, swapped, split at commas and merged, and values changed.
std::string mutate_text(std::string_view text, Dice& dice, const MutateBytes& mutate_bytes);
// Lines of the one put among those of the other.
std::string cross_texts(std::string_view one, std::string_view other, Dice& dice);

// json_mutation.cpp: values of a JSON text are dropped, repeated, swapped, put in other places and replaced; any text may be given.
std::string mutate_json(std::string_view text, Dice& dice, const MutateBytes& mutate_bytes);
// A value of the other put in the place of one of this one.
std::string cross_jsons(std::string_view one, std::string_view other, Dice& dice);

}  // namespace crosscheck::fuzz
