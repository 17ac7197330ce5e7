"""The text form read as input.cpp reads it: lines, and what a word of the contract is."""

import json
import re
from pathlib import Path

SCHEMA = json.loads((Path(__file__).resolve().parent.parent / "conformance/schema/question.schema.json").read_text(encoding="utf-8"))["$defs"]
MOST_LINES = 96
ORIGIN = re.compile(SCHEMA["origin"]["pattern"].removesuffix("$") + r"\Z")
DEFAULT_PORT = re.compile(r"http://.*:80|https://.*:443|ws://.*:80|wss://.*:443|ftp://.*:21")
# The words that a key may have; with another one the line says nothing.
WORDS = {key: SCHEMA["request"]["properties"][key]["enum"] for key in ("client", "redirect", "referrer_policy")} | {
    "mode": SCHEMA["mode"]["enum"], "credentials": SCHEMA["credentials"]["enum"], "embedder_policy": SCHEMA["embedder_policy"]["enum"],
    "tainting": SCHEMA["input_tao_check"]["properties"]["tainting"]["enum"]}


def unescaped(text):
    """The bytes of a line's value."""
    raw = text.encode("latin-1")
    out, at = bytearray(), 0
    words = {0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x5C: 0x5C}
    while at < len(raw):
        following = raw[at + 1] if at + 1 < len(raw) else 0
        if raw[at] != 0x5C:
            out.append(raw[at])
            at += 1
        elif following == 0x78 and all(byte in b"0123456789abcdef" for byte in raw[at + 2:at + 4]) and at + 3 < len(raw):
            out.append(int(raw[at + 2:at + 4], 16))
            at += 4
        elif following in words:
            out.append(words[following])
            at += 2
        else:
            out.append(0x5C)
            at += 1
    return bytes(out)


def read_lines(raw):
    """(key, value, value of a header) of each line, as bytes but for the key."""
    count = 0
    for line in raw.decode("latin-1").split("\n"):
        key, _, rest = line.partition(" ")
        if not key:
            continue
        count += 1
        if count > MOST_LINES:
            return
        if key == "header":
            name, _, value = rest.partition(":")
            yield key, unescaped(name), unescaped(value.removeprefix(" "))
        else:
            yield key, unescaped(rest), b""


def text_of(value):
    return value.decode("utf-8", "replace")


def says(key, text):
    """Whether the line says something: a word that there is, an origin."""
    if key == "origin":
        return ORIGIN.search(text) is not None and not DEFAULT_PORT.fullmatch(text)
    return key not in WORDS or text in WORDS[key]


def number(value, most, otherwise):
    return min(int(value), most) if re.fullmatch(rb"[0-9]{1,19}", value) else otherwise


def header_of(name, value):
    return [name.decode("latin-1"), value.decode("latin-1").strip(" \t")]
