#!/bin/bash -eu
# Copyright 2026 The crosscheck project
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
#
################################################################################

# Builds every fuzz target into $OUT, with its seeds, dictionary and options, as OSS-Fuzz and ClusterFuzzLite ask for it.
# They set SRC, WORK, OUT, CC, CXX, CFLAGS, CXXFLAGS and LIB_FUZZING_ENGINE; bad_build_test.py sets the same.

project=$SRC/crosscheck

# WHY: the libraries of the system are made with libstdc++, and C++ of two standard libraries does not mix.
export CXXFLAGS="${CXXFLAGS//-stdlib=libc++/}"
# The libraries that no runner has go along, and are found beside the program, those that they need too.
export LDFLAGS="${LDFLAGS:-} -Wl,--as-needed -Wl,--disable-new-dtags"

cmake -S "$project" -B "$WORK/build" -G Ninja \
  -DCMAKE_BUILD_TYPE=None -DBUILD_TESTING=OFF -DCROSSCHECK_ONLY=replay -DCROSSCHECK_WERROR=OFF \
  -DCROSSCHECK_FUZZ_ENGINE="$LIB_FUZZING_ENGINE" -DCMAKE_BUILD_RPATH='$ORIGIN/lib'

targets=()
for source in "$project"/fuzz/*_fuzz.cpp; do
  target=$(basename "$source" .cpp)
  targets+=("${target%_fuzz}")
done
cmake --build "$WORK/build" --target "${targets[@]/%/_fuzz}"

# What is in every image: the C library, and what belongs to the loader.
of_every_image='^(linux-vdso|ld-linux|libc\.|libm\.|libdl\.|librt\.|libpthread\.|libresolv\.)'
mkdir -p "$OUT/lib"
for target in "${targets[@]}"; do
  program=$WORK/build/${target}_fuzz
  cp "$program" "$OUT/"
  while read -r name _ path _; do
    # WHY not `cp -n`: the image's fails where the file is there.
    [[ -z $path || $name =~ $of_every_image || -e $OUT/lib/$name ]] || cp "$path" "$OUT/lib/$name"
  done < <(ldd "$program" | grep '=> /')
  # WHY without what was there: zip adds to a file that exists.
  rm -f "$OUT/${target}_fuzz_seed_corpus.zip"
  (cd "$project/corpus/$target" && zip -q -r "$OUT/${target}_fuzz_seed_corpus.zip" .)
  cp "$project/fuzz/dictionaries/$target.dict" "$OUT/${target}_fuzz.dict"
  options=$project/fuzz/options/$target.options
  [[ -f $options ]] || options=$project/fuzz/options/default.options
  cp "$options" "$OUT/${target}_fuzz.options"
done
