# shellcheck shell=bash
# cpp-httplib of the next Debian, for a build that shows that the server compiles against more than one. Nothing of it is installed.

newer_httplib=build/newer-httplib

# httplib_version <header>
httplib_version() { sed -n 's/^#define CPPHTTPLIB_VERSION "\(.*\)"/\1/p' "$1"; }

# fetch_httplib_source <folder> <release>: the header out of the source package of that release of Debian, from the mirror that this machine uses.
# WHY the source: the library that Debian 13 builds from it needs the C library of Debian 13.
fetch_httplib_source() {
  local folder=$1 release=$2 mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  local -a apt=(apt-get -q -o "Dir::Etc::sourcelist=/nonexistent" -o "Dir::Etc::sourceparts=$folder/sources.d"
    -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache")
  mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' | sed -n 's/^Debian //p' | head -n 1)
  [[ -n $mirror && -r $keyring ]] || {
    echo "this machine has no mirror of Debian, or its keys are missing"
    return 1
  }
  mkdir -p "$folder/sources.d" "$folder/lists/partial" "$folder/cache"
  echo "deb-src [signed-by=$keyring] $mirror $release main" >"$folder/sources.d/$release.list"
  "${apt[@]}" update && (cd "$folder" && "${apt[@]}" source --download-only cpp-httplib) &&
    tar -xf "$folder"/cpp-httplib_*.orig.tar.* -C "$folder" --strip-components=1 --wildcards '*/httplib.h'
}

# want_newer_httplib: leaves it where PKG_CONFIG_PATH=$newer_httplib finds it. Fails where it cannot be had, after saying why.
want_newer_httplib() {
  local folder=$root/$newer_httplib
  if [[ ! -s $folder/httplib.h ]]; then
    fetch_apt_lists
    step "cpp-httplib into $newer_httplib" newer-httplib \
      bash -c 'source .ci/bootstrap/newer_httplib.sh && fetch_httplib_source "$@"' want_newer_httplib "$folder" trixie || return 1
  fi
  cat >"$folder/cpp-httplib.pc" <<END
Name: cpp-httplib
Description: The header alone
Version: $(httplib_version "$folder/httplib.h")
Cflags: -I$folder
Libs: -pthread
END
}
