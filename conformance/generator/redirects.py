"""Chains of redirects: who asks, which hosts hand the request on, and what each of them sees of the requester."""

from itertools import product

from axes import Area, v
from rules import cors_check

# Host, its site: registrable domains of `.test` have two labels. A requester `a` stands at home on `a`.
HOSTS = {
    "a": ("http://a.test", "the requester's own origin"), "sub": ("http://sub.a.test", "a subdomain of it"),
    "port": ("http://a.test:8080", "another port of it"),
    "https": ("https://a.test", "it over https"), "b": ("http://b.test", "another site"), "c": ("http://c.test", "a third site"),
}
REQUESTERS = [v("a", "http://a.test", "a page"), v("opaque", "null", "a sandboxed page", needs=["opaque-origins"])]
ALLOW = "Access-Control-Allow-Origin"


def site(origin):
    scheme, host = origin.split("://")
    return scheme, ".".join(host.split(":")[0].split(".")[-2:])


def redirect_taint(requester, origins):
    """TNT-1 to TNT-6 over the origins of a URL list."""
    taint = "same-origin"
    for previous, current in zip(origins, origins[1:]):
        same_site = site(current) == site(previous)
        asks_from_site = requester != "null" and site(requester) == site(previous)
        if not same_site and not asks_from_site:
            return "cross-site"
        if current != previous and requester != previous:
            taint = "same-site"
    return taint


def run(requester, mode, method, credentials, hosts, final_grants):
    """One fetch of a chain: (the requests that go out, the response's type or None, reason, the deciding rule, tainted)."""
    tainting, sent, seen = "basic", [], []
    for number, host in enumerate(hosts):
        origin = HOSTS[host][0]
        seen.append(origin)
        url = f"{origin}/{number}"
        if not (origin == requester and tainting == "basic"):  # MF-12, else MF-17 or MF-20
            tainting = "opaque" if mode == "no-cors" else "cors"
        shown = requester if redirect_taint(requester, seen) == "same-origin" else "null"  # SRO-1, SRO-2
        bears = None
        if tainting == "cors":
            bears = shown  # ORH-2
        elif method not in ("GET", "HEAD"):
            bears = shown  # ORH-9; every requester here is of http, and so none of a secure scheme (ORH-6)
        if tainting == "cors" and method not in ("GET", "HEAD", "POST"):  # MF-19, once more on each hop (RED-20)
            asks = [["Accept", "*/*"], ["Access-Control-Request-Method", method], ["Origin", bears]]
            sent.append({"purpose": "preflight", "method": "OPTIONS", "url": url, "headers": asks, "credentials": False})
        included = credentials == "include" or (credentials == "same-origin" and tainting == "basic")  # NOC-4
        sent.append({"purpose": "actual", "method": method, "url": url, "headers": [["Origin", bears]] if bears else [],
            "credentials": included})
        if tainting == "cors" and number == len(hosts) - 1:  # the redirects before grant everybody
            result, rule = cors_check(shown, credentials, final_grants)
            if result == "failure":
                return sent, None, rule, shown == "null" and requester != "null"
    return sent, tainting, {"basic": "FLT-1", "cors": "FLT-2", "opaque": "FLT-6"}[tainting], shown == "null" and requester != "null"


