# shellcheck shell=bash
# `./bootstrap test`: stages that go on after a failure, and one count over all of them.

results=build/results

# A stage that cannot even be built is one failure.
stage_failed() { printf 'fail\t%s\t%s\n' "$1" "$2" >>"$results/stages.tsv"; }
# Something that could not run here is told, and counted as skipped.
stage_skipped() { printf 'skip\t%s\t%s\n' "$1" "$2" >>"$results/stages.tsv"; }
# A proof that has no tests of its own inside.
stage_passed() { printf 'pass\t%s\t%s\n' "$1" "$2" >>"$results/stages.tsv"; }

begin_results() {
  rm -rf "${results:?}"
  mkdir -p "$results"
  : >"$results/stages.tsv"
}

# run_tests <preset> <name> [ctest option...]: the count is read from the results file, so a failure does not end the stage.
run_tests() {
  local preset=$1 name=$2
  shift 2
  step "test $name" "test-$name" ctest --preset "$preset" --parallel "$jobs" --output-on-failure \
    --output-junit "$root/$results/$name.xml" "$@" || true
  [[ -s $results/$name.xml ]] || stage_failed "$name" "ctest left no results"
}

# build_stage <preset> [configure option...]
build_stage() {
  local preset=$1
  shift
  if ! configure "$preset" "$@"; then
    stage_failed "$preset" "does not configure"
    return 1
  fi
  if ! build "$preset"; then
    stage_failed "$preset" "does not build"
    return 1
  fi
}

# finish_results: what failed, what could not run, and the count as the last line. Ends the bootstrap.
finish_results() {
  local status=0
  python3 -B .ci/bootstrap/count.py "$results" || status=$?
  exit "$status"
}

stage_release() {
  build_stage release -DBUILD_TESTING=ON || return 0
  run_tests release release --label-exclude '^house$'
}

stage_asan_ubsan() {
  build_stage asan-ubsan || return 0
  UBSAN_OPTIONS=print_stacktrace=1 run_tests asan-ubsan asan-ubsan
}

# What has threads carries a label that ends in `threads`; the preset builds nothing else.
stage_tsan() {
  build_stage tsan || return 0
  run_tests tsan tsan --label-regex 'threads$'
  if [[ -s $results/tsan.xml ]] && ! grep -q '<testcase' "$results/tsan.xml"; then
    say "tsan: nothing has threads, so there is nothing to run"
  fi
}

stage_house() {
  # They read the sources, so they run after a build that failed too.
  [[ -f build/release/CTestTestfile.cmake ]] || {
    stage_failed house "the release preset was not configured"
    return 0
  }
  run_tests release house --label-regex '^house$'
}

verb_test() {
  need_packages "${test_packages[@]}"
  want_page_packages || say "the tests of pages and schemas run as far as that allows"
  want_node_modules
  want_server_packages || say "the tests of real servers run as far as that allows"
  begin_results
  stage_release
  stage_asan_ubsan
  stage_tsan
  stage_house
  finish_results
}
