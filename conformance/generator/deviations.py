"""Why the profile of a browser answers a generated vector otherwise than the standard.

Each entry is one departure that was seen: a hand-written vector shows it, with the scenario that was measured, and has that profile's
answer. What none of them explains is a fault (told.py), and so is an entry that explains nothing.
"""

import re
from dataclasses import dataclass
from typing import Callable

PROFILES = ("chromium", "firefox", "webkit")
ALL = PROFILES
A = "Access-Control-"
AGE = A + "Max-Age"
CLIENT_HINTS = {"dpr", "width", "viewport-width", "downlink", "rtt", "device-memory", "save-data", "ect", "intervention"}
LIMITS = {"chromium": 7200, "firefox": 86400, "webkit": 600}  # seconds (PRE-18)


@dataclass(frozen=True)
class Deviation:
    """`explains` is asked with (vector, the profile's output, the profile's name)."""
    says: str
    pinned_by: str
    profiles: tuple
    explains: Callable


def values_of(headers, name):
    return [value for key, value in headers if key.lower() == name.lower()]


def elements_of(headers, name):
    return [element.strip(" \t") for value in values_of(headers, name) for element in value.split(",")]


# ---- A preflight's answer ----

def age_differs(vector, output):
    if vector["kind"] != "preflight-check" or vector["expect"]["max_age"] is None:
        return False
    return output["max_age"] != vector["expect"]["max_age"]


def ages_of(vector):
    return values_of(vector["input"]["response"]["headers"], AGE)


def is_no_age(lines):
    return len(lines) > 1 or any(not re.fullmatch("[0-9]+", line.strip(" \t")) for line in lines)


def authorization_by_wildcard(vector, output, _profile):
    return vector["kind"] == "preflight-check" and vector["expect"]["reason"] == "authorization-not-covered-by-wildcard" \
        and output["result"] == "success"


def malformed_age(vector, output, _profile):
    if vector["kind"] == "fetch":
        return any(is_no_age(values_of(headers, AGE)) for headers in preflight_answers(vector))
    return age_differs(vector, output) and is_no_age(ages_of(vector)) and output["max_age"] == 0


def negative_age(vector, output, _profile):
    return age_differs(vector, output) and ages_of(vector)[0].startswith("-") and output["max_age"] == 0


def age_with_a_plus(vector, output, _profile):
    return age_differs(vector, output) and ages_of(vector)[0] == f"+{output['max_age']}"


def limited_age(vector, output, profile):
    return age_differs(vector, output) and vector["expect"]["max_age"] > LIMITS[profile] == output["max_age"]


# ---- The safelist ----

def is_safelist(vector, *names):
    return vector["kind"] == "safelisted-request-header" and (not names or vector["input"]["name"].lower() in names)


def client_hint(vector, output, _profile):
    return is_safelist(vector, *CLIENT_HINTS) and output["safelisted"]


def range_beyond_64_bits(vector, output, _profile):
    return is_safelist(vector, "range") and not output["safelisted"] \
        and any(int(digits) >= 2 ** 64 for digits in re.findall("[0-9]+", vector["input"]["value"]))


def range_with_a_plus(vector, output, _profile):
    return is_safelist(vector, "range") and output["safelisted"] and "+" in vector["input"]["value"]


def high_byte(vector, _output, _profile):
    if vector["kind"] not in ("safelisted-request-header", "unsafe-request-header-names"):
        return False
    lines = [["", vector["input"]["value"]]] if is_safelist(vector) else vector["input"]["headers"]
    return any(char > "\x7f" for _, value in lines for char in value)


def comma_in_a_type(vector, output, _profile):
    return is_safelist(vector, "content-type") and not output["safelisted"] and "," in vector["input"]["value"]


def second_semicolon_at_the_end(vector, output, _profile):
    value = vector["input"].get("value", "")
    return is_safelist(vector, "content-type") and not output["safelisted"] and value.endswith(";") and value.count(";") > 1


