# shellcheck shell=bash
# `./bootstrap bench`: every case against the clock, with interleaved repetitions, and under callgrind; then the oracle under load.

bench_repetitions=9

# The oracle under load, beside a server that ignores what it is asked and a program that only parses it. Without wrk there is no load.
bench_oracle() {
  local -a programs=(crosscheck_cli crosscheck_oracle_baseline crosscheck_oracle_parse)
  if ! want_packages "${load_packages[@]}" || ! command -v wrk >/dev/null; then
    say "bench: the oracle under load is left out: wrk cannot be had"
    return 0
  fi
  build release "${programs[@]}" || return 1
  step "bench: the oracle under load" bench-oracle python3 -B bench/oracle.py --command build/release/crosscheck \
    --baseline build/release/crosscheck_oracle_baseline --parse build/release/crosscheck_oracle_parse || return 1
  sed '1d' "$log_dir/bench-oracle.log"
}

verb_bench() {
  local folder=build/bench instructions=0 status=0 oracle=0
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
  say
  bench_oracle || oracle=$?
  say "load of the machine (1, 5, 15 minutes): $(cut -d' ' -f1-3 /proc/loadavg); how to read this: bench/README.md"
  ((status == 0 && instructions == 0 && oracle == 0))
}
