// What this machine cannot do faster: every figure is read as a multiple of these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/case.h"
#include "bench/requests.h"

namespace crosscheck::bench {

[[gnu::noinline]] inline void empty_call() { asm volatile(""); }

struct Words {
  std::uint64_t low;
  std::uint64_t high;
};
inline Words load_16(const char* bytes) {
  Words words;
  std::memcpy(&words, bytes, sizeof words);
  return words;
}

// From 16 to 32 bytes by two overlapping loads.
inline bool equal_30(const char* a, const char* b, std::size_t size) {
  const Words a_first = load_16(a), b_first = load_16(b), a_last = load_16(a + size - 16), b_last = load_16(b + size - 16);
  return ((a_first.low ^ b_first.low) | (a_first.high ^ b_first.high) | (a_last.low ^ b_last.low) | (a_last.high ^ b_last.high)) == 0;
}

inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t hash_30(const char* bytes, std::size_t size) {
  const Words first = load_16(bytes), last = load_16(bytes + size - 16);
  return fold(fold(first.low ^ 0x9E3779B97F4A7C15, first.high ^ 0xD6E8FEB86659FD93) ^ last.low, last.high ^ size);
}

template <class Visit>
void for_each_limit(Visit&& visit) {
  const auto limit = [&](std::string_view subject, std::string_view id, auto&& prepare) {
    visit(CaseInfo{subject, id, "", Kind::limit}, prepare);
  };
  limit("Limit_Call", "call", [] { return [] { empty_call(); }; });
  static const std::string a(kAllowedOrigin);
  static const std::string b(kAllowedOrigin);
  limit("Limit_Compare30Bytes", "compare30", [] { return [] { keep(equal_30(hidden(a.data()), hidden(b.data()), hidden(a.size()))); }; });
  limit("Limit_Memcmp30Bytes", "memcmp30", [] { return [] { keep(std::memcmp(hidden(a.data()), hidden(b.data()), hidden(a.size()))); }; });
  limit("Limit_Hash30Bytes", "hash30", [] { return [] { keep(hash_30(hidden(a.data()), hidden(a.size()))); }; });
  limit("Limit_StdHash30Bytes", "stdhash30",
        [] { return [] { keep(std::hash<std::string_view>()(std::string_view(hidden(a.data()), hidden(a.size())))); }; });
  for (const auto& [id, size] : {std::pair{"copy64", 64}, std::pair{"copy180", 180}, std::pair{"copy480", 480}}) {
    const auto bytes = static_cast<std::size_t>(size);
    limit("Limit_Copy", id, [bytes] {
      return [from = std::vector<char>(bytes), to = std::vector<char>(bytes)]() mutable {
        std::memcpy(hidden(to.data()), hidden(from.data()), hidden(from.size()));
        keep(to.data());
      };
    });
  }
  // The length and the first byte of each name: less cannot be read to find three of them.
  static const RequestBytes request = RequestBytes::actual(kAllowedOrigin);
  limit("Limit_Walk11Fields", "walk11", [] {
    return [] {
      std::size_t found = 0;
      const HeaderView* const fields = hidden(request.fields().data());
      for (std::size_t i = 0; i < 11; ++i) found += fields[i].name.size() == 6 && (fields[i].name.front() | 0x20) == 'o';
      keep(found);
    };
  });
  limit("Limit_MallocFree64Bytes", "malloc64", [] {
    return [] {
      void* memory = std::malloc(hidden(std::size_t{64}));
      keep(memory);
      std::free(memory);
    };
  });
}

}  // namespace crosscheck::bench
