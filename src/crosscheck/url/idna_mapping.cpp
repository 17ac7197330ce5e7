#include "crosscheck/url/idna_mapping.h"

#include <array>
#include <cstddef>

namespace crosscheck {
namespace {

// Characters `first` to `last` become as many from `target` on; they are ignored where it is 0.
struct Mapping {
  char32_t first;
  char32_t last;
  char32_t target;
};

// https://www.unicode.org/reports/tr46/: what changed in IdnaMappingTable.txt from 15.0 to 16.0. U+1806, which became valid as it stands,
// is not to be had this way.
constexpr std::array kMappings{
    Mapping{0x04C0, 0x04C0, 0x04CF},    Mapping{0x10A0, 0x10C5, 0x2D00},   Mapping{0x115F, 0x1160, 0},
    Mapping{0x17B4, 0x17B5, 0},         Mapping{0x180E, 0x180E, 0},        Mapping{0x1E9E, 0x1E9E, 0x00DF},
    Mapping{0x2061, 0x2063, 0},         Mapping{0x206A, 0x206F, 0},        Mapping{0x2132, 0x2132, 0x214E},
    Mapping{0x2183, 0x2183, 0x2184},    Mapping{0x3164, 0x3164, 0},        Mapping{0xFFA0, 0xFFA0, 0},
    Mapping{0x1D173, 0x1D17A, 0},       Mapping{0x2F868, 0x2F868, 0x36FC}, Mapping{0x2F874, 0x2F874, 0x5F53},
    Mapping{0x2F91F, 0x2F91F, 0x243AB}, Mapping{0x2F95F, 0x2F95F, 0x7AEE}, Mapping{0x2F9BF, 0x2F9BF, 0x45D7},
};

constexpr std::size_t length_of_sequence(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

char32_t code_point_of(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead;
  // The lead byte's own bits: five, four or three.
  char32_t code_point = lead & (0x7Fu >> sequence.size());
  for (const char byte : sequence.substr(1)) code_point = code_point << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
  return code_point;
}

// Of a code point from U+0080 on.
std::string utf8_encode(char32_t code_point) {
  const std::size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  std::string sequence(length, '\0');
  for (std::size_t i = length - 1; i > 0; --i) {
    sequence[i] = static_cast<char>(0x80u | (code_point & 0x3Fu));
    code_point >>= 6;
  }
  const unsigned mark = length == 2 ? 0xC0u : length == 3 ? 0xE0u : 0xF0u;
  sequence[0] = static_cast<char>(mark | code_point);
  return sequence;
}

const Mapping* mapping_of(char32_t code_point) {
  for (const Mapping& mapping : kMappings) {
    if (code_point >= mapping.first && code_point <= mapping.last) return &mapping;
  }
  return nullptr;
}

}  // namespace

std::string with_newer_idna_mappings(std::string_view domain) {
  std::string mapped;
  mapped.reserve(domain.size());
  while (!domain.empty()) {
    const std::string_view sequence = domain.substr(0, length_of_sequence(static_cast<unsigned char>(domain[0])));
    domain.remove_prefix(sequence.size());
    const char32_t code_point = code_point_of(sequence);
    const Mapping* mapping = mapping_of(code_point);
    if (mapping == nullptr) {
      mapped += sequence;
    } else if (mapping->target != 0) {
      mapped += utf8_encode(mapping->target + (code_point - mapping->first));
    }
  }
  return mapped;
}

}  // namespace crosscheck
