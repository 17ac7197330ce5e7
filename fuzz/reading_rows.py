"""What the readers of the targets make of lines, a rule a row: (what is said of it, of a check its kind, the lines, what stands in the question).

The rows are those of input.cpp, fetch_input.cpp, policy_input.cpp and response_checks_fuzz.cpp. text_form_test.py holds the questions against them.
"""

REQUEST = {"url": "http://b.test/", "origin": "http://a.test"}


def fetch(responses=(), at=None, **request):
    return ({} if at is None else {"at": at}) | {"request": REQUEST | request, "responses": list(responses)}


def response(status=200, *headers, **more):
    return {"status": status, "headers": list(headers)} | more


OF_FETCHES = (
    ("a line without a word is none", "\n x\nmethod PUT", [fetch(method="PUT")]),
    ("bytes are escaped", r"method a\x62\tc\q", [fetch(method="ab\tc\\q")]),
    ("lines beyond the limit are passed over", "body\n" * 95 + "method PUT\nmethod GET", [fetch(method="PUT", body={"content_type": None})]),
    ("a word that there is not says nothing", "mode no-cors\nmode x\nredirect x", [fetch(mode="no-cors")]),
    ("an origin that is none says nothing", "origin http://c.test\norigin http://c.test/", [fetch(origin="http://c.test")]),
    ("an origin with its scheme's port says nothing", "origin http://c.test:80", [fetch()]),
    ("an origin with a line feed says nothing", "origin http://c.test\\n", [fetch()]),
    ("a navigation is for the client raw", "mode navigate\ncredentials omit", [fetch(credentials="omit")]),
    ("a navigation includes credentials", "client raw\nmode navigate\ncredentials omit",
     [fetch(client="raw", mode="navigate", credentials="include")]),
    ("XMLHttpRequest has one mode, and follows", "client xhr\nmode no-cors\nredirect error\ncredentials omit\nbody x\nstream\nunsafe_request",
     [fetch(client="xhr", credentials="same-origin", body={"content_type": "x"})]),
    ("a raw request has a URL, a token and header names", "client raw\nurl x\nmethod a b\nheader a b: 1\nheader A: 1 ",
     [fetch(client="raw", headers=[["A", "1 "]])]),
    ("a parser strips what stands before a scheme", "client raw\nurl \\x01ht\\ttp://c.test/", [fetch(client="raw", url="\x01ht\ttp://c.test/")]),
    ("a script's headers stand as they are", "header a b: 1", [fetch(headers=[["a b", "1"]])]),
    ("statuses are final ones", "response 99\nresponse 1000\nresponse x\nnetwork_error", [fetch([response(299), response(999), response(),
                                                                                             {"network_error": True}])]),
    ("a response's headers have names and no blanks at their ends", "response 200\nheader a b: 1\nheader A:  1 \nfor x\nfor preflight",
     [fetch([response(200, ["A", "1"], **{"for": "preflight"})])]),
    ("a fetch is not asked before another", "at 9\nfetch\nat 5\nfetch\nat 12\nfetch", [fetch(at=9), fetch(), fetch(at=12), fetch()]),
    ("a fetch more than the limit ends the input", "fetch\nfetch\nfetch\nmethod PUT\nfetch\nmethod GET",
     [fetch(), fetch(), fetch(), fetch(method="PUT")]),
    ("a response more than the limit is passed over", "response 200\n" * 25 + "header A: 1", [fetch([response()] * 23 + [response(200, ["A", "1"])])]),
)
OF_POLICIES = (
    ("a star takes no entries", "any origins\norigins https://a.test", {"origins": "*"}),
    ("none begins a list anew", "origins https://a.test\nnone origins", {"origins": []}),
    ("keys stand where they come first", "any max_age\nmethods PUT\norigins x\nmax_age 5", {"max_age": 5, "methods": ["PUT"], "origins": ["x"]}),
    ("numbers are read as C reads them", "max_age  0x10\npreflight_status 1e2", {"max_age": 16, "preflight_status": 100}),
    ("what is no number is the default", "max_age \\xd9\\xa3\npreflight_status 2 ", {"max_age": 600, "preflight_status": 204}),
    ("a route drops what stood before", "credentials\nroute /x\nnull_origin\nroute /y\noff\ncredentials",
     {"routes": [{"path": "/x", "policy": {"null_origin": True}}, {"path": "/y", "policy": "off"}]}),
    ("examples belong to the pattern before them", "matches x\npattern y\nmatches z",
     {"origin_patterns": [{"regex": "y", "matches": ["z"], "rejects": []}]}),
)
OF_CHECKS = (
    ("the last line of a key counts, or the default", "corp-check", "embedder_policy require-corp\nembedder_policy x",
     {"embedder_policy": "unsafe-none"}),
    ("the headers before a redirect are not the answer's", "corp-check", "header A: 1\nredirect\nheader B: 2", {"headers": [["B", "2"]]}),
    ("the target asks without a mode", "corp-check", "mode cors", {"mode": "no-cors"}),
    ("a response is filtered by the tainting", "exposed-headers", "tainting basic\ntainting opaque\ncredentials x",
     {"type": "opaque", "credentials": "omit"}),
)
