#!/bin/bash -eu
# One build for both: what OSS-Fuzz runs.
exec bash -eu "$SRC/crosscheck/fuzz/oss-fuzz/build.sh"
