"""The preflight cache: what is stored x what is asked x when x partition x credentials. A second fetch either asks again or goes out at once."""

from axes import Area, v
from rules import lower

A = "Access-Control-Allow-"
ORIGIN, OTHER_ORIGIN = "https://a.test", "https://c.test"
URL = "https://b.test/items?page=1"
SAFELISTED = ("GET", "HEAD", "POST")
CREDENTIALS = [v("omit", "omit", "without credentials"), v("include", "include", "with credentials")]
OMIT, INCLUDE = CREDENTIALS


def asked(method="PUT", headers=(), url=URL, origin=ORIGIN, partition="", credentials="omit"):
    return {"method": method, "headers": [[name, "1"] for name in headers], "url": url, "origin": origin, "partition": partition,
        "credentials": credentials}


# What a first fetch asks, and what the answer to its preflight lists: methods, names (None: no such header).
STORED = {
    "put": (asked(), "PUT", None, "PUT"), "patch": (asked("PATCH"), "PATCH", None, "PATCH"),
    "put-and-patch": (asked(), "PUT, PATCH", None, "PUT and PATCH"),
    "any-method": (asked(), "*", None, "`*` for methods"), "put-and-any": (asked(), "PUT, *", None, "PUT and `*`"),
    "x-a": (asked("GET", ["X-A"]), None, "x-a", "the header x-a"),
    "x-a-upper": (asked("GET", ["X-A"]), None, "X-A", "the header X-A"),
    "two-names": (asked("GET", ["X-A"]), None, "x-b, x-a", "the headers x-a and x-b"),
    "any-name": (asked("GET", ["X-A"]), None, "*", "`*` for headers"),
    "x-a-and-any": (asked("GET", ["X-A"]), None, "x-a, *", "x-a and `*`"),
    "authorization": (asked("GET", ["Authorization"]), None, "authorization", "Authorization"),
    "any-and-authorization": (asked("GET", ["Authorization"]), None, "*, authorization", "`*` and Authorization"),
    "put-and-x-a": (asked("PUT", ["X-A"]), "PUT", "x-a", "PUT and x-a"), "all": (asked("PUT", ["X-A"]), "*", "*", "`*` for both"),
}
ASKED = {
    "put": (asked(), "PUT"), "patch": (asked("PATCH"), "PATCH"), "patch-lower": (asked("patch"), "`patch`"),
    "delete": (asked("DELETE"), "DELETE"),
    "x-a": (asked("GET", ["X-A"]), "a GET with X-A"), "x-a-lower": (asked("GET", ["x-a"]), "a GET with x-a"),
    "x-b": (asked("GET", ["X-B"]), "a GET with X-B"),
    "x-a-and-x-b": (asked("GET", ["X-A", "X-B"]), "a GET with X-A and X-B"),
    "authorization": (asked("GET", ["Authorization"]), "a GET with Authorization"),
    "x-a-and-authorization": (asked("GET", ["X-A", "Authorization"]), "a GET with X-A and Authorization"),
    "put-and-x-a": (asked("PUT", ["X-A"]), "PUT with X-A"),
    "put-and-x-b": (asked("PUT", ["X-B"]), "PUT with X-B"), "post-and-x-a": (asked("POST", ["X-A"]), "POST with X-A"),
    "delete-and-x-a": (asked("DELETE", ["X-A"]), "DELETE with X-A"),
}
# Which second questions say something about what is stored.
WORTH = {
    "put": ["put", "patch", "delete", "x-a", "put-and-x-a"], "patch": ["patch", "patch-lower", "put"],
    "put-and-patch": ["put", "patch", "delete", "patch-lower"],
    "any-method": ["put", "delete", "patch-lower", "x-a", "put-and-x-a"], "put-and-any": ["put", "delete"],
    "x-a": ["x-a", "x-a-lower", "x-b", "x-a-and-x-b", "post-and-x-a", "put", "put-and-x-a", "authorization"],
    "x-a-upper": ["x-a", "x-a-lower"],
    "two-names": ["x-b", "x-a-and-x-b", "x-a-and-authorization"],
    "any-name": ["x-b", "x-a-and-x-b", "authorization", "x-a-and-authorization", "put-and-x-b"], "x-a-and-any": ["x-a", "x-b"],
    "authorization": ["authorization", "x-a", "x-a-and-authorization"],
    "any-and-authorization": ["authorization", "x-a-and-authorization", "x-b"],
    "put-and-x-a": ["put", "x-a", "put-and-x-a", "put-and-x-b", "delete-and-x-a", "post-and-x-a"],
    "all": ["delete-and-x-a", "put-and-x-b", "authorization"],
}
AGES = [v("default", None, "for the default of five seconds"), v("minute", "60", "for a minute"), v("zero", "0", "for no time"),
    v("unreadable", "60s", "for a time that does not parse"),
        v("two-lines", ("60", "60"), "for a time in two lines")]


