"""The rules of the house as data. A new room, library or top-level entry is one line here."""

# What a room may include, with all that those may.
ROOMS = {
    "base": [],
    "http": ["base"],
    "url": ["base"],
    "reason": ["base"],
    "fetch": ["http", "url", "reason"],
    "policy": ["http", "url", "reason"],
    "question": ["fetch", "policy"],
    "wire": ["http"],
    "explain": ["question"],
    "suite": ["question", "wire"],
    "check": ["suite"],
    "oracle": ["explain", "suite"],
    "cli": ["check", "oracle"],
}

# Rooms that live in src/crosscheck/; the others stand in src/ itself.
ENGINE_ROOMS = ["base", "http", "url", "reason", "fetch", "policy"]

# All that the engine (its tests aside) may include from the standard library: values and algorithms.
ENGINE_STANDARD_HEADERS = set("""
    algorithm any array bit bitset cassert climits cmath compare concepts cstddef cstdint cstdlib cstring charconv
    deque exception functional initializer_list iterator limits list map memory new numeric optional queue ranges set
    span stack stdexcept string string_view tuple type_traits typeinfo unordered_map unordered_set utility variant
    vector version
""".split())

# Why a header is refused, where there is more to say than "not on the list".
REFUSED_HEADERS = {
    "a file": "fstream filesystem cstdio stdio.h fcntl.h unistd.h dirent.h sys/stat.h sys/mman.h sys/types.h",
    "a stream": "iostream istream ostream sstream iosfwd ios iomanip streambuf syncstream strstream",
    "a locale": "locale clocale locale.h codecvt cctype ctype.h cwctype cwchar wchar.h",
    "a thread": "thread mutex shared_mutex condition_variable future stop_token semaphore latch barrier pthread.h atomic",
    "a clock": "chrono ctime time.h sys/time.h",
    "a random source": "random sys/random.h",
    "a socket": "sys/socket.h netinet/in.h netinet/tcp.h arpa/inet.h netdb.h poll.h sys/epoll.h sys/select.h sys/un.h httplib.h",
    "regular expressions of the standard library": "regex regex.h",
    "JSON": "simdjson.h nlohmann/json.hpp nlohmann/json_fwd.hpp",
    "the environment": "csignal signal.h csetjmp setjmp.h",
}

# The engine's libraries: each in one source file of one room, and in no header. (name, pattern of its includes, room)
ENGINE_LIBRARIES = [
    ("ICU", r"unicode/.*", "url"),
    ("libpsl", r"libpsl\.h", "url"),
    ("RE2", r"re2/.*", "policy"),
]

# Libraries of the rooms above the engine, tests aside:
# (name, pattern of its includes, rooms that may include it or None for all of them, most source files or None)
UPPER_LIBRARIES = [
    ("cpp-httplib", r"httplib\.h", None, 1),
    ("Boost.Asio", r"boost/(asio|beast)(/.*|\.hpp)", ["wire"], None),
    ("simdjson", r"simdjson\.h", ["question"], None),
    ("nlohmann/json", r"nlohmann/.*", ["question", "explain", "suite", "check", "oracle", "cli"], None),
]

# Files that only tests use; everything else is the product. Headers among them are not installed (src/CMakeLists.txt).
TEST_FILES = r".*_test\.cpp|.*_for_tests\.h|.*/base/allocation_counter\.h"

# What may stand at the top level; dot files and folders aside.
TOP_LEVEL = [
    "CMakeLists.txt", "CMakePresets.json", "README.md", "CONTRIBUTING.md", "LICENSE", "bootstrap",
    "src", "conformance", "fuzz", "corpus", "bench",
]
# Made by the build, never tracked.
IGNORED_FOLDERS = ["build", ".git", "node_modules", "__pycache__", ".cache"]

# Most lines of a source file, and the names of data tables, which may be longer.
MOST_LINES = 400
SOURCE_ENDINGS = (".h", ".cpp", ".py", ".sh", ".js", ".mjs", ".cmake")
DATA_TABLES = r".*(_table|_data)\.(h|cpp)$|.*\.inc$"
# A README.md of a top-level folder is one screen.
README_LINES = 60

# Rows of the ledger that must be named in a comment of the engine's code, or in src/crosscheck/SCOPE.md with the reason.
SCOPES_IN_CODE = ["engine", "hook", "ambiguity"]
# Rows that are whole stories: a vector or a test must name them.
SCOPES_IN_TESTS = ["scenario"]
