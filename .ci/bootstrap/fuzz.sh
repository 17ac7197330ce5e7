# shellcheck shell=bash
# `./bootstrap fuzz [--time 600] [target…]`: builds the targets and runs them on all cores (fuzz/run.py).
# `./bootstrap fuzz --coverage`: what the corpora cover (fuzz/coverage.py). `--log`: what has run (fuzz/log.py).

# fuzz_build [target...]: the programs of these targets, or of all.
fuzz_build() {
  local -a targets=()
  local target
  for target in "$@"; do targets+=("${target}_fuzz"); done
  CXX=clang++-19 configure fuzz -DBUILD_TESTING=OFF && build fuzz "${targets[@]}"
}

fuzz_coverage() {
  local folder=build/fuzz-coverage
  # As `configure` does: a folder that belongs to another place is set up again.
  if [[ -f $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
    rm -rf "${folder:?}"
  fi
  step "configure fuzz-coverage" configure-fuzz-coverage cmake --preset coverage -B "$folder" -DCROSSCHECK_ONLY=replay \
    -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" "${common_options[@]}" || return 3
  step "build fuzz-coverage" build-fuzz-coverage cmake --build "$folder" --parallel "$jobs" || return 3
  exec python3 -B fuzz/coverage.py "$@"
}

fuzz_usage() {
  say "usage: ./bootstrap fuzz [--time <seconds>] [target...]"
  say "       ./bootstrap fuzz --coverage [target...]"
  say "       ./bootstrap fuzz --log"
  say "targets: $(cd fuzz && printf '%s ' *_fuzz.cpp | sed 's/_fuzz\.cpp//g')"
}

verb_fuzz() {
  local -a options=() targets=()
  local what=run
  while (($#)); do
    case $1 in
      --time)
        if [[ ! ${2:-} =~ ^[1-9][0-9]*$ ]]; then
          say "--time takes seconds: ./bootstrap fuzz --time 600" >&2
          exit 2
        fi
        options+=(--time "$2")
        shift
        ;;
      --coverage | --log) what=$1 ;;
      -h | --help)
        fuzz_usage
        exit 0
        ;;
      -*)
        say "fuzz knows no option $1" >&2
        fuzz_usage >&2
        exit 2
        ;;
      *)
        if [[ ! -f fuzz/$1_fuzz.cpp ]]; then
          say "no such target: $1" >&2
          fuzz_usage >&2
          exit 2
        fi
        targets+=("$1")
        ;;
    esac
    shift
  done
  [[ $what != --log ]] || exec python3 -B fuzz/log.py
  need_packages "${build_packages[@]}" "${coverage_packages[@]}"
  if [[ $what == --coverage ]]; then
    # It comes back only where the programs do not build.
    fuzz_coverage "${targets[@]}" || exit 3
  fi
  fuzz_build "${targets[@]}" || exit 3
  # WHY exec: it shows its own progress, and signals have to reach it.
  exec python3 -B fuzz/run.py "${options[@]}" "${targets[@]}"
}