WHEN = {"at-once": "at once", "before": "just before the end", "at-its-end": "at the very end", "behind": "a second after the end"}


def is_or_are(says):
    return "are" if " and " in says else "is"


def grant(request, methods, names, age=None):
    """The answers to a preflight and to what follows it."""
    credentials = [[A + "Credentials", "true"]] if request["credentials"] == "include" else []
    allowed = [[A + "Origin", request["origin"]]] + credentials
    preflight = allowed + ([[A + "Methods", methods]] if methods is not None else []) + ([[A + "Headers",
        names]] if names is not None else [])
    ages = [] if age is None else [age] if isinstance(age, str) else list(age)
    preflight = preflight + [["Access-Control-Max-Age", value] for value in ages]
    return [{"status": 204, "headers": preflight, "for": "preflight"},
        {"status": 200, "headers": allowed + [["X-Held", "1"]], "for": "actual"}]


def seconds(age):
    """PRE-17: five where there is none, several or no digits."""
    return int(age) if isinstance(age, str) and age.isdigit() else 5


def entries_of(request, methods, names, age, at):
    """PRE-21, PRE-22, CCH-1 to CCH-5: one entry for each method and name that is listed."""
    base = {"partition": request["partition"], "origin": request["origin"], "url": request["url"],
        "credentials": request["credentials"] == "include", "ends": at + seconds(age)}
    return [{**base, "method": method, "name": None} for method in (methods.split(", ") if methods else [])] + \
        [{**base, "method": None, "name": name} for name in (names.split(", ") if names else [])]


def covered(entries, request, at):
    """CCH-9 to CCH-11, HF-3, HF-4, with `*` for requests without credentials alone (AMB-5): (whether no preflight is due, the rule)."""
    credentials = request["credentials"] == "include"
    kept = [entry for entry in entries if all(entry[key] == request[key] for key in ("partition", "origin", "url"))]
    usable = [entry for entry in kept if at < entry["ends"] and (entry["credentials"] or not credentials)]
    methods = {entry["method"] for entry in usable if entry["method"]}
    names = {lower(entry["name"]) for entry in usable if entry["name"]}
    if request["method"] not in SAFELISTED and request["method"] not in methods and ("*" not in methods or credentials):
        return False, "CCH-10" if kept else "HF-3"
    for name in sorted(lower(name) for name, _ in request["headers"]):
        if name not in names and ("*" not in names or credentials or name == "authorization"):
            return False, "CCH-11" if kept else "HF-4"
    return True, "CCH-11" if request["headers"] else "CCH-10"


def fetch(request, responses, at):
    given = {"url": request["url"], "method": request["method"], "origin": request["origin"], "credentials": request["credentials"]}
    if request["headers"]:
        given["headers"] = request["headers"]
    made = {"at": at, "request": given, "responses": responses}
    if request["partition"]:
        made["partition"] = request["partition"]
    return made


def expected(request, with_preflight):
    purposes = ["preflight", "actual"] if with_preflight else ["actual"]
    sent = [{"purpose": purpose, "method": "OPTIONS" if purpose == "preflight" else request["method"],
        "url": request["url"].split("#")[0]} for purpose in purposes]
    return {"verdict": "allowed", "sent": sent, "used": len(sent)}


