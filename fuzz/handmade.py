"""Seeds that no vector has: what travels on wires, what is no question at all, and sequences of operations."""

import text_form

CACHE = """\
kind preflight-cache
url http://b.test/
origin http://a.test
method PUT
max_age 10
methods PUT, *
header_names X-A, *
credentials include
store
credentials omit
ask x-a
ask authorization
method GET
ask x-b
wait 9
ask x-a
wait 1
ask x-a
"""

LOG_HEADER = (b'{"record":"header","version":1,"suite_version":"0","standard_commit":"0","profile":"standard","command":[],"started":"","seed":0,'
              b'"vectors":2,"selected":%d,"implementations":[{"name":"a","target":"exec:a"%s}]}\n')
LOG_LINE = (b'{"record":"result","vector":"x/%d","rev":1,"area":"x","title":"","kind":"fetch","level":"must","implementation":"a","outcome":"%s",'
            b'"duration_us":0}\n')
LOG_FOOTER = b'{"record":"footer","finished":"","counts":{"a":{"must":{"%s":%d}}},"exit":%d}\n'
GREETING = (b'{"id":"0","output":{"protocol":1,"nonce":"%s","name":"a","version":"","language":"","source":"","roles":["%s"],"kinds":["serve","fetch"],'
            b'"capabilities":["reasons"]}}')
ASKED = b'{"kind":"safelisted-method","input":{"method":"PUT"}}\n'

# https://fetch.spec.whatwg.org/#port-blocking, written a third time: each port has to be asked for.
BAD_PORTS = (0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
             119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
             989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080)


def fetch_of_port(port):
    """A fetch that is redirected by the good neighbours of a bad port to that port."""
    good = [near for near in (port - 1, port + 1) if near > 0 and near not in BAD_PORTS]
    redirects = [f"response 302\nheader Location: http://b.test:{to}/\n" for to in [*good, port][1:]]
    return f"url http://b.test:{[*good, port][0]}/\nmode no-cors\n{''.join(redirects)}"


def seeds_of_ports():
    for first in range(0, len(BAD_PORTS), 4):
        ports = BAD_PORTS[first:first + 4]
        yield f"bad-ports-{ports[0]}-to-{ports[-1]}-and-around", "fetch\n".join(map(fetch_of_port, ports)).encode()


ALLOWED = "header Access-Control-Allow-Origin: *"

TIMED = "header Timing-Allow-Origin: *"


def fetch_with(*lines, responses=("response 200", ALLOWED)):
    return ("\n".join(["url http://b.test/", *lines, *responses]) + "\n").encode()


def each(*fetches):
    return b"fetch\n".join(fetches)


AT_HOME = ("url http://a.test/",)
PREFLIGHTED = ("response 204", ALLOWED, "header Access-Control-Allow-Methods: PATCH, put, GET, *", "response 200", ALLOWED)

LISTS_IN_LINES = fetch_with(
    "method PUT", "header X-B: 1",
    responses=("response 200", ALLOWED, "header Access-Control-Allow-Methods: A", "header Access-Control-Allow-Methods: B, PUT",
               "header Access-Control-Allow-Headers: x-a,", "header Access-Control-Allow-Headers: X-B", "response 200", ALLOWED,
               "header Access-Control-Expose-Headers: X-A, Access-Control-Expose-Headers", "header Access-Control-Expose-Headers: X-B",
               "header X-A: 1", "header X-B: 2", "header X-C: 3"))

# Names that a request must not have, and such as only look like them.
FORBIDDEN = """\
Accept-Charset Accept-Encoding Access-Control-Request-Headers Access-Control-Request-Method Connection Content-Length Cookie Cookie2 Date
DNT Expect Host Keep-Alive Origin Referer Set-Cookie TE Trailer Transfer-Encoding Upgrade Via Proxy- proxy-a SEC- Sec-Fetch-Mode
Accept-Charsets Cookie3 Hos Host2 Proxy Sec Security Set-Cookie2 T User-Agent X-HTTP-Methods X-Method
""".split()

