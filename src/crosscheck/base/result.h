// A value, or what went wrong instead.
//
// A value type: it owns what it holds, and may be read from any thread.
#pragma once

#include <cassert>
#include <cstdint>
#include <utility>
#include <variant>

namespace crosscheck {

// Either a T or an E, which are different types. Reading the one that is not there is a programming error and asserts.
template <class T, class E>
class Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  const T& value() const& {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T& value() & {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }
  const E& error() const {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, E> state_;
};

// The number of the step at which an algorithm of a standard returned failure.
struct FailedStep {
  std::uint8_t number = 0;
  friend bool operator==(const FailedStep&, const FailedStep&) = default;
};

}  // namespace crosscheck