def lines_of_one_name(vector, _output, _profile):
    if vector["kind"] != "unsafe-request-header-names":
        return False
    names = [name.lower() for name, _ in vector["input"]["headers"]]
    return len(set(names)) < len(names)


def no_limit_on_the_sum(vector, output, _profile):
    return vector["kind"] == "unsafe-request-header-names" and sum(len(value) for _, value in vector["input"]["headers"]) > 1024 \
        and len(output["names"]) < len(vector["expect"]["names"])


# ---- What scripts may read, and load ----

def wildcard_beside_malformed(vector, _output, _profile):
    listed = elements_of(vector["input"]["headers"], A + "Expose-Headers") if vector["kind"] == "exposed-headers" else []
    return "*" in listed and any(" " in element or '"' in element or "@" in element for element in listed)


def address_has_no_site(vector, output, _profile):
    return vector["kind"] == "corp-check" and output["result"] == "blocked" \
        and all(re.search(r"//(\[|[0-9.]+(:|/|$))", vector["input"][key]) for key in ("origin", "url"))


# ---- The cache of preflights ----

def preflight_answers(vector):
    """The headers of those that stand for preflights, but not behind the last request, which nobody can reuse."""
    fetches = vector["input"]["fetches"] if vector["kind"] == "fetch" else []
    return [response["headers"] for fetch in fetches[:-1] for response in fetch["responses"] if response.get("for") == "preflight"]


def asks_again(vector, output):
    """Whether the last request is preflighted where the standard has an entry for it."""
    if vector["kind"] != "fetch" or len(output["fetches"]) < 2:
        return False
    return len(output["fetches"][-1]["sent"]) > len(vector["expect"]["fetches"][-1]["sent"])


def is_included(vector):
    return [fetch["request"].get("credentials") == "include" for fetch in vector["input"]["fetches"]]


def stores_wildcard(vector):
    return any("*" in elements_of(headers, A + name) for headers in preflight_answers(vector) for name in ("Allow-Methods", "Allow-Headers"))


def cached_wildcard(vector, output, _profile):
    return asks_again(vector, output) and stores_wildcard(vector)


def cached_wildcard_of_include(vector, output, _profile):
    return asks_again(vector, output) and stores_wildcard(vector) and is_included(vector)[0] and not is_included(vector)[-1]


def cached_wildcard_and_authorization(vector, output, _profile):
    if vector["kind"] != "fetch" or len(output["fetches"]) < 2 or not stores_wildcard(vector):
        return False
    asked = vector["input"]["fetches"][-1]["request"].get("headers", [])
    fewer = len(output["fetches"][-1]["sent"]) < len(vector["expect"]["fetches"][-1]["sent"])
    return fewer and bool(values_of(asked, "Authorization"))


def credentials_flag(vector, output, _profile):
    return asks_again(vector, output) and any(is_included(vector)[:-1]) and not is_included(vector)[-1]


def one_answer(vector, output, _profile):
    return asks_again(vector, output) and len(preflight_answers(vector)) > 1


# ---- Redirects ----

def origins_of_preflights(fetches):
    return [values_of(sent.get("headers", []), "Origin") for fetch in fetches for sent in fetch["sent"] if sent["purpose"] == "preflight"]


def untainted_preflight(vector, output, _profile):
    return vector["kind"] == "fetch" and len(output["fetches"]) == 1 \
        and origins_of_preflights(output["fetches"]) != origins_of_preflights(vector["expect"]["fetches"])