def add(area, values, steps, flag, title, needs=()):
    """A sequence: each step is (request, methods, names, age, at); what it stores serves those behind it."""
    entries, fetches, expects = [], [], []
    for request, methods, names, age, at in steps:
        ready, rule = covered(entries, request, at)
        fetches.append(fetch(request, grant(request, methods, names, age), at))
        expects.append(expected(request, not ready))
        if not ready:
            entries = [entry for entry in entries if at < entry["ends"]] + entries_of(request, methods, names, age, at)
    hunted = flag[0] if ready else flag[1]
    if any(request["partition"] for request, *_ in steps):
        needs = [*needs, "partitions"]
    area.add(values, "fetch", {"fetches": fetches}, {"fetches": expects}, [rule, "FLT-2"], [hunted],
        f"{title}: {'no preflight' if ready else 'another preflight'}",
             tags=["preflight-cache"], needs=["preflight-cache", *needs])


def full(request, at, age=None):
    """A step that asks for all it needs by name."""
    names = ", ".join(lower(name) for name, _ in request["headers"]) or None
    return request, None if request["method"] in SAFELISTED else request["method"], names, age, at


def second(request, **changed):
    return full({**request, **changed}, 1)


def too_permissive(stored, request):
    """The bug that lets a second request of another method or name, or one with credentials, go out."""
    names = [lower(name) for name, _ in request["headers"]]
    if "authorization" in names and "any" in stored:
        return "CachedWildcardCoversAuthorization"
    if request["credentials"] == "include" and ("any" in stored or stored == "all"):
        return "CachedWildcardWithCredentials"
    return "CacheForgetsMethod" if request["method"] not in SAFELISTED else "CacheForgetsHeaders"


