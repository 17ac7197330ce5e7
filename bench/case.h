// What a case is. The benchmark takes its time, and the driver under callgrind counts its instructions: both run the same code.
#pragma once

#include <string>
#include <string_view>

namespace crosscheck::bench {

// Limit: what the machine cannot do faster. Decision: must not allocate. Work: may.
enum class Kind { limit, decision, work };

struct CaseInfo {
  std::string_view subject;  // "Policy_Actual_Allowed"
  std::string_view id;       // "A1"
  std::string_view form = {};  // "scan", "indexed", or what else tells cases of one id apart
  Kind kind = Kind::decision;
};

// "BM_Policy_Actual_Allowed/A1/scan"
inline std::string name_of(const CaseInfo& info) {
  std::string name = "BM_";
  name.append(info.subject).append("/").append(info.id);
  if (!info.form.empty()) name.append("/").append(info.form);
  return name;
}

// The compiler must have the value ready, and takes all memory for read.
template <class Value>
inline void keep(const Value& value) {
  asm volatile("" : : "r,m"(value) : "memory");
}

// The compiler no longer knows where the value comes from.
template <class Value>
inline Value hidden(Value value) {
  asm volatile("" : "+r"(value) : : "memory");
  return value;
}

}  // namespace crosscheck::bench
