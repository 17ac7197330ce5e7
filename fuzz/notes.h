// What a run of a target came to, as one number: two runs of the same input have to come to the same.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace crosscheck::fuzz {

// A target notes each result that it works out. Costs next to nothing where nobody listens.
class Notes {
 public:
  explicit Notes(bool listens) : listens_(listens) {}

  void note(std::string_view bytes) {
    if (!listens_) return;
    for (const char c : bytes) add(static_cast<unsigned char>(c));
    add(0x100 + (bytes.size() & 0xFF));
  }
  template <class Number>
    requires(std::is_integral_v<Number> || std::is_enum_v<Number>)
  void note(Number number) {
    if (listens_) add(static_cast<std::uint64_t>(number));
  }

  // Where nobody does, an input is one of very many: what takes long is then held for some of them alone.
  bool listens() const { return listens_; }
  std::uint64_t digest() const { return digest_; }

 private:
  // FNV-1a, a number at a time.
  void add(std::uint64_t number) { digest_ = (digest_ ^ number) * 0x100000001B3U; }

  bool listens_;
  std::uint64_t digest_ = 0xCBF29CE484222325U;
};

}  // namespace crosscheck::fuzz
