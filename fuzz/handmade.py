"""Seeds that no vector has: what travels on wires, what is no question at all, and sequences of operations."""

import handmade_fetches
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
    "whole_fetch": handmade_fetches.SEEDS,
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
    "url": {
        "blob": b"blob:https://u:p@a.test:444/x?y",
        "blob-of-a-file": b"blob:file:///x",
        "blob-of-a-socket": b"blob:ws://a.test/",
        "blob-of-a-blob": b"blob:blob:https://a.test/",
        "blob-of-nothing": b"blob:x",
        "port-that-wraps": b"http://a.test:65616/",
        "port-with-zeros": b"https://a.test:000000443/",
        "dots": b"a/./b/../%2E%2e/.%2E/c/%2e\nhttp://a.test/x/y/z?q#f",
        "query-alone": b"?\nfoo://a.test?q",
        "fragment-alone": b"#f\nblob:x?q",
        "drive": b"/c|/../..\nfile:///C:/x",
        "drive-of-the-base": b"/x\nfile:///C:/y/z",
        "drive-in-a-name": b"file://c|/x\\y",
        "host-of-the-base": b"///x\nfile://a.test/y",
        "opaque-path-with-blanks": b"foo:x y #f",
        "path-like-a-host": b"foo:/.//x\nfoo:/a/..//b",
        "backslashes": b"\\\\b.test\\c\nhttps://a.test/",
        "userinfo": b"ftp://u@v:p:q@@a.test:21",
        "addresses": b"http://0x7f.1\nhttp://[::0:0:1:0:0:0]\nhttp://256.1\nhttp://1.2.3.4.5.",
        "names-beyond-ascii": "http://FA\u00df.Ex\u00e4mple\u3002test/\u00e9?\u00e9#\u00e9".encode(),
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
        "opaque-response": b"tainting opaque\nheader X-A: 1\nheader Pragma: x\n",
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
