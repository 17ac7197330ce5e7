# shellcheck shell=bash
# How the bootstrap speaks: steps that show that they are alive, and failures that show the end of their log.

log_dir=build/logs
mkdir -p "$log_dir"
running_step=

say() { printf '%s\n' "$*"; }

# An interrupted bootstrap leaves no compiler behind: a step is a process group of its own.
stop_step() {
  [[ -z $running_step ]] || kill -TERM -- "-$running_step" 2>/dev/null || true
}
trap 'stop_step; exit 130' INT
trap 'stop_step; exit 143' TERM

# last_words <log>: the last line that says something, without control characters.
last_words() {
  tail -n 3 "$1" 2>/dev/null | tr -d '\r' | sed 's/\x1b\[[0-9;]*m//g' | sed '/^[[:space:]]*$/d' | tail -n 1 | cut -c1-100
}

# step <title> <log name> <command...>: runs a command with its output in a log. While it runs, a line tells that it is alive:
# every second on a terminal (in place), every ten seconds elsewhere. Returns what the command returned.
step() {
  local title=$1 log=$log_dir/$2.log began=$SECONDS beat=$SECONDS status=0
  shift 2
  printf '$ %s\n' "$*" >"$log"
  setsid "$@" >>"$log" 2>&1 </dev/null &
  running_step=$!
  while kill -0 "$running_step" 2>/dev/null; do
    if [[ -t 1 ]]; then
      printf '\r\033[K%s  %ds  %s' "$title" "$((SECONDS - began))" "$(last_words "$log" | cut -c1-60)"
    elif ((SECONDS - beat >= 10)); then
      beat=$SECONDS
      say "  ... $title, $((SECONDS - began)) s: $(last_words "$log")"
    fi
    sleep 0.2
  done
  wait "$running_step" || status=$?
  running_step=
  [[ ! -t 1 ]] || printf '\r\033[K'
  if ((status == 0)); then
    say "$title: done ($((SECONDS - began)) s)"
  else
    say "$title: FAILED with code $status ($((SECONDS - began)) s). The end of $root/$log:"
    tail -n 60 "$log" | sed 's/^/  | /'
  fi
  return "$status"
}
