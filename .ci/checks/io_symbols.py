"""The engine's archive asks the system for nothing: no file, socket, clock, thread, random source, environment, locale or stream."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import reading

# Plain C names, grouped by what they would bring in. `_chk` and `64` variants count as the name itself.
C_SYMBOLS = {
    "a socket": "socket connect bind listen accept accept4 send sendto sendmsg recv recvfrom recvmsg getaddrinfo freeaddrinfo"
                " gethostbyname getnameinfo shutdown setsockopt poll ppoll select epoll_create epoll_create1 epoll_ctl epoll_wait",
    "a file": "open openat creat read pread write pwrite writev readv close fopen freopen fdopen fclose fread fwrite fgets fputs"
              " fputc putc putchar puts getline fflush printf fprintf vprintf vfprintf dprintf perror stdin stdout stderr stat fstat"
              " lstat access unlink rename remove mkdir rmdir opendir readdir mmap tmpfile mkstemp getcwd realpath ioctl syslog",
    "a clock": "clock_gettime clock_getres clock_nanosleep gettimeofday time clock localtime localtime_r gmtime gmtime_r mktime"
               " strftime nanosleep usleep sleep timer_create",
    "a random source": "rand srand rand_r random srandom drand48 lrand48 getrandom getentropy arc4random arc4random_buf",
    "the environment": "getenv secure_getenv setenv putenv environ system popen fork vfork execve execvp posix_spawn signal sigaction"
                       " raise kill getpid",
    "a thread": "pthread_create pthread_join pthread_detach pthread_mutex_lock pthread_mutex_unlock pthread_cond_wait"
                " pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_once sem_wait sched_yield",
    "a locale": "setlocale newlocale uselocale localeconv nl_langinfo toupper tolower isalpha isdigit isalnum isspace towlower"
                " towupper __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc strcoll strxfrm",
    "a library loaded at run time": "dlopen dlsym syscall",
    "a list of public suffixes from a file": "psl_latest psl_load_file psl_load_fp",
}
# Demangled names that begin so.
CXX_SYMBOLS = {
    "a stream": r"std::(cout|cerr|clog|cin|wcout|wcerr|ios_base|basic_ios|basic_(i|o|io)?(f|string)?stream|basic_(file|string|stream)buf"
                r"|istream|ostream|operator<< <|operator>> <|__ostream_insert)",
    "a clock": r"std::chrono::",
    "a thread": r"std::(thread|jthread|condition_variable|__condvar|mutex|this_thread|__future_base|stop_)",
    "a random source": r"std::random_device",
    "a locale": r"std::(locale|ctype|use_facet|has_facet|collate|codecvt|num_put|num_get)",
    "a file": r"std::filesystem",
    "regular expressions of the standard library": r"std::(__detail::_|regex|basic_regex|__throw_regex_error)(?!Prime_rehash|_Hash_node|List_node)",
}


def plain(symbol):
    """`__open64_2`, `__fprintf_chk` and `fopen64` are `open`, `fprintf` and `fopen`."""
    name = re.sub(r"@.*$", "", symbol)
    if re.fullmatch(r"__\w+_(chk|2)", name):
        name = re.sub(r"_(chk|2)$", "", name[2:])
    return re.sub(r"64$", "", name)


def brought_by(symbol):
    """What an undefined symbol would bring into the engine, or None."""
    for what, names in C_SYMBOLS.items():
        if plain(symbol) in names.split():
            return what
    bare = re.sub(r"^(typeinfo|vtable|VTT|guard variable|typeinfo name) for ", "", symbol)
    for what, pattern in CXX_SYMBOLS.items():
        if re.match(pattern, bare):
            return what
    return None


def faults_in(archive):
    listed = subprocess.run(["nm", "-A", "-C", "-u", str(archive)], capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        return [f"nm could not read {archive}: {listed.stderr.strip()}"], "nothing"
    faults, symbols = [], 0
    for line in listed.stdout.splitlines():
        match = re.match(r"^(?:.*?):?([^:/]+\.(?:o|obj)):\s+[Uwv] (.+)$", line)
        if not match:
            continue
        symbols += 1
        what = brought_by(match.group(2))
        if what:
            faults.append(f"{match.group(1)} uses `{match.group(2)}`: {what}")
    if symbols == 0:
        faults.append(f"{archive} has no undefined symbols at all, so nothing was checked")
    return faults, f"{symbols} undefined symbols"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, required=True)
    options = parser.parse_args()
    if not options.archive.exists():
        print(f"io_symbols: {options.archive} is not built")
        sys.exit(1)
    reading.finish("io_symbols", *faults_in(options.archive))
