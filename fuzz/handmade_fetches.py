"""Seeds of `whole_fetch` that no vector has: fetches of which each goes another way, a few in one input."""

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

SEEDS = {
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
    "preflight-that-was-not-modified": fetch_with(
        "method PUT", responses=("response 304", ALLOWED, "header Access-Control-Allow-Methods: PUT", "response 200", ALLOWED)),
    "lists-in-several-lines": LISTS_IN_LINES,
    "lists-in-several-lines-by-a-profile": b"profile webkit\n" + LISTS_IN_LINES,
    "data-urls-with-base64": each(
        *(fetch_with(f"url data:{url}", "mode no-cors", responses=()) for url in
          ("text/html; base64,YQ==", ";BASE64,Y Q", "text/html;base64;a=b,%59Q%3d%3D", ";base64,YQ=a"))),
}
