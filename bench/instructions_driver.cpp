// Runs cases a number of times under callgrind, which counts those operations alone and writes a file for each case (instructions.py).
//
// usage: instructions_driver OPERATIONS [TEXT [EXCEPT]]   the cases whose name contains TEXT and not EXCEPT; their names are printed
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "bench/all_cases.h"

int main(int argc, char** argv) {
  const long operations = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 0;
  const std::string text = argc > 2 ? argv[2] : "";
  const std::string except = argc > 3 ? argv[3] : "";
  crosscheck::bench::for_each_case([&](const crosscheck::bench::CaseInfo& info, auto prepare) {
    const std::string name = name_of(info);
    if (name.find(text) == std::string::npos) return;
    if (!except.empty() && name.find(except) != std::string::npos) return;
    // What takes a million steps for each operation is timed, not counted.
    if (info.kind == crosscheck::bench::Kind::work && info.id != "V2" && info.subject != "Policy_Compile_1000") return;
    std::printf("%s\n", name.c_str());
    auto operation = prepare();
    operation();
    CALLGRIND_TOGGLE_COLLECT;
    for (long i = 0; i < operations; ++i) operation();
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS_AT(name.c_str());
  });
  return 0;
}
