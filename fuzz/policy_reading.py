"""Policy documents in the text form, and what they are asked, read as policy_input.cpp reads them."""

import re

from text_form import LISTS
from text_reading import header_of, text_of

POLICY_KEYS = (*LISTS, "origin_patterns", "null_origin", "credentials", "max_age", "preflight_status", "rejected_preflight", "acknowledge")
BLANKS = " \t\n\v\f\r"
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
HEXADECIMAL = re.compile(r"[+-]?0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)([pP][+-]?\d+)?", re.ASCII)


def decimal(text, otherwise):
    """A number as C reads one, as far as JSON has it."""
    digits = text.lstrip(BLANKS)
    if DECIMAL.fullmatch(digits):
        value = float(digits)
    elif HEXADECIMAL.fullmatch(digits):
        value = float.fromhex(digits)
    else:
        return otherwise
    return otherwise if value in (float("inf"), float("-inf")) else int(value) if value.is_integer() else value


def note_key(policy, key, text):
    """The keys stand in the order in which they come first, which is that of the faults; one that comes to nothing is left out in the end."""
    named = text if key in ("any", "none") else "origin_patterns" if key == "pattern" else key
    if named in POLICY_KEYS:
        policy.setdefault(named, None)


def put_policy(policy, key, value):
    text = text_of(value)
    note_key(policy, key, text)
    if key == "any" and text in LISTS:
        policy[text] = "*"
    elif key == "none" and text in LISTS:
        policy[text] = []
    elif key in LISTS:
        if policy[key] != "*":
            policy[key] = (policy[key] or []) + [text]
    elif key == "pattern":
        policy["origin_patterns"] = (policy["origin_patterns"] or []) + [{"regex": text, "matches": [], "rejects": []}]
    elif key in ("matches", "rejects"):
        if policy.get("origin_patterns"):
            policy["origin_patterns"][-1][key].append(text)
    elif key in ("null_origin", "credentials"):
        policy[key] = True
    elif key in ("max_age", "preflight_status"):
        policy[key] = decimal(text, 600 if key == "max_age" else 204)
    elif key == "rejected_preflight":
        policy[key] = "diagnostic" if text == "diagnostic" else "quiet"
    elif key == "acknowledge":
        policy[key] = (policy[key] or []) + [text]


def open_policy(document):
    """The policy that the next lines belong to; None where the route is off, or no route has begun."""
    if "routes" not in document:
        return document
    own = document["routes"][-1]["policy"] if document["routes"] else None
    return own if isinstance(own, dict) else None


def said(given):
    """Without keys that came to nothing."""
    if isinstance(given, dict):
        return {key: said(value) for key, value in given.items() if value is not None}
    return [said(one) for one in given] if isinstance(given, list) else given


def policy_of(lines):
    """The policy, and the requests behind it."""
    document, requests = {}, []
    for key, value, rest in lines:
        if key == "request":
            method, space, path = value.partition(b" ")
            requests.append({"method": method.decode("latin-1"), "path": text_of(path) if space else "/", "headers": []})
        elif requests:
            if key == "header":
                requests[-1]["headers"].append(header_of(value, rest))
        elif key in ("routes", "route"):
            if "routes" not in document:
                document = {"routes": []}
            if key == "route":
                document["routes"].append({"path": text_of(value), "policy": {}})
        elif key == "off" and document.get("routes"):
            document["routes"][-1]["policy"] = "off"
        elif (own := open_policy(document)) is not None:
            put_policy(own, key, value)
    return said(document), requests
