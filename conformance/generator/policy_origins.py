"""Servers: each shape of a policy's origins x origins that are meant, and near misses of them; judged by what a browser may then do."""

import re

from axes import Area, v

LABELS = r"[a-z0-9_-]+(\.[a-z0-9_-]+)*"
PORT = r"(:[1-9][0-9]{0,4})?"
POLICIES = {
    "exact": ({"origins": ["https://web.shop.test"]}, "one origin", []),
    "exact-with-credentials": ({"origins": ["https://web.shop.test"], "credentials": True}, "one origin, with credentials", []),
    "port": ({"origins": ["http://dev.localhost:5000"]}, "one origin with a port", []),
    "two": ({"origins": ["https://foo.example", "https://bar.example:8443"]}, "two origins", []),
    "address": ({"origins": ["http://127.0.0.1:8080", "http://[::1]:8080"]}, "two addresses", []),
    "subdomains": ({"origins": ["https://*.shop.test"]}, "all subdomains", ["wildcard-origins"]),
    "subdomains-with-credentials": ({"origins": ["https://*.shop.test"], "credentials": True}, "all subdomains, with credentials",
        ["wildcard-origins"]),
    "any-port": ({"origins": ["http://dev.localhost:*"]}, "any port of a host", ["any-port"]),
    "subdomains-any-port": ({"origins": ["https://*.shop.test:*"]}, "any port of all subdomains", ["wildcard-origins", "any-port"]),
    "null": ({"origins": ["https://web.shop.test"], "null_origin": True}, "one origin and `null`", ["null-origin"]),
    "any": ({"origins": "*", "expose_headers": ["x-id"]}, "any origin", []),
    "pattern": ({"origin_patterns": [{"regex": r"https://pr-[0-9]+\.example\.net", "matches": ["https://pr-7.example.net"],
        "rejects": ["https://pr-x.example.net"]}]},
                "a regular expression", ["origin-patterns"]),
}
SUFFIX, PREFIX, PART, SYNTAX = "OriginSuffixTrusted", "OriginPrefixTrusted", "OriginPartIgnored", "WildcardSwallowsSyntax"
NORMALIZED, SUBSTRING = "OriginNormalizedByServer", "OriginSubstringTrusted"
MALFORMED = "origin-malformed"
# Of https://web.shop.test: name, origin, what it is, flag where it is let through, reason where it is none (a raw client's, no browser's).
NEAR_WEB = [
    ("itself", "https://web.shop.test", "the origin", "AllowedOriginRefused", ""),
    ("unrelated", "https://b.test", "an unrelated origin", "ReflectsEveryOrigin", ""),
    ("http", "http://web.shop.test", "http in place of https", PART, ""), ("port", "https://web.shop.test:8443", "a port", PART, ""),
    ("websocket", "wss://web.shop.test", "another scheme", PART, ""),
    ("glued-left", "https://evilweb.shop.test", "text glued to the left", SUFFIX, ""),
    ("glued-right", "https://web.shop.testevil", "text glued to the right", PREFIX, ""),
    ("hyphen-right", "https://web.shop.test-evil.test", "a hyphen and more to the right", PREFIX, ""),
    ("label-right", "https://web.shop.test.evil.test", "the host as label of another", PREFIX, ""),
    ("subdomain", "https://x.web.shop.test", "a subdomain", "SubdomainTrusted", ""),
    ("parent", "https://shop.test", "the parent domain", "SubdomainTrusted", ""),
    ("sibling", "https://api.shop.test", "a sibling", "SubdomainTrusted", ""),
    ("first-dot", "https://webxshop.test", "a letter for the first dot", "DotMatchesAnything", ""),
    ("second-dot", "https://web.shopxtest", "a letter for the second dot", "DotMatchesAnything", ""),
    ("without-last", "https://web.shop.tes", "one byte less", SUBSTRING, ""),
    ("without-first", "https://eb.shop.test", "the first byte of the host missing", SUBSTRING, ""),
    ("trailing-dot", "https://web.shop.test.", "a dot at the end of the host", NORMALIZED, ""),
    ("null", "null", "`null`", "NullOriginTrusted", "null-origin-not-allowed"),
    ("longer-scheme", "xhttps://web.shop.test", "a scheme that ends alike", SUFFIX, ""),
    ("underscore-right", "https://web.shop.test_.evil.test", "an underscore and more to the right", PREFIX, ""),
    ("digit-left", "https://1web.shop.test", "a digit glued to the left", SUFFIX, ""),
    ("homograph", "https://xn--wb-bja.shop.test", "a look-alike in Punycode", NORMALIZED, ""),
    ("upper-host", "https://WEB.shop.test", "upper case", "OriginCaseFoldedByServer", MALFORMED),
    ("upper-scheme", "HTTPS://web.shop.test", "the scheme in upper case", "OriginCaseFoldedByServer", MALFORMED),
    ("default-port", "https://web.shop.test:443", "the default port", NORMALIZED, MALFORMED),
    ("slash", "https://web.shop.test/", "a slash at the end", NORMALIZED, MALFORMED),
    ("path", "https://web.shop.test/x", "a path", PREFIX, MALFORMED),
    ("query", "https://evil.test?https://web.shop.test", "the origin in a query", SUFFIX, MALFORMED),
    ("fragment", "https://evil.test#https://web.shop.test", "the origin in a fragment", SUFFIX, MALFORMED),
    ("in-path", "https://evil.test/https://web.shop.test", "the origin in a path", SUFFIX, MALFORMED),
    ("userinfo", "https://web.shop.test@evil.test", "the host as a user name", PREFIX, MALFORMED),
    ("encoded-userinfo", "https://web.shop.test%40evil.test", "an encoded `@`", PREFIX, MALFORMED),
    ("own-userinfo", "https://user@web.shop.test", "a user name", NORMALIZED, MALFORMED),
    ("host-alone", "web.shop.test", "the host alone", SUBSTRING, MALFORMED),
    ("scheme-relative", "//web.shop.test", "no scheme", SUFFIX, MALFORMED), ("empty", "", "nothing", "EmptyOriginTrusted", MALFORMED),
    ("wildcard", "*", "`*`", SUBSTRING, MALFORMED),
    ("null-capital", "NULL", "`NULL`", "NullOriginTrusted", MALFORMED), ("undefined", "undefined", "`undefined`", SUBSTRING, MALFORMED),
    ("space-list", "https://web.shop.test https://b.test", "a list with a space", "SeveralOriginsTrusted", MALFORMED),
    ("reversed-list", "https://b.test https://web.shop.test", "a list that ends with the origin", "SeveralOriginsTrusted", MALFORMED),
    ("comma-list", "https://web.shop.test,https://b.test", "a list with a comma", "SeveralOriginsTrusted", MALFORMED),
    ("line-feed", "https://web.shop.test\nx", "a line feed and more", PREFIX, MALFORMED),
    ("nul", "https://web.shop.test\0.evil.test", "a NUL and more", PREFIX, MALFORMED),
    ("backslash", "https://evil.test\\web.shop.test", "a backslash before the host", SUFFIX, MALFORMED),
    ("high-byte", "https://web.shop.test\xff", "a byte above 0x7F", PREFIX, MALFORMED),
]
NEAR_SUBDOMAINS = [
    ("one-label", "https://x.shop.test", "one label", "WildcardTooNarrow", ""),
    ("three-labels", "https://z.y.x.shop.test", "three labels", "WildcardTooNarrow", ""),
    ("digits", "https://9.shop.test", "a label of digits", "WildcardTooNarrow", ""),
    ("hyphens", "https://a--b.shop.test", "a label with hyphens", "WildcardTooNarrow", ""),
    ("underscore", "https://_x.shop.test", "a label with an underscore", "WildcardTooNarrow", ""),
    ("punycode", "https://xn--53h.shop.test", "a label in Punycode", "WildcardTooNarrow", ""),
    ("apex", "https://shop.test", "the base itself", "WildcardMatchesApex", ""),
    ("glued", "https://evilshop.test", "text glued to the base", SUFFIX, ""),
    ("dot-replaced", "https://xxshop.test", "a letter for the dot before the base", "DotMatchesAnything", ""),
    ("base-dot-replaced", "https://x.shopxtest", "a letter for the dot within the base", "DotMatchesAnything", ""),
    ("base-in-front", "https://x.shop.test.evil.test", "the base as a label of another host", PREFIX, ""),
    ("http", "http://x.shop.test", "http in place of https", PART, ""),
    ("port", "https://x.shop.test:8443", "a port", PART, ""), ("empty-label", "https://.shop.test", "an empty label", SYNTAX, ""),
    ("double-dot", "https://x..shop.test", "an empty label behind another", SYNTAX, ""),
    ("trailing-dot", "https://x.shop.test.", "a dot at the end", NORMALIZED, ""),
    ("star", "https://*.shop.test", "the pattern itself", SYNTAX, ""),
    ("plus", "https://a+b.shop.test", "a plus sign in a label", SYNTAX, ""),
    ("comma", "https://a,b.shop.test", "a comma in a label", SYNTAX, ""),
    ("null", "null", "`null`", "NullOriginTrusted", "null-origin-not-allowed"),
    ("upper", "https://X.shop.test", "upper case", "OriginCaseFoldedByServer", MALFORMED),
    ("slash", "https://evil.test/.shop.test", "a path that ends alike", SYNTAX, MALFORMED),
    ("query", "https://evil.test?.shop.test", "a query that ends alike", SYNTAX, MALFORMED),
    ("fragment", "https://evil.test#.shop.test", "a fragment that ends alike", SYNTAX, MALFORMED),
    ("backslash", "https://evil.test\\.shop.test", "a backslash", SYNTAX, MALFORMED),
    ("port-inside", "https://evil.test:80.shop.test", "a port inside of the host", SYNTAX, MALFORMED),
    ("userinfo", "https://evil@x.shop.test", "a user name", SYNTAX, MALFORMED),
    ("encoded", "https://evil.test%2f.shop.test", "an encoded slash", SYNTAX, MALFORMED),
    ("line-feed", "https://evil.test\n.shop.test", "a line feed", SYNTAX, MALFORMED),
    ("space", "https://evil.test .shop.test", "a space", SYNTAX, MALFORMED),
    ("high-byte", "https://\xff.shop.test", "a byte above 0x7F", SYNTAX, MALFORMED),
]
NEAR_PORT = [
    ("itself", "http://dev.localhost:5000", "the origin", "AllowedOriginRefused", ""),
    ("longer-port", "http://dev.localhost:50001", "a port that begins alike", PREFIX, ""),
    ("shorter-port", "http://dev.localhost:500", "a port that is shorter", SUBSTRING, ""),
    ("other-port", "http://dev.localhost:5001", "another port", PART, ""), ("no-port", "http://dev.localhost", "no port", PART, ""),
    ("https", "https://dev.localhost:5000", "https in place of http", PART, ""),
    ("port-zero", "http://dev.localhost:0", "port 0", PART, ""),
    ("leading-zero", "http://dev.localhost:05000", "a port with a leading zero", NORMALIZED, MALFORMED),
    ("empty-port", "http://dev.localhost:", "an empty port", NORMALIZED, MALFORMED),
    ("too-high", "http://dev.localhost:65536", "a port that is none", NORMALIZED, MALFORMED),
    ("port-and-label", "http://dev.localhost:5000.evil.test", "a label behind the port", PREFIX, MALFORMED),
    ("loopback", "http://127.0.0.1:5000", "the loopback address", NORMALIZED, ""),
    ("subdomain", "http://x.dev.localhost:5000", "a subdomain", "SubdomainTrusted", ""),
    ("label-right", "http://dev.localhost.evil.test:5000", "the host as a label of another", PREFIX, ""),
    ("letters", "http://dev.localhost:http", "a port of letters", NORMALIZED, MALFORMED),
    ("highest", "http://dev.localhost:65535", "the highest port", PART, ""), ("lowest", "http://dev.localhost:1", "the lowest port", PART, ""),
]
NEAR_TWO = [
    ("first", "https://foo.example", "the first", "AllowedOriginRefused", ""),
    ("second", "https://bar.example:8443", "the second", "AllowedOriginRefused", ""),
    ("second-host-alone", "https://bar.example", "the second without its port", PART, ""),
    ("first-with-port", "https://foo.example:8443", "the first with the port of the second", PART, ""),
    ("glued", "https://barfoo.example", "the two glued together", SUBSTRING, ""),
    ("glued-entries", "https://foo.examplehttps://bar.example:8443", "the two as one text", SUBSTRING, MALFORMED),
    ("list", "https://foo.example,https://bar.example:8443", "the two as a list", "SeveralOriginsTrusted", MALFORMED),
    ("both-labels", "https://foo.bar.example", "one under the other", "SubdomainTrusted", ""),
    ("null", "null", "`null`", "NullOriginTrusted", "null-origin-not-allowed"),
]
NEAR_ADDRESS = [
    ("ipv4", "http://127.0.0.1:8080", "the IPv4 address", "AllowedOriginRefused", ""),
    ("ipv6", "http://[::1]:8080", "the IPv6 address", "AllowedOriginRefused", ""),
    ("short-ipv4", "http://127.1:8080", "the address in short", NORMALIZED, MALFORMED),
    ("hexadecimal", "http://0x7f000001:8080", "the address in hexadecimal", NORMALIZED, MALFORMED),
    ("number", "http://2130706433:8080", "the address as a number", NORMALIZED, MALFORMED),
    ("localhost", "http://localhost:8080", "its usual name", NORMALIZED, ""),
    ("long-ipv6", "http://[0:0:0:0:0:0:0:1]:8080", "the IPv6 address at length", NORMALIZED, MALFORMED),
    ("mapped", "http://[::ffff:7f00:1]:8080", "the IPv4 address within IPv6", NORMALIZED, ""),
    ("label-right", "http://127.0.0.1.evil.test:8080", "the address as labels of a host", PREFIX, ""),
    ("next", "http://127.0.0.2:8080", "the next address", SUBSTRING, ""),
    ("longer", "http://127.0.0.11:8080", "an address that begins alike", PREFIX, ""),
]
NEAR_PATTERN = [
    ("match", "https://pr-123.example.net", "what it matches", "AllowedOriginRefused", ""),
    ("no-digits", "https://pr-.example.net", "nothing for the digits", SUBSTRING, ""),
    ("letters", "https://pr-1x.example.net", "a letter among the digits", SUBSTRING, ""),
    ("text-before", "https://evil-pr-1.example.net", "text before the match", SUFFIX, ""),
    ("text-behind", "https://pr-1.example.net.evil.test", "text behind the match", PREFIX, ""),
    ("dot", "https://pr-1xexample.net", "a letter for the dot", "DotMatchesAnything", ""),
    ("query-before", "https://evil.test?https://pr-1.example.net", "a URL before the match", SUFFIX, MALFORMED),
    ("line-feed-behind", "https://pr-1.example.net\nx", "a line feed behind the match", PREFIX, MALFORMED),
    ("path-behind", "https://pr-1.example.net/x", "a path behind the match", PREFIX, MALFORMED),
    ("upper", "https://PR-1.example.net", "upper case", "OriginCaseFoldedByServer", MALFORMED),
    ("null", "null", "`null`", "NullOriginTrusted", "null-origin-not-allowed"),
    ("port", "https://pr-1.example.net:8443", "a port", PART, ""),
]
ASKED = [("exact", NEAR_WEB), ("exact-with-credentials", NEAR_WEB[:3] + NEAR_WEB[5:6] + NEAR_WEB[8:9] + NEAR_WEB[17:18] + NEAR_WEB[25:26]),
    ("port", NEAR_PORT), ("two", NEAR_TWO), ("address", NEAR_ADDRESS), ("subdomains", NEAR_SUBDOMAINS),
         ("subdomains-with-credentials", NEAR_SUBDOMAINS[:2] + NEAR_SUBDOMAINS[6:8] + NEAR_SUBDOMAINS[10:12]), ("any-port", NEAR_PORT),
         ("subdomains-any-port", NEAR_SUBDOMAINS[:1] + NEAR_SUBDOMAINS[6:8] + NEAR_SUBDOMAINS[10:13] + NEAR_SUBDOMAINS[21:26]),
         ("null", [NEAR_WEB[0], NEAR_WEB[1], NEAR_WEB[17], NEAR_WEB[37], NEAR_WEB[38], NEAR_WEB[35]]),
         ("any", [NEAR_WEB[0], NEAR_WEB[1], NEAR_WEB[2], NEAR_WEB[17], NEAR_WEB[22]]), ("pattern", NEAR_PATTERN)]