DEVIATIONS = [
    Deviation("`*` in Access-Control-Allow-Headers covers Authorization.", "deviations/authorization-by-wildcard", ALL,
              authorization_by_wildcard),
    Deviation("Nothing is cached where Access-Control-Max-Age is malformed.", "deviations/max-age-malformed-letters", ("firefox",),
              malformed_age),
    Deviation("A negative Access-Control-Max-Age says not to cache.", "deviations/max-age-negative", ("chromium", "webkit"), negative_age),
    Deviation("A leading plus in Access-Control-Max-Age is read as nothing.", "deviations/max-age-plus", ("chromium", "webkit"),
              age_with_a_plus),
    Deviation("A limit is imposed on Access-Control-Max-Age.", "deviations/max-age-cap", ALL, limited_age),
    Deviation("Client hints are on the safelist.", "deviations/client-hint-dpr", ("chromium",), client_hint),
    Deviation("Numbers that do not fit 64 bits are refused.", "deviations/range-beyond-64-bits", ALL, range_beyond_64_bits),
    Deviation("A plus sign before a number is read as nothing.", "deviations/range-with-a-plus", ("webkit",), range_with_a_plus),
    Deviation("Bytes above 0x7F are CORS-unsafe.", "deviations/accept-with-a-high-byte", ("firefox",), high_byte),
    Deviation("A comma anywhere in Content-Type is refused.", "deviations/content-type-with-a-comma", ("firefox",), comma_in_a_type),
    Deviation("A semicolon at the end after another one is refused.", "deviations/content-type-with-two-semicolons", ("firefox",),
              second_semicolon_at_the_end),
    Deviation("Lines of one name are judged as one value, their values joined.", "deviations/two-accept-lines", ("chromium", "webkit"),
              lines_of_one_name),
    Deviation("There is no limit on all values together.", "deviations/nine-times-128-bytes", ("firefox",), no_limit_on_the_sum),
    Deviation("`*` exposes everything although another element of the list does not parse.", "exposed-headers/wildcard-beside-malformed",
              ("firefox",), wildcard_beside_malformed),
    Deviation("Equal IP addresses are not the same site.", "corp/same-site-ip", ("chromium",), address_has_no_site),
    Deviation("A cached `*` never matches.", "deviations/cached-wildcard-method", ("firefox",), cached_wildcard),
    Deviation("A `*` learned by an include request stays a literal.", "deviations/cached-literal-wildcard-then-omit", ("chromium",),
              cached_wildcard_of_include),
    Deviation("A cached `*` covers Authorization too.", "deviations/cached-wildcard-and-authorization", ("webkit",),
              cached_wildcard_and_authorization),
    Deviation("Entries serve only requests of the same credentials flag.", "deviations/cached-with-credentials-serves-omit", ("firefox",),
              credentials_flag),
    Deviation("The cache keeps one answer for a URL.", "deviations/grants-of-two-preflights-add-up", ("chromium", "webkit"), one_answer),
    Deviation("A preflight bears the page's origin although a redirect tainted it.", "deviations/third-origin-preflight-is-tainted",
              ("firefox",), untainted_preflight),
]


def reasons(profile, vector, output):
    """The entries that explain what that profile answers."""
    return [entry for entry in DEVIATIONS if profile in entry.profiles and entry.explains(vector, output, profile)]


def faults_of_pins(by_hand):
    """Entries whose hand-written vector does not exist, or says nothing of a profile."""
    faults = []
    for entry in DEVIATIONS:
        shown = by_hand.get(entry.pinned_by, {}).get("profiles", {})
        faults += [f"deviations.py: {entry.pinned_by} shows nothing of {profile}" for profile in entry.profiles if profile not in shown]
    return faults


def cut_to(expected, got):
    """Of an answer, what the standard's expectation has keys for."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return {key: cut_to(expected[key], got[key]) for key in expected if key in got}
    if isinstance(expected, list) and isinstance(got, list):
        if len(expected) == len(got):
            return [cut_to(one, other) for one, other in zip(expected, got)]
        if all(isinstance(entry, dict) for entry in [*expected, *got]):
            keys = list(dict.fromkeys(key for entry in expected for key in entry))
            return [{key: entry[key] for key in keys if key in entry} for entry in got]
    return got
