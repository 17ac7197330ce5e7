# shellcheck shell=bash
# `./bootstrap nightly`: the long proofs. Each is one function; one that cannot run here is counted as skipped.

# coverage_by <name> <program> [argument...]: what one program covers of src/crosscheck/: lines, branches, and conditions that decide alone (MC/DC).
coverage_by() {
  local name=$1 program=$2 folder=build/coverage
  shift 2
  if ! LLVM_PROFILE_FILE="$root/$folder/$name.profraw" step "coverage: $name" "coverage-run-$name" "$program" "$@"; then
    stage_failed coverage "the $name fail"
    return 1
  fi
  step "coverage: merge" "coverage-merge-$name" llvm-profdata-19 merge -sparse "$folder/$name.profraw" -o "$folder/$name.profdata" &&
    step "coverage: report" "coverage-$name" llvm-cov-19 report "$program" -instr-profile "$folder/$name.profdata" \
      --ignore-filename-regex='(_test\.cpp|^/usr/)' --show-region-summary=false --show-mcdc-summary src/crosscheck || {
    stage_failed coverage "no report of the $name"
    return 1
  }
  sed -n '/^Filename/,$p' "$log_dir/coverage-$name.log"
  say "src/crosscheck/ by the $name alone: $(awk '$1 == "TOTAL" { print $7 " of lines, " $10 " of branches, " $13 " of MC/DC" }' \
    "$log_dir/coverage-$name.log")"
}

