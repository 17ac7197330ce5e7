# shellcheck shell=bash
# `./bootstrap fuzz [--time 600] [target…]`: builds the targets and runs them on all cores (fuzz/run.py).
# `./bootstrap fuzz --coverage`: what the corpora cover (fuzz/coverage.py).

# fuzz_build [target...]: the programs of these targets, or of all.
fuzz_build() {
  local -a targets=()
  local target
  for target in "$@"; do targets+=("${target}_fuzz"); done
  CXX=clang++-19 configure fuzz -DBUILD_TESTING=OFF && build fuzz "${targets[@]}"
}

fuzz_coverage() {
  step "configure fuzz-coverage" configure-fuzz-coverage cmake --preset coverage -B build/fuzz-coverage -DCROSSCHECK_ONLY=replay \
    -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" "${common_options[@]}" &&
    step "build fuzz-coverage" build-fuzz-coverage cmake --build build/fuzz-coverage --parallel "$jobs" &&
    python3 -B fuzz/coverage.py
}

verb_fuzz() {
  local -a options=() targets=()
  local coverage=
  while (($#)); do
    case $1 in
      --time)
        if [[ ! ${2:-} =~ ^[1-9][0-9]*$ ]]; then
          say "--time takes seconds: ./bootstrap fuzz --time 600"
          exit 2
        fi
        options+=(--time "$2")
        shift
        ;;
      --coverage) coverage=yes ;;
      -*)
        say "fuzz knows no option $1; usage: ./bootstrap fuzz [--time <seconds>] [--coverage] [target...]"
        exit 2
        ;;
      *)
        if [[ ! -f fuzz/$1_fuzz.cpp ]]; then
          say "no such target: $1; there are: $(cd fuzz && printf '%s ' *_fuzz.cpp | sed 's/_fuzz\.cpp//g')"
          exit 2
        fi
        targets+=("$1")
        ;;
    esac
    shift
  done
  need_packages "${build_packages[@]}" "${coverage_packages[@]}"
  if [[ -n $coverage ]]; then
    fuzz_coverage
    return
  fi
  fuzz_build "${targets[@]}" || exit 3
  # WHY no step: it shows its own progress, and an interrupt has to reach it.
  python3 -B fuzz/run.py "${options[@]}" "${targets[@]}"
}