def add(area, group, requester, hosts, mode="cors", method="GET", credentials="same-origin", grant="*", status=302):
    grants = [] if grant is None else [[ALLOW, grant]]
    sent, kind, rule, tainted = run(requester.value, mode, method, credentials, hosts, grants)
    request = {"url": f"{HOSTS[hosts[0]][0]}/0", "origin": requester.value}
    if method != "GET":
        request["method"] = method
    if mode != "cors":
        request["mode"] = mode
    if credentials != "same-origin":
        request["credentials"] = credentials
    responses = [{"status": 204, "headers": [[ALLOW, "*"], ["Access-Control-Allow-Methods", method]], "for": "preflight"}
                 for entry in sent if entry["purpose"] == "preflight"]
    for number, host in enumerate(hosts[1:], start=1):
        responses.append({"status": status, "headers": [[ALLOW, "*"], ["Location", f"{HOSTS[host][0]}/{number}"]], "for": "actual"})
    responses.append({"status": 200, "headers": grants + [["X-Held", "1"], ["Set-Cookie", "k=v"]], "for": "actual"})
    last = f"{HOSTS[hosts[-1]][0]}/{len(hosts) - 1}"
    expect = {"verdict": "allowed" if kind else "blocked", "sent": sent, "used": len(responses)}
    if kind:
        expect["response"] = {"type": kind, "status": 200 if kind != "opaque" else 0, "url": last if kind != "opaque" else ""}
    else:
        expect["reason"] = {"CHK-2": "allow-origin-missing",
            "CHK-4": "allow-origin-null-mismatch" if tainted or requester.value == "null" else "allow-origin-mismatch"}[rule]
        expect["at"] = "response"
    returned = hosts[-1] == "a"
    if tainted:
        flags = ["SameSiteTaintLeaks" if all(site(HOSTS[host][0]) == site(HOSTS["a"][0]) for host in hosts) else "OriginKeptAfterRedirect"]
        flags.append("OriginKeptAfterRedirect")
    else:
        flags = ["OriginTaintedTooEarly"] if requester.value != "null" else ["OpaqueOriginTakenAsOwn"]
    if returned and kind != "basic":
        flags.append("TaintingForgotten")
    if credentials == "same-origin" and mode == "cors" and sent[0]["credentials"] and not sent[-1]["credentials"]:
        flags.append("RedirectCredentialsKept")
    if method == "PUT" and sum(entry["purpose"] == "preflight" for entry in sent):
        flags.append("PreflightOmittedAfterRedirect")
    needs = ["redirects"] + (["no-cors"] if mode == "no-cors" else [])
    # An origin that no request bears is not serialized.
    covers = [rule] + (["SRO-1"] if tainted and sent[-1]["headers"] else [])
    values = [group, "from-" + requester.name, "-".join(hosts)] + ({"*": [], None: ["silent"]}.get(grant,
        ["grants-page"]) if group == "get" else [])
    area.add(values, "fetch", {"fetches": [{"request": request, "responses": responses}]}, {"fetches": [expect]}, covers, flags,
             title_of(requester, hosts, mode, method, credentials, grant, tainted, kind), tags=["redirects"], needs=needs + list(requester.needs))


def title_of(requester, hosts, mode, method, credentials, grant, tainted, kind):
    way = ", then ".join(HOSTS[host][1] for host in hosts)
    without = " without credentials" if credentials == "omit" else ""
    who = "is `null` in the end" if tainted or requester.value == "null" else "keeps its origin"
    answer = {"*": "", None: ", is granted nothing", requester.value: ", is granted by its own name"}[grant]
    return f"{requester.says.capitalize()}'s {method} in mode {mode}{without} to {way}: it {who}{answer} and is {'allowed' if kind else 'blocked'}"


def area():
    made = Area("redirects", "What is left of a requester's origin behind redirects")
    page, opaque = REQUESTERS
    names = list(HOSTS)
    # Every step from one kind of host to another, for a last server that grants everybody, and one that grants the page by name.
    for hosts in product(names, repeat=2):
        if hosts[0] != "c":
            add(made, "get", page, hosts)
            if hosts != ("a", "a"):
                add(made, "get", page, hosts, grant=page.value)
    # A requester without a name: it is at home nowhere.
    for hosts in product(["a", "sub", "b"], ["a", "sub", "b", "c"]):
        add(made, "get", opaque, hosts)
    for hosts in [("a", "b"), ("b", "a")]:
        add(made, "get", opaque, hosts, grant=None)
    # Three hosts: where the way back leads, which hop taints, and that a taint stays.
    for hosts in product(["a", "sub", "b", "c"], repeat=3):
        if hosts[0] == "c" or hosts == ("a", "a", "a"):
            continue
        add(made, "get", page, hosts)
    for hosts in product(["a", "sub", "b"], repeat=3):
        if len(set(hosts)) > 1:
            add(made, "get", page, hosts, grant=page.value)
    # Four hosts, one for each row of the standard's table that needs them.
    for hosts in [("a", "a", "b", "b"), ("a", "sub", "b", "a"), ("sub", "a", "sub", "a"), ("a", "b", "b", "a"), ("b", "b", "b", "b"),
        ("a", "https", "a", "b"), ("a", "port", "port", "a")]:
        add(made, "get", page, hosts)
        add(made, "get", page, hosts, grant=page.value)
    # A body goes along with 307, and with it Origin, for POST in both modes; PUT is preflighted on each hop that is not at home.
    for hosts in product(["a", "sub", "b"], ["a", "sub", "b", "c"]):
        add(made, "post", page, hosts, method="POST", status=307)
        add(made, "no-cors-post", page, hosts, mode="no-cors", method="POST", status=307)
        add(made, "put", page, hosts, method="PUT", status=307)
    for hosts in [("a", "a"), ("a", "b"), ("b", "a"), ("b", "c"), ("sub", "a"), ("a", "sub")]:
        add(made, "no-cors-get", page, hosts, mode="no-cors")
        add(made, "omit", page, hosts, credentials="omit")
    for hosts in [("a", "b", "a"), ("b", "c", "b"), ("a", "sub", "a"), ("sub", "b", "c"), ("a", "b", "c")]:
        add(made, "put", page, hosts, method="PUT", status=308)
        add(made, "no-cors-post", page, hosts, mode="no-cors", method="POST", status=308)
    return made
