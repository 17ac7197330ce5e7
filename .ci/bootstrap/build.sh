# shellcheck shell=bash
# Configuring and building a preset.

jobs=$(nproc 2>/dev/null || echo 2)

# What every configuration gets: ccache where it is installed. The precompiled headers need its sloppiness.
common_options=()
if command -v ccache >/dev/null; then
  common_options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=$root
fi

# Warnings are errors with the compilers that they were counted with; with another one a new warning must not stop a stranger.
measured_compiler() {
  local version
  version=$("${CXX:-c++}" --version 2>/dev/null | head -n 1)
  [[ $version =~ (g\+\+|c\+\+|Debian).*\ 12\.[0-9.]+ || $version =~ clang\ version\ (14|19)\. ]]
}
common_options_for_this_compiler() {
  if ! measured_compiler; then printf '%s\n' -DCROSSCHECK_WERROR=OFF; fi
}

# `run` and `build` need no GoogleTest.
release_options=(-DBUILD_TESTING=OFF)

# configure <preset> [option...]: a build folder that belongs to another place (a copied tree) is set up again.
configure() {
  local preset=$1 cache=build/$1/CMakeCache.txt
  local -a compiler_options
  shift
  if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
    rm -rf "${cache:?}" "build/$preset/CMakeFiles"
  fi
  mapfile -t compiler_options < <(common_options_for_this_compiler)
  step "configure $preset" "configure-$preset" cmake --preset "$preset" "${common_options[@]}" "${compiler_options[@]}" "$@"
}

# build <preset> [target...]
build() {
  local preset=$1
  shift
  local -a targets=()
  (($# == 0)) || targets=(--target "$@")
  step "build $preset" "build-$preset" cmake --build --preset "$preset" --parallel "$jobs" "${targets[@]}"
}