def area():
    made = Area("preflight-cache", "Whether a second request asks again")
    for name, (request, methods, names, says) in STORED.items():
        for question in WORTH[name]:
            other, what = ASKED[question]
            first = (request, methods, names, "60", 0)
            flag = ("CachedWildcardIgnored" if "any" in name or name == "all" else "CacheNotUsed", too_permissive(name, other))
            add(made, ["stored", name, "asked", question], [first, second(other)], flag, f"Once {says} {is_or_are(says)} stored, {what}")
    # With credentials: a `*` is never stored as a grant by those who include them, so names alone.
    for name, question in [("put", "put"), ("put-and-any", "delete"), ("x-a", "x-a"), ("x-a-and-any", "x-b"),
        ("put-and-x-a", "put-and-x-a"), ("any-and-authorization", "authorization")]:
        request, methods, names, says = STORED[name]
        other, what = ASKED[question]
        for first, then in [(OMIT, INCLUDE), (INCLUDE, OMIT), (INCLUDE, INCLUDE),
            (OMIT, v("same-origin", "same-origin", "with credentials for its own origin alone"))]:
            flag = ("CacheNotUsed", "CachedWildcardWithCredentials" if first is INCLUDE else "CacheIgnoresCredentials")
            add(made, ["credentials", name, "asked", question, first, then],
                [({**request, "credentials": first.value}, methods, names, "60", 0), second(other, credentials=then.value)], flag,
                f"Once {says} {is_or_are(says)} stored {first.says}, {what} {then.says}")
    # Time: each age just before it ends, when it does, and behind it.
    for age in AGES:
        ends = seconds(age.value)
        for when, at in [("at-once", 0), ("before", ends - 0.125), ("at-its-end", ends), ("behind", ends + 1)]:
            if at < 0 or (age.name == "zero" and when == "at-its-end") or (age.name in ("unreadable", "two-lines") and when in ("at-once",
                "behind")):
                continue
            for name in ["put", "x-a"] if age.name in ("default", "minute") else ["put"]:
                request, methods, names, says = STORED[name]
                add(made, ["age", age, name, when], [(request, methods, names, age.value, 0), full(request, at)],
                    ("CacheExpiryWrong" if age.name == "minute" else "DefaultMaxAgeWrong", "CacheExpiryWrong"),
                    f"Once {says} is stored {age.says}, the same request {WHEN[when]}")
    # What an entry is keyed by.
    keys = [("query", {"url": "https://b.test/items?page=2"}, "CacheForgetsUrl", "another query"),
        ("no-query", {"url": "https://b.test/items"}, "CacheForgetsUrl", "no query"),
            ("path", {"url": "https://b.test/items/1?page=1"}, "CacheForgetsUrl", "a longer path"),
            ("path-case", {"url": "https://b.test/Items?page=1"}, "CacheForgetsUrl", "a path in another case"),
            ("host", {"url": "https://d.test/items?page=1"}, "CacheForgetsUrl", "another host"),
            ("port", {"url": "https://b.test:8443/items?page=1"}, "CacheForgetsUrl", "another port"),
            ("scheme", {"url": "http://b.test/items?page=1"}, "CacheForgetsUrl", "another scheme"),
            ("slash", {"url": "https://b.test/items/?page=1"}, "CacheForgetsUrl", "a slash more"),
            ("origin", {"origin": OTHER_ORIGIN}, "CacheForgetsOrigin", "another page"),
            ("origin-port", {"origin": ORIGIN + ":8443"}, "CacheForgetsOrigin", "a page at another port"),
            ("origin-scheme", {"origin": "http://a.test"}, "CacheForgetsOrigin", "a page of http"),
            ("origin-null", {"origin": "null"}, "CacheForgetsOrigin", "a sandboxed page"),
            ("partition", {"partition": "https://top.test"}, "CacheForgetsPartition", "another partition")]
    for name in ["put", "x-a", "all"]:
        request, methods, names, says = STORED[name]
        for key, changed, flag, what in keys:
            add(made, ["key", name, key], [(request, methods, names, "60", 0), second(request, **changed)], ("CacheNotUsed", flag),
                f"Once {says} is stored, the same request for {what}",
                needs=["opaque-origins"] if key == "origin-null" else [])
    for partition in ["https://top.test", "https://other.test"]:
        request, methods, names, says = STORED["put"]
        add(made, ["key", "put", "from-partition", partition[8:-5]],
            [({**request, "partition": "https://top.test"}, methods, names, "60", 0), second(request, partition=partition)],
            ("CacheNotUsed", "CacheForgetsPartition"),
            f"Once {says} is stored in a partition, the same in {'that' if partition == 'https://top.test' else 'another'} one")
    # Entries of several preflights serve one request together, each for as long as it lives by itself.
    put, x_a, both = asked(), asked("GET", ["X-A"]), asked("PUT", ["X-A"])
    x_b, two = asked("GET", ["X-B"]), asked("GET", ["X-A", "X-B"])
    for name, steps, says in [
            ("method-and-name", [full(put, 0, "60"), full(x_a, 1, "60"), full(both, 2)], "PUT and x-a of two preflights, then both"),
            ("two-names", [full(x_a, 0, "60"), full(x_b, 1, "60"), full(two, 2)], "x-a and x-b of two preflights, then both"),
            ("first-has-ended", [full(put, 0, "10"), full(x_a, 5, "60"), full(both, 10)],
                "PUT and x-a of two preflights, then both when PUT has ended"),
            ("second-has-ended", [full(put, 0, "60"), full(x_a, 1, "5"), full(both, 6)],
                "PUT and x-a of two preflights, then both when x-a has ended"),
            ("name-alone-has-ended", [full(put, 0, "60"), full(x_a, 1, "5"), full(put, 6)],
                "PUT and x-a of two preflights, then PUT when x-a has ended"),
            ("two-partitions", [full({**put, "partition": "https://top.test"}, 0, "60"), full(put, 1, "60"),
                full({**put, "partition": "https://top.test"}, 2)], "PUT of two partitions, then PUT in the first"),
            ("two-pages", [full(put, 0, "60"), full({**put, "origin": OTHER_ORIGIN}, 1, "60"), full(put, 2)],
                "PUT of two pages, then PUT of the first"),
            ("with-and-without-credentials", [full({**put, "credentials": "include"}, 0, "60"),
                full({**x_a, "credentials": "omit"}, 1, "60"), full({**both, "credentials": "include"}, 2)],
             "PUT with credentials and x-a without, then both with credentials"),
            ("both-serve-omit", [full({**put, "credentials": "include"}, 0, "60"), full({**x_a, "credentials": "omit"}, 1, "60"),
                full({**both, "credentials": "omit"}, 2)],
             "PUT with credentials and x-a without, then both without")]:
        add(made, ["together", name], steps, ("CacheNotUsed", "CacheExpiryWrong" if "ended" in name else "CacheIgnoresCredentials"),
            f"A cache of {says}")
    return made
