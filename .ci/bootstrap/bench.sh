# shellcheck shell=bash
# `./bootstrap bench`: every case against the clock, with interleaved repetitions, and under callgrind.

bench_repetitions=9

verb_bench() {
  local folder=build/bench instructions=0 status=0
  need_packages "${bench_packages[@]}"
  configure release "${release_options[@]}"
  build release crosscheck_bench crosscheck_instructions
  mkdir -p "$folder"
  # It fails where a decision allocates; the figures are told all the same.
  step "bench: $bench_repetitions interleaved repetitions" bench build/release/crosscheck_bench \
    --benchmark_enable_random_interleaving=true --benchmark_repetitions="$bench_repetitions" --benchmark_min_time=0.05 \
    --benchmark_out="$folder/times.json" --benchmark_out_format=json || status=$?
  step "bench: instructions" bench-instructions python3 -B bench/instructions.py build/release/crosscheck_instructions \
    --json "$folder/instructions.json" || instructions=$?
  [[ ! -s $folder/times.json ]] || python3 -B bench/report.py "$folder/times.json"
  say
  ((instructions != 0)) || sed -n '/^instructions of one operation/,$p' "$log_dir/bench-instructions.log"
  say "load of the machine (1, 5, 15 minutes): $(cut -d' ' -f1-3 /proc/loadavg); how to read this: bench/README.md"
  ((status == 0 && instructions == 0))
}