# What the three method-override headers say.
OVERRIDES = ("TRACE", "get, trace", " Track\t", "connect,", "\"TRACE\"", "\"a, TRACE", "TRACE;x", "TRACES", "PUT", "", "\"\\\",\", TRACK")

# The other classes of names.
CLASSES = """\
Accept Accept-Language Content-Language Content-Type Range Authorization Content-Encoding Content-Location Cache-Control Content-Length
Expires Last-Modified Pragma Set-Cookie Set-Cookie2 Proxy-Authorization Content-Disposition ETag
""".split()

SEEDS = {
    "whole_fetch": {
        **dict(seeds_of_ports()),
        "methods-that-are-normalized": each(
            fetch_with("method dElete", "client xhr", responses=PREFLIGHTED), fetch_with("method Get", "client xhr"),
            fetch_with("method head", "mode no-cors"), fetch_with("method optionS", responses=PREFLIGHTED)),
        "methods-that-are-normalized-and-raw-ones": each(
            fetch_with("method post", "mode no-cors"), fetch_with("method put", responses=PREFLIGHTED),
            fetch_with("client raw", "unsafe_request", "method get", responses=PREFLIGHTED),
            fetch_with("client raw", "unsafe_request", "method trace", responses=PREFLIGHTED)),
        "methods-that-stay-as-they-are": each(
            fetch_with("method patch", "credentials include", responses=PREFLIGHTED), fetch_with("method Query", "client xhr", responses=PREFLIGHTED),
            fetch_with("method acl", responses=PREFLIGHTED), fetch_with("method *", responses=PREFLIGHTED)),
        "methods-that-are-forbidden": each(
            fetch_with("method Connect"), fetch_with("method traCe", "client xhr"), fetch_with("method TRACK", "mode no-cors"),
            fetch_with("method A B")),
        "methods-that-are-forbidden-come-before-the-url": each(
            fetch_with("url http://[", "method TRACE", "client xhr"), fetch_with("url http://[", "method TRACE"),
            fetch_with("url http://u@b.test/", "method TRACE", "client xhr"), fetch_with("url http://u@b.test/", "method TRACE")),
        "headers-that-no-cors-takes": each(
            fetch_with("mode no-cors", "header Accept: a", "header accept-language: b", "header CONTENT-LANGUAGE: c", "header Range: bytes=0-1",
                       "header X-A: d", "header Content-Type: text/plain", "header Cookie: e"),
            fetch_with("mode no-cors", "method POST", "body application/json", "header Content-Length: 1"),
            fetch_with("mode no-cors", "header Accept: " + "a" * 100, "header Accept: " + "b" * 100, "header Authorization: c"),
            fetch_with("mode no-cors", "method POST", "stream", "body text/plain")),
        "headers-that-are-forbidden-by-their-beginning-or-value": each(
            fetch_with(*AT_HOME, "header Proxy-: 1", "header Sec-A: 1", "header Sec: 1", "header Proxy: 1", "header X-HTTP-Method: get, trace"),
            fetch_with(*AT_HOME, "header X-HTTP-Method-Override: Connect ,", "header X-HTTP-Method: PUT", "header X-Method-Override: \"TRACE\""),
            fetch_with(*AT_HOME, "client xhr", "header X-Method-Override: TRACK", "header X-A: 1", "header x-a: 2", "header Cookie: 1")),
        "headers-that-are-none": each(
            fetch_with("header A B: 1"), fetch_with("header A: 1\\n2"), fetch_with("header Cookie: \\x00", "client xhr"),
            fetch_with("method POST", "body a\\nb")),
        "bodies-of-methods-that-have-none": each(
            fetch_with("method get", "body text/plain"), fetch_with("method HEAD", "body application/json", "client xhr"),
            fetch_with("client raw", "body text/plain", "stream"), fetch_with("method head", "stream", "mode no-cors")),
        "timing-that-a-redirect-hides-or-shows": each(
            fetch_with(responses=("response 302", ALLOWED, "header Location: http://b.test/y", "response 200", ALLOWED, TIMED)),
            fetch_with(responses=("response 302", ALLOWED, TIMED, "header Location: http://c.test/", "response 200", ALLOWED,
                                  "header Timing-Allow-Origin: http://a.test, null")),
            fetch_with(*AT_HOME, "mode no-cors", responses=("response 307", "header Location: http://b.test/", "response 200", TIMED)),
            fetch_with("mode navigate", "redirect manual",
                       responses=("response 302", "header Location: /y", "header Timing-Allow-Origin: http://a.test"))),
        "reasons-of-the-cors-check": b"fetch\n".join(
            fetch_with("credentials include", responses=("response 302", *lines)) for lines in (
                ("header Access-Control-Allow-Origin: http://a.test",),
                ("header Access-Control-Allow-Origin: http://a.test", "header Access-Control-Allow-Credentials: True"),
                ("header Access-Control-Allow-Origin: http://a.test", "header Access-Control-Allow-Origin: http://a.test"),
                ("header Access-Control-Allow-Origin: *",))),
        "reasons-of-a-differing-origin": b"fetch\n".join(
            fetch_with(*request, responses=("response 200", f"header Access-Control-Allow-Origin: {value}")) for request, value in (
                ((), "http://*.a.test"), ((), "a.test"), ((), "https://a.test"), (("origin null",), "http://a.test"))),
        "reasons-of-values-that-are-no-origin": b"fetch\n".join(
            fetch_with(responses=("response 200", f"header Access-Control-Allow-Origin: {value}")) for value in
            ("", "http://a.test, http://b.test", "http://a.test http://b.test", "data:x")),
        "reasons-before-anything-is-sent": each(
            fetch_with("mode no-cors", "method PUT"), fetch_with("mode same-origin"), fetch_with("mode no-cors", "redirect manual"),
            fetch_with("mode no-cors", "redirect error")),
        "reasons-of-what-never-came": each(
            fetch_with(responses=("network_error",)), fetch_with("method PUT", responses=("network_error",)),
            fetch_with(responses=("response 407",)), fetch_with("method PUT", responses=("response 407",))),
        "reasons-of-preflights": each(
            fetch_with("method PUT", responses=("response 301", ALLOWED)), fetch_with("method PUT", responses=("response 302",)),
            fetch_with("method PUT", responses=("response 200", ALLOWED, "header Access-Control-Allow-Methods: PUT;A")),
            fetch_with("method PUT", responses=("response 200", ALLOWED, "header Access-Control-Allow-Headers: [*]"))),
        "reasons-of-preflights-and-methods": each(
            fetch_with("method PUT", responses=("response 200", ALLOWED, "header Access-Control-Allow-Methods: DELETE")),
            *(fetch_with("method PUT", "credentials include", responses=(
                "response 200", "header Access-Control-Allow-Origin: http://a.test", f"header Access-Control-Allow-Credentials: {credentials}",
                f"header Access-Control-Allow-Methods: {methods}"))
              for credentials, methods in (("true", "put, *"), ("true", "put"), ("TRUE", "PUT")))),
        "reasons-of-redirects": each(
            fetch_with("redirect error", responses=("response 302", ALLOWED, "header Location: /")),
            fetch_with(responses=("response 302", ALLOWED, "header Location: ftp://b.test/")),
            fetch_with("mode no-cors", responses=("response 302", "header Location: /", "header Cross-Origin-Resource-Policy: same-origin")),
            fetch_with("mode no-cors", responses=("response 302", "header Location: /") * 21)),
        "reasons-of-responses": each(
            fetch_with(responses=("response 302", "header Location: /")), fetch_with(responses=("response 200", ALLOWED, ALLOWED)),
            fetch_with("credentials include"),
            fetch_with("credentials include", responses=("response 200", "header Access-Control-Allow-Origin: http://a.test"))),
        "lists-in-several-lines": LISTS_IN_LINES,
        "lists-in-several-lines-by-a-profile": b"profile webkit\n" + LISTS_IN_LINES,
        "data-urls-with-base64": each(
            *(fetch_with(f"url data:{url}", "mode no-cors", responses=()) for url in
              ("text/html; base64,YQ==", ";BASE64,Y Q", "text/html;base64;a=b,%59Q%3d%3D", ";base64,YQ=a"))),
    },
    "http_response": {
        "plain": b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok",
        "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0a \r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n",
        "chunked-in-another-case": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "until-the-end": b"HTTP/1.0 200 OK\nX: 1\n\nbody",
        "interim-responses": b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nVary: Origin\r\n\r\n",
        "folded-and-ignored-lines": b"HTTP/1.1 304 \r\n folded before\r\nno colon\r\n: empty\r\nA: 1\r\n 2\r\n\t3\r\n\r\n",
        "length-said-twice": b"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nok",
        "lengths-that-differ": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
        "chunked-twice": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "both-lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "switching-protocols": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nrest",
        "nul-and-lone-cr": b"HTTP/1.1 200 OK\r\nX: a\0b\rc\r\nContent-Length: 0\r\n\r\n",
        "no-http": b"\x15\x03\x01\0\x02",
        "header-beyond-the-limit": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 520 + b"\r\n\r\n",
        "body-beyond-the-limit": b"HTTP/1.1 200 OK\r\nContent-Length: 257\r\n\r\n",
    },
    "http_request": {
        "preflight": b"OPTIONS /x?y HTTP/1.1\r\nHost: b.test\r\nOrigin: http://a.test\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
        "with-a-length": b"\r\nPOST / HTTP/1.1\r\nHost: b.test\r\nContent-Length: 3\r\n\r\nabc",
        "chunked": b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "chunked-twice": b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "coded-without-an-end": b"PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "lengths-that-differ": b"PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "both-lengths": b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        "folded-line": b"GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\n",
        "space-before-colon": b"GET / HTTP/1.1\r\nA : 1\r\n\r\n",
        "bare-line-feeds": b"GET / HTTP/1.1\nA: 1\n\n",
        "no-request": b"GET /\r\n\r\n",
        "no-token": b"G@T / HTTP/1.1\r\n\r\n",
    },
    "oracle_head": {
        "plain": b"GET /v1/reasons?a=b HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n",
        "post-with-a-length": b"POST /v1/evaluate HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}",
        "post-in-chunks": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nT: 1\r\n\r\n",
        "expects-continue": b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 1\r\n\r\n",
        "chunks-alone": b"a\r\n0123456789\r\n00\r\n\r\n",
        "old-protocol": b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "two-hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "absolute-target": b"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "line-feeds-alone": b"GET / HTTP/1.1\nHost: a\n\n",
        "both-lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    },
    "run_log": {
        "one-that-passes": LOG_HEADER % (1, b"") + LOG_LINE % (1, b"pass") + LOG_FOOTER % (b"pass", 1, 0),
        "one-that-was-refused": LOG_HEADER % (0, b',"refused":"it fails the greeting"')
                                + b'{"record":"footer","finished":"","counts":{},"exit":3,"signal":2}',
        "without-its-footer": LOG_HEADER % (1, b"") + LOG_LINE % (1, b"pass"),
        "counts-that-no-line-shows": LOG_HEADER % (2, b"") + LOG_LINE % (1, b"pass") + LOG_FOOTER % (b"pass", 2, 0),
        "counts-that-leave-one-out": LOG_HEADER % (2, b"") + LOG_LINE % (1, b"fail") + LOG_LINE % (2, b"fail") + LOG_FOOTER % (b"fail", 1, 1),
        "more-lines-than-were-selected": LOG_HEADER % (1, b"") + LOG_LINE % (1, b"skip") + LOG_LINE % (2, b"skip") + LOG_FOOTER % (b"skip", 2, 4),
        "a-vector-told-twice": LOG_HEADER % (2, b"") + LOG_LINE % (1, b"pass") + LOG_LINE % (1, b"pass") + LOG_FOOTER % (b"pass", 2, 0),
        "second-header": LOG_HEADER % (1, b"") + LOG_HEADER % (1, b""),
        "behind-the-footer": LOG_HEADER % (1, b"") + LOG_LINE % (1, b"crash") + LOG_FOOTER % (b"crash", 1, 1) + b"{}",
        "text-that-attacks-reports": (LOG_HEADER % (1, b"") + LOG_LINE % (1, b"error") + LOG_FOOTER % (b"error", 1, 1)).replace(
            b'"title":""', b'"title":"</script><script>]]>&\\u0001\\u001b[31m\\u202e|`# SKIP","detail":"\\r\\n<img>","spec":"javascript:0"'),
    },
    "adapter_answer": {
        "greeting": ASKED + GREETING % (b"nonce", b"library"),
        "greeting-with-another-nonce": ASKED + GREETING % (b"other", b"client"),
        "greeting-with-an-unknown-role": ASKED + GREETING % (b"nonce", b"browser"),
        "right-answer": ASKED + b'{"output":{"safelisted":false},"id":"7"}',
        "wrong-answer": ASKED + b'{"id":"7","output":{"safelisted":true}}',
        "tolerated-answer": ASKED + b'{"id":"7","output":{"safelisted":true}}\n{"id":"8","output":{"safelisted":true}}',
        "error-in-place-of-an-answer": ASKED + b'{"id":"7","error":{"code":"bad-input","at":"/kind","detail":"x"}}',
        "skip": ASKED + b'{"id":"7","skip":"fetch"}',
        "two-answers-in-one": ASKED + b'{"id":"7","skip":"x","output":{}}',
        "question-sent-back": ASKED + b'{"id":"7","kind":"safelisted-method","input":{}}',
        "no-id": ASKED + b'{"id":7,"output":{}}',
        "no-json": ASKED + b'{"id":"7","output":{}',
    },
    "oracle_query": {
        "pairs": b"area=cors-check&tag=a%26b+c",
        "empty-pairs-and-encoded-name": b"&%61rea=x=y&&level=%C3%A4%00&",
        "name-twice": b"tag=a&tag=b",
        "without-a-value": b"tag&area=",
        "unknown-name": b"areas=x",
        "percent-without-digits": b"tag=%4",
        "percent-with-a-sign": b"tag=%+4&area=%-1",
        "host-with-a-port": b"LocalHost:8765",
        "host-with-a-dot": b"oracle.example.:443",
        "host-of-an-address": b"[::1]:1",
        "host-that-goes-on": b"localhost.evil.example",
        "host-with-two-ports": b"127.0.0.1:1:2",
    },
    "address": {
        "plain": b"http://a.test:8080/x?y",
        "query-alone": b"HTTPS://A.test?q=a/b:c@d",
        "ipv6-address": b"http://[::ffff:127.0.0.1]:80/",
        "ipv4-address": b"https://127.0.0.1:443",
        "short-address": b"http://127.1/",
        "hexadecimal-address": b"http://127.0.0.0x1/",
        "name-of-this-machine": b"http://a.LocalHost.:65535/\xc3\xa9",
        "bare-address": b"::1",
        "bare-mapped-address": b"::ffff:7f00:1",
        "bare-name": b"localhost.",
        "user-name": b"http://me:secret@a.test/",
        "backslash": b"http://a.test\\@b.test/",
        "port-of-zero": b"http://a.test:0/",
        "port-with-zeros": b"http://a.test:00080/",
        "control-character": b"http://a.test/\r\nX: y",
        "fragment": b"http://a.test/#top",
    },
    "response_checks": {
        "redirects-of-a-navigation": b"origin http://a.test\nurl http://b.test/\nmode navigate\ntainting basic\nheader Timing-Allow-Origin: *\nredirect\n"
                                     b"header Timing-Allow-Origin: \"*\", http://a.test\nredirect\nheader timing-allow-origin: http://a.test\n",
        "redirect-without-values": b"redirect\nheader Timing-Allow-Origin: null\nserialized null\n",
        "quote-between-lines": b"header Timing-Allow-Origin: \"x\\\\\nheader Timing-Allow-Origin: *\n",
        "same-site-over-another-scheme": b"origin http://a.co.uk\nurl https://b.a.co.uk/\nheader Cross-Origin-Resource-Policy: same-site\n",
        "same-site-of-addresses": b"origin http://127.0.0.1:1\nurl http://127.0.0.1:2/\nheader Cross-Origin-Resource-Policy: same-site\n",
        "same-site-of-suffixes": b"origin http://co.uk\nurl http://co.uk:81/\nheader cross-origin-resource-policy: same-site\n",
        "credentialless-with-credentials": b"embedder_policy credentialless\ncredentials_included\n",
        "blob": b"origin http://a.test\nurl blob:http://a.test/1\nheader Cross-Origin-Resource-Policy: same-origin\n",
    },
    "json_question": {
        "no-json": b"{\"kind\":",
        "two-keys-of-one-name": b"{\"kind\":\"cors-check\",\"kind\":\"fetch\",\"input\":{}}",
        "lone-surrogate": b"{\"kind\":\"cors-check\",\"input\":{\"origin\":\"\\ud800\"}}",
        "surrogate-pair": b"{\"id\":\"\\ud83d\\ude00\",\"kind\":\"safelisted-method\",\"input\":{\"method\":\"GET\"}}",
        "too-deep": b"[" * 40 + b"]" * 40,
        "huge-number": b"{\"kind\":\"fetch\",\"input\":{\"fetches\":[{\"at\":1e400}]}}",
        "no-utf8": b"{\"id\":\"\xff\xc0\x80\"}",
        "scalar": b" 12 ",
        "comma-before-a-bracket": b"{\"id\":[1,],}",
        "behind-the-end": b"{} {}",
    },
    "oracle_body": {
        "array": b"[{\"kind\":\"safelisted-method\",\"input\":{\"method\":\"PUT\"}}, {\"id\":\"a]\\\"[\",\"kind\":\"none\"}]",
        "lines": b"{\"kind\":\"safelisted-method\",\"input\":{\"method\":\"PUT\"}}\n\n \t\r\n12\n{]}",
        "difference": b"{\"questions\":[{\"kind\":\"safelisted-method\",\"input\":{\"method\":\"GET\"}},{\"kind\":\"safelisted-method\",\"input\":"
                      b"{\"method\":\"PUT\"}}],\"answers\":[{\"output\":{\"safelisted\":false}},{\"skip\":\"x\"}]}",
        "difference-of-errors": b"{\"questions\":[{}],\"answers\":[{\"error\":{\"code\":\"bad-input\",\"at\":\"/kind\",\"detail\":\"x\"}}]}",
        "more-than-the-limit": b"[1,2,3,4,5,6,7,8,9]",
        "no-array": b"[1,",
        "question-that-is-too-long": b"[\"" + b"x" * 2050 + b"\"]",
    },
    "preflight_cache": {
        "wildcards-and-credentials": CACHE.encode(),
        "cleared": b"methods PUT\nmethod PUT\nstore\nclear\nask x-a\n",
        "other-partition": b"methods PUT\nmethod PUT\npartition p\nstore\npartition q\nask\norigin null\nask\nurl http://b.test/#f\nask\n",
        "renewed": b"methods PUT\nmethod PUT\nmax_age 5\nstore\nwait 4\nmax_age 0\nstore\nask\nmax_age 3\nstore\nwait 2\nask\n",
    },
    "header_list": {
        "every-operation": b"header A: 1\nheader a: 2\nset\nheader A: 3\ncombine\nheader a: 4\nheader Set-Cookie: x\nappend\nheader set-cookie: y\n"
                           b"get A\nremove a\nget A\nget set-cookie\n",
    },
    "list_grammar": {
        "empty-elements": b" ,,\t, a ,,b,",
        "no-list": b"a b\n@\na, ",
        "numbers": b"0\n00600\n2147483648\n99999999999999999999",
        "wildcard": b"*, x-a\nX-B",
    },
    "policy_compile": {
        "patterns-of-one-port-and-of-any": b"kind policy\norigins https://*.a.test\norigins https://*.b.test:*\norigins http://localhost:*\n"
                                           b"request GET /\nheader Origin: https://x.a.test:8080\n",
    },
    "safelist": {
        "forbidden-names": "".join(f"header {name}: a\n" for name in FORBIDDEN).encode(),
        "method-overrides": "".join(f"header {name}: {text_form.of_bytes(value)}\n" for value in OVERRIDES
                                    for name in ("X-HTTP-Method", "x-http-method-override", "X-Method-Override")).encode(),
        "names-of-every-class": "".join(f"header {name}: \nheader {name.swapcase()}: 1\n" for name in CLASSES).encode(),
        "content-types-that-are-almost-safe": b"header Content-Type: text/plain,text/plain\nheader Content-Type: text/ plain\n"
                                              b"header Content-Type: text /plain\nheader Content-Type: text/plain \\t;a\n"
                                              b"header Content-Type: \\tTEXT/plain;a=b,c/d\nheader Content-Type: multipart/form-data/\n"
                                              b"header Content-Type: application/x-www-form-urlencoded x\n",
        "ranges-that-are-almost-safe": b"header Range: bytes=2-1\nheader Range: bytes=1-2\nheader Range: bytes=-1\nheader Range: bytes=09-10\n"
                                       b"header Range: bytes =1-\nheader Range: bytes=1 -\nheader Range: bytes=1-2 \nheader Range: Bytes=1-\n"
                                       b"header Range: bytes=1-2,4-\nheader Range: bytes=-\n",
    },
    "method": {
        "forbidden-in-lower-case": b"track",
        "normal": b"oPTIONS",
        "none-of-the-six": b"patch",
        "no-token": b"GE T",
    },
    "range": {
        "with-blanks": b"bytes = 1 - 20",
        "huge": b"bytes=00018446744073709551616-18446744073709551617",
    },
    "mime_type": {
        "quoted-parameter": b"text/plain;charset=\"a\\\"b;c\";CHARSET=x;a=;b",
        "spaces": b" \tTEXT/html ; a = b; c=\"\" \r\n",
        "space-behind-a-value": b"text/html;a=b \t; c=d\r\n;e=f g ",
        "one-name-twice": b"text/html;a=1;A=2;b=\"\";a=\"3\";B=c",
        "behind-a-quoted-string": b"text/html;charset=\"shift_jis\"iso-2022-jp;a=\"b\\\\\"c;d=\"e;f=g\\",
        "values-that-are-none": b"text/html;a=b\x7f;c=;=d;e;f=\"\x01\";g@=h;i=\xff\x80;j= k;;",
        "space-before-a-subtype": b"text/ html;a=b",
    },
    "get_decode_split": {
        "open-quote": b"a, \"b, c\n\"\\\\\", d\\\"",
        "commas": b",\n,,\n\"\"",
    },
    "decision_bytes": {
        "preflight-of-a-list": b"0OPTIONS\nOrigin: https://a.test\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a,x-request-id",
        "preflight-with-credentials": b"1OPTIONS\norigin:https://x.c.test\naccess-control-request-method:patch\nAccess-Control-Request-Headers:b,\tA ,",
        "anybody": b"2GET\nOrigin: null\nOrigin: null",
        "diagnostic": b"3OPTIONS\nOrigin: https://d.test:8080\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: " + b"," * 17,
        "no-origin": b"0GET\nHost: a.test",
    },
}