# Coverage of src/crosscheck/ by its unit tests alone, and by the vectors alone.
nightly_coverage() {
  if ! want_packages "${coverage_packages[@]}"; then
    stage_skipped coverage "clang-19 and llvm-19 cannot be had"
    return 0
  fi
  build_stage coverage || return 0
  rm -f build/coverage/*.profraw build/coverage/*.profdata
  coverage_by "unit-tests" build/coverage/engine_test --gtest_brief=1 || return 0
  coverage_by "vectors" build/coverage/vectors_test --gtest_brief=1 || return 0
  stage_passed coverage "measured"
}

# nightly_compiler <package> <compiler> [configure option...]: the whole tree compiles without a warning and its tests pass.
nightly_compiler() {
  local package=$1 compiler=$2
  shift 2
  if ! want_packages "$package"; then
    stage_skipped "$compiler" "the package $package cannot be had"
    return 0
  fi
  step "configure $compiler" "configure-$compiler" cmake --preset dev -B "build/$compiler" \
    -DCMAKE_CXX_COMPILER="$compiler" "${common_options[@]}" "$@" || {
    stage_failed "$compiler" "does not configure"
    return 0
  }
  step "build $compiler" "build-$compiler" cmake --build "build/$compiler" --parallel "$jobs" || {
    stage_failed "$compiler" "does not build"
    return 0
  }
  step "test $compiler" "test-$compiler" ctest --test-dir "build/$compiler" --parallel "$jobs" --output-on-failure \
    --label-exclude '^house$' --output-junit "$root/$results/$compiler.xml" || true
}

# WHY joined: it takes half the time, and Clang 19 sees each source alone.
nightly_clang_14() { nightly_compiler clang-14 clang++-14 -DCROSSCHECK_JOIN=ON; }

# Against the cpp-httplib of the next Debian, where that can be had.
nightly_clang_19() {
  if ! want_newer_httplib; then
    stage_skipped newer-httplib "cpp-httplib of the next Debian cannot be had"
    nightly_compiler clang-19 clang++-19
    return 0
  fi
  say "clang++-19 builds against cpp-httplib $(httplib_version "$newer_httplib/httplib.h")"
  # WHY -U: a build folder remembers the one it found before.
  PKG_CONFIG_PATH=$root/$newer_httplib nightly_compiler clang-19 clang++-19 -U '*httplib*'
}

# The suite held against every mutant of the engine (conformance/mutants.json); one that no vector notices fails.
nightly_mutants() {
  local matrix=build/mutants/kill-matrix.ndjson status=0
  configure release "${release_options[@]}" && build release crosscheck_cli || {
    stage_failed mutants "the command does not build"
    return 0
  }
  step "mutants" mutants build/release/crosscheck mutate --matrix "$matrix" || status=$?
  case $status in
    0) stage_passed mutants "$(grep -c . "$matrix") lines in $matrix" ;;
    1) stage_failed mutants "a mutant survives, or one that is listed as equivalent does not" ;;
    3) stage_failed mutants "the run says nothing: a control or the engine itself came out wrong, or the copy does not build" ;;
    *) stage_failed mutants "crosscheck mutate ends with $status" ;;
  esac
  sed -n '/^ *[0-9]* mutants are killed/,$p' "$log_dir/mutants.log"
}

# The two halves of the engine held against each other, with mutants of either: their tests have to fail.
nightly_two_halves() {
  if step "two halves" two-halves python3 -B conformance/mutants/halves_proof.py build/mutants/planted; then
    stage_passed two-halves "$(tail -n 1 "$log_dir/two-halves.log")"
  else
    stage_failed two-halves "a mutant of one half goes unnoticed by the other, or the tests do not build"
  fi
}

# Ten million questions in batches leave the oracle's memory as it was after the first million.
nightly_oracle_memory() {
  configure release "${release_options[@]}" && build release crosscheck_cli || {
    stage_failed oracle-memory "the command does not build"
    return 0
  }
  if step "oracle memory" oracle-memory python3 -B conformance/oracle/memory_proof.py --command build/release/crosscheck; then
    stage_passed oracle-memory "$(tail -n 1 "$log_dir/oracle-memory.log")"
  else
    stage_failed oracle-memory "memory grows with what was asked, or the server does not answer"
  fi
  cat "$log_dir/oracle-memory.log"
}

# Every room under AddressSanitizer and UBSan; `test` has the engine, the door and the replays.
nightly_sanitizers() {
  build_stage asan-ubsan -DCROSSCHECK_ONLY= || return 0
  UBSAN_OPTIONS=print_stacktrace=1 run_tests asan-ubsan asan-ubsan --label-regex '^(wire|suite|check|oracle|cli)'
}

# Bugs that are planted in a copy of the sources: each is found by its fuzz target within a minute (fuzz/planted/).
nightly_planted_bugs() {
  if ! want_packages "${coverage_packages[@]}"; then
    stage_skipped planted-bugs "clang-19 cannot be had"
    return 0
  fi
  local status=0
  step "planted bugs" planted-bugs python3 -B fuzz/planted/run || status=$?
  case $status in
    0) stage_passed planted-bugs "$(tail -n 1 "$log_dir/planted-bugs.log")" ;;
    1) stage_failed planted-bugs "a planted bug is not found, a patch does not apply any more, or a target falls without a bug" ;;
    *) stage_failed planted-bugs "no bug could be planted: $(tail -n 1 "$log_dir/planted-bugs.log")" ;;
  esac
  sed '1d' "$log_dir/planted-bugs.log"
}

# What a fleet does with fuzz/oss-fuzz/build.sh, as far as that goes without Docker.
nightly_oss_fuzz() {
  if ! want_packages "${coverage_packages[@]}" zip; then
    stage_skipped oss-fuzz "clang-19 or zip cannot be had"
    return 0
  fi
  if step "oss-fuzz" oss-fuzz python3 -B fuzz/oss-fuzz/bad_build_test.py; then
    stage_passed oss-fuzz "$(tail -n 1 "$log_dir/oss-fuzz.log")"
  else
    stage_failed oss-fuzz "build.sh or one of the checks of its programs fails"
  fi
}

# In this order; `two-halves` takes the copy that `mutants` has built.
nightly_stages=(coverage mutants two-halves oracle-memory sanitizers planted-bugs oss-fuzz clang-14 clang-19)

# verb_nightly [stage...]: those, or all.
verb_nightly() {
  local stage
  for stage in "$@"; do
    [[ " ${nightly_stages[*]} " == *" $stage "* ]] && continue
    if [[ $stage == -h || $stage == --help ]]; then
      say "usage: ./bootstrap nightly [stage...]"
      say "stages, all of them where none is named: ${nightly_stages[*]}"
      exit 0
    fi
    say "nightly: there is no stage $stage; there are ${nightly_stages[*]}" >&2
    exit 2
  done
  need_packages "${test_packages[@]}"
  begin_results
  for stage in "${nightly_stages[@]}"; do
    if (($# == 0)) || [[ " $* " == *" $stage "* ]]; then "nightly_${stage//-/_}"; fi
  done
  finish_results
}
