# shellcheck shell=bash
# Which packages are needed, and how they come. The names are the same in Debian 12, Debian 13 and Ubuntu 24.04.

build_packages=(
  g++ cmake ninja-build "pkg-config|pkgconf" python3
  libicu-dev libpsl-dev libre2-dev libsimdjson-dev libcli11-dev libfmt-dev nlohmann-json3-dev
  libboost-dev libssl-dev libcpp-httplib-dev
)
test_packages=("${build_packages[@]}" libgtest-dev libgmock-dev jq patch)
bench_packages=("${build_packages[@]}" libbenchmark-dev valgrind)
load_packages=(wrk)
coverage_packages=(clang-19 llvm-19 libclang-rt-19-dev)

# installed <package|alternative|...>: whether one of them is here.
installed() {
  local name
  for name in ${1//|/ }; do
    [[ $(dpkg-query -W -f='${Status}' "$name" 2>/dev/null) != "install ok installed" ]] || return 0
  done
  return 1
}

# missing_of <package...>: those that are not installed, by their first name.
missing_of() {
  local name
  for name in "$@"; do
    installed "$name" || printf '%s\n' "${name%%|*}"
  done
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# fetch_apt_lists: the lists of packages, once.
apt_lists_fetched=
fetch_apt_lists() {
  [[ -z $apt_lists_fetched ]] || return 0
  apt_lists_fetched=yes
  # WHY in the foreground: sudo may ask for a password, and apt-get shows its own progress.
  as_root apt-get -q update || say "apt-get update failed; going on with the lists that are here"
}

# apt_install <package...>: installs them in one go.
apt_install() {
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    say "these packages are missing, you are not root, and there is no sudo. As root: apt-get install $*"
    return 1
  fi
  fetch_apt_lists
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
}

# name_what_cannot_be_had <package...>
name_what_cannot_be_had() {
  local name
  for name in "$@"; do
    if installed "$name"; then continue; fi
    if [[ -z $(apt-cache policy "$name" 2>/dev/null | sed -n '/Candidate: [^(]/p') ]]; then
      say "package $name: apt knows none of that name. Add the component or release that has it (Ubuntu: universe; Debian: main and its updates), run apt-get update, then run this again."
    else
      say "package $name: apt knows it and could not install it (see above: network, disk or held packages). Run: apt-get install $name"
    fi
  done
}

# need_packages <package...>: ends the bootstrap if they cannot be had.
need_packages() {
  local -a missing
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "no apt here: what these Debian packages hold must be there already: $*"
    return 0
  fi
  mapfile -t missing < <(missing_of "$@")
  ((${#missing[@]})) || return 0
  say "installing: ${missing[*]}"
  apt_install "${missing[@]}" || true
  mapfile -t missing < <(missing_of "$@")
  ((${#missing[@]})) || return 0
  name_what_cannot_be_had "${missing[@]}"
  exit 1
}

# want_packages <package...>: tries to have them. Fails where they cannot be had, after naming them.
want_packages() {
  local -a missing
  command -v dpkg-query >/dev/null || return 0
  mapfile -t missing < <(missing_of "$@")
  ((${#missing[@]})) || return 0
  say "installing: ${missing[*]}"
  apt_install "${missing[@]}" || true
  mapfile -t missing < <(missing_of "$@")
  ((${#missing[@]})) || return 0
  name_what_cannot_be_had "${missing[@]}"
  return 1
}

# want_page_packages: what the tests of pages and schemas run in. Asked for by command, since Node.js of other sources brings its own npm.
want_page_packages() {
  local -a names=()
  command -v chromium >/dev/null || names+=(chromium)
  command -v node >/dev/null || names+=(nodejs)
  command -v npm >/dev/null || names+=(npm)
  ((${#names[@]} == 0)) || want_packages "${names[@]}"
}

# want_node_modules: what conformance/node/package-lock.json pins, installed again only where the lock has changed.
# Tests that need what cannot be had are skipped, and say so.
want_node_modules() {
  local folder=conformance/node
  local done=$folder/node_modules/installed-lock.json
  cmp -s "$folder/package-lock.json" "$done" && return 0
  if ! command -v npm >/dev/null; then
    say "no npm here: the tests of pages and schemas are skipped"
    return 0
  fi
  if step "npm ci in $folder" npm-ci npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund; then
    cp "$folder/package-lock.json" "$done"
  else
    say "npm ci failed: the tests of pages and schemas are skipped"
  fi
}

# want_server_packages: the web servers that tests start by themselves (conformance/implementations). Fails where one cannot be had.
# apache2-bin is programs alone: nothing is started when it is installed.
want_server_packages() {
  local status=0
  command -v apache2 >/dev/null || [[ -x /usr/sbin/apache2 ]] || want_packages apache2-bin || status=1
  want_nginx || status=1
  return "$status"
}

# want_nginx: the program out of Debian's package, in build/servers.
# WHY not installed: the package's scripts start it on port 80. What it needs beside the C library are libraries of build_packages.
want_nginx() {
  local folder=build/servers
  command -v nginx >/dev/null || [[ -x /usr/sbin/nginx || -x $folder/usr/sbin/nginx ]] && return 0
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  [[ -n $(apt-cache policy nginx 2>/dev/null | sed -n '/Candidate: [^(]/p') ]] || fetch_apt_lists
  mkdir -p "$folder"
  # WHY in a shell of its own: the package comes into the folder that apt-get runs in.
  step "nginx into $folder" nginx bash -c 'cd "$1" && apt-get -q download nginx && dpkg-deb -x nginx_*.deb . && rm nginx_*.deb' \
    want_nginx "$folder" || return 1
  "$folder/usr/sbin/nginx" -v >/dev/null 2>&1 || {
    say "nginx in $folder does not run: $(ldd "$folder/usr/sbin/nginx" 2>/dev/null | grep 'not found')"
    return 1
  }
}