# What has the form of an origin, and still comes from no browser.
RAW = ("empty-label", "double-dot", "port-zero")


def entry_matches(entry, origin):
    """Exact byte for byte; `*.` for one or more labels; `:*` for no port or one up to 65535."""
    if "*" not in entry:
        return entry == origin
    scheme, rest = entry.split("://")
    any_port = rest.endswith(":*")
    host = rest[:-2] if any_port else rest
    text = re.escape(scheme + "://") + (LABELS + re.escape(host[1:]) if host.startswith("*.") else re.escape(host)) + (PORT if any_port else "")
    found = re.fullmatch(text, origin)
    port = re.search(r":([0-9]+)$", origin)
    return bool(found) and (not any_port or port is None or int(port.group(1)) <= 65535)


def allows(policy, origin):
    if policy.get("origins") == "*" and not policy.get("credentials"):
        return True
    if origin == "null":
        return policy.get("null_origin", False)
    return any(entry_matches(entry, origin) for entry in policy.get("origins", [])) or \
        any(re.fullmatch(pattern["regex"], origin) for pattern in policy.get("origin_patterns", []))


def add(area, shape, near, preflight):
    policy, says, needs = POLICIES[shape]
    name, origin, what, flag, reason = near
    allowed = allows(policy, origin)
    headers = [["Origin", origin]]
    if preflight:
        policy = {**policy, "methods": ["PUT"]}
        headers.append(["Access-Control-Request-Method", "PUT"])
    credentials = allowed and policy.get("credentials", False)
    if preflight:
        effective = {"preflight": allowed, "preflight_with_credentials": credentials}
    else:
        effective = {"readable": allowed, "readable_with_credentials": credentials}
    expect = {"allowed": allowed, "reason": None if allowed else reason or "origin-not-allowed", "effective": effective}
    covers = ["SRV-3"] + (["SRV-18"] if preflight and allowed else [])
    if allowed and not preflight:  # one static answer for all, or a grant of credentials too
        covers += ["SRV-8"] if shape == "any" else ["SRV-9"] if credentials else []
    if not allowed and reason == MALFORMED:
        covers = ["SRV-1"]
    strict = {"null": "NullOriginRefused" if origin == "null" else "AllowedOriginRefused", "any": "WildcardNotSent",
        "any-port": "AnyPortTooNarrow",
              "subdomains": "WildcardTooNarrow", "subdomains-any-port": "WildcardTooNarrow",
              "subdomains-with-credentials": "WildcardTooNarrow"}
    flags = [strict.get(shape, "AllowedOriginRefused") if allowed else "AnyPortTooWide" if shape == "any-port" and flag in (PART,
        NORMALIZED) else flag]
    if allowed and policy.get("credentials"):
        flags.append("CredentialsWithheld")
    elif allowed:
        flags.append("CredentialsGrantedUnasked")
    given = {"policy": policy, "request": {"method": "OPTIONS" if preflight else "GET", "headers": headers}}
    values = ["preflight" if preflight else "get", shape, v(name, origin, what)]
    result = "allowed" if allowed else "refused"
    area.add(values, "policy", given, expect, covers, flags,
        f"A {'preflight' if preflight else 'GET'} to a server that allows {says}, from {what}: {result}", needs=needs,
        level="should" if covers == ["SRV-1"] or name in RAW else "must")  # no browser sends what is no origin


def area():
    made = Area("policy-origins", "Which origins a server lets in, and near misses of them")
    for shape, near_misses in ASKED:
        for near in near_misses:
            add(made, shape, near, False)
    # A preflight is decided by the origin first: the near misses that real servers let through.
    for near in NEAR_WEB[:18]:
        add(made, "exact", near, True)
    for near in NEAR_SUBDOMAINS[:1] + NEAR_SUBDOMAINS[6:12] + NEAR_SUBDOMAINS[21:23]:
        add(made, "subdomains", near, True)
    for shape in ["exact-with-credentials", "null", "any"]:
        for near in [NEAR_WEB[0], NEAR_WEB[1], NEAR_WEB[17]]:
            add(made, shape, near, True)
    return made
